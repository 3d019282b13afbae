"""Every interaction is acknowledged at once, handled by right, and answered, whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from autoredeem.bot.kit.custom_ids import (
    LONGEST_ID,
    TAG_LENGTH,
    about_title,
    custom_id,
    parse_custom_id,
)
from autoredeem.bot.kit.pace import Pace
from autoredeem.domain.errors import InternalError, StoreUnavailable
from autoredeem.game.titles import TITLES
from support.bot_play import PACE, Play, playing_bot
from support.discord_server import DiscordServer

DEFERRED, UPDATING = 5, 6

APOLOGY = "The answer will appear right here"


@given(
    st.text("abc-", min_size=1, max_size=10),
    st.dictionaries(st.text("xyz", min_size=1), st.text(max_size=8), max_size=3),
)
def test_what_a_button_carries_is_read_as_it_was_written(
    handler: str, carried: dict[str, str]
) -> None:
    try:
        made = custom_id(handler, **carried)
    except InternalError:
        return
    assert len(made) <= LONGEST_ID
    assert parse_custom_id(made) == parse_custom_id(made).__class__(handler, carried)


@pytest.mark.parametrize("title", TITLES)
@given(handler=st.text("abc-", min_size=2, max_size=10), carried=st.text(max_size=8))
def test_a_button_that_is_about_a_game_carries_it_once_and_all_else_as_before(
    title: str, handler: str, carried: str
) -> None:
    made = custom_id(handler, x=carried)
    about = about_title(made, title)
    assert len(about) == len(made) + TAG_LENGTH
    assert parse_custom_id(about) == replace(parse_custom_id(made), title=title)
    assert about_title(about, min(TITLES)) == about
    assert not parse_custom_id(made).title


def test_the_letters_of_the_games_are_those_that_stand_in_old_messages() -> None:
    assert {title.tag: name for name, title in TITLES.items()} == {"w": "wos", "k": "kingshot"}


@given(st.text(max_size=100))
def test_whatever_a_component_carries_can_be_read(carried: str) -> None:
    assert "?" not in parse_custom_id(carried).handler


async def test_a_hundred_requests_are_acknowledged_before_the_store_has_answered_one(
    play: Play,
) -> None:
    server = play.server
    play.gate.close()
    replies = await asyncio.gather(*(play.leader.command("autoredeem") for _ in range(100)))
    for reply in replies:
        assert (await reply.acknowledged()).type == DEFERRED
    before = server.gateway.heartbeats
    await server.heartbeat(2)
    assert server.gateway.heartbeats >= before + 2
    assert play.gate.asked >= 100
    play.gate.open()
    for reply in replies:
        assert "Whiteout Survival" in (await reply.message()).text


@pytest.fixture
async def hasty_play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot that apologizes at once for what is not answered at once."""
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    hasty = replace(PACE, apology=0.0)
    async with playing_bot(discord_server, urls, pace=hasty) as play:
        await play.set_up()
        yield play


async def test_whoever_waits_for_a_frozen_store_is_told_so_until_the_answer_replaces_it(
    hasty_play: Play,
) -> None:
    play = hasty_play
    play.gate.close()
    reply = await play.leader.command("autoredeem")
    waiting = await reply.message(lambda one: APOLOGY in one.text)
    play.gate.open()
    answer = await reply.message(lambda one: "Auto-redeem is" in one.text)
    assert answer is waiting
    assert APOLOGY not in answer.text


async def test_while_a_press_waits_for_a_frozen_store_the_card_stays_below_the_apology(
    hasty_play: Play,
) -> None:
    play = hasty_play
    reply = await play.leader.command("autoredeem")
    shown = await reply.message(lambda one: "Auto-redeem is" in one.text)
    play.gate.close()
    reply = await play.leader.press(shown, "Settings")
    await reply.message(lambda one: APOLOGY in one.text)
    assert "Auto-redeem is" in shown.text
    assert "Settings" in shown.buttons
    play.gate.open()
    await reply.message(lambda one: "Channel for results" in one.text)
    assert APOLOGY not in shown.text


def test_an_apology_comes_after_five_seconds() -> None:
    assert Pace().apology == 5.0


async def test_only_the_person_who_asked_sees_the_answer(play: Play) -> None:
    assert (await (await play.player.command("autoredeem")).message()).only_for == play.player.id


async def test_a_press_on_ones_own_card_changes_that_card(play: Play) -> None:
    shown = await (await play.leader.command("autoredeem")).message()
    reply = await play.leader.press(shown, "Settings")
    assert (await reply.acknowledged()).type == UPDATING
    assert (await reply.message()).id == shown.id


@pytest.mark.parametrize(
    "forged",
    ["", "nothing", "set-title", "set-channel?", "switch?on=1&on=2", "audit?at=nan", "audit?at=inf",
     "settings?more=ä", "set-language", "set-enrolling", "?", "%", "a" * 100],
)  # fmt: skip
async def test_a_forged_press_does_nothing_and_is_answered(play: Play, forged: str) -> None:
    before = await play.settings()
    shown = await (await play.leader.command("autoredeem")).message()
    answer = await (await play.player.forge(forged or "-", shown)).message()
    assert "something went wrong" not in answer.text
    assert await play.settings() == before
    answer = await (await play.leader.forge(forged or "-", shown)).message()
    assert "something went wrong" not in answer.text


@pytest.mark.parametrize(
    "handler",
    ["settings", "set-title", "set-channel", "set-role", "set-state", "set-enrolling",
     "set-language", "switch?on=1", "audit"],
)  # fmt: skip
async def test_nobody_but_managers_changes_anything_whatever_is_pressed(
    play: Play, handler: str
) -> None:
    before = await play.settings()
    shown = await (await play.leader.command("autoredeem")).message()
    answer = await (await play.player.forge(handler, shown)).message()
    assert answer.text.startswith("Only for managers")
    assert await play.settings() == before
    assert not await play.store.actions(play.guild_id, limit=10)


async def test_whoever_has_the_role_that_was_chosen_is_a_manager(play: Play) -> None:
    role = play.guild.role("Leaders")
    officer = play.server.person(guild=play.guild, roles=[role])
    assert "Settings" not in (await (await officer.command("autoredeem")).message()).buttons
    await play.set_up(manager_role=role.id)
    shown = await (await officer.command("autoredeem")).message()
    assert "Settings" in shown.buttons


async def test_a_store_that_is_gone_is_reported_and_the_next_request_is_handled(play: Play) -> None:
    real = play.gate._store.guilds

    async def gone(*_: object) -> object:
        raise StoreUnavailable("the server is gone")

    play.gate._store.guilds = gone  # type: ignore[method-assign,assignment]
    answer = await (await play.leader.command("autoredeem")).message()
    assert "The bot can’t reach its data right now" in answer.text
    play.gate._store.guilds = real  # type: ignore[method-assign]
    assert "Settings" in (await (await play.leader.command("autoredeem")).message()).buttons


async def test_a_bug_is_answered_with_a_reference_for_the_operator(play: Play) -> None:
    async def broken(*_: object, **__: object) -> int:
        raise ZeroDivisionError

    play.gate._store.count_members = broken  # type: ignore[method-assign]
    with capture_logs() as logged:
        answer = await (await play.leader.command("autoredeem")).message()
    assert "something went wrong in the bot" in answer.text
    (failed,) = (line for line in logged if line["event"] == "A handler failed")
    assert failed["reference"] in answer.text


@pytest.mark.parametrize(("locale", "words"), [("ru", "Настройки"), ("ar", "الإعدادات")])
async def test_each_person_is_answered_in_their_own_language(
    play: Play, locale: str, words: str
) -> None:
    leader = play.server.person(play.leader.id, guild=play.guild, permissions=1 << 5, locale=locale)
    assert words in (await (await leader.command("autoredeem")).message()).buttons


async def test_a_guild_that_chose_a_language_is_answered_in_it(play: Play) -> None:
    await play.set_up(language="ru")
    assert "Настройки" in (await (await play.leader.command("autoredeem")).message()).buttons
