"""What happens in a made-up month: guilds, players, codes, and what sources say of them when.

Times are seconds since the start (`EPOCH`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autoredeem.codes.sources.feed import FeedKind
from autoredeem.domain.codes import issue_of
from autoredeem.domain.sources import SourceKind
from autoredeem.simulator import Edition, FaultKind

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0

STATE, WRONG_STATE = 7, 8


@dataclass(frozen=True, slots=True)
class Size:
    """How large a month is: days, guilds, players in all, codes, and stops of the program."""

    days: int
    guilds: int
    players: int
    codes: int
    stops: int


class Manner(StrEnum):
    """How a feed misbehaves for a while."""

    ERROR = "error"
    PAGE = "page"
    HALF = "half"
    HANG = "hang"
    EMPTY = "empty"
    """It lists nothing, as if all codes were gone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed misbehaves from a time until another."""

    begins: float
    ends: float
    manner: Manner


@dataclass(frozen=True, slots=True)
class PlannedFeed:
    """A feed, how many minutes lie between two polls, and when it misbehaves."""

    name: str
    kind: FeedKind
    minutes: float
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed lists a code from a time until another, with when it expires if it says so."""

    feed: str
    begins: float
    ends: float
    expires: float | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """Somebody brings a code at a time.

    In a guild's channel or by hand in a guild (`guild` 0: the operator), or a manager wants it
    tried `again`.
    """

    at: float
    guild: int
    source: SourceKind
    again: bool = False


@dataclass(frozen=True, slots=True)
class Lie:
    """The game calls a living code dead from a time until another."""

    begins: float
    ends: float
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class PlannedCode:
    """A code: what it is for the game (no editions: it never exists), and who says what of it."""

    name: str
    editions: Sequence[Edition] = ()
    limit: int | None = None
    listed: Sequence[Listed] = ()
    found: Sequence[Find] = ()
    lies: Sequence[Lie] = ()

    @property
    def is_early(self) -> bool:
        """Whether a feed lists it before it exists."""
        begins = min((one.begins for one in self.editions), default=float("inf"))
        return any(one.begins < begins for one in self.listed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A player in a guild, from a time on, with the state that was typed there, mended later."""

    guild: int
    fid: int
    state: int
    since: float = 0.0
    mended: float | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """The program is killed: so many requests after it started, at one of the store's next verbs.

    The last of these `verbs` is done no more where it dies `before` it. It starts again `away`
    seconds later.
    """

    requests: int
    verbs: int
    before: bool
    away: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A month, or so many seconds of one. `accidents`: the game fails now and then."""

    size: Size
    seconds: float
    entries: Sequence[Entry]
    feeds: Sequence[PlannedFeed]
    codes: Sequence[PlannedCode]
    stops: Sequence[Stop] = ()
    accidents: bool = True


def issues_of(plan: Plan) -> Sequence[str]:
    """Return what all issues of codes are called, and one more of each that never was."""
    return [
        issue_of(code.name, number + 1)
        for code in plan.codes
        for number in range(len(code.editions) + 1)
    ]
