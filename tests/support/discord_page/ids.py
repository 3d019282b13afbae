"""An ID channel as its people see it: chosen by a leader, used by players."""

from datetime import UTC, datetime

from support.bot_play import Play
from support.discord_page.album import BEGINS, Album
from support.discord_page.alliance import BOBS, people
from support.discord_server import DiscordServer, Guild, Message
from support.discord_server.places import PIN_MESSAGES

CHANNEL = "my-id"


def guild_with_ids(server: DiscordServer) -> Guild:
    """Make a guild with a channel for ids."""
    return server.guild("North", channels=("general", "results", CHANNEL), roles=("Leaders",))


async def ids_written(play: Play) -> Album:
    """See a guild, which is set up, choose its ID channel, and what is written there."""
    album, there = Album(play.server, BEGINS - datetime.now(UTC)), people(play)
    channel = play.guild.channel(CHANNEL)
    channel.granted = PIN_MESSAGES
    album.begin("ids", "An ID channel", "Players write their ID; a reaction says what came of it.")
    shown = await (await there.ann.command("autoredeem")).message()
    for button in ("Settings", "More", "ID channel"):
        await (await there.ann.press(shown, button)).message()
    await (await there.ann.choose(shown, "Where do players write their IDs?", channel)).message()
    await (await there.ann.press(shown, "Post the card")).message()
    album.answer(shown, there.ann, "/autoredeem")
    album.message(await play.server.message_in(channel), f"In #{CHANNEL}:")
    right = await there.bob.at(channel).say(f"hi, mine is {BOBS} 245")
    wrong = await there.carla.at(channel).say("31180")
    await play.server.until(lambda: bool(right.reactions and wrong.reactions), "the reactions")
    album.message(right)
    album.message(wrong)
    album.message(await play.server.message_in(channel, lambda one: _answers(one, wrong)))
    return album


def _answers(one: Message, other: Message) -> bool:
    return (one.body.get("message_reference") or {}).get("message_id") == other.id
