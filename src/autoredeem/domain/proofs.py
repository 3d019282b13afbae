"""Requests that ask whether the game knows a player in a state, and searches for the right one."""

from dataclasses import dataclass
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """A request that asked for a player in a state; `outcome` is None until an answer."""

    fid: Fid
    state: State
    at: datetime
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class SearchedPlayer:
    """A player whose state is searched for in a guild, and how far that is, `at` a time.

    `tried` are the states that were asked for, in order; `state` is the one that the game accepted.
    It is `over` with that, or when there is none left to try. `span` is how far from the guild's
    usual state others are tried; `most` how many requests it may take.
    """

    guild_id: GuildId
    fid: Fid
    at: datetime
    span: int = 0
    most: int = 10
    tried: tuple[State, ...] = ()
    state: State | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """How many players are searched for, of how many that is over, and how many were found.

    `asked` counts the requests.
    """

    players: int = 0
    over: int = 0
    found: int = 0
    asked: int = 0
