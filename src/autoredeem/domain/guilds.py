"""What a guild's leaders chose, who may do what there, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId, AllianceKey
from autoredeem.domain.ids import (
    NOBODY,
    ChannelId,
    Fid,
    GuildId,
    MessageId,
    RoleId,
    State,
    UserId,
)


class Enrolling(StrEnum):
    """Who may enrol whom in a guild."""

    SELF = "self"
    MANAGERS = "managers"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a guild's leaders chose for one title.

    `chosen_at` is when they chose the title; None: the guild does not play it. Where it was chosen
    `beside` others, the guild plays these as well; else it plays none that was chosen before.
    `left_at` is when the bot was removed from the guild, `blocked_at` when an operator blocked it.
    `language` is a tag such as `ar`; empty: what Discord says. `state` is taken for whoever enrols
    without one. With `share_found`, codes that were found there and are alive become everybody's
    when another such guild found them, too.
    """

    guild_id: GuildId
    enabled: bool = False
    channel: ChannelId | None = None
    manager_role: RoleId | None = None
    state: State | None = None
    enrolling: Enrolling = Enrolling.BOTH
    language: str = ""
    share_found: bool = False
    chosen_at: datetime | None = None
    left_at: datetime | None = None
    blocked_at: datetime | None = None
    beside: bool = False

    @property
    def wants_codes(self) -> bool:
        """Whether codes are opened there: switched on, and neither left nor blocked."""
        return self.enabled and self.is_served

    @property
    def is_served(self) -> bool:
        """Whether the bot is there, and not blocked."""
        return self.left_at is None and self.blocked_at is None

    @property
    def shares_finds(self) -> bool:
        """Whether what is found there may become everybody's."""
        return self.share_found and self.is_served


class GuildChanges(TypedDict, total=False):
    """Fields of a guild's settings that change. Those that are absent stay as they are."""

    enabled: bool
    channel: ChannelId | None
    manager_role: RoleId | None
    state: State | None
    enrolling: Enrolling
    language: str
    share_found: bool
    chosen_at: datetime | None
    left_at: datetime | None
    blocked_at: datetime | None
    beside: bool


def titles_played(chosen: Mapping[str, GuildSettings]) -> Sequence[str]:
    """Return the titles that a guild plays, by its settings for each: what it chose first is first.

    Settings of the time when a guild played one title alone keep their meaning: it plays what it
    chose last.
    """
    in_order = sorted(
        (settings.chosen_at, settings.beside, title)
        for title, settings in chosen.items()
        if settings.chosen_at
    )
    alone = [number for number, (_, beside, _) in enumerate(in_order) if not beside]
    return [title for _, _, title in in_order[max(alone, default=0) :]]


@dataclass(frozen=True, slots=True)
class Board:
    """A guild's one message that shows its runs, and the runs (code keys) that it lists.

    Where it names an `alliance`, it is that one's message: of its members alone.
    """

    guild_id: GuildId
    channel: ChannelId
    message: MessageId
    posted_at: datetime
    listed: frozenset[str] = frozenset()
    alliance: AllianceId = NO_ALLIANCE

    @property
    def key(self) -> AllianceKey:
        """Its identity."""
        return self.guild_id, self.alliance


@dataclass(frozen=True, slots=True)
class Posting:
    """A code that was posted in a guild: by whom, in words, and when.

    `share_at` is when it becomes shared with all guilds; until then that can be taken back.
    """

    guild_id: GuildId
    code: str
    by: str
    at: datetime
    share_at: datetime | None = None


class OptOutStatus(StrEnum):
    """What holds of an opt-out. Each is kept: whose entry it was stays known."""

    STANDING = "standing"
    """Nobody can enrol the player in the guild."""
    ASKED = "asked"
    """It waits for a manager's word, and keeps nobody out until then."""
    LIFTED = "lifted"
    """It keeps nobody out any more."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """A player who is not to be enrolled in a guild, as `by`, who owned the entry, asked.

    `managed` says whether managers had made the entry; None where that is not known, as of those
    that an earlier version kept.
    """

    guild_id: GuildId
    fid: Fid
    by: UserId
    at: datetime
    managed: bool | None = None
    status: OptOutStatus = OptOutStatus.STANDING

    @property
    def is_for_managers(self) -> bool:
        """Whether managers may lift it: on entries of theirs, and where nobody else is left to."""
        return bool(self.managed) or self.by == NOBODY


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a guild's audit trail: who did what, when. Two of one `id` are the same.

    `details` are plain values for the sentence that describes it.
    """

    id: str
    guild_id: GuildId
    at: datetime
    user: UserId
    what: str
    details: Mapping[str, str | int] = field(default_factory=dict)
