"""What was seen in Discord, kept as it looked at that moment, in sections."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from support.discord_page.commands import command_list, proposals
from support.discord_page.html import Markup, div
from support.discord_page.messages import message
from support.discord_page.modals import modal
from support.discord_page.names import NOON, Names
from support.discord_page.page import Section
from support.discord_server import DiscordServer, Form, Message, Person
from support.discord_server.messages import with_reactions
from support.discord_server.wire import Payload

BEGINS = NOON + timedelta(seconds=5)
SEEN_AFTER = timedelta(seconds=50)
"""When the page is looked at, at the latest: nothing on it was a minute ago."""


@dataclass(slots=True)
class Album:
    """Sections of what was seen on a server, as if the evening had always begun at one time.

    `shift` is how far that lies from the time at which it really began. `kept` has the ids of the
    messages that are in it.
    """

    server: DiscordServer
    shift: timedelta
    sections: list[Section] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    _seen: list[Markup] = field(default_factory=list)

    def begin(self, name: str, title: str, about: str) -> None:
        """Begin a section."""
        self._seen = []
        self.sections.append(Section(name, title, about, self._seen))

    def answer(self, shown: Message, person: Person, used: str) -> None:
        """Keep a message that answers a command."""
        self._keep(shown, (str(person.user.payload()["global_name"]), used))

    def message(self, shown: Message, what: str = "") -> None:
        """Keep a message as it is now, and what was done that made it so."""
        self._note(what)
        self._keep(shown)

    def modal(self, opened: Form, what: str) -> None:
        """Keep a modal."""
        self._note(what)
        self._seen.append(modal(opened.data, self._names()))

    def commands(self, language: str) -> None:
        """Keep all slash commands, in a language."""
        self._seen.append(command_list(self.server.world.commands[0], language))

    def proposals(self, typed: str, choices: list[Payload]) -> None:
        """Keep what was proposed while something was typed."""
        self._seen.append(proposals(typed, choices))

    def _note(self, what: str) -> None:
        if what:
            self._seen.append(div("note", what))

    def _keep(self, shown: Message, used: tuple[str, str] | None = None) -> None:
        self.kept.add(shown.id)
        self._seen.append(
            message(with_reactions(shown, self.server.world.bot), self._names(), used)
        )

    def _names(self) -> Names:
        world = self.server.world
        called = {user.id: str(user.payload()["global_name"]) for user in world.users.values()}
        guilds = world.guilds.values()
        return Names(
            users={**called, world.bot.id: world.bot.name},
            roles={one.id: one.name for guild in guilds for one in guild.roles.values()},
            channels={one.id: one.name for guild in guilds for one in guild.channels.values()},
            now=min(datetime.now(UTC) + self.shift, BEGINS + SEEN_AFTER),
            shift=self.shift,
        )
