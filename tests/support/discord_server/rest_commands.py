"""The application's commands: what people are offered."""

from collections.abc import Mapping
from copy import deepcopy

from support.discord_server.checking import refuse
from support.discord_server.naming import command_findings
from support.discord_server.wire import Payload, new_id
from support.discord_server.world import Call, World

LOCALIZED = ("name_localizations", "description_localizations")


def get(world: World, call: Call) -> list[Payload]:
    """Return the commands; in all languages only if asked for."""
    commands = deepcopy(world.commands.get(_scope(call), []))
    if call.query.get("with_localizations", "").lower() not in {"1", "true"}:
        for command in commands:
            _without_languages(command)
    return commands


def put(world: World, call: Call) -> list[Payload]:
    """Set all commands at once. Those that keep their name and type keep their id."""
    world.puts += 1
    wanted: list[Payload] = call.body
    refuse(world, call, command_findings(wanted))
    before = {_identity(command): command["id"] for command in world.commands.get(_scope(call), ())}
    world.commands[_scope(call)] = [_kept(world, call, command, before) for command in wanted]
    return world.commands[_scope(call)]


def _scope(call: Call) -> int:
    return int(call.places.get("guild_id", 0))


def _identity(command: Payload) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]


def _kept(
    world: World, call: Call, command: Payload, before: Mapping[tuple[int, str], str]
) -> Payload:
    rights = command.get("default_member_permissions")
    return {
        "description": "",
        "options": [],
        "contexts": None,
        "dm_permission": True,
        "nsfw": False,
        **deepcopy(command),
        "type": command.get("type") or 1,
        "integration_types": command.get("integration_types") or [0],
        "default_member_permissions": None if rights is None else str(rights),
        "id": before.get(_identity(command), str(new_id())),
        "application_id": str(world.application_id),
        "version": str(new_id()),
        **{name: call.places[name] for name in ("guild_id",) if name in call.places},
    }


def _without_languages(holder: Payload) -> None:
    for name in LOCALIZED:
        holder.pop(name, None)
    for inner in (*(holder.get("options") or ()), *(holder.get("choices") or ())):
        _without_languages(inner)


_GLOBAL = "/applications/{application_id}/commands"
_OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

HANDLERS = {
    (method, route): handler
    for route in (_GLOBAL, _OF_GUILD)
    for method, handler in (("GET", get), ("PUT", put))
}
