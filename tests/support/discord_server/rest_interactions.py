"""Callbacks: how a bot acknowledges what a person did. Once, and in a way that fits."""

from collections.abc import Callable, Mapping

from support.discord_server.checking import check_message, refuse
from support.discord_server.interactions import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    FORM,
    MODAL,
    SAY,
    UPDATE,
    Interaction,
)
from support.discord_server.limits import choice_findings, modal_findings
from support.discord_server.messages import EPHEMERAL, LOADING, Files, Message, message_of
from support.discord_server.wire import DiscordError, Finding, Payload, unknown
from support.discord_server.world import Call, World

FITTING: Mapping[int, frozenset[int]] = {
    COMMAND: frozenset({SAY, DEFER, FORM}),
    COMPONENT: frozenset({SAY, DEFER, DEFER_UPDATE, UPDATE, FORM}),
    MODAL: frozenset({SAY, DEFER, DEFER_UPDATE, UPDATE}),
    AUTOCOMPLETE: frozenset({CHOICES}),
}


def callback(world: World, call: Call) -> Payload | None:
    """Take an acknowledgement; gives what came of it if that is asked for."""
    interaction = _interaction(world, call)
    kind, data = call.body["type"], call.body.get("data") or {}
    try:
        _check(world, call, interaction, kind)
        CHECKS.get(kind, _nothing)(world, call, data)
    except DiscordError as error:
        interaction.refusals.append(error)
        raise
    MAKES.get(kind, _no_message)(world, interaction, data, call.files)
    interaction.callback = call.body
    if call.query.get("with_response", "").lower() in {"1", "true"}:
        return _told(interaction, kind)
    return None


def _interaction(world: World, call: Call) -> Interaction:
    found = world.interactions.get(call.places["interaction_token"])
    if found is None or found.expired or str(found.id) != call.places["interaction_id"]:
        raise unknown("interaction", 10062)
    return found


def _check(world: World, call: Call, interaction: Interaction, kind: int) -> None:
    if interaction.callback is not None:
        raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
    without_source = interaction.source is None and kind in {DEFER_UPDATE, UPDATE}
    if kind not in FITTING[interaction.kind] or without_source:
        refuse(world, call, [Finding(("type",), "Value is not allowed for this interaction.")])


def _nothing(world: World, call: Call, data: Payload) -> None:
    """Check nothing: a deferral says nothing that could be wrong."""


def _check_new(world: World, call: Call, data: Payload) -> None:
    check_message(world, call, data, is_new=True)


def _check_update(world: World, call: Call, data: Payload) -> None:
    check_message(world, call, data, is_new=False)


def _check_choices(world: World, call: Call, data: Payload) -> None:
    refuse(world, call, choice_findings(data))


def _check_form(world: World, call: Call, data: Payload) -> None:
    refuse(world, call, modal_findings(data))


CHECKS: Mapping[int, Callable[[World, Call, Payload], None]] = {
    SAY: _check_new,
    UPDATE: _check_update,
    CHOICES: _check_choices,
    FORM: _check_form,
}


def _no_message(world: World, interaction: Interaction, data: Payload, files: Files) -> None:
    """Choices and forms make no message; a deferred update has one already."""


def _say(world: World, interaction: Interaction, data: Payload, files: Files) -> None:
    interaction.original = answer_to(world, interaction, data, files)
    world.post(interaction.original)
    interaction.touched.append(interaction.original)


def _defer(world: World, interaction: Interaction, data: Payload, files: Files) -> None:
    flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
    interaction.original = answer_to(world, interaction, {"flags": flags}, files)
    world.post(interaction.original)


def _update(world: World, interaction: Interaction, data: Payload, files: Files) -> None:
    source = interaction.source
    assert source is not None, "checked before"
    source.edit(data, files)
    world.changed(source, data)
    interaction.touched.append(source)


MAKES: Mapping[int, Callable[[World, Interaction, Payload, Files], None]] = {
    SAY: _say,
    DEFER: _defer,
    UPDATE: _update,
}


def answer_to(world: World, interaction: Interaction, body: Payload, files: Files) -> Message:
    """Make a message that answers; it is not shown yet."""
    only_for = interaction.user.id if (body.get("flags") or 0) & EPHEMERAL else None
    message = message_of(interaction.channel, world.bot, body, files, only_for)
    owners = {"0": str(interaction.guild.id if interaction.guild else 0)}
    message.more = {
        "application_id": str(world.application_id),
        "webhook_id": str(world.application_id),
        "interaction_metadata": {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": interaction.user.payload(),
            "authorizing_integration_owners": owners,
        },
    }
    return message


def _told(interaction: Interaction, kind: int) -> Payload:
    answer: Payload = {"id": str(interaction.id), "type": interaction.kind}
    resource: Payload = {"type": kind}
    message = interaction.original or (interaction.source if kind == UPDATE else None)
    if message is not None:
        answer |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        resource["message"] = message.payload()
    return {"interaction": answer, "resource": resource}


HANDLERS = {("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): callback}
