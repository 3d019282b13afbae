"""An evening of a guild that plays both games: one is added, and everything says which it means."""

from datetime import UTC, datetime
from functools import partial

from support.bot_play import Play
from support.discord_page.album import BEGINS, Album
from support.discord_page.alliance import BOBS, CARLAS, CODE, OTHER_CODE, People, members, people
from support.discord_server import Message, Person
from support.facts import NOW

BOTH = ("Whiteout Survival", "Kingshot")


async def evening_of_two_games(play: Play) -> Album:
    """Live through it, in a guild that is set up for Whiteout Survival."""
    await play.store.enrol(play.guild_id, members(), by="test", at=NOW)
    album, there = Album(play.server, BEGINS - datetime.now(UTC)), people(play)
    album.begin("games", "Two games on one server", "Each with members, codes and settings.")
    await _add_the_other(play, album, there.ann)
    await _which_game(album, there)
    await _a_code_of_each(play, album, there.ann)
    return album


async def _add_the_other(play: Play, album: Album, ann: Person) -> None:
    shown = await (await ann.command("autoredeem")).message()
    await (await ann.press(shown, "Settings")).message()
    await (await ann.choose(shown, "Which game, or which games?", "wos", "kingshot")).message()
    modal = await (await ann.press(shown, "Default kingdom")).form()
    await (await ann.submit(modal, state="245")).message()
    await (await ann.choose(shown, "Channel for results", play.results)).message()
    await (await ann.press(shown, "Switch auto-redeem on")).message()
    album.answer(shown, ann, "/autoredeem")
    shown = await (await ann.command("autoredeem")).message()
    album.answer(shown, ann, "/autoredeem")


async def _which_game(album: Album, there: People) -> None:
    """Players enroll: who names no game is asked, as it could be either."""
    asked = await (await there.bob.command("enroll", id=str(BOBS))).message()
    album.answer(asked, there.bob, "/enroll")
    await (await there.bob.press(asked, "Kingshot")).message()
    album.message(asked, "Bob presses “Kingshot”.")
    enrolled = await there.bob.command("enroll", id=str(CARLAS), game="wos")
    album.answer(await enrolled.message(), there.bob, "/enroll")
    album.answer(await (await there.bob.command("me")).message(), there.bob, "/me")


async def _a_code_of_each(play: Play, album: Album, ann: Person) -> None:
    """One code is for the one game, one for the other: each has its board and its announcement."""
    for code, game in ((OTHER_CODE, "wos"), (CODE, "kingshot")):
        added = await (await ann.command("codes add", codes=code, game=game)).message()
        album.answer(added, ann, "/codes add")
    for name in BOTH:
        told = await play.server.message_in(play.results, partial(_is_board, name))
        album.message(told, "In #results:")
    for name in BOTH:
        told = await play.server.message_in(play.results, partial(_is_news, name))
        album.message(told)


def _is_board(name: str, message: Message) -> bool:
    return "all done" in message.text and f" · {name}" in message.text


def _is_news(name: str, message: Message) -> bool:
    return "all done" not in message.text and "```" in message.text and name in message.text
