"""What is read of a message in a watched channel, and whose count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from autoredeem.bot.features.codes.typed_codes import read_text
from autoredeem.bot.kit.permissions import Person
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId
from autoredeem.domain.sources import WatchedChannel


@dataclass(frozen=True, slots=True)
class Post:
    """A message. `sender` is the webhook or the bot that sent it, where that was no person.

    `follows` says that another channel, which this one follows, announced it. `person` is the
    author with their rights, where the gateway told these. `taken_by` is the person who tapped it.
    `signs` are the bot's own reactions. `typed` is what the author wrote, without embeds and what
    else stands in the `text`.
    """

    guild_id: GuildId
    channel: ChannelId
    message: MessageId
    text: str
    author: UserId
    sender: int | None = None
    follows: bool = False
    person: Person | None = None
    taken_by: Person | None = None
    signs: frozenset[str] = frozenset()
    typed: str = ""

    @property
    def fingerprint(self) -> str:
        """What tells whether the author has written something else by now."""
        return sha256(self.typed.encode(errors="replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Tap:
    """A person's tap on the reaction that asks whether codes are to be taken."""

    guild_id: GuildId
    channel: ChannelId
    message: MessageId
    person: Person


@dataclass(frozen=True, slots=True)
class Find:
    """A post with codes: `sure` ones, and `doubtful` ones, which may be words."""

    post: Post
    sure: Sequence[str]
    doubtful: Sequence[str]

    @property
    def codes(self) -> Sequence[str]:
        """All of them."""
        return [*self.sure, *self.doubtful]


def find_in(post: Post, today: date) -> Find | None:
    """Return the codes in a post; None where there is none."""
    typed = read_text(post.text, today)
    return Find(post, typed.sure, typed.doubtful) if typed.codes else None


def is_trusted_sender(post: Post, watched: WatchedChannel) -> bool:
    """Whether a post counts that no person wrote: of a followed channel, or of a chosen sender."""
    return post.follows or post.sender in watched.webhooks
