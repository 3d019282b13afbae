"""What somebody does in Discord, and what it came to: it is never a bug."""

from collections.abc import Mapping

from support.discord_server import Form, Message, Person, Reply
from support.discord_server.options import Thing, Value
from support.discord_server.people import Entry


async def shown(reply: Reply) -> Message:
    """Return what a request came to; it is never a bug."""
    message = await reply.message()
    assert "something went wrong" not in message.text
    return message


async def command(person: Person, name: str, /, **options: Value | Person) -> Message:
    """Use a command, and give what it came to."""
    return await shown(await person.command(name, **options))


async def press(person: Person, message: Message, button: str) -> Message:
    """Press a button, and give what it came to."""
    return await shown(await person.press(message, button))


async def choose(
    person: Person, message: Message, menu: str, *values: str | Thing | Person
) -> Message:
    """Choose from a menu, and give what it came to."""
    return await shown(await person.choose(message, menu, *values))


async def submit(
    person: Person, form: Form, fields: Mapping[str, Entry] | None = None, **more: Entry
) -> Message:
    """Fill in a form and send it, and give what it came to."""
    return await shown(await person.submit(form, fields, **more))


async def forge(person: Person, message: Message, custom_id: str, *chosen: str) -> Message:
    """Use a part that is not there, and give what it came to."""
    kind, more = (3, {"values": list(chosen)}) if chosen else (2, {})
    return await shown(await person.forge(custom_id, message, kind=kind, **more))
