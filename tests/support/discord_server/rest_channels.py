"""Channels and the messages in them."""

from support.discord_server.checking import check_message
from support.discord_server.messages import Message, message_of
from support.discord_server.places import (
    ADD_REACTIONS,
    MISSING_PERMISSIONS,
    PIN_MESSAGES,
    READ_HISTORY,
    Channel,
)
from support.discord_server.wire import DiscordError, Payload, unknown
from support.discord_server.world import REFUSALS, Call, World


def channel(world: World, call: Call) -> Payload:
    """Return a channel."""
    return world.channel(call.places["channel_id"]).payload()


def messages(world: World, call: Call) -> list[Payload]:
    """Return the latest messages, newest first; or those before one, or next after one."""
    found = _open(world, call, READ_HISTORY)
    limit = int(call.query.get("limit", 50))
    assert 1 <= limit <= 100, "Discord gives 1 to 100 messages at a time"
    before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
    fits = [each for each in found.messages.values() if after < each.id < before]
    fits.sort(key=lambda each: each.id, reverse="after" not in call.query)
    part = sorted(fits[:limit], key=lambda each: each.id, reverse=True)
    return [world.read_by_bot(message) for message in part]


def create(world: World, call: Call) -> Payload:
    """Post a message in a channel; of two with one enforced nonce, the first is the answer."""
    where = world.channel(call.places["channel_id"])
    check_message(world, call, call.body, is_new=True)
    nonce = str(call.body["nonce"]) if call.body.get("enforce_nonce") else None
    if nonce in where.nonces:
        return where.nonces[nonce].payload()
    message = message_of(where, world.bot, call.body, call.files)
    if nonce:
        where.nonces[nonce] = message
    world.post(message)
    return message.payload()


def get(world: World, call: Call) -> Payload:
    """Return a message."""
    _open(world, call, READ_HISTORY)
    return world.read_by_bot(_message(world, call))


def react(world: World, call: Call) -> None:
    """Put a reaction of the bot's to a message."""
    _open(world, call, READ_HISTORY | ADD_REACTIONS)
    emoji = call.places["emoji_name"]
    world.reacted(_message(world, call), world.bot, emoji, taken_back=False)


def take_reaction_back(world: World, call: Call) -> None:
    """Take a reaction of the bot's back."""
    emoji = call.places["emoji_name"]
    world.reacted(_message(world, call), world.bot, emoji, taken_back=True)


def edit(world: World, call: Call) -> Payload:
    """Change a message of the bot's own."""
    message = _message(world, call)
    if message.author is not world.bot:
        raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
    check_message(world, call, call.body, is_new=False)
    message.edit(call.body, call.files)
    world.changed(message, call.body)
    return message.payload()


def delete(world: World, call: Call) -> None:
    """Delete a message; of others, only with a right that the bot has not got."""
    message = _message(world, call)
    if message.author is not world.bot:
        raise DiscordError(403, 50013, "Missing Permissions")
    world.deleted(message)


def pin(world: World, call: Call) -> None:
    """Pin a message, where the bot may."""
    _open(world, call, PIN_MESSAGES)
    _message(world, call).pinned = True


def typing(world: World, call: Call) -> None:
    """Show that the bot is writing."""
    world.channel(call.places["channel_id"])


def conversation(world: World, call: Call) -> Payload:
    """Open the direct conversation with a user."""
    user = world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise unknown("User", 10013)
    return world.conversation(user).payload()


def _open(world: World, call: Call, rights: int) -> Channel:
    """Return the channel, if the bot has all of these rights there."""
    where = world.channel(call.places["channel_id"])
    if rights & ~where.bots_permissions:
        raise DiscordError(403, MISSING_PERMISSIONS, REFUSALS[MISSING_PERMISSIONS])
    return where


def _message(world: World, call: Call) -> Message:
    where = world.channel(call.places["channel_id"])
    message = where.messages.get(int(call.places["message_id"]))
    if message is None:
        raise unknown("Message", 10008)
    return message


_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_REACTION = f"{_MESSAGE}/reactions/{{emoji_name}}/@me"

HANDLERS = {
    ("GET", "/channels/{channel_id}"): channel,
    ("POST", "/channels/{channel_id}/typing"): typing,
    ("GET", _MESSAGES): messages,
    ("POST", _MESSAGES): create,
    ("GET", _MESSAGE): get,
    ("PATCH", _MESSAGE): edit,
    ("DELETE", _MESSAGE): delete,
    ("PUT", f"{_MESSAGES}/pins/{{message_id}}"): pin,
    ("PUT", _REACTION): react,
    ("DELETE", _REACTION): take_reaction_back,
    ("POST", "/users/@me/channels"): conversation,
}
