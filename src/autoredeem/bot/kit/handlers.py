"""Acts: what people can do, and all that one of them is given."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import nan

from autoredeem.bot.kit.cards import Card, Form
from autoredeem.bot.kit.guild_cache import Memory
from autoredeem.bot.kit.permissions import Person, Right, is_manager
from autoredeem.bot.kit.services import Desk, Limits
from autoredeem.bot.words import Say, Words
from autoredeem.domain.errors import InternalError, UserError
from autoredeem.domain.guilds import Action, GuildSettings
from autoredeem.domain.players import GuildId

BY = "discord"
"""Who wrote, as it stands in the store. Which user that was, only the audit trail knows: it can
forget it.
"""


class Sorry(UserError):
    """What was asked for can't be done; `key` and `said` are the message that tells why."""

    def __init__(self, key: str, **said: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.said = said


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a command. `read` downloads it: look at its `size` (bytes) first."""

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One wish of one person in one guild.

    `given` is what a command's options, a form's inputs or the component itself carried: texts that
    may be anything. `chosen` is what was chosen in a menu. `id` is unlike any other wish's. `at` is
    when it was heard. `settings` are those of the title that the guild plays, or of none yet.
    `latency` is the connection's, in seconds.
    """

    id: str
    at: datetime
    guild_id: GuildId
    person: Person
    settings: GuildSettings
    say: Say
    words: Words
    desks: Mapping[str, Desk]
    limits: Limits
    memory: Memory
    title: str = ""
    operator: bool = False
    given: Mapping[str, str] = field(default_factory=dict)
    chosen: Sequence[str] = ()
    file: Upload | None = None
    latency: float = nan

    @property
    def desk(self) -> Desk:
        """The desk of the guild's title. Raises Sorry while the guild has chosen none."""
        if not self.title:
            raise Sorry("error-not-set-up")
        return self.desks[self.title]

    @property
    def manager(self) -> bool:
        """Whether the person is a manager of the guild."""
        return is_manager(self.person, self.settings)

    async def note(self, what: str, **details: str | int) -> None:
        """Write a change into the guild's audit trail; done twice for one wish, it stands once."""
        action = Action(
            f"{self.id}-{what}", self.guild_id, self.at, self.person.user, what, details
        )
        await self.desk.store.note_actions([action])


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done by whoever has the `right`; `do` gives the card that tells of it.

    `do` may take minutes. It may raise Sorry, and whatever the store raises. An act `for_all` needs
    no title.
    """

    name: str
    do: Callable[[Ask], Awaitable[Card]]
    right: Right = Right.MANAGER
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a form has to open at once, without asking anybody."""

    say: Say
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormAct:
    """What opens a form. Anyone may see an empty form: rights are looked at when it comes back."""

    name: str
    form: Callable[[Opening], Form]


class Acts:
    """All acts by name."""

    def __init__(self, acts: Iterable[Act | FormAct]) -> None:
        self._acts: dict[str, Act | FormAct] = {}
        for act in acts:
            if act.name in self._acts:
                raise InternalError(f"two acts are called {act.name!r}")
            self._acts[act.name] = act

    def get(self, name: str) -> Act | FormAct | None:
        """Give an act; None for a name that is none (an old message, or a forged one)."""
        return self._acts.get(name)

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self._acts)
