"""The ports to where facts are kept. The contract is written here, once, for every store.

Every verb takes and gives a whole set: there is nothing here that could be called once per
member. A store is bound to one title; two titles in one database never meet.

Every verb may raise `StoreUnavailable` (could not ask, asking again may help) or `StoreRefused`
(was told no). Neither is ever passed off as an answer. Every write can be repeated: done twice,
it changes what once changes. A verb that is cancelled has been done whole or can be repeated.
Empty sets cost no query.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from autoredeem.domain.codes import Standing
from autoredeem.domain.players import Fid, GuildId, Member, State
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement


class Checked(dict[Fid, bool]):
    """The answer of a batch check: every fid that was asked for, True if it is settled.

    `queries` is what it cost.
    """

    queries: int = 0


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an enrolment came to: three counts that sum to the members given.

    A player who is given twice counts once as what became of the entry, else as unchanged.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One spelling of a code, and what is known of it."""

    code: str
    standing: Standing
    added_at: datetime
    updated_at: datetime


class RunStatus(StrEnum):
    """Where a run stands."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as data: anyone may render its progress from this alone.

    It is identified by guild and code key; opened again, it is the same run with new counts.
    """

    guild_id: GuildId
    code: str
    status: RunStatus
    opened_at: datetime
    updated_at: datetime
    members: int = 0
    settled_before: int = 0
    redeemed: int = 0
    already: int = 0
    failed: Mapping[Outcome, int] = field(default_factory=dict)
    requests: int = 0
    check_queries: int = 0
    check_failed: bool = False


class Entries(Protocol):
    """What is written into the ledger: settlements, and the latest answer of whoever has none."""

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[tuple[str, Fid], frozenset[GuildId]]:
        """Write settlements for every guild where the player is enrolled, and where it was asked.

        A row that exists is left as it is: the first settlement stays. Gives for each (code key,
        fid) the guilds for which it was to be written: it is settled there now. Per batch one query
        finds the guilds, and bulk writes record all.
        """

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Keep each member's latest answer for a code.

        The latest by `at` wins; of the same `at`, the one that is written last.
        """

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Give the latest answer that settled nothing, for each member who got one."""


class Ledger(Entries, Protocol):
    """Who is settled for which code; and the latest answer of those who are not."""

    async def check_members(self, guild_id: GuildId, code: str, fids: Iterable[Fid]) -> Checked:
        """Ask who of `fids` is settled for `code` (any spelling) in the guild.

        Every fid asked for is in the answer, once. Reads keys only; about 1,000 fids a query, a
        few queries in flight. Raises `StoreUnavailable`, with `known` holding the batches that did
        answer, when part of it could not be asked after retries.
        """


class Roster(Protocol):
    """Who is enrolled where."""

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Enrol members, or mend those enrolled: what a member leaves unknown is kept.

        Of the same fid twice the later wins. Whoever is enrolled in another guild gets what is
        settled there (for codes that are known and not dead) copied, as a batch.
        """

    def members(self, guild_id: GuildId) -> AsyncIterator[Sequence[Member]]:
        """Give all members of the guild in batches of about 1,000, in no particular order."""

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Unenrol; gives who was enrolled. The ledger keeps what was settled."""

    async def set_states(
        self, guild_id: GuildId, states: Mapping[Fid, State], *, at: datetime
    ) -> frozenset[Fid]:
        """Set members' states; gives who of them is enrolled."""

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Give the guilds in which each player is enrolled; whoever is nowhere is left out."""


class Codes(Protocol):
    """The codes that are known, by exact spelling, and their standing."""

    async def add_codes(self, codes: Collection[str], *, at: datetime) -> frozenset[str]:
        """Make codes known as untried; gives those that are new. A known one keeps its standing."""

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Give every spelling of the codes with these keys (None: of all), oldest first."""

    async def judge(self, standings: Mapping[str, Standing], *, at: datetime) -> None:
        """Write what is now known of spellings, adding those that are new.

        A dead spelling stays dead, whatever is written later.
        """

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Forget spellings; gives those that were known. The ledger keeps what was settled."""


class Runs(Protocol):
    """The standing work."""

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Write runs whole, replacing what was saved of the same guild and code key."""

    async def runs(self, status: RunStatus | None = None) -> Sequence[RunRecord]:
        """Give the runs with this status (None: all), oldest opening first."""


class Store(Ledger, Roster, Codes, Runs, Protocol):
    """All ports of one title's store."""

    title: str
