"""A command's options, filled in as Discord's own client does it: right types, resolved data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from support.discord_server.messages import Message, attachment
from support.discord_server.places import Channel, Role, User, member
from support.discord_server.wire import Payload
from support.discord_server.world import World

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER, ATTACHMENT = 1, 2, 3, 4, 5, 10, 11


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person attaches. `size` is what Discord says of it, if not the truth."""

    name: str
    content: bytes
    size: int | None = None


Thing = User | Role | Channel | Upload | Message
Value = str | int | float | bool | Thing


@dataclass(slots=True)
class Resolved:
    """What ids in an interaction stand for, as it is sent along with them."""

    world: World
    channel: Channel
    data: dict[str, Payload] = field(default_factory=dict)

    def add(self, thing: Thing) -> str:
        """Send a thing along; gives its id."""
        if isinstance(thing, Upload):
            return self._add_upload(thing)
        if isinstance(thing, User):
            if self.channel.guild is not None:
                self._keep("members", thing.id, {**member(thing, ()), "permissions": "0"})
            return self._keep("users", thing.id, thing.payload())
        if isinstance(thing, Message):
            return self._keep("messages", thing.id, thing.payload())
        if isinstance(thing, Role):
            return self._keep("roles", thing.id, thing.payload())
        return self._keep("channels", thing.id, thing.partial(0))

    def _add_upload(self, upload: Upload) -> str:
        size = len(upload.content) if upload.size is None else upload.size
        told = attachment(self.channel, upload.name, size, ephemeral=True)
        self.world.cdn[told["url"].partition("cdn.discordapp.com")[2]] = upload.content
        return self._keep("attachments", int(told["id"]), told)

    def _keep(self, kind: str, number: int, payload: Payload) -> str:
        self.data.setdefault(kind, {})[str(number)] = payload
        return str(number)


def fill(
    command: Payload,
    path: Sequence[str],
    given: Mapping[str, Value],
    resolved: Resolved,
    focused: str | None = None,
) -> list[Payload]:
    """Fill in a command's options, or those of the sub-command that `path` leads to.

    With `focused`, the one that is being typed, others may be missing. Raises AssertionError where
    Discord's client would not let a person go on.
    """
    offered = {option["name"]: option for option in command.get("options") or ()}
    if path:
        inner = offered[path[0]]
        options = fill(inner, path[1:], given, resolved, focused)
        return [{"name": inner["name"], "type": inner["type"], "options": options}]
    unknown = set(given) - set(offered)
    assert not unknown, f"no option {sorted(unknown)}, but {sorted(offered)}"
    missing = {name for name, option in offered.items() if option.get("required")} - set(given)
    assert focused or not missing, f"{sorted(missing)} must be given"
    return [_filled(offered[name], given[name], resolved, name == focused) for name in given]


def _filled(option: Payload, value: Value, resolved: Resolved, is_focused: bool) -> Payload:  # noqa: FBT001 - a row of a table, called by position
    filled = {"name": option["name"], "type": option["type"]}
    if is_focused:
        return {**filled, "value": str(value), "focused": True}
    return {**filled, "value": _value(option, value, resolved)}


CONVERSIONS: Mapping[int, Callable[[Value], str | int | float | bool]] = {
    STRING: str,
    INTEGER: lambda value: int(str(value)),
    NUMBER: lambda value: float(str(value)),
    BOOLEAN: bool,
}


def _value(option: Payload, value: Value, resolved: Resolved) -> str | int | float | bool:
    if isinstance(value, Thing):
        return resolved.add(value)
    choices = option.get("choices") or ()
    if choices:
        named = {name: choice["value"] for choice in choices for name in _names(choice)}
        assert value in named, f"{option['name']}: no choice {value!r}, but {sorted(named)}"
        return named[value]  # type: ignore[no-any-return]
    converted = CONVERSIONS[option["type"]](value)
    _check(option, converted)
    return converted


def _names(choice: Payload) -> tuple[str | int | float, ...]:
    return choice["value"], choice["name"]


def _check(option: Payload, value: str | float) -> None:
    size = len(value) if isinstance(value, str) else value
    bounds = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, most = (option.get(bound) for bound in bounds)
    assert least is None or size >= least, f"{option['name']}: at least {least}, not {value!r}"
    assert most is None or size <= most, f"{option['name']}: at most {most}, not {value!r}"
