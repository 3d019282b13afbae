"""An alliance with a channel has a board there, with the figures of its own members alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.ids import ChannelId, Fid
from autoredeem.domain.players import Member
from support.bot_play import STATE, Play, becomes, new_world, playing_bot
from support.bot_runs import NEVER
from support.discord_server import Channel, DiscordServer, Message
from support.discord_server.options import Resolved
from support.discord_server.parts import CHANNEL_MENU
from support.facts import NOW
from support.interactions import choose
from support.rosters import trail

REDS, BLUES = AllianceId(1), AllianceId(2)
DONE = "Gift codes: all done"


@pytest.fixture
async def slow_play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot whose runs are so slow that one can be seen under way."""
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, per_minute=600) as play:
        await play.set_up()
        yield play


def general(play: Play) -> Channel:
    return play.guild.channel("general")


async def allied(play: Play, *, reds: range = range(101, 104), channel: bool = True) -> None:
    """Make Reds, with a channel, and Blues without: two members, and one in neither."""
    where = ChannelId(general(play).id) if channel else None
    alliances = [
        Alliance(play.guild_id, REDS, "Reds", channel=where),
        Alliance(play.guild_id, BLUES, "Blues"),
    ]
    await play.store.add_alliances(alliances)
    await enrol(play, *(Member(Fid(fid), STATE, alliance=REDS) for fid in reds))
    await enrol(
        play, Member(Fid(148), STATE, alliance=BLUES), Member(Fid(149), STATE, alliance=BLUES)
    )
    await enrol(play, Member(Fid(150), STATE))


async def enrol(play: Play, *members: Member) -> None:
    await play.store.enrol(play.guild_id, members, by="test", at=NOW)


async def redeem(play: Play, *codes: str) -> None:
    await play.services.engine.want([(play.guild_id, code) for code in codes])


async def over(play: Play, channel: Channel, code: str = "ALIVE") -> Message:
    return await play.server.message_in(channel, lambda one: DONE in one.text and code in one.text)


async def closed(play: Play) -> None:
    """Wait until the guild's boards are closed."""
    await becomes(lambda: not play.bot.boards._states)
    assert not await play.store.boards()


async def test_an_alliance_has_its_own_board_with_its_own_figures(play: Play) -> None:
    await allied(play)
    await redeem(play, "ALIVE")
    own, theirs = await over(play, play.results), await over(play, general(play))
    await becomes(lambda: "Redeemed now: 3" in theirs.text)
    assert "Reds · Gift codes: all done" in theirs.text
    assert "Redeemed now: 6" in own.text
    assert "Reds" not in own.text
    await closed(play)
    assert play.server.messages(general(play)) == [theirs]
    assert play.server.messages(play.results) == [own]


async def test_it_counts_by_reason_who_of_them_lacks_the_code(play: Play) -> None:
    await allied(play)
    await enrol(play, Member(Fid(777), alliance=REDS), Member(Fid(778), alliance=BLUES))
    await redeem(play, "HIGH")
    own, theirs = await over(play, play.results, "HIGH"), await over(play, general(play), "HIGH")
    assert "6 members: level too low" in own.text
    assert "3 members: level too low" in theirs.text
    assert "2 members: no state" in own.text
    assert "1 member: no state" in theirs.text


async def test_what_mends_all_of_the_guild_is_not_offered_below_it(play: Play) -> None:
    await allied(play)
    await enrol(play, Member(Fid(777), alliance=REDS))
    await redeem(play, "HIGH")
    own, theirs = await over(play, play.results, "HIGH"), await over(play, general(play), "HIGH")
    assert "Set the state of these" in own.buttons
    assert theirs.buttons == ["Runs", "My accounts", "Official redemption page"]
    assert "Set the state of these" not in theirs.text


async def test_an_alliance_whose_members_had_the_code_before_gets_no_board(play: Play) -> None:
    await allied(play)
    await redeem(play, "ALIVE")
    first = await over(play, general(play))
    await closed(play)
    await enrol(play, Member(Fid(140), STATE))
    await redeem(play, "ALIVE")
    await becomes(lambda: len(play.server.messages(play.results)) > 1)
    await closed(play)
    assert play.server.messages(general(play)) == [first]


async def test_an_alliances_board_is_edited_only_when_its_own_counts_change(
    slow_play: Play,
) -> None:
    play = slow_play
    await allied(play, reds=range(101, 102))
    await enrol(play, *(Member(Fid(fid), STATE) for fid in range(110, 140)))
    await redeem(play, "ALIVE")
    own, theirs = await over(play, play.results), await over(play, general(play))
    await closed(play)
    assert theirs.edits <= 2 < own.edits


async def test_the_channel_that_is_chosen_gets_the_runs_that_are_going_on(play: Play) -> None:
    play.world.script(NEVER)
    await allied(play, channel=False)
    await redeem(play, "ALIVE")
    await play.server.message_in(play.results)
    shown = await (await play.leader.forge(f"alliance?a={REDS}")).message()
    assert "Channel for results: not chosen" in shown.text
    shown = await choose(play.leader, shown, "Channel for results", general(play))
    assert f"Channel for results: <#{general(play).id}>" in shown.text
    board = await play.server.message_in(general(play), lambda one: "Reds · " in one.text)
    assert "ALIVE" in board.text
    assert "changed the alliance Reds" in await trail(play)


async def test_no_channel_of_another_guild_is_taken_for_an_alliance(play: Play) -> None:
    await allied(play, channel=False)
    south = play.server.guild("South", channels=("general",))
    await play.server.add_bot(south)
    foreign = south.channel("general")
    resolved = Resolved(play.server.world, play.leader.standing.channel)
    resolved.add(foreign)
    shown = await (await play.leader.forge(f"alliance?a={REDS}")).message()
    values = {"values": [str(foreign.id)], "resolved": resolved.data}
    menu = f"alliance-channel?a={REDS}"
    answer = await play.leader.forge(menu, shown, kind=CHANNEL_MENU, **values)
    assert "can’t find this channel" in (await answer.message()).text
    assert [one.channel for one in await play.store.alliances([play.guild_id])] == [None, None]


async def test_a_channel_that_is_forbidden_keeps_no_other_board_waiting(play: Play) -> None:
    await allied(play)
    owner = play.server.person(play.guild.owner_id).standing.channel
    play.server.forbid(general(play))
    for code in ("ALIVE", "SECOND"):
        await redeem(play, code)
        await over(play, play.results, code)
    told = await play.server.message_in(owner)
    assert f"it may not write in <#{general(play).id}>" in told.text
    assert play.server.messages(owner) == [told]
    assert not play.server.messages(general(play))


async def test_a_board_that_discord_does_not_take_keeps_no_alliance_waiting(play: Play) -> None:
    await allied(play)
    wrong = rf"/channels/{play.results.id}/messages"
    play.server.answer("POST", wrong, 400, {"code": 0, "message": "no"})
    await redeem(play, "ALIVE")
    await over(play, general(play))
    await over(play, play.results)


async def test_a_guild_without_a_channel_has_boards_of_its_alliances_all_the_same(
    play: Play,
) -> None:
    await play.set_up(channel=None)
    await allied(play)
    await redeem(play, "ALIVE")
    await over(play, general(play))
    await closed(play)
    assert not play.server.messages(play.results)


async def test_a_removed_alliance_has_no_board_any_more(play: Play) -> None:
    await allied(play)
    await play.store.remove_alliances([(play.guild_id, REDS)], at=NOW)
    await redeem(play, "ALIVE")
    await over(play, play.results)
    await closed(play)
    assert not play.server.messages(general(play))


async def test_after_a_restart_both_messages_go_on(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls, world = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}, new_world()
    async with playing_bot(discord_server, urls, world, per_minute=600) as play:
        await play.set_up()
        await allied(play, reds=range(101, 140))
        await redeem(play, "ALIVE")
        guild, own = play.guild, await play.server.message_in(play.results)
        theirs = await play.server.message_in(general(play))
        play.stop()
    assert world.counters.requests < 42
    async with playing_bot(discord_server, urls, world, guild=guild) as play:
        assert await over(play, play.results) is own
        assert await over(play, general(play)) is theirs
        assert play.server.messages(general(play)) == [theirs]
    assert "Redeemed now: 39" in theirs.text
