"""What a store offers to whoever copies all of it, and puts a copy in its place.

A copy is a SQLite file of the newest schema, whatever the store is: so a backup of either kind is
restored on either, an older one is brought up to date as any file is, and it can be used itself.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from autoredeem.domain.errors import StoreRefused
from autoredeem.observe.threads import Step
from autoredeem.store.records import ADDRESS, Lease
from autoredeem.store.upkeep import Leases

COUNTED: Mapping[str, str] = {
    "members": "members",
    "ledger": "redemptions",
    "codes": "codes",
    "guilds": "servers",
}
"""The tables by which people know what is in a store, and what they call the rows."""

DATED = {"members": "updated_at", "codes": "updated_at", "runs": "updated_at", "actions": "at"}
"""The tables of whose rows the latest says how new a store is, and the column that says it."""

LEASE = 60.0
"""Seconds for which whoever restores has a store alone, unless that is renewed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a store: rows by what people call them, and when the latest was written.

    It is `half` if it was to be replaced, and that did not come to its end.
    """

    rows: Mapping[str, int]
    latest: datetime | None = None
    half: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that anybody might miss."""
        return not any(self.rows.values()) and self.latest is None

    def __str__(self) -> str:
        named = ((count, name[:-1] if count == 1 else name) for name, count in self.rows.items())
        counts = ", ".join(f"{count:,} {name}" for count, name in named)
        return f"{counts}; last written {self.latest:%Y-%m-%d %H:%M} UTC" if self.latest else counts


@dataclass(frozen=True, slots=True)
class Owner:
    """Who asks to have a store alone. `has_ended` says whether another process is known to have."""

    name: str
    has_ended: Callable[[str], bool]


class Archive(Protocol):
    """A store as a whole, with all its titles. All of it raises as the ports do."""

    place: str
    """Which store it is, without anything secret."""

    async def copy_to(self, file: Path, step: Step) -> int:
        """Write all that is in the store into a new file, others' work going on meanwhile.

        `step` is called often. Returns how many rows were left out, as they are not ours.
        """

    async def contents(self) -> Contents:
        """Return what is in the store."""

    def alone(self, owner: Owner) -> AbstractAsyncContextManager[None]:
        """Have the store alone for the block. Raises StoreRefused while a process works on it."""

    async def fill_from(self, file: Path, step: Step) -> None:
        """Put what is in a file of the newest schema in the place of all that is in the store.

        Killed on the way, it leaves either what there was, or what no program opens until this was
        done again.
        """


@asynccontextmanager
async def held(place: str, leases: Collection[Leases], owner: Owner) -> AsyncIterator[None]:
    """Hold each title's lease for the block, so that nobody sends meanwhile."""
    async with AsyncExitStack() as stack:
        for one in leases:
            await hold(place, one, owner)
            stack.push_async_callback(one.release_lease, ADDRESS, owner.name)
        yield


async def hold(place: str, leases: Leases, owner: Owner) -> None:
    """Take or keep a lease. Raises StoreRefused where it is another's who is not known to be gone.

    Of whoever was killed elsewhere nothing is known until the lease ends.
    """
    lease = await take_lease(leases, owner)
    if lease.owner != owner.name:
        raise StoreRefused(
            f"{place}: a process works on it ({lease.owner}); stop it first. If it was killed,"
            " wait a minute"
        )


async def take_lease(leases: Leases, owner: Owner) -> Lease:
    """Take or keep the right to send, also of a process that has ended; return whose it is."""
    lease = await leases.hold_lease(ADDRESS, owner.name, seconds=LEASE)
    if lease.owner != owner.name and owner.has_ended(lease.owner):
        instead = lease.owner
        lease = await leases.hold_lease(ADDRESS, owner.name, seconds=LEASE, instead_of=instead)
    return lease
