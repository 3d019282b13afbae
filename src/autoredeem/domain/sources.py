"""Where codes come from, and what is remembered of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId


class SourceKind(StrEnum):
    """The kinds of sources. All that other guilds learn of where a code came from."""

    HAND = "hand"
    CHANNEL = "channel"
    FEED = "feed"


class WatchPurpose(StrEnum):
    """What a channel's messages are read for."""

    CODES = "codes"
    IDS = "ids"


class FeedTrouble(StrEnum):
    """What an operator has to know of a feed."""

    FAILING = "failing"
    """It has not answered as it should for a day."""
    SILENT = "silent"
    """It has listed no new code for two weeks."""
    FLOODED = "flooded"
    """It lists more new codes than are taken."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed says of a code that it lists.

    `expires` is a hint. `until` is how long the listing counts unless it is seen again; no time, or
    one that is over: it is not listed as alive.
    """

    expires: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code in a feed. `missing_since` and `missed` polls: it is not there at the moment."""

    missing_since: datetime | None = None
    missed: int = 0


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed over restarts.

    `polls` counts good polls since `first_at`, the last one `good_at`. `news_at` is when it last
    listed a code that was new to it. Of new codes, `taken` were taken since `taken_from`.
    """

    name: str
    first_at: datetime | None = None
    good_at: datetime | None = None
    news_at: datetime | None = None
    polls: int = 0
    taken_from: datetime | None = None
    taken: int = 0
    codes: Mapping[str, ListedCode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WatchedChannel:
    """A channel of a guild whose messages are read: for codes, or for players' ids.

    `webhooks` are those whose messages count. `seen` is the last message that was read. `dead`
    counts the codes in a row that were dead; it was `paused_at` a time when they were too many.
    `card` is the bot's own message with the button for those who write no id.
    """

    guild_id: GuildId
    channel: ChannelId
    added_by: UserId
    added_at: datetime
    webhooks: frozenset[int] = frozenset()
    seen: MessageId | None = None
    dead: int = 0
    paused_at: datetime | None = None
    purpose: WatchPurpose = WatchPurpose.CODES
    card: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """That a code works, told once in a guild's channel: `issue` is the code and its edition.

    Begun `at` a time; without a `message` nobody knows yet whether it was sent.
    """

    guild_id: GuildId
    issue: str
    channel: ChannelId
    at: datetime
    message: MessageId | None = None
