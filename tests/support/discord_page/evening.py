"""An evening of one guild: the whole bot set up, used and seen, as its people see it.

It reads as an example of how the bot is used, scene by scene. What is kept is what was really sent.
"""

import re
from datetime import UTC, datetime

from support.bot_play import Play
from support.discord_page.album import BEGINS, Album
from support.discord_page.alliance import (
    BOBS,
    CARLAS,
    CODE,
    EXPIRED,
    OTHER_CODE,
    OTHER_STATE,
    STATE,
    WEAK,
    People,
    member_file,
    members,
    people,
)
from support.discord_server import Message, Person, Reply
from support.discord_server.wire import Payload
from support.facts import NOW

_UNDER_WAY = re.compile(r"under way . (?:[6-9]|1\d) of")

_END, _MENDED = "Redeemed now: 12", "Redeemed now: 13"


async def evening(play: Play) -> Album:
    """Live through it, in a guild that has chosen nothing yet."""
    album, there = Album(play.server, BEGINS - datetime.now(UTC)), people(play)
    await _setting_up(play, album, there.ann)
    await _members(album, there.ann)
    await _a_code(play, album, there)
    await _runs(album, there.ann)
    await _players(album, there)
    await _own_data(album, there.bob)
    await _results(play, album, there.ann)
    await _mending(play, album, there.ann)
    await _missing(play, album, there.ann)
    await _a_member(album, there.ann)
    await _who(album, there.ann)
    await _claims(play, album, there)
    await _languages(album, there)
    await _commands(album, there.ann)
    await _alliances(play, album, there.ann)
    return album


async def at_once(play: Play) -> Album:
    """See what an evening has no time for: several codes at once, and a store that is slow.

    The bot apologizes at once, and the guild is set up.
    """
    album = Album(play.server, BEGINS - datetime.now(UTC))
    there = people(play)
    await _several_codes(play, album)
    await _failing(play, album, there.carla)
    await _a_slow_store(play, album, there.ann)
    return album


async def _several_codes(play: Play, album: Album) -> None:
    album.begin("several", "Several codes at once", "Each that failed for some has its buttons.")
    codes = (CODE, OTHER_CODE, EXPIRED)
    await play.store.enrol(play.guild_id, members(), by="test", at=NOW)
    await play.services.engine.want([(play.guild_id, code) for code in codes])
    ended = await play.server.message_in(
        play.results, lambda one: all(f"Code {code}" in one.text for code in codes)
    )
    album.message(ended, "In #results:")


async def _failing(play: Play, album: Album, carla: Person) -> None:
    album.begin("failing", "An account that fails", "Its owner is told once, and mends it.")
    await play.store.add_codes([CODE, OTHER_CODE, EXPIRED], at=NOW)
    for fid, state in ((CARLAS, OTHER_STATE), (BOBS, STATE)):
        await _answer(await carla.command("enroll", id=str(fid), state=str(state)))
    await play.services.engine.want([(play.guild_id, CODE)])
    while not any(one.pings for one in play.server.messages(play.results)):
        await play.bot.notifier.tell_all()
    told = await play.server.message_in(play.results, lambda one: bool(one.pings))
    album.message(told, "In #results, Carla is mentioned:")
    managers = await play.server.message_in(play.results, lambda one: "attention" in one.text)
    album.message(managers, "And managers get one line for those whom nobody owns:")
    shown = await _answer(await carla.press(told, "Correct my account"))
    album.message(shown, "Carla presses “Correct my account”.")
    modal = await (await carla.press(shown, f"Correct {CARLAS}")).form()
    album.modal(modal, "She corrects the state.")
    await _answer(await carla.submit(modal, id=str(CARLAS), state=str(STATE)))
    shown = await _answer(await carla.command("me"))
    album.answer(shown, carla, "/me")
    await _answer(await carla.press(shown, "How to tell me"))
    album.message(shown, "And “How to tell me”.")


async def _answer(reply: Reply) -> Message:
    """Return what comes after the apology."""
    return await reply.message(lambda one: not one.content)


async def _a_slow_store(play: Play, album: Album, ann: Person) -> None:
    album.begin("waiting", "While the store is slow", "After five seconds that is said.")
    play.gate.close()
    reply = await ann.command("members list")
    album.answer(await reply.message(lambda one: bool(one.content)), ann, "/members list")
    play.gate.open()
    await reply.message(lambda one: not one.content)


async def _setting_up(play: Play, album: Album, ann: Person) -> None:
    album.begin("setup", "Setting up", "One panel; each choice is saved at once.")
    shown = await (await ann.command("autoredeem")).message()
    await (await ann.choose(shown, "Which game, or which games?", "wos")).message()
    album.answer(shown, ann, "/autoredeem")
    modal = await (await ann.press(shown, "Default state")).form()
    album.modal(modal, "Ann presses “Default state”.")
    await (await ann.submit(modal, state="245")).message()
    await (await ann.choose(shown, "Channel for results", play.results)).message()
    role = play.guild.role("Leaders")
    await (await ann.choose(shown, "Manager role", role)).message()
    await (await ann.press(shown, "Switch auto-redeem on")).message()
    await (await ann.press(shown, "Back")).message()
    album.message(shown, "She chooses channel and role, switches it on, and goes back.")


async def _members(album: Album, ann: Person) -> None:
    album.begin("members", "Members", "From a file or a pasted list, and as a file again.")
    shown = await (await ann.command("members import", file=member_file())).message()
    album.answer(shown, ann, "/members import")
    shown = await (await ann.press(shown, "Import")).message()
    album.message(shown, "Ann presses “Import”.")
    shown = await (await ann.command("members list")).message()
    await (await ann.choose(shown, "Sort the list", "By player ID")).message()
    album.answer(shown, ann, "/members list")
    shown = await (await ann.command("members export")).message()
    album.answer(shown, ann, "/members export")


async def _a_code(play: Play, album: Album, there: People) -> None:
    album.begin("code", "A gift code appears", "One message in the channel for results follows it.")
    said = await there.bob.say(f"New codes!! {CODE} and {EXPIRED}, hurry")
    album.message(said)
    shown = await (await there.ann.message_command("Redeem this code", said)).message()
    album.answer(shown, there.ann, "Redeem this code")
    await (await there.ann.choose(shown, "Choose one or more", CODE, EXPIRED)).message()
    album.message(shown, "Ann chooses both.")
    board = await play.server.message_in(
        play.results, lambda one: bool(_UNDER_WAY.search(one.text))
    )
    album.message(board, "Meanwhile, in #results:")
    announced = await play.server.message_in(
        play.results, lambda one: f"New gift code: {CODE}" in one.text
    )
    album.message(announced, "And once, for those who aren't enrolled:")


async def _runs(album: Album, ann: Person) -> None:
    album.begin("runs", "What is going on", "Seen, stopped, and gone on with.")
    shown = await (await ann.command("runs")).message()
    await (await ann.choose(shown, "Open a run", CODE)).message()
    album.answer(shown, ann, "/runs")
    await (await ann.press(shown, "Stop")).message()
    album.message(shown, "Ann presses “Stop”.")
    await (await ann.press(shown, "Go on")).message()


async def _players(album: Album, there: People) -> None:
    album.begin("players", "Players", "They enroll themselves; nobody takes over their account.")
    bob, carla = there.bob, there.carla
    shown = await (await bob.command("enroll", id=str(BOBS))).message()
    album.answer(shown, bob, "/enroll")
    shown = await (await carla.command("enroll", id=str(BOBS))).message()
    album.answer(shown, carla, "/enroll")
    shown = await (await carla.command("members list")).message()
    album.answer(shown, carla, "/members list")
    shown = await (await bob.command("me")).message()
    album.answer(shown, bob, "/me")


async def _own_data(album: Album, bob: Person) -> None:
    album.begin("data", "What is kept of a player", "Anyone sees it, and has it deleted.")
    shown = await (await bob.command("me")).message()
    await (await bob.press(shown, "My data")).message()
    album.answer(shown, bob, "/me")
    await (await bob.press(shown, "Delete my data")).message()
    album.message(shown, "Bob presses “Delete my data”, and is asked whether he means it.")


async def _results(play: Play, album: Album, ann: Person) -> None:
    album.begin("results", "What it came to", "Who got it, who did not, and what to do about it.")
    board = await play.server.message_in(play.results, lambda one: _END in one.text)
    album.message(board)
    shown = await (await ann.command("codes history", code=CODE)).message()
    album.answer(shown, ann, "/codes history")


async def _mending(play: Play, album: Album, ann: Person) -> None:
    album.begin("mending", "What can be mended", "Each card offers what mends what failed.")
    board = await play.server.message_in(play.results, lambda one: _END in one.text)
    copy, mend = (
        next(one for one in board.buttons if one.startswith(label))
        for label in ("Copy the IDs", "Set the state of these")
    )
    shown = await (await ann.press(board, copy)).message()
    album.message(shown, f"In #results, Ann presses “{copy}”.")
    modal = await (await ann.press(board, mend)).form()
    album.modal(modal, f"Or “{mend}”.")
    shown = await (await ann.submit(modal, state=str(OTHER_STATE))).message()
    album.message(shown, "And the bot tries again.")
    board = await play.server.message_in(play.results, lambda one: _MENDED in one.text)
    album.message(board, "Soon, in #results:")


async def _missing(play: Play, album: Album, ann: Person) -> None:
    album.begin("missing", "What is missing", "What does not work, and what a change would do.")
    play.server.forbid(play.results)
    await play.server.channel_changed(play.results)
    shown = await (await ann.command("autoredeem")).message()
    await (await ann.press(shown, "Settings")).message()
    album.answer(shown, ann, "/autoredeem")
    play.server.allow(play.results)
    await play.server.channel_changed(play.results)
    await (await ann.choose(shown, "Which game, or which games?", "kingshot")).message()
    album.message(shown, "Ann chooses another game, and is asked first.")
    await (await ann.press(shown, "Cancel")).message()


async def _a_member(album: Album, ann: Person) -> None:
    album.begin("member", "One member", "Their codes; edited, or removed after a question.")
    shown = await (await ann.command("members show", id=str(min(WEAK)))).message()
    album.answer(shown, ann, "/members show")
    album.modal(await (await ann.press(shown, "Edit")).form(), "Ann presses “Edit”.")
    await (await ann.press(shown, "Remove")).message()
    album.message(shown, "Or “Remove”.")
    await (await ann.press(shown, "Cancel")).message()


async def _who(album: Album, ann: Person) -> None:
    album.begin("who", "Who, and who did what", "Down to each member, and each change.")
    shown = await (await ann.command("codes history", code=CODE)).message()
    await (await ann.choose(shown, "Show who", "level too low (2)")).message()
    album.answer(shown, ann, "/codes history")
    shown = await (await ann.command("autoredeem")).message()
    await (await ann.press(shown, "Who did what")).message()
    album.answer(shown, ann, "/autoredeem")


async def _claims(play: Play, album: Album, there: People) -> None:
    album.begin("claims", "Whose account is it", "Players claim and block; managers see and undo.")
    ann, carla = there.ann, there.carla
    shown = await (await carla.command("enroll", id=str(WEAK[0]))).message()
    album.answer(shown, carla, "/enroll")
    shown = await (await carla.command("enroll", id=str(WEAK[1]))).message()
    album.answer(shown, carla, "/enroll")
    shown = await (await carla.command("unenroll", id=str(WEAK[1]))).message()
    await (await carla.press(shown, "Never again")).message()
    await (await carla.press(shown, "Yes, never")).message()
    album.message(shown, "Of the second she says that it is never to be enrolled again.")
    shown = await (await ann.command("members list")).message()
    await (await ann.press(shown, "Claimed accounts")).message()
    album.message(shown, "Ann opens the list of members, and presses “Claimed accounts”.")
    shown = await (await ann.command("members list")).message()
    await (await ann.press(shown, "Block list")).message()
    await (await ann.choose(shown, "Take off the block list", str(WEAK[1]))).message()
    album.message(shown, "And “Block list”, from which she takes Carla’s.")
    told = play.server.person(carla.id).standing.channel
    album.message(await play.server.message_in(told, bool), "Carla is told of it.")


async def _languages(album: Album, there: People) -> None:
    album.begin("languages", "In your language", "Everyone’s own, or one for the whole server.")
    shown = await (await there.boris.command("codes history", code=CODE)).message()
    album.answer(shown, there.boris, "/коды история")
    shown = await (await there.fatima.command("codes history", code=CODE)).message()
    album.answer(shown, there.fatima, "/الرموز السجل")
    shown = await (await there.fatima.command("autoredeem")).message()
    album.answer(shown, there.fatima, "/استبدال-تلقائي")


async def _commands(album: Album, ann: Person) -> None:
    album.begin("commands", "Commands", "What can be typed; and what is proposed meanwhile.")
    typed = CODE[:2].lower()
    album.proposals(f"/codes history code: {typed}", await _proposed(ann, typed))
    album.commands("en-US")
    album.begin("commands-in-russian", "Commands in Russian", "They are named in each language.")
    album.commands("ru")
    album.begin("commands-in-arabic", "Commands in Arabic", "They are named in each language.")
    album.commands("ar")


async def _alliances(play: Play, album: Album, ann: Person) -> None:
    album.begin("alliances", "Alliances", "Groups of members, each with managers of its own.")
    shown = await (await ann.command("autoredeem")).message()
    for button in ("Settings", "More", "Alliances"):
        shown = await (await ann.press(shown, button)).message()
    fids = sorted([one.fid async for some in play.store.members(play.guild_id) for one in some])
    for name, first, moving in (("North Wind", "5", fids[:8]), ("Snow Farm", "", fids[8:12])):
        form = await (await ann.press(shown, "New alliance")).form()
        shown = await (await ann.submit(form, {"name": name, "first": first})).message()
        form = await (await ann.press(shown, "Move members here")).form()
        shown = await (await ann.submit(form, {"ids": " ".join(map(str, moving))})).message()
        shown = await (await ann.press(shown, "Alliances")).message()
    album.message(shown, "Ann makes two alliances, and moves members there by a list of ids.")
    chosen = str((await play.store.alliances([play.guild_id]))[0].id)
    shown = await (await ann.choose(shown, "Choose an alliance", chosen)).message()
    leaders, hint = play.guild.role("Leaders"), "Role that manages this alliance’s members"
    shown = await (await ann.choose(shown, hint, leaders)).message()
    general = play.guild.channel("general")
    shown = await (await ann.choose(shown, "Channel for results", general)).message()
    album.message(shown, "One of them, whose members come first. They have a channel of their own.")
    shown = await (await ann.press(shown, "Members")).message()
    album.message(shown, "Its members.")
    await play.services.engine.want([(play.guild_id, OTHER_CODE)])
    theirs = await play.server.message_in(general, lambda one: "all done" in one.text)
    album.message(theirs, "In #general, what came of the next code for them alone:")
    own = await play.server.message_in(
        play.results, lambda one: OTHER_CODE in one.text and "all done" in one.text
    )
    album.message(own, "And in #results for everybody:")


async def _proposed(ann: Person, typed: str) -> list[Payload]:
    """Type until something is proposed: the first key makes the bot read what there is."""
    while not (found := await (await ann.autocomplete("codes history", code=typed)).choices()):
        pass
    return found
