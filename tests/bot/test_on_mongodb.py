"""The bot on MongoDB: what managers and players do, from the panel to the summary."""

from support.bot_play import Play, playing_bot
from support.discord_server import DiscordServer
from support.interactions import choose, command, press, submit
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


async def test_a_guild_is_set_up_joined_and_redeemed_for(
    discord_server: DiscordServer, mongodb_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": mongodb_url}) as play:
        await _set_up(play)
        await command(play.player, "enroll", id="31180101")
        added = await command(play.leader, "members add", ids="31180102, 31180103 31180104")
        assert "3" in added.text
        await command(play.leader, "codes add", codes="ALIVE")
        board = await discord_server.message_in(
            play.results, lambda one: "Gift codes: all done" in one.text
        )
        assert "Redeemed now: 4" in board.text
        mine = await command(play.player, "me")
        assert "ALIVE" in mine.text
    assert play.world.counters.by_answer == {"SUCCESS": 4}


async def _set_up(play: Play) -> None:
    leader = play.leader
    shown = await command(leader, "autoredeem")
    shown = await choose(leader, shown, "Which game?", "wos")
    shown = await choose(leader, shown, "Channel for results", play.results)
    form = await (await leader.press(shown, "Default state")).form()
    shown = await submit(leader, form, state="245")
    await press(leader, shown, "Switch auto-redeem on")
