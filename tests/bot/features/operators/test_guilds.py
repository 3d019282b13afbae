"""Operators see what each server spends, and block one, let it go on, leave it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.bot.gateway.client import ReadyGuilds
from autoredeem.bot.services.guild_lifecycle import GuildLifecycle
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId
from support.bot_play import CLOCK, Play, becomes, eventually, playing_bot
from support.bot_runs import NEVER, done_of, enrol, stranger
from support.discord_server import DiscordServer, Guild, Message
from support.facts import NOW, changes_to
from support.interactions import command, forge, press

BLOCKED = "have blocked this server"


@pytest.fixture
async def served(discord_server: DiscordServer, store_url: str) -> AsyncIterator[Play]:
    """Give a bot in a guild that wants codes."""
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up(enabled=True)
        yield play


async def never_asked(_: GuildId) -> bool:
    """Answer nothing: Discord is not to be asked."""
    raise AssertionError("Discord is not to be asked")


async def rolled_out(play: Play) -> bool:
    return not await play.store.awaiting_rollout()


async def is_left(play: Play, guild_id: GuildId) -> bool:
    return any(one.left_at for one in await play.store.guilds([guild_id]))


def is_in(guild: Guild) -> bool:
    return guild.has_bot


async def card_of(play: Play, guild_id: int) -> Message:
    """Return the operator's card of a guild."""
    panel = await command(play.operator, "autoredeem")
    page = await press(play.operator, panel, "For the operator")
    page = await press(play.operator, page, "Servers")
    form = await (await play.operator.press(page, "Find by ID")).form()
    return await (await play.operator.submit(form, guild=str(guild_id))).message()


async def test_what_a_server_spends_is_shown_today_and_by_day(served: Play) -> None:
    play, today = served, CLOCK.now().date()
    counts = {(play.guild_id, today): 7, (play.guild_id, today - timedelta(days=2)): 5}
    await play.store.note_requests("another", counts)
    await play.store.note_requests("another", {(GuildId(5), today - timedelta(days=30)): 999})
    panel = await command(play.operator, "autoredeem")
    page = await press(play.operator, panel, "For the operator")
    page = await press(play.operator, page, "Servers")
    assert "North · today: 7 · in 7 days: 12" in page.text
    assert "999" not in page.text
    card = await card_of(play, play.guild_id)
    assert f"`{today}` · requests: 7" in card.text
    assert f"`{today - timedelta(days=2)}` · requests: 5" in card.text


async def test_a_blocked_servers_runs_stop_and_it_is_told(served: Play) -> None:
    play = served
    await enrol(play)
    play.world.script(NEVER)
    await command(play.leader, "codes add", codes="ALIVE")
    await becomes(lambda: play.services.engine.open_runs == 1)

    card = await press(play.operator, await card_of(play, play.guild_id), "Block")

    assert "Blocked" in card.text
    await becomes(lambda: not play.services.engine.open_runs)
    board = await play.server.message_in(play.results, lambda one: BLOCKED in one.text)
    assert not board.buttons
    for person, name, options in (
        (play.leader, "redeem", {"code": "SECOND"}),
        (play.leader, "runs", {}),
        (play.leader, "autoredeem", {}),
        (play.player, "enroll", {"id": "31180101"}),
    ):
        refused = await command(person, name, **options)
        assert BLOCKED in refused.text, name
    assert await done_of(play) == ["codes-added", "blocked"]


async def test_in_a_blocked_server_people_still_have_their_data_deleted(served: Play) -> None:
    play = served
    await command(play.player, "enroll", id="31180101")
    await press(play.operator, await card_of(play, play.guild_id), "Block")
    refused = await command(play.player, "me")
    assert BLOCKED in refused.text
    mine = await press(play.player, refused, "My data")
    assert "1 account on this server" in mine.text
    gone = await forge(play.player, mine, "forget-me?sure=1")
    assert "1 account was unenrolled" in gone.text
    assert await play.store.count_members(play.guild_id) == 0


async def test_what_is_shared_is_opened_where_nobody_is_blocked_and_later_there(
    served: Play,
) -> None:
    play = served
    await enrol(play)
    card = await press(play.operator, await card_of(play, play.guild_id), "Block")
    await play.store.add_codes(["ALIVE"], at=NOW)
    play.services.rollout.poll()
    await eventually(lambda: rolled_out(play), wanted=True)
    assert not await play.store.runs()

    card = await press(play.operator, card, "Unblock")

    assert "Blocked" not in card.text
    await becomes(lambda: play.world.counters.by_answer.get("SUCCESS") == 10)
    assert await done_of(play) == ["blocked", "unblocked"]
    assert BLOCKED not in (await command(play.leader, "autoredeem")).text


async def test_a_server_is_left_after_a_question(served: Play) -> None:
    play = served
    other = await stranger(play)
    assert other.standing.guild
    south = other.standing.guild
    await play.server.add_bot(south)
    asked = await press(play.operator, await card_of(play, south.id), "Leave the server")
    assert is_in(south)
    left = await press(play.operator, asked, "Leave the server")
    assert "has left this server" in left.text
    assert not is_in(south)
    await eventually(lambda: is_left(play, GuildId(south.id)), wanted=True)
    assert "isn’t on this server" in (await card_of(play, south.id)).text


@pytest.mark.parametrize("forged", ["", "x", "0", "5", "-1", str(2**63)])
async def test_a_server_that_nobody_knows_is_none(play: Play, forged: str) -> None:
    panel = await command(play.operator, "autoredeem")
    for act in ("operator-block", "operator-leave?sure=1", "operator-guild", "operator-unblock"):
        mark = "&" if "?" in act else "?"
        refused = await forge(play.operator, panel, f"{act}{mark}guild={forged}")
        assert "No server with this ID is known" in refused.text
    assert await play.store.guilds([GuildId(5)]) == []


async def test_nobody_else_blocks_or_leaves_a_server(play: Play) -> None:
    panel = await command(play.leader, "autoredeem")
    for act in ("operator-block", "operator-unblock", "operator-leave"):
        refused = await forge(play.leader, panel, f"{act}?guild={play.guild_id}&sure=1")
        assert "Only for the operator" in refused.text
    assert (await play.settings()).blocked_at is None
    assert play.guild.has_bot


async def test_whoever_was_blocked_stays_so_when_all_else_is_forgotten(served: Play) -> None:
    play, long_ago = served, CLOCK.now() - timedelta(days=31)
    blocked = GuildSettings(GuildId(5), enabled=True, chosen_at=NOW, left_at=long_ago)
    await play.store.change_guilds(
        changes_to(replace(blocked, blocked_at=NOW), replace(blocked, guild_id=GuildId(6))),
        by="test",
        at=NOW,
    )
    await GuildLifecycle(play.bot._services)._purge_left_guilds()
    found = await play.store.guilds([GuildId(5), GuildId(6)])
    assert found == [GuildSettings(GuildId(5), blocked_at=NOW)]


async def test_where_servers_have_to_be_allowed_all_others_are_refused(
    discord_server: DiscordServer, store_url: str
) -> None:
    south = discord_server.guild("South", channels=("results",))
    allowed = [GuildId(south.id)]
    async with playing_bot(discord_server, {"wos": store_url}, allowed=allowed) as play:
        await play.set_up(enabled=True)
        await enrol(play)
        refused = await command(play.leader, "codes add", codes="ALIVE")
        assert "This bot is private" in refused.text
        assert str(play.guild_id) in refused.text
        assert not await play.store.codes()
        leader = await stranger(play)
        here = frozenset([play.guild_id, GuildId(leader.standing.guild.id)])  # type: ignore[union-attr]
        await play.bot._on_ready(ReadyGuilds(here, lambda _: True, never_asked))
        await play.bot._lifecycle._to_do.join()
        assert (await play.settings()).left_at, "as one that the bot was removed from"
        await play.store.add_codes(["ALIVE"], at=NOW)
        assert not await play.services.rollout.open_in(play.guild_id)
