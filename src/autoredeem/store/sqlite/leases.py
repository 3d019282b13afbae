"""What only one process may do at a time."""

from dataclasses import dataclass

from autoredeem.store.records import Lease
from autoredeem.store.sqlite.connection import Connection, Database, OnDatabase
from autoredeem.store.sqlite.server_time import LATER, NOW

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


@dataclass(eq=False, slots=True)
class _Asked:
    """A lease that is asked for, and whose it is when that is written."""

    name: str
    owner: str
    seconds: float
    instead_of: str
    lease: Lease | None = None


class SqliteLeases(OnDatabase):
    """The port `Leases`."""

    def __init__(self, database: Database, title: str) -> None:
        super().__init__(database, title)
        self._asked: list[_Asked] = []

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Write unless it is another's, then read: all that are asked for meanwhile, as one."""
        mine = _Asked(name, owner, seconds, instead_of)
        self._asked.append(mine)
        try:
            async with self._database.transaction() as transaction:
                together = () if mine.lease else tuple(self._asked)
                leases = [await self._hold(transaction, one) for one in together]
        finally:
            self._asked.remove(mine)
        for one, lease in zip(together, leases, strict=True):
            one.lease = lease
        assert mine.lease, "whoever wrote it has said so"  # noqa: S101 - a bug of ours
        return mine.lease

    async def release_lease(self, name: str, owner: str) -> None:
        """Leave it without an owner."""
        async with self._database.transaction() as transaction:
            await transaction.rows(RELEASE, self.title, name, owner)

    async def _hold(self, transaction: Connection, one: _Asked) -> Lease:
        asked = one.name, one.owner, one.seconds, one.instead_of
        await transaction.rows(HOLD, self.title, *asked)
        ((holder, fence, before),) = await transaction.rows(HELD, self.title, one.name)
        return Lease(holder, fence, before)
