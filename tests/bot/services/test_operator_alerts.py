"""Operator alerts as direct messages, through the real client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from structlog.testing import capture_logs

from autoredeem.bot.services.operator_alerts import OperatorAlerts
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.events import EveryoneWaits, GoesOn, NotRecorded, TitleHalted
from autoredeem.simulator import World
from support.bot_play import OPERATOR, RULES, Play, becomes, new_world, playing_bot
from support.bot_runs import enrol
from support.discord_server import Channel, DiscordServer, Message

HALTED = TitleHalted(Outcome.WRONG_SALT)
SILENT = EveryoneWaits(Outcome.UNREACHABLE, 30.0, "no answer")


def conversation(play: Play) -> Channel:
    return play.server.person(OPERATOR).standing.channel


def emit(play: Play, *events: TitleHalted | EveryoneWaits | GoesOn | NotRecorded) -> None:
    for event in events:
        play.bot.on_event("wos", event)


async def received(play: Play, words: str) -> Message:
    return await play.server.message_in(conversation(play), lambda one: words in one.text)


async def test_a_wrong_salt_is_reported_to_the_operator_with_the_setting(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    model = new_world()
    world = World(list(model.players.values()), list(model.codes.values()), RULES, salt="another")
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    with capture_logs() as logs:
        async with playing_bot(discord_server, urls, world) as play:
            await play.set_up()
            await enrol(play)
            await play.services.engine.want([(play.guild_id, "ALIVE")])
            message = await received(play, "AUTOREDEEM_TITLES__WOS__SALT")
            assert "Whiteout Survival" in message.text
            assert len(play.server.messages(conversation(play))) == 1
    assert [line["log_level"] for line in logs].count("error") == 1


async def test_a_silence_that_lasts_is_reported_and_so_is_its_end(play: Play) -> None:
    emit(play, SILENT)
    await received(play, "stopped answering as it should")
    emit(play, SILENT, SILENT, GoesOn())
    await received(play, "The game answers again")
    assert len(play.server.messages(conversation(play))) == 2


async def test_outcomes_that_are_not_recorded_are_reported(play: Play) -> None:
    emit(play, NotRecorded(2, "the disk of 10.0.0.1 is full"))
    message = await received(play, "2 answers are waiting to be saved")
    assert "10.0.0.1" not in message.text
    emit(play, NotRecorded(0))
    await received(play, "All of them are saved")


async def test_an_operator_who_takes_no_messages_is_not_written_to_again(play: Play) -> None:
    cannot_send_to_this_user = 50007
    play.server.forbid(conversation(play), cannot_send_to_this_user)
    path = f"/channels/{conversation(play).id}/messages"
    with capture_logs() as logs:
        emit(play, SILENT)
        await becomes(lambda: len(play.server.called("POST", path)) == 1)
        emit(play, GoesOn())
        await becomes(lambda: not play.bot._alerts._refused)
        play.server.allow(conversation(play))
        emit(play, HALTED)
        await received(play, "the salt is wrong")
    assert len(play.server.messages(conversation(play))) == 1
    refused = [line for line in logs if "takes no direct message" in line["event"]]
    assert [line["operator"] for line in refused] == [OPERATOR]


async def test_what_discord_did_not_take_for_now_is_sent_again(play: Play) -> None:
    play.server.answer("POST", "/users/@me/channels", 503, times=2)
    emit(play, HALTED)
    await received(play, "the salt is wrong")


async def test_an_operator_whom_discord_does_not_know_is_not_tried_again(play: Play) -> None:
    fault = play.server.answer("POST", "/users/@me/channels", 400, {"code": 50033})
    with capture_logs() as logs:
        emit(play, HALTED)
        await becomes(lambda: any("takes no direct" in line["event"] for line in logs))
    assert fault.times == 0
    assert not play.server.messages(conversation(play))


async def test_what_happens_without_a_connection_is_reported_through_the_next(play: Play) -> None:
    client = play.bot._connection._client
    assert client
    play.bot._alerts.disconnected()
    emit(play, HALTED)
    await play.server.heartbeat()
    assert not play.server.messages(conversation(play))
    play.bot._alerts.connected(client)
    await received(play, "the salt is wrong")


async def test_a_trouble_from_before_the_start_is_reported(play: Play) -> None:
    play.services.engine._scheduler.halt(Outcome.WRONG_SALT)
    async with listening(OperatorAlerts(play.bot._services)) as alerts:
        client = play.bot._connection._client
        assert client
        alerts.connected(client)
        await received(play, "the salt is wrong")


async def test_without_operators_nothing_is_sent(play: Play) -> None:
    alerts = OperatorAlerts(replace(play.bot._services, operators=frozenset()))
    alerts.on_event("wos", HALTED)
    await alerts.serve()
    assert not play.server.messages(conversation(play))


@asynccontextmanager
async def listening(alerts: OperatorAlerts) -> AsyncIterator[OperatorAlerts]:
    task = asyncio.create_task(alerts.serve())
    try:
        yield alerts
    finally:
        task.cancel()
        await asyncio.wait({task})
