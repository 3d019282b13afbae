"""What only one process may do at a time."""

from autoredeem.store.leases import Lease
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.moments import LATER, NOW

HOLD = f"""
INSERT INTO leases VALUES (?, ?, ?, 1, '', {LATER})
ON CONFLICT DO UPDATE SET
  fence = fence + (owner <> excluded.owner),
  before = iif(owner <> excluded.owner, owner, before),
  owner = excluded.owner,
  lease_until = excluded.lease_until
WHERE owner IN ('', excluded.owner, ?) OR lease_until <= {NOW}
"""  # noqa: S608 - no value is put into it
HELD = "SELECT owner, fence, before FROM leases WHERE title = ? AND name = ?"
RELEASE = "UPDATE leases SET owner = '' WHERE title = ? AND name = ? AND owner = ?"


class SqliteLeases(OnDatabase):
    """The port `Leases`."""

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Write unless it is another's, then read."""
        async with self._database.transaction() as transaction:
            await transaction.rows(HOLD, self.title, name, owner, seconds, instead_of)
            ((holder, fence, before),) = await transaction.rows(HELD, self.title, name)
        return Lease(holder, fence, before)

    async def release_lease(self, name: str, owner: str) -> None:
        """Leave it without an owner."""
        async with self._database.transaction() as transaction:
            await transaction.rows(RELEASE, self.title, name, owner)
