"""Telling people that an account of theirs gets no codes until they mend it: whom, why, and how."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from autoredeem.domain.ids import NOBODY, Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.redemptions import Outcome


class ContactWay(StrEnum):
    """How a person wants to be told in a guild. The values are stored."""

    CHANNEL = "channel"
    """By a mention in the channel for results, together with others: the default."""
    DIRECT = "direct"
    """By a direct message."""
    NOTHING = "nothing"
    REFUSED = "refused"
    """By a direct message, but they accept none: they are told nothing until they choose anew."""

    @property
    def reaches(self) -> bool:
        """Whether anything is sent that way."""
        return self in (ContactWay.CHANNEL, ContactWay.DIRECT)


@dataclass(frozen=True, slots=True)
class Notification:
    """That an account fails in a guild for one cause: told to its owner, or to managers, once.

    `user` is NOBODY where the account has no owner: then managers are told. `batch` names the
    message that it is, or was, told in, which was begun at `begun_at`. `told_at` is when that was
    done.
    """

    guild_id: GuildId
    fid: Fid
    cause: str
    user: UserId
    noted_at: datetime
    batch: str = ""
    begun_at: datetime | None = None
    told_at: datetime | None = None

    @property
    def key(self) -> tuple[GuildId, Fid, str, UserId]:
        """What it is about: an account in a guild, and why it fails; and who is to be told."""
        return self.guild_id, self.fid, self.cause, self.user

    @property
    def recipient(self) -> tuple[GuildId, UserId]:
        """Who is told, and where."""
        return self.guild_id, self.user

    @property
    def for_managers(self) -> bool:
        """Whether it is for the guild's managers, as nobody owns the account."""
        return self.user == NOBODY


def failure_of(known: KnownPlayer, typed: State | None, at: datetime) -> str | None:
    """Return the cause for which a player can't be asked for, by what the game said.

    None where nothing is known against it. Each state that is refused is a cause of
    its own.
    """
    expected = known.expected(typed, at)
    if expected is None:
        return None
    outcome, _ = expected
    if outcome is Outcome.WRONG_STATE:
        return f"{outcome}:{known.state_to_ask(typed)}"
    return outcome.value


def gate_passed(level: int) -> str:
    """Return the cause that an account has risen above the level at which it was refused."""
    return f"{Outcome.LEVEL_TOO_LOW}:{level}"
