"""Handlers: what people can do, who has the right to, and the request that a handler is given."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import nan

from autoredeem.bot.kit.cards import Card, Form
from autoredeem.bot.kit.channels import PostedCard, Refusal
from autoredeem.bot.kit.confirmations import Place
from autoredeem.bot.kit.guild_directory import GuildDirectory
from autoredeem.bot.kit.joined_guilds import JoinedGuilds
from autoredeem.bot.kit.permissions import Person, Right, is_manager
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.bot.words import Say
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.errors import InternalError, OutsideError, UserError
from autoredeem.domain.guilds import Action, GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId

BY = "discord"
"""The author of what the bot writes, as the store keeps it. Which user it was, only the audit trail
says, where it can be deleted.
"""


class Rejection(UserError):
    """A request that can't be fulfilled; `key` and `said` are the message that says why."""

    def __init__(self, key: str, **said: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.said = said


class PostFailed(OutsideError):
    """A message could not be posted: Discord failed, or gave no answer in time."""


class DownloadFailed(OutsideError):
    """A file that came with a command could not be downloaded from Discord."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a command. `read` downloads it: check its `size` (bytes) first.

    `read` raises DownloadFailed.
    """

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]


async def _pinned_nowhere(
    _channel: ChannelId, _card: Card, _before: MessageId | None
) -> PostedCard | Refusal:
    return Refusal.GONE


async def _accepted_by_nobody(_user: UserId, _card: Card) -> bool:
    return False


async def _posted_nowhere(_channel: ChannelId, _card: Card) -> Refusal | None:
    return Refusal.GONE


@dataclass(frozen=True, slots=True)
class Request:
    """One interaction of one person in one guild.

    `params` are the texts of a command's options, of a form's inputs and of the custom id; they may
    be anything. `selected` are the values chosen in a menu; `resolved` those of them that Discord
    itself says are channels or roles. `id` is unique. `at` is when it came. `title` is the game
    that it is about, of those that the guild has `played`, and `settings` are those for it; with an
    empty title, the guild plays none yet. The title is `named` where the button or the person named
    it, as they have to only in guilds that play several. `directory` knows what the guild has,
    `joined` in which guilds the bot is. `latency` is the connection's, in seconds. `tell` sends a
    card to a user, and says whether they accepted it. `post` posts one in a channel of the guild
    (so look it up in the `directory` before); it returns why the channel took none, and raises
    PostFailed. `post_pinned` pins it, too, if it may, and deletes the message that stood there
    before, and raises PostFailed. `guild_name` is what the guild is called in Discord,
    `guild_locale` the language set there. `scope` are the alliances of which alone the person may
    manage the members; None: there is no such bound.
    """

    id: str
    at: datetime
    guild_id: GuildId
    person: Person
    settings: GuildSettings
    say: Say
    bot: BotServices
    directory: GuildDirectory
    joined: JoinedGuilds
    title: str = ""
    played: Mapping[str, GuildSettings] = field(default_factory=dict)
    named: bool = False
    params: Mapping[str, str] = field(default_factory=dict)
    selected: Sequence[str] = ()
    resolved: Collection[str] = ()
    file: Upload | None = None
    latency: float = nan
    tell: Callable[[UserId, Card], Awaitable[bool]] = field(default=_accepted_by_nobody)
    post: Callable[[ChannelId, Card], Awaitable[Refusal | None]] = field(default=_posted_nowhere)
    post_pinned: Callable[[ChannelId, Card, MessageId | None], Awaitable[PostedCard | Refusal]] = (
        field(default=_pinned_nowhere)
    )
    guild_name: str = ""
    guild_locale: str = ""
    scope: frozenset[AllianceId] | None = None

    @property
    def services(self) -> TitleServices:
        """The services of the guild's title. Raises Rejection while the guild has chosen none."""
        if not self.title:
            raise Rejection("error-not-set-up")
        return self.bot.titles[self.title]

    @property
    def place(self) -> Place:
        """The guild, and the title that the request is about."""
        return self.guild_id, self.title

    @property
    def several(self) -> bool:
        """Whether the guild plays more than one title, so that each is to be named."""
        return len(self.played) > 1

    def about(self, title: str) -> "Request":
        """Return the same request about another of the titles that the guild plays."""
        say = self.bot.words.say(self.say.language, title)
        return replace(self, title=title, settings=self.played[title], say=say, named=True)

    @property
    def picked(self) -> str:
        """What was chosen in a menu, the first of it; empty where nothing was."""
        return self.selected[0] if self.selected else ""

    @property
    def manager(self) -> bool:
        """Whether the person is a manager of the guild."""
        return is_manager(self.person, self.settings)

    @property
    def operator(self) -> bool:
        """Whether the person is one of the bot's operators."""
        return self.person.user in self.bot.operators

    async def audit(self, kind: str, **details: str | int) -> None:
        """Write an entry into the guild's audit trail; a request writes each kind once."""
        action = Action(
            f"{self.id}-{kind}", self.guild_id, self.at, self.person.user, kind, details
        )
        await self.services.store.note_actions([action])


@dataclass(frozen=True, slots=True)
class Handler:
    """Something that people with a `right` can do; `handle` returns the card that answers.

    `handle` may take minutes. It may raise Rejection, and whatever the store raises. One that is
    `for_all` works in guilds that have chosen no title, too; one that works `always`, also in those
    that are blocked or not allowed. One that is `across` titles is never about one alone: nobody is
    asked for a title, and what its cards say of one they name themselves.
    """

    name: str
    handle: Callable[[Request], Awaitable[Card]]
    right: Right
    for_all: bool = False
    always: bool = False
    across: bool = False


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form is made from: it has to open at once, before any I/O.

    `selected` are the values that were chosen in the menu that opens it.
    """

    say: Say
    params: Mapping[str, str]
    selected: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FormHandler:
    """Something that opens a form. Anyone may see it empty: rights are checked on submit."""

    name: str
    form: Callable[[FormContext], Form]


class HandlerRegistry:
    """All handlers by name. The names stand in old messages: they never change."""

    def __init__(self, handlers: Iterable[Handler | FormHandler]) -> None:
        self._handlers: dict[str, Handler | FormHandler] = {}
        for handler in handlers:
            if handler.name in self._handlers:
                raise InternalError(f"two handlers are called {handler.name!r}")
            self._handlers[handler.name] = handler

    def get(self, name: str) -> Handler | FormHandler | None:
        """Return a handler; None for a name that is none (of an old message, or forged)."""
        return self._handlers.get(name)

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self._handlers)
