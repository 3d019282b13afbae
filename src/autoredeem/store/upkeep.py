"""Ports of what keeps a store, and the processes on it, in order.

They are held to the same as those of `interface`: whole sets at a time, and all can be repeated.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from autoredeem.domain.ids import GuildId
from autoredeem.store.records import Lease


class Retention(Protocol):
    """What nobody needs any longer goes, a batch of rows at a time: others write in between."""

    async def prune_codes(self, before: datetime) -> int:
        """Forget who posted, ran and was refused old codes of guilds; return how many spellings.

        Those are the codes of which no spelling is shared, and each was dead by then. The spellings
        stay known, and the ledger keeps what was settled: a code that is issued again is met with
        what is known of it.
        """

    async def prune_announcements(self, before: datetime) -> None:
        """Forget what was told of codes until then."""

    async def prune_notifications(self, before: datetime) -> None:
        """Forget what was told people until then of accounts that fail."""

    async def prune_trails(self, before: datetime) -> None:
        """Forget what was done in guilds until then."""

    async def prune_changes(self, before: datetime) -> None:
        """Forget what lists changed until then."""

    async def prune_proofs(self, before: datetime) -> None:
        """Forget for whom and which state was asked until then, and searches that were over."""

    async def prune_requests(self, before: date) -> None:
        """Forget how many requests were sent for guilds on the days before this one."""


class Spending(Protocol):
    """How many requests were sent for each guild, day by day (UTC)."""

    async def note_requests(self, sender: str, counts: Mapping[tuple[GuildId, date], int]) -> None:
        """Keep how many requests a sender has sent for guilds on days: of two counts the greater.

        A sender is a process, and counts what it has sent itself.
        """

    async def spenders(self, since: date, *, most: int) -> Sequence[tuple[GuildId, int]]:
        """Return for whom most requests were sent from that day on, and how many, most first."""

    async def requests_of(
        self, guilds: Collection[GuildId], since: date
    ) -> Mapping[tuple[GuildId, date], int]:
        """Return how many requests were sent for guilds, by day; days without are left out."""


class Doorbell(Protocol):
    """Whether it is worth asking anything at all."""

    async def last_change(self) -> int | None:
        """Return a number that is another one when anything was written since.

        None: the store can't say.
        """


class Leases(Protocol):
    """What only one process may do at a time. Leases end by the store's own clock."""

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Take the lease for `seconds` from now, or keep it; return whose it is now.

        It stays with another owner until that one's time is over, unless it is `instead_of`: one
        who is known to have ended.
        """

    async def release_lease(self, name: str, owner: str) -> None:
        """Release the lease, if it is the owner's."""
