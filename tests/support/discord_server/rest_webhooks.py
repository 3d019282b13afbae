"""What a bot says after it has acknowledged, by the interaction's token."""

from support.discord_server.checking import check_message
from support.discord_server.interactions import DEFER_UPDATE, UPDATE, Interaction
from support.discord_server.messages import Message
from support.discord_server.rest_interactions import answer_to
from support.discord_server.wire import DiscordError, Payload, unknown
from support.discord_server.world import Call, World


def follow_up(world: World, call: Call) -> Payload | None:
    """Post a follow-up. The first one after a deferral is the deferred answer."""
    interaction = _interaction(world, call)
    check_message(world, call, call.body, is_new=True)
    original = interaction.original
    if original is not None and original.loading:
        message = _fill(world, call, original)
    else:
        message = answer_to(world, interaction, call.body, call.files)
        world.post(message)
    interaction.touched.append(message)
    return message.payload() if call.query.get("wait", "").lower() in {"1", "true"} else None


def get(world: World, call: Call) -> Payload:
    """Return a message of this interaction."""
    return _message(_interaction(world, call), call).payload()


def edit(world: World, call: Call) -> Payload:
    """Change a message of this interaction, or post the deferred answer."""
    interaction = _interaction(world, call)
    message = _message(interaction, call)
    check_message(world, call, call.body, is_new=message.loading)
    if message.loading:
        _fill(world, call, message)
    else:
        message.edit(call.body, call.files)
        world.changed(message, call.body)
    interaction.touched.append(message)
    return message.payload()


def delete(world: World, call: Call) -> None:
    """Delete a message of this interaction."""
    world.deleted(_message(_interaction(world, call), call))


def _fill(world: World, call: Call, message: Message) -> Message:
    message.fill(call.body, call.files)
    world.changed(message, call.body)
    return message


def _interaction(world: World, call: Call) -> Interaction:
    found = world.interactions.get(call.places["webhook_token"])
    if found is None or found.expired:
        raise DiscordError(401, 50027, "Invalid Webhook Token")
    if found.callback is None:
        raise unknown("Webhook", 10015)
    return found


def _message(interaction: Interaction, call: Call) -> Message:
    number = call.places.get("message_id", "@original")
    if number == "@original":
        is_source = interaction.answered_with in {DEFER_UPDATE, UPDATE}
        candidates = [interaction.source if is_source else interaction.original]
    else:
        candidates = [each for each in interaction.touched if str(each.id) == number]
    for message in candidates:
        if message is not None and not message.deleted:
            return message
    raise unknown("Message", 10008)


_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"

HANDLERS = {
    ("POST", _WEBHOOK): follow_up,
    **{
        (method, f"{_WEBHOOK}/messages/{which}"): handler
        for which in ("@original", "{message_id}")
        for method, handler in (("GET", get), ("PATCH", edit), ("DELETE", delete))
    },
}
