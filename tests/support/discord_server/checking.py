"""A form with mistakes is refused as Discord refuses it, and the test that sent it fails."""

from collections.abc import Iterable

from support.discord_server.limits import message_findings
from support.discord_server.wire import DiscordError, Finding, Payload, invalid_form
from support.discord_server.world import Call, World


def refuse(world: World, call: Call, findings: Iterable[Finding]) -> None:
    """Raise DiscordError if anything was found, and note it as a violation."""
    found = list(findings)
    if found:
        world.violations += [f"{call.method} {call.route}: {finding}" for finding in found]
        raise invalid_form(found)


def check_message(world: World, call: Call, body: Payload, *, is_new: bool) -> None:
    """Refuse what can't be said: texts too long, parts that don't fit, nothing at all."""
    refuse(world, call, message_findings(body))
    said = (body.get(name) for name in ("content", "embeds", "components", "poll", "sticker_ids"))
    if is_new and not any(said) and not call.files:
        world.violations.append(f"{call.method} {call.route}: an empty message")
        raise DiscordError(400, 50006, "Cannot send an empty message")
