"""The ports to where facts are kept. The contract is written here, once, for every store.

Every verb takes and gives a whole set: there is nothing here that could be called once per
member. A store is bound to one title; two titles in one database never meet.

Every verb may raise `StoreUnavailable` (could not ask, asking again may help) or `StoreRefused`
(was told no). Neither is ever passed off as an answer. Every write can be repeated: done twice,
it changes what once changes. A verb that is cancelled has been done whole or can be repeated.
Empty sets cost no query.
"""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from autoredeem.domain.codes import Standing, code_key
from autoredeem.domain.guilds import Action, Board, GuildSettings, OptOut, Posting
from autoredeem.domain.players import Fid, GuildId, Member, State, UserId
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Redemption, Settlement
from autoredeem.store.answers import Answers, Settled
from autoredeem.store.checked import Checked
from autoredeem.store.leases import Leases


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an enrolment came to: `refused` never want to be enrolled; all sum to those given.

    A player who is given twice counts once as what became of the entry, else as unchanged.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One spelling of a code, and what is known of it.

    One that is not `shared` is for the guilds in which it was posted; `spread` says that a shared
    one was opened in every guild that wants codes.
    """

    code: str
    standing: Standing
    added_at: datetime
    updated_at: datetime
    shared: bool = True
    spread: bool = False


class RunStatus(StrEnum):
    """Whether a run has anything left to do."""

    OPEN = "open"
    DONE = "done"


class Again(IntEnum):
    """For whose sake a run's owner is asked to look at it again. The greater includes the less.

    The numbers are stored.
    """

    NO = 0
    FOR_NEW = 1
    """Whoever has come since, or has a state that was mended."""
    ANEW = 2
    """Whoever's part ended, too: they get another go."""


RunKey = tuple[GuildId, str]
"""What identifies a run: the guild and the code key. Opened again, it is the same run."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as data: anyone may render its progress from this alone.

    An open run is worked on by `owner` (nobody, if empty) until `due` at least: from then on it is
    anyone's to claim. Without `due` it waits until somebody opens it again. `fence` is how often it
    was claimed: what an earlier owner still writes is not taken. `reason` says why the code is dead
    where that ended the run. Its owner is asked to `stop`, or to look at it `again`. A run that is
    stopped stays so until it is wanted again, and is nobody's to claim.
    """

    guild_id: GuildId
    code: str
    status: RunStatus
    opened_at: datetime
    updated_at: datetime
    figures: Figures = field(default_factory=Figures)
    reason: Outcome | None = None
    owner: str = ""
    fence: int = 0
    due: datetime | None = None
    stop: bool = False
    again: Again = Again.NO

    @property
    def key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, code_key(self.code)

    @property
    def lease_until(self) -> datetime | None:
        """Until when nobody but the owner may work on it."""
        return self.due if self.owner else None


RunsToSave = Callable[[Settled], Awaitable[Collection[RunRecord]]]
"""Takes in where answers settled something, and returns the runs whose figures that changes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Which runs to take: at most `limit` (up to 1,000), to be the owner's for `seconds`.

    Those of `instead_of`, an owner who works no more, are due whatever their lease says. `among`
    leaves all others out.
    """

    owner: str
    limit: int
    seconds: float
    instead_of: str = ""
    among: Collection[RunKey] | None = None


class Entries(Protocol):
    """What is written into the ledger: settlements, and the latest answer of whoever has none."""

    async def settle(self, settlements: Collection[Settlement]) -> Settled:
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

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Give the ledger's rows of these codes (any spelling) and players, in no order.

        It looks up codes times players keys, about 1,000 a query: one code for many players, or
        one player's many codes.
        """

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Give the latest answers that settled nothing, of these codes and players; as above."""


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

        An owner, once known, stays: of two who claim an entry, one becomes its owner. Whoever asked
        never to be enrolled in the guild is left out. Of the same fid twice the later wins. Whoever
        is enrolled in another guild gets what is settled there (for codes that are known and not
        dead) copied, as a batch.
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

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Give the entries of those who are enrolled."""

    async def count_members(self, guild_id: GuildId) -> int:
        """Count the guild's members."""

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Give a user's entries in every guild, by fid; guilds without any are left out."""

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Unenrol players, and never enrol them again in these guilds; an earlier wish stays."""

    async def opt_in(self, guild_id: GuildId, fids: Collection[Fid], *, by: UserId) -> None:
        """Take wishes back that `by` made; others' stay."""

    async def opted_out(self, guild_id: GuildId) -> Sequence[OptOut]:
        """Give all who are never to be enrolled in the guild, by fid."""


class Codes(Protocol):
    """The codes that are known, by exact spelling, and their standing."""

    async def add_codes(
        self, codes: Collection[str], *, at: datetime, shared: bool = True
    ) -> frozenset[str]:
        """Make codes known as untried; gives those that are new. A known one keeps its standing.

        `shared` codes are for all guilds from now on. One that is shared stays so.
        """

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Note that codes, which are known, were posted in guilds; gives those that are new there.

        The first posting of a code in a guild stays.
        """

    async def postings(self, guild_id: GuildId) -> Sequence[Posting]:
        """Give all that was posted in a guild, oldest first."""

    async def to_spread(self) -> Sequence[CodeRecord]:
        """Give the shared spellings that are not dead and not spread yet, oldest first."""

    async def mark_spread(self, codes: Collection[str], *, at: datetime) -> None:
        """Note that shared codes were opened in every guild that wants codes."""

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Give every spelling of the codes with these keys (None: of all), oldest first."""

    async def judge(self, standings: Mapping[str, Standing], *, at: datetime) -> None:
        """Write what is now known of spellings, adding those that are new, which are not shared.

        A dead spelling stays dead, whatever is written later.
        """

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Forget spellings; gives those that were known. The ledger keeps what was settled."""


class Runs(Protocol):
    """The standing work. Leases and dues end by the store's own clock: no two need to agree."""

    async def want_runs(
        self, wanted: Collection[tuple[GuildId, str]], *, at: datetime, anew: bool = True
    ) -> None:
        """Open the runs of codes in guilds, to be claimed at once.

        One that is done begins `anew`, or else goes on in this spelling, with its figures and the
        time it was opened at: whose part ended in it is not asked again. One that is open already
        keeps its spelling, its figures and its owner, if it has one; the owner is asked to look
        again, `anew` if any wish since its last look was, and not to stop. One that was stopped
        goes on `anew` only: else it is left at rest.
        """

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Let open runs rest until they are wanted again; one's owner is asked to stop."""

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Give the owner's open runs that it is asked to stop, or to look at again.

        What it was asked to look at again is not given another time.
        """

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Take open runs that are due, longest due first.

        Of two who claim at the same time each run goes to one. When the answer is lost, what was
        taken is due again after the claim's seconds. What an owner was asked to stop is not due,
        also when that owner has ended.
        """

    async def renew_runs(self, owner: str, runs: Collection[RunKey], *, seconds: float) -> None:
        """Keep those of the runs that are the owner's for `seconds` from now."""

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Write figures, spelling and status of runs under the owner and fence that claimed them.

        A run that has another owner or fence by now is left as it is. One that is done has no owner
        any more and is not due; but one to look at again stays open, and is due at once.
        """

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Give the owner's runs back: due again after `due_in` seconds, or when opened again.

        One that the owner was asked to stop rests, whatever `due_in` says; one to look at again is
        due at once where it would have rested.
        """

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Give the runs with this status (None: any) among these (None: all), oldest first."""

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Give the runs in these guilds with this status (None: any), oldest first."""


class Recording(Protocol):
    """Answers and the figures that count them, written together."""

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write answers, then the runs that `runs` returns when told where they settled what.

        Each part is written as by its own verb, in this order: `settle`, `note_attempts`, `judge`,
        `save_runs`. So a run that has another owner or fence by now keeps its figures, and what was
        answered is written all the same. A store that has transactions writes all or nothing; in
        one that has none, whoever is cut short leaves figures that lack what the ledger has, never
        the other way round. It may all be done again, by the store or by the caller: then `runs`
        is called again, perhaps with more guilds.
        """


class Guilds(Protocol):
    """What guilds chose, the message that tells each of its runs, and what was done there."""

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Give the settings of these guilds (None: of all), those that have any, by id."""

    async def save_guilds(
        self, guilds: Collection[GuildSettings], *, by: str, at: datetime
    ) -> None:
        """Write guilds' settings whole."""

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Remove all that is kept of guilds: settings, boards, members, runs, ledger, all of it."""

    async def boards(self) -> Sequence[Board]:
        """Give every guild's board, by guild."""

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Write boards whole, one a guild."""

    async def drop_boards(self, guilds: Collection[GuildId]) -> None:
        """Forget boards."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Add to audit trails; one whose id is there already is left as it is."""

    async def actions(
        self, guild_id: GuildId, *, limit: int, before: Action | None = None
    ) -> Sequence[Action]:
        """Give a guild's latest actions, or the latest before one of them, newest first.

        Of the same time, those of the greater id are newer.
        """

    async def forget_user(self, user: UserId) -> Mapping[GuildId, frozenset[Fid]]:
        """Remove a user's entries everywhere, and the user's id from audit trails (NOBODY then).

        Gives who was unenrolled. Wishes never to be enrolled stay, without the user's id (NOBODY);
        the ledger, which knows players only, keeps what was settled.
        """


class Store(Ledger, Roster, Codes, Runs, Recording, Guilds, Leases, Protocol):
    """All ports of one title's store."""

    title: str
