"""What the ports take and give beside the domain's own values. Plain data."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.codes import Standing, code_key, issue_of
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Settlement
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.domain.text import fold


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an enrolment came to: `refused` never want to be enrolled; all sum to those given.

    A player who is given twice counts once as what became of the entry, else as unchanged.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


class Entry(NamedTuple):
    """What a run has to know of a member: a tuple, as there are very many.

    `priority` is that of the alliance that the member is in; 0 without one.
    """

    guild_id: GuildId
    fid: Fid
    state: State | None
    level: int | None
    priority: int = 0


class Failing(NamedTuple):
    """An entry of a player against whom the game has said something."""

    guild_id: GuildId
    member: Member
    known: KnownPlayer


class GatePassed(NamedTuple):
    """An entry, with an owner, whose level is above the one at which an issue was refused."""

    guild_id: GuildId
    member: Member
    issue: str
    refused_at: int


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One spelling of a code, and what is known of it.

    One that is not `shared` is for the guilds in which it was posted; one that is `rolled_out` was
    opened in every guild that wants codes. `source` is where it came from first. `listing` is what
    feeds say of it. `announced` is the last edition that was told in guilds.
    """

    code: str
    standing: Standing
    added_at: datetime
    updated_at: datetime
    shared: bool = True
    rolled_out: bool = False
    source: SourceKind = SourceKind.HAND
    listing: Listing = field(default_factory=Listing)
    announced: int = 0

    @property
    def issue(self) -> str:
        """What its present edition is called in the ledger."""
        return issue_of(self.code, self.standing.edition)


Matrix = Mapping[str, Mapping[Outcome, Sequence[Fid]]]
"""For each code the players who got each outcome of it, by id."""


@dataclass(frozen=True, slots=True)
class MemberQuery:
    """Which members of a guild are wanted, in which order; pages of `size` count from 1.

    `find` is a part of a name as `fold` has it, or of an id or a state where it is a number; it may
    be empty. The `whole` name is what it has to be, or else. Only those of an `alliance` are wanted
    where one is named; NO_ALLIANCE: those who are in none. With `unowned` only those who have no
    owner. `alliances` are in the order by which members are sorted by alliance, and `issue` is the
    edition of a code by whose outcomes they are sorted by the last outcome. Only those are wanted
    who have a `need`, where one is named.
    """

    find: str = ""
    sort: MemberSort = MemberSort.NAME
    page: int = 1
    size: int = 10
    whole: bool = False
    alliance: AllianceId | None = None
    unowned: bool = False
    alliances: Sequence[AllianceId] = ()
    issue: str = ""
    need: Need | None = None

    @property
    def part(self) -> str:
        """What a name is to have in it."""
        return fold(self.find)

    @property
    def digits(self) -> str:
        """What an id or a state is to have in it: digits of any script; empty where it is none."""
        number = self.find.isdecimal() and not self.whole
        return "".join(str(int(one)) for one in self.find) if number else ""

    def number_of(self, found: int) -> int:
        """Return the page's number, or that of the last where so many are found."""
        return min(self.page, max(1, -(-found // self.size)))


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A page of members: of `found` who match, of `total`."""

    members: Sequence[Member]
    number: int
    found: int
    total: int


@dataclass(frozen=True, slots=True)
class CodesIn:
    """The codes that some guilds may see: those for all, and each one's own, where it has any.

    Both are oldest first.
    """

    shared: Sequence[CodeRecord]
    own: Mapping[GuildId, Sequence[CodeRecord]]


class RunStatus(StrEnum):
    """Whether a run has anything left to do."""

    OPEN = "open"
    DONE = "done"


class Again(IntEnum):
    """For whose sake a run is begun, or its roster read again. The greater includes the less.

    The numbers are stored.
    """

    NO = 0
    FOR_NEW = 1
    """Whoever has come since, or has a state that was mended."""
    ANEW = 2
    """Whoever's part ended, too: they get another go, once the answer has rested."""
    AFRESH = 3
    """Whoever's part ended, however lately."""


ADDRESS = "address"
"""The lease whose holder sends. What a process that holds it no more worked on is free."""

RunKey = tuple[GuildId, str]
"""What identifies a run: the guild and the code key. Opened again, it is the same run."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as data: anyone may render its progress from this alone.

    An open run is worked on by `owner` for as long as that one holds its lease (ADDRESS); one that
    was claimed and not kept, until `due` at most. Without an owner it is anyone's to claim from
    `due` on; without that, too, it rests until somebody opens it again. `fence` is how often it
    was claimed: what an earlier owner still writes is not taken. `reason` says why the code is dead
    where that ended the run. Its owner is asked to `stop`, or to read the roster `again`. A run
    that is stopped stays so until it is wanted again, and is nobody's to claim. `begun` is for
    whose sake it began when it was opened. `edition` is the code's, when it was last worked on.
    `roster_at` is when the roster was read that the figures count, by the clock of whoever read it.
    `in_need` names whoever could not be asked with success in a run that is done, where they are
    few: those without a state (None), and those whom the game doesn't know in the state given.
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
    begun: Again = Again.ANEW
    edition: int = 1
    roster_at: datetime | None = None
    in_need: Mapping[Fid, State | None] = field(default_factory=dict)

    @property
    def key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, code_key(self.code)

    @property
    def rests(self) -> bool:
        """Whether it goes on by itself when its code can be asked about, and not before."""
        is_open = self.status is RunStatus.OPEN and not self.stop
        return is_open and not self.owner and self.due is None


Settled = Mapping[tuple[str, Fid], frozenset[GuildId]]
"""For each (code key, fid) the guilds in which it is settled now."""

RunsToSave = Callable[[Settled], Awaitable[Collection[RunRecord]]]
"""Takes in where answers settled something, and returns the runs whose figures that changes."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the game answered, to be recorded together: who is settled, and who got which answer.

    `players` is what they say of players alone, each once. `standings` is what they say of
    spellings, as it was known `at` a time.
    """

    at: datetime
    settlements: Collection[Settlement] = ()
    attempts: Collection[Attempt] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    players: Collection[KnownPlayer] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Which runs to take: at most `limit` (up to 1,000), for `seconds` unless they are kept.

    `among` leaves all others out.
    """

    owner: str
    limit: int
    seconds: float
    among: Collection[RunKey] | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who may do a thing alone, for now.

    `fence` grows with each change of hands. `before` is whose lease ran out, or was taken away, in
    the last change; empty when it was given back.
    """

    owner: str
    fence: int
    before: str = ""
