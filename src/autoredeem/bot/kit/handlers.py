"""Handlers: what people can do, who has the right to, and the request that a handler is given."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


async def _posted_nowhere(
    _channel: ChannelId, _card: Card, _before: MessageId | None
) -> PostedCard | Refusal:
    return Refusal.GONE


async def _accepted_by_nobody(_user: UserId, _card: Card) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """One interaction of one person in one guild.

    `params` are the texts of a command's options, of a form's inputs and of the custom id; they may
    be anything. `selected` are the values chosen in a menu; `resolved` those of them that Discord
    itself says are channels or roles. `id` is unique. `at` is when it came. `settings` are those of
    the title that the guild plays, or of none yet. `directory` knows what the guild has, `joined`
    in which guilds the bot is. `latency` is the connection's, in seconds. `tell` sends a card to a
    user, and says whether they accepted it. `post_pinned` posts a card in a channel of the guild,
    pins it if it may, and deletes the message that stood there before; it raises LookupFailed.
    `guild_name` is what the guild is called in Discord, `guild_locale` the language set there.
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
    params: Mapping[str, str] = field(default_factory=dict)
    selected: Sequence[str] = ()
    resolved: Collection[str] = ()
    file: Upload | None = None
    latency: float = nan
    tell: Callable[[UserId, Card], Awaitable[bool]] = field(default=_accepted_by_nobody)
    post_pinned: Callable[[ChannelId, Card, MessageId | None], Awaitable[PostedCard | Refusal]] = (
        field(default=_posted_nowhere)
    )
    guild_name: str = ""
    guild_locale: str = ""

    @property
    def services(self) -> TitleServices:
        """The services of the guild's title. Raises Rejection while the guild has chosen none."""
        if not self.title:
            raise Rejection("error-not-set-up")
        return self.bot.titles[self.title]

    @property
    def place(self) -> Place:
        """The guild, and the title that it plays."""
        return self.guild_id, self.title

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
    that are blocked or not allowed.
    """

    name: str
    handle: Callable[[Request], Awaitable[Card]]
    right: Right
    for_all: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form is made from: it has to open at once, before any I/O."""

    say: Say
    params: Mapping[str, str]


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
