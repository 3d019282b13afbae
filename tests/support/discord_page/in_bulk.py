"""A leader mends an alliance of 300 of whom 45 are refused, screen by screen."""

from datetime import UTC, datetime
from typing import cast

from autoredeem.domain.ids import UserId
from autoredeem.domain.players import Member
from autoredeem.roster.state_search import SearchProgress
from support.bot_play import Play
from support.discord_page.album import BEGINS, Album
from support.discord_page.alliance import people
from support.discord_server import Message, Person
from support.refused_alliance import ELSEWHERE, begin, pasted
from support.rosters import enrolled
from support.searched_states import SearchedStates


async def in_bulk(play: Play) -> Album:
    """See each screen of it, in a guild that is set up."""
    await begin(play)
    album, there = Album(play.server, BEGINS - datetime.now(UTC)), people(play)
    owners = zip(ELSEWHERE, (there.bob, there.carla), strict=False)
    await enrolled(play, *(Member(fid, owner=UserId(one.id)) for fid, one in owners))
    await _the_list(album, there.ann)
    await _asking(play, album, there.ann, there.bob)
    await _searching(play, album, there.ann)
    await _mending(album, there.ann)
    return album


async def _the_list(album: Album, ann: Person) -> None:
    album.begin("refused", "Whom the game refuses", "The panel says so, and leads there.")
    shown = await (await ann.command("autoredeem")).message()
    album.answer(shown, ann, "/autoredeem")
    await (await ann.press(shown, "Wrong states")).message()
    album.message(shown, "Ann presses “Wrong states”.")


async def _asking(play: Play, album: Album, ann: Person, bob: Person) -> None:
    album.begin("asking", "Asking the players", "One message, once a day at the most.")
    shown = await _wrong_states(ann)
    await (await ann.press(shown, "Ask them")).message()
    album.message(shown, "In the list, Ann presses “Ask them”.")
    await (await ann.press(shown, "Ask now")).message()
    posted = await play.server.message_in(play.results, lambda one: "Enter my state" in one.buttons)
    album.message(posted, "She presses “Ask now”. In #results:")
    modal = await (await bob.press(posted, "Enter my state")).form()
    album.modal(modal, "Bob presses “Enter my state”.")


async def _searching(play: Play, album: Album, ann: Person) -> None:
    album.begin("searching", "Searching for states", "What it costs is said first.")
    shown = await _wrong_states(ann)
    await (await ann.press(shown, "Search")).message()
    album.message(shown, "In the list, Ann presses “Search”.")
    await (await ann.press(shown, "Start the search")).message()
    search = cast("SearchedStates", play.services.search)
    search.shown[play.guild_id] = SearchProgress(45, 31, 27, 96)
    await (await ann.press(shown, "Refresh")).message()
    album.message(shown, "She starts it, and looks again later.")
    await (await ann.press(shown, "Stop")).message()


async def _mending(album: Album, ann: Person) -> None:
    album.begin("in-bulk", "Mending in bulk", "Six presses and forms, from the panel to the end.")
    shown = await _wrong_states(ann)
    modal = await (await ann.press(shown, "Set the state of these")).form()
    album.modal(modal, "In the list, Ann presses “Set the state of these”, and pastes 40 players.")
    await (await ann.submit(modal, ids=pasted(ELSEWHERE))).message()
    album.message(shown, "Those who are left have a wrong ID.")
    await (await ann.press(shown, "Remove these")).message()
    album.message(shown, "She presses “Remove these”, and is asked.")
    await (await ann.press(shown, "Yes, remove")).message()


async def _wrong_states(ann: Person) -> Message:
    shown = await (await ann.command("autoredeem")).message()
    return await (await ann.press(shown, "Wrong states")).message()
