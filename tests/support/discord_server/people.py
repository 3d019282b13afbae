"""People: they use commands, press buttons, choose, fill in forms, write, and forge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from support.discord_server import interactions, parts
from support.discord_server.acting import Standing, written
from support.discord_server.interactions import Interaction
from support.discord_server.messages import Message, enabled, message_of
from support.discord_server.options import Resolved, Thing, Upload, Value, fill
from support.discord_server.places import Channel, Role, User
from support.discord_server.replies import Form, Reply
from support.discord_server.wire import Payload

if TYPE_CHECKING:
    from support.discord_server.server import DiscordServer

CHAT, ON_USER, ON_MESSAGE = 1, 2, 3

Entry = Value | Sequence[Thing | str]
"""What is filled in: one thing, or several."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user of Discord in one place. Made by `DiscordServer.person`.

    What Discord's own client would not let a person do (press a button that is disabled, leave out
    a required option) raises AssertionError; `forge` does it.
    """

    server: "DiscordServer"
    standing: Standing

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def user(self) -> User:
        """The account."""
        return self.standing.user

    def at(self, channel: Channel) -> "Person":
        """Go to another channel of the same guild."""
        return replace(self, standing=replace(self.standing, channel=channel))

    async def command(self, name: str, /, **options: "Value | Person") -> Reply:
        """Use a slash command. `name` may go on with a sub-command: "members add"."""
        first, *path = name.split()
        command = await self._offered(first, CHAT)
        resolved = self._resolved()
        filled = fill(command, path, _values(options), resolved)
        return await self._use(command, resolved, options=filled)

    async def autocomplete(self, name: str, /, **options: "Value | Person") -> Reply:
        """Type into a command's last option that is given."""
        first, *path = name.split()
        command = await self._offered(first, CHAT)
        resolved, last = self._resolved(), list(options)[-1]
        filled = fill(command, path, _values(options), resolved, focused=last)
        kind = interactions.AUTOCOMPLETE
        return await self._use(command, resolved, kind=kind, options=filled)

    async def message_command(self, name: str, message: Message) -> Reply:
        """Use a command of a message's context menu."""
        command = await self._offered(name, ON_MESSAGE)
        resolved = self._resolved()
        return await self._use(command, resolved, target_id=resolved.add(message))

    async def user_command(self, name: str, person: "Person") -> Reply:
        """Use a command of a user's context menu."""
        command = await self._offered(name, ON_USER)
        resolved = self._resolved()
        return await self._use(command, resolved, target_id=resolved.add(person.user))

    async def press(self, message: Message, button: str) -> Reply:
        """Press a button, by its label or custom_id."""
        part = self._part(message, button, parts.BUTTON)
        return await self.forge(part["custom_id"], message)

    async def choose(self, message: Message, menu: str, *values: "str | Thing | Person") -> Reply:
        """Choose from a menu, by its placeholder or custom_id.

        In a menu of texts by label or value, else roles, channels and people.
        """
        part, resolved = self._part(message, menu, *parts.MENUS), self._resolved()
        least, most = part.get("min_values", 1), part.get("max_values", 1)
        assert least <= len(values) <= most, f"{menu!r} takes {least} to {most}"
        chosen = [_chosen(part, value, resolved) for value in values]
        more = {"resolved": resolved.data} if resolved.data else {}
        kind: int = part["type"]
        return await self.forge(part["custom_id"], message, kind=kind, values=chosen, **more)

    async def submit(
        self, form: Form, fields: Mapping[str, Entry] | None = None, **more: Entry
    ) -> Reply:
        """Fill in a form and send it: fields by custom_id or label, others stay as they are.

        What several may be chosen or attached of is given as a list.
        """
        resolved = self._resolved()
        filled = {
            parts.find(form.data["components"], name)["custom_id"]: value
            for name, value in {**(fields or {}), **more}.items()
        }
        answered = [_answered(part, filled, resolved) for part in form.data["components"]]
        data = {"custom_id": form.custom_id, "components": answered, "resolved": resolved.data}
        source = form.reply.interaction.source
        return await self._act(interactions.MODAL, data, source)

    async def forge(
        self,
        custom_id: str,
        message: Message | None = None,
        *,
        kind: int = parts.BUTTON,
        **more: object,
    ) -> Reply:
        """Use a part that may not be there at all. Without a message it stands in a made-up one."""
        source = message or message_of(self.standing.channel, self.server.world.bot, {}, {})
        data = {"custom_id": custom_id, "component_type": kind, "id": 1, **more}
        return await self._act(interactions.COMPONENT, data, source)

    async def forge_form(
        self, custom_id: str, message: Message | None = None, **fields: str
    ) -> Reply:
        """Send a form that nobody has opened."""
        inputs = [
            {"type": parts.TEXT_INPUT, "id": number, "custom_id": name, "value": value}
            for number, (name, value) in enumerate(fields.items(), start=1)
        ]
        rows = [{"type": parts.ROW, "id": 9, "components": [each]} for each in inputs]
        data = {"custom_id": custom_id, "components": rows, "resolved": {}}
        return await self._act(interactions.MODAL, data, message)

    async def say(self, content: str, *uploads: Upload, **more: object) -> Message:
        """Write into the channel; `more` are other fields of the message, such as `embeds`."""
        files = {upload.name: upload.content for upload in uploads}
        message = message_of(self.standing.channel, self.user, {"content": content}, files)
        message.more.update(more)
        await self.server.on_its_thread(lambda: self.server.world.post(message))
        return message

    async def edit(self, message: Message, **body: object) -> None:
        """Change a message of one's own."""
        assert message.author is self.user, "only one's own messages can be edited"
        world = self.server.world
        await self.server.on_its_thread(lambda: world.edited_by_author(message, body))

    async def react(self, message: Message, emoji: str, *, taken_back: bool = False) -> None:
        """Put a reaction to a message, or take it back."""
        world = self.server.world
        await self.server.on_its_thread(
            lambda: world.reacted(message, self.user, emoji, taken_back=taken_back)
        )

    async def _offered(self, name: str, kind: int) -> Payload:
        """Find a command, once the bot has told any."""
        world, guild = self.server.world, self.standing.guild
        await world.bell.until(lambda: bool(world.commands), "the bot's commands")
        everywhere = world.commands.get(0, [])
        here = [*(world.commands.get(guild.id, []) if guild else []), *everywhere]
        for command in here:
            if (command["name"], command["type"]) == (name, kind):
                _check_context(command, is_guild=guild is not None)
                return command
        raise AssertionError(f"no command {name!r}, but {[each['name'] for each in here]}")

    def _resolved(self) -> Resolved:
        return Resolved(self.server.world, self.standing.channel)

    async def _use(
        self,
        command: Payload,
        resolved: Resolved,
        *,
        kind: int = interactions.COMMAND,
        **more: object,
    ) -> Reply:
        data = {"id": command["id"], "name": command["name"], "type": command["type"], **more}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        if resolved.data:
            data["resolved"] = resolved.data
        return await self._act(kind, data, None)

    def _part(self, message: Message, name: str, *kinds: int) -> Payload:
        assert message.only_for in {None, self.id}, "only someone else sees this message"
        assert not message.deleted, "the message has been deleted"
        part = parts.find(message.components, name, *kinds)
        assert enabled(part), f"{name!r} is disabled"
        return part

    async def _act(self, kind: int, data: Payload, source: Message | None) -> Reply:
        """Send it to the bot once it has a session; while that is cut off, after the resume."""
        world, at = self.server.world, self.standing
        done = Interaction(kind, self.user, at.channel, at.guild, data, source)
        await world.bell.until(lambda: bool(world.gateway.sessions), "a bot's session")

        def tell() -> None:
            world.interactions[done.token] = done
            world.gateway.dispatch("INTERACTION_CREATE", written(world, at, done))

        await self.server.on_its_thread(tell)
        return Reply(done, world.bell)


def _values(options: "Mapping[str, Value | Person]") -> dict[str, Value]:
    return {
        name: value.user if isinstance(value, Person) else value for name, value in options.items()
    }


def _check_context(command: Payload, *, is_guild: bool) -> None:
    contexts: Sequence[int] = command["contexts"] or ((0, 1) if command["dm_permission"] else (0,))
    assert (0 if is_guild else 1) in contexts, f"{command['name']!r} is not offered here"


def _chosen(menu: Payload, value: "str | Thing | Person", resolved: Resolved) -> str:
    if isinstance(value, Person):
        return resolved.add(value.user)
    if not isinstance(value, str):
        _check_kind(menu, value)
        return resolved.add(value)
    for option in menu["options"]:
        if value in {option["label"], option["value"]}:
            chosen: str = option["value"]
            return chosen
    raise AssertionError(f"no {value!r} among {[option['label'] for option in menu['options']]}")


def _check_kind(menu: Payload, value: Thing) -> None:
    kinds: Mapping[type, int] = {
        User: parts.USER_MENU,
        Role: parts.ROLE_MENU,
        Channel: parts.CHANNEL_MENU,
        Upload: parts.FILE_UPLOAD,
    }
    fits = menu["type"] in {kinds.get(type(value)), parts.MENTION_MENU}
    assert fits, f"a menu of type {menu['type']} does not offer a {type(value).__name__}"
    wanted = menu.get("channel_types")
    if wanted and isinstance(value, Channel):
        assert value.kind in wanted, f"only channels of the types {wanted} are offered"


def _answered(part: Payload, given: Mapping[str, Entry], resolved: Resolved) -> Payload:
    """Write a form's part, and what is in it, with what was filled in."""
    answered = {"type": part["type"], "id": part.get("id", 0)}
    if "component" in part:
        return {**answered, "component": _answered(part["component"], given, resolved)}
    if "components" in part:
        inner = [_answered(each, given, resolved) for each in part["components"]]
        return {**answered, "components": inner}
    if "custom_id" in part:
        answered |= {"custom_id": part["custom_id"], **_entered(part, given, resolved)}
    return answered


def _entered(part: Payload, given: Mapping[str, Entry], resolved: Resolved) -> Payload:
    if part["type"] == parts.TEXT_INPUT:
        return {"value": _typed(part, given)}
    if part["type"] == parts.CHECKBOX:
        return {"value": bool(given.get(part["custom_id"], part.get("default")))}
    picked = _picked(part, given.get(part["custom_id"]), resolved)
    if part["type"] == parts.RADIO:
        return {"value": next(iter(picked), None)}
    return {"values": picked}


def _typed(part: Payload, given: Mapping[str, Entry]) -> str:
    value = str(given.get(part["custom_id"], part.get("value") or ""))
    name, least, most = part["custom_id"], part.get("min_length") or 0, part.get("max_length", 4000)
    assert value or not part.get("required", True), f"{name} must be filled in"
    assert not value or least <= len(value) <= (most or 4000), f"{name} takes {least} to {most}"
    return value


def _picked(part: Payload, given: Entry | None, resolved: Resolved) -> list[str]:
    if given is None:
        chosen = [each["value"] for each in part.get("options") or () if each.get("default")]
        assert chosen or not part.get("required", True), f"{part['custom_id']} must be filled in"
        return chosen
    return [_chosen(part, value, resolved) for value in _several(given)]


def _several(given: Entry) -> Sequence[Thing | str]:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return given
    return [given if isinstance(given, Thing) else str(given)]
