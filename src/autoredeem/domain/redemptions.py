"""What an answer of the game means, what it entails, and what a run of one code came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Any

from autoredeem.domain.ids import Fid, GuildId, State


class Outcome(StrEnum):
    """What the game's answer to one request means. The values are stored and shown in JSON."""

    REDEEMED = "redeemed"
    ALREADY_REDEEMED = "already_redeemed"
    SAME_TYPE_REDEEMED = "same_type_redeemed"
    EXPIRED = "expired"
    NO_SUCH_CODE = "no_such_code"
    USED_UP = "used_up"
    LEVEL_TOO_LOW = "level_too_low"
    SPENDING_TOO_LOW = "spending_too_low"
    PLAYER_THROTTLED = "player_throttled"
    TRY_AGAIN = "try_again"
    WRONG_STATE = "wrong_state"
    NO_SUCH_PLAYER = "no_such_player"
    WRONG_SALT = "wrong_salt"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    REFUSED_AT_THE_DOOR = "refused_at_the_door"


class Fate(Enum):
    """What becomes of the member's part in the run."""

    SETTLED = auto()
    ENDS = auto()
    AGAIN = auto()


class Says(Enum):
    """What the answer says of the code."""

    NOTHING = auto()
    ALIVE = auto()
    DEAD = auto()
    DOUBTFUL = auto()


class Pauses(Enum):
    """Who has to wait because of the answer."""

    NOBODY = auto()
    ADDRESS = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class Entails:
    """What follows from an outcome. Read by the engine, the messages and the documents alike.

    `tries` is after how many tries in all such an answer ends the member's part; None: it is not a
    try of the member's. `proves` says that the game has found the player in the state that it was
    asked for. `rests` is for how long whose part it ended is not asked anew.
    """

    fate: Fate
    says: Says = Says.NOTHING
    tries: int | None = None
    pauses: Pauses = Pauses.NOBODY
    proves: bool = False
    rests: timedelta = timedelta()


MOST_TRIES = 10
MOST_UNKNOWN = 3

A_WHILE, A_DAY, A_MONTH = timedelta(minutes=10), timedelta(days=1), timedelta(days=30)

MOST_WRONG, MOST_WRONG_OF_ALL = 20, 5
"""So many wrong states in a row are no accident: while others are still to be asked, and in all."""

ENTAILS: Mapping[Outcome, Entails] = {
    Outcome.REDEEMED: Entails(Fate.SETTLED, Says.ALIVE, proves=True),
    Outcome.ALREADY_REDEEMED: Entails(Fate.SETTLED, Says.ALIVE, proves=True),
    Outcome.SAME_TYPE_REDEEMED: Entails(Fate.SETTLED, Says.ALIVE, proves=True),
    Outcome.EXPIRED: Entails(Fate.ENDS, Says.DEAD, proves=True),
    Outcome.NO_SUCH_CODE: Entails(Fate.ENDS, Says.DEAD, proves=True),
    Outcome.USED_UP: Entails(Fate.AGAIN, Says.DOUBTFUL, tries=MOST_TRIES, proves=True),
    Outcome.LEVEL_TOO_LOW: Entails(Fate.ENDS, Says.ALIVE, proves=True, rests=A_DAY),
    Outcome.SPENDING_TOO_LOW: Entails(Fate.ENDS, Says.ALIVE, proves=True, rests=A_DAY),
    Outcome.PLAYER_THROTTLED: Entails(Fate.AGAIN, tries=MOST_TRIES, rests=A_WHILE),
    Outcome.TRY_AGAIN: Entails(Fate.AGAIN, tries=MOST_TRIES, rests=A_WHILE),
    Outcome.WRONG_STATE: Entails(Fate.ENDS, rests=A_MONTH),
    Outcome.NO_SUCH_PLAYER: Entails(Fate.ENDS, rests=A_DAY),
    Outcome.WRONG_SALT: Entails(Fate.AGAIN, pauses=Pauses.TITLE),
    Outcome.THROTTLED: Entails(Fate.AGAIN, pauses=Pauses.ADDRESS),
    Outcome.UNREACHABLE: Entails(Fate.AGAIN),
    Outcome.UNKNOWN: Entails(Fate.AGAIN, tries=MOST_UNKNOWN, rests=A_WHILE),
    Outcome.REFUSED_AT_THE_DOOR: Entails(Fate.AGAIN),
}


@dataclass(frozen=True, slots=True)
class Settlement:
    """A code needs no further request for a player: the game said so.

    `guild_id` is where it was asked; it holds in every guild of the title, as the game pays per
    player.
    """

    guild_id: GuildId
    code: str
    fid: Fid
    how: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Redemption:
    """A row of the ledger: a player is settled for a code in a guild."""

    guild_id: GuildId
    code: str
    fid: Fid
    how: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """A member's latest answer that settled nothing, word for word, with the state it was for.

    `typed` and `level` are what the guild's entry said at that time.
    """

    guild_id: GuildId
    code: str
    fid: Fid
    outcome: Outcome
    message: str
    state: State
    tries: int
    at: datetime
    typed: State | None = None
    level: int | None = None


def is_lifted(outcome: Outcome, before: int | None, level: int | None) -> bool:
    """Whether an answer of a level `before` is none of the level now: that is known to be higher.

    Purchases are not known to anybody but the game.
    """
    return bool(outcome is Outcome.LEVEL_TOO_LOW and before and level and level > before)


def ends_code(outcome: Outcome) -> bool:
    """Whether an answer says that the code is over: of one that is not, it says nothing."""
    return ENTAILS[outcome].says in (Says.DEAD, Says.DOUBTFUL)


def ends_part(outcome: Outcome, tries: int) -> bool:
    """Whether an answer ends the member's part, settled or not, after `tries` tries in all."""
    entails = ENTAILS[outcome]
    return entails.fate is not Fate.AGAIN or (entails.tries is not None and tries >= entails.tries)


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a run's members so far, and what it cost.

    `requests`, `seconds` and `check_queries` are spent by all processes that worked on the run. A
    query that asked about several runs at once is counted by each of them.
    """

    members: int = 0
    settled_before: int = 0
    redeemed: int = 0
    already: int = 0
    failed: Mapping[Outcome, int] = field(default_factory=dict)
    no_state: int = 0
    requests: int = 0
    seconds: float = 0.0
    check_queries: int = 0
    check_failed: bool = False

    @property
    def unsettled(self) -> int:
        """Members who are neither settled nor failed."""
        decided = self.settled_before + self.redeemed + self.already + sum(self.failed.values())
        return self.members - decided

    @property
    def to_ask(self) -> int:
        """Members of whom an answer is still to come."""
        return self.unsettled - self.no_state

    @property
    def may_be_another_titles(self) -> bool:
        """Whether the members' ids may be those of another game; see `RunSummary`."""
        return _may_be_another_titles(self.failed, self.members - self.unsettled, self.to_ask)

    def by_name(self) -> dict[str, Any]:
        """Return the figures by their names, as they are stored."""
        return {name: getattr(self, name) for name in _NAMES}


_NAMES = tuple(one.name for one in fields(Figures))


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to. `members` is always the sum of the five that follow it."""

    title: str
    guild: GuildId
    code: str
    members: int
    settled_before: int
    redeemed: int
    already: int
    failed: Mapping[Outcome, int] = field(default_factory=dict)
    unsettled: int = 0
    no_state: int = 0
    requests: int = 0
    seconds: float = 0.0
    check_queries: int = 0
    check_failed: bool = False
    not_recorded: int = 0

    @property
    def may_be_another_titles(self) -> bool:
        """Whether the members' ids may be those of another game.

        The games' ids look alike, and each says "wrong state" of the other's.
        """
        to_ask = self.unsettled - self.no_state
        return _may_be_another_titles(self.failed, self.members - self.unsettled, to_ask)


def _may_be_another_titles(failed: Mapping[Outcome, int], decided: int, to_ask: int) -> bool:
    """Whether "wrong state" was all that was said, of 20 members, or of everyone and at least 5."""
    wrong = failed.get(Outcome.WRONG_STATE, 0)
    return wrong == decided and wrong >= (MOST_WRONG if to_ask else MOST_WRONG_OF_ALL)


def summary_of(
    figures: Figures, title: str, guild: GuildId, code: str, *, not_recorded: int = 0
) -> RunSummary:
    """Put a run's figures into its summary; `not_recorded` outcomes are not among them."""
    return RunSummary(
        title=title,
        guild=guild,
        code=code,
        members=figures.members,
        settled_before=figures.settled_before,
        redeemed=figures.redeemed,
        already=figures.already,
        failed=figures.failed,
        unsettled=figures.unsettled,
        no_state=figures.no_state,
        requests=figures.requests,
        seconds=round(figures.seconds, 3),
        check_queries=figures.check_queries,
        check_failed=figures.check_failed,
        not_recorded=not_recorded,
    )
