"""The bot on MongoDB: what managers and players do, from the panel to the summary."""

from support.bot_play import Play, playing_bot
from support.discord_server import DiscordServer
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


async def test_a_guild_is_set_up_joined_and_redeemed_for(
    discord_server: DiscordServer, mongodb_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": mongodb_url}) as play:
        await _set_up(play)
        await (await play.player.command("enroll", id="101")).message()
        added = await (await play.leader.command("members add", ids="102, 103 104")).message()
        assert "3" in added.text
        await (await play.leader.command("codes add", codes="ALIVE")).message()
        board = await discord_server.message_in(
            play.results, lambda one: "Gift codes: all done" in one.text
        )
        assert "Redeemed now: 4" in board.text
        mine = await (await play.player.command("me")).message()
        assert "ALIVE" in mine.text
    assert play.world.counters.by_answer == {"SUCCESS": 4}


async def _set_up(play: Play) -> None:
    leader = play.leader
    shown = await (await leader.command("autoredeem")).message()
    shown = await (await leader.choose(shown, "Which game?", "wos")).message()
    shown = await (await leader.choose(shown, "Channel for results", play.results)).message()
    form = await (await leader.press(shown, "Usual state")).form()
    shown = await (await leader.submit(form, state="245")).message()
    await (await leader.press(shown, "Switch auto-redeem on")).message()
