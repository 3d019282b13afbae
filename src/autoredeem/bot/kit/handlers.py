"""Handlers: what people can do, who may do it, and all that a handler is given."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import nan

from autoredeem.bot.kit.cards import Card, Form
from autoredeem.bot.kit.permissions import Person, Right, is_manager
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.bot.words import Say
from autoredeem.domain.errors import InternalError, OutsideError, UserError
from autoredeem.domain.guilds import Action, GuildSettings
from autoredeem.domain.ids import GuildId

BY = "discord"
"""Who wrote, as it stands in the store. Which user that was, only the audit trail knows: it can
forget it.
"""


class Rejection(UserError):
    """What was asked for can't be done; `key` and `said` are the message that tells why."""

    def __init__(self, key: str, **said: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.said = said


class DownloadFailed(OutsideError):
    """A file that came with a command could not be had from Discord."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a command. `read` downloads it: look at its `size` (bytes) first.

    `read` raises DownloadFailed.
    """

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """What one person asks for in one guild.

    `params` are what a command's options, a form's inputs or the component itself carried: texts
    that may be anything. `selected` is what was chosen in a menu. `id` is unlike any other
    request's. `at` is when it came. `settings` are those of the title that the guild plays, or of
    none yet. `latency` is the connection's, in seconds.
    """

    id: str
    at: datetime
    guild_id: GuildId
    person: Person
    settings: GuildSettings
    say: Say
    bot: BotServices
    title: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    selected: Sequence[str] = ()
    file: Upload | None = None
    latency: float = nan

    @property
    def services(self) -> TitleServices:
        """The services of the guild's title. Raises Rejection while the guild has chosen none."""
        if not self.title:
            raise Rejection("error-not-set-up")
        return self.bot.titles[self.title]

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
        """Write a change into the guild's audit trail; done twice for a request, it stands once."""
        action = Action(
            f"{self.id}-{kind}", self.guild_id, self.at, self.person.user, kind, details
        )
        await self.services.store.note_actions([action])


@dataclass(frozen=True, slots=True)
class Handler:
    """What whoever has the `right` can do; `handle` returns the card that tells of it.

    `handle` may take minutes. It may raise Rejection, and whatever the store raises. A handler that
    is `for_all` needs no title.
    """

    name: str
    handle: Callable[[Request], Awaitable[Card]]
    right: Right
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class FormContext:
    """What is known when a form has to open at once, without asking anybody."""

    say: Say
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormHandler:
    """What opens a form. Anyone may see an empty form: rights are checked when it comes back."""

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
        """Return a handler; None for a name that is none (an old message, or a forged one)."""
        return self._handlers.get(name)

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self._handlers)
