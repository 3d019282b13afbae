"""What is offered while someone types: the commands that begin so, and what completes an option."""

from collections.abc import Iterator, Sequence

from support.discord_page.html import Markup, div, span
from support.discord_server.wire import Payload

_SUB_COMMANDS = frozenset({1, 2})
CHAT = 1


def command_list(commands: Sequence[Payload], language: str) -> Markup:
    """Draw all slash commands, as someone sees them whose Discord speaks a language."""
    chat = [one for one in commands if one.get("type", CHAT) == CHAT]
    return div("commands", *(line for one in chat for line in _lines(one, "", language)))


def proposals(typed: str, choices: Sequence[Payload]) -> Markup:
    """Draw what is proposed while an option is typed."""
    found = [div("option", div("option-label", one["name"], dir="auto")) for one in choices]
    return div("typing", div("options", *found), div("typed", typed))


def _lines(command: Payload, before: str, language: str) -> Iterator[Markup]:
    name = f"{before}{_in(command, 'name', language)}"
    options = command.get("options") or []
    inner = [one for one in options if one["type"] in _SUB_COMMANDS]
    for one in inner:
        yield from _lines(one, f"{name} ", language)
    if not inner:
        # Discord's own window runs from left to right, whatever is in it.
        taken = [span("taken", _in(one, "name", language)) for one in options]
        title = div("command-name", span("apart", f"/{name}"), *taken)
        about = div("command-about", span("apart", _in(command, "description", language)))
        yield div("command", title, about)


def _in(payload: Payload, what: str, language: str) -> str:
    said: str = (payload.get(f"{what}_localizations") or {}).get(language) or payload[what]
    return said
