"""What players do for their own accounts: mend, try again, name, choose how to be told."""

from datetime import timedelta

import pytest

from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.notifications import ContactWay
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from support.bot_play import CLOCK, REAL, STATE, Play, becomes
from support.bot_runs import done_of
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, forge, press, submit
from support.rosters import enrolled, have, roster

ANN, BOB = Fid(101), Fid(102)
RIGHT, TAKEN = Fid(REAL[0]), Fid(REAL[1])
WRONG = State(999)
ID, PLACE = "Player ID", "State (in Kingshot: kingdom)"


async def wrong(play: Play, *members: Member) -> None:
    """Let the player own accounts that the game doesn't find."""
    await have(play, *members)
    refusal = ((WRONG, CLOCK.now()),)
    await play.store.note_players([KnownPlayer(one.fid, refused=refusal) for one in members])


async def failures_of(play: Play) -> Message:
    return await forge(play.player, await command(play.player, "me"), "my-failures")


async def correct(play: Play, fid: Fid, **filled: str) -> Message:
    form = await (await play.player.press(await failures_of(play), f"Correct {fid}")).form()
    return await submit(play.player, form, {ID: str(fid), PLACE: "245", **filled})


async def test_whoever_has_nothing_to_mend_sees_their_accounts(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    assert (await failures_of(play)).text.startswith("Your account\n")


async def test_each_account_that_fails_has_a_form_with_its_id_and_state(play: Play) -> None:
    await wrong(play, Member(ANN, WRONG), Member(BOB, WRONG, "Bob"))
    card = await failures_of(play)
    assert card.buttons == ["Correct 101", "Correct 102", "My accounts"]
    form = await (await play.player.press(card, "Correct 101")).form()
    assert {name: one.get("value") for name, one in form.fields.items()} == {
        "id": "101",
        "state": "999",
    }


async def test_the_card_of_an_account_that_fails_has_the_form_too(play: Play) -> None:
    await wrong(play, Member(ANN, WRONG))
    await play.store.add_codes(["ALIVE"], at=NOW)
    seen = await command(play.player, "me")
    form = await (await play.player.press(seen, "Correct my account")).form()
    assert form.custom_id == "my-account?old=101"


async def test_the_right_id_takes_the_place_of_a_mistaken_one_with_its_name(any_play: Play) -> None:
    play = any_play
    await wrong(play, Member(ANN, WRONG, "Ann"))
    done = await correct(play, ANN, **{ID: str(RIGHT)})
    assert f"`{ANN}` was a mistake" in done.text
    assert await roster(play) == {RIGHT: Member(RIGHT, STATE, "Ann", owner=UserId(play.player.id))}
    assert await done_of(play) == ["enrolled", "unenrolled"]


async def test_whoever_may_not_have_the_other_id_keeps_the_one_that_was_there(play: Play) -> None:
    await wrong(play, Member(ANN, WRONG))
    await enrolled(play, Member(TAKEN, STATE, owner=UserId(5)))
    done = await correct(play, ANN, **{ID: str(TAKEN)})
    assert "belongs to someone else" in done.text
    assert (await roster(play)).keys() == {ANN, TAKEN}


async def test_another_ones_account_can_not_be_corrected(play: Play) -> None:
    await enrolled(play, Member(ANN, WRONG, owner=UserId(5)))
    seen = await command(play.player, "me")
    reply = await play.player.forge_form("my-account?old=101", seen, id="101", state="245")
    assert "isn’t one of your accounts" in (await reply.message()).text
    assert (await roster(play))[ANN].state == WRONG


def answer(
    play: Play, outcome: Outcome, ago: timedelta = timedelta(), code: str = "ALIVE"
) -> Attempt:
    return Attempt(play.guild_id, code, ANN, outcome, "", STATE, 10, CLOCK.now() - ago, STATE, 5)


async def test_a_player_tries_an_own_code_again_and_nobody_elses(any_play: Play) -> None:
    play = any_play
    await have(play, Member(ANN, STATE))
    await enrolled(play, Member(BOB, STATE))
    await play.store.add_codes(["ALIVE"], at=NOW)
    long_ago = timedelta(days=2)
    mine = answer(play, Outcome.SPENDING_TOO_LOW, long_ago)
    await play.store.note_attempts([mine])
    await play.store.settle([Settlement(play.guild_id, "ALIVE", BOB, Outcome.REDEEMED, NOW)])
    card = await press(play.player, await command(play.player, "me"), "Try again")
    assert "1 gift code is tried again" in card.text
    await becomes(lambda: play.world.counters.requests == 1)
    seen = await press(play.player, card, "This account")
    while "redeemed" not in seen.text:
        seen = await command(play.player, "me")
    assert (await done_of(play))[-1] == "own-retry"


async def test_a_code_that_is_being_redeemed_is_left_to_its_run(any_play: Play) -> None:
    play, long_ago = any_play, timedelta(days=2)
    play.services.engine.stop_all()  # Of runs, there are those of another process alone.
    await have(play, Member(ANN, STATE))
    await play.store.add_codes(["ALIVE", "OTHER"], at=NOW)
    mine = [answer(play, Outcome.SPENDING_TOO_LOW, long_ago, code) for code in ("ALIVE", "OTHER")]
    await play.store.note_attempts(mine)
    seen = await command(play.player, "me")
    both = [(play.guild_id, "ALIVE"), (play.guild_id, "OTHER")]
    await play.store.want_runs(both, at=NOW)
    refused = await forge(play.player, seen, "my-retry?id=101")
    assert "not done with 2 gift codes yet" in refused.text
    assert len(await play.store.attempts_among(play.guild_id, ["ALIVE", "OTHER"], [ANN])) == 2
    await play.store.stop_runs(both[1:], at=NOW)
    await play.store.close_runs({"OTHER": Outcome.EXPIRED}, at=NOW)
    card = await forge(play.player, seen, "my-retry?id=101")
    assert "1 gift code is tried again" in card.text
    assert "not done with 1 gift code yet" in card.text
    (left,) = await play.store.attempts_among(play.guild_id, ["ALIVE", "OTHER"], [ANN])
    assert left.code == "ALIVE"


@pytest.mark.parametrize(
    ("outcome", "rests"),
    [
        (Outcome.TRY_AGAIN, timedelta(minutes=9)),
        (Outcome.UNKNOWN, timedelta(minutes=9)),
        (Outcome.LEVEL_TOO_LOW, timedelta(hours=23)),
        (Outcome.SPENDING_TOO_LOW, timedelta(hours=23)),
    ],
)
async def test_what_the_game_said_lately_rests(
    play: Play, outcome: Outcome, rests: timedelta
) -> None:
    await have(play, Member(ANN, STATE, level=5))
    await play.store.add_codes(["ALIVE"], at=NOW)
    await play.store.note_attempts([answer(play, outcome, rests)])
    seen = await command(play.player, "me")
    assert "Try again" not in seen.buttons
    refused = await forge(play.player, seen, "my-retry?id=101")
    assert "You can try again <t:" in refused.text
    assert await play.store.runs() == []


async def test_a_level_that_rose_is_tried_again_at_once(play: Play) -> None:
    await have(play, Member(ANN, STATE, level=6))
    await play.store.add_codes(["ALIVE"], at=NOW)
    await play.store.note_attempts([answer(play, Outcome.LEVEL_TOO_LOW)])
    assert "Try again" in (await command(play.player, "me")).buttons


@pytest.mark.parametrize("outcome", [Outcome.WRONG_STATE, Outcome.NO_SUCH_PLAYER])
async def test_what_has_to_be_mended_is_not_tried_again(play: Play, outcome: Outcome) -> None:
    await have(play, Member(ANN, STATE))
    await play.store.add_codes(["ALIVE"], at=NOW)
    await play.store.note_attempts([answer(play, outcome, timedelta(days=60))])
    seen = await command(play.player, "me")
    assert "Try again" not in seen.buttons
    refused = await forge(play.player, seen, "my-retry?id=101")
    assert "nothing to try again" in refused.text


async def test_all_accounts_are_seen_with_the_last_five_codes(any_play: Play) -> None:
    play = any_play
    await have(play, Member(ANN, STATE), Member(BOB, STATE, "Bob"))
    for number in range(6):
        await play.store.add_codes([f"C{number}"], at=NOW + timedelta(minutes=number))
    got = Settlement(play.guild_id, "C5", ANN, Outcome.REDEEMED, NOW)
    await play.store.settle([got])
    low = answer(play, Outcome.LEVEL_TOO_LOW, code="C4")
    await play.store.note_attempts([low])
    play.gate.verbs.clear()
    text = (await command(play.player, "me")).text
    assert "newest first: `C5`, `C4`, `C3`, `C2`, `C1`" in text
    assert "- ✅❌⏳⏳⏳ `101`" in text
    assert "- ⏳⏳⏳⏳⏳ Bob (`102`)" in text
    assert play.gate.verbs["redemptions"] == play.gate.verbs["attempts_among"] == 1


async def test_an_account_is_named_by_its_owner(play: Play) -> None:
    await have(play, Member(ANN, STATE, "old"))
    form = await (await play.player.press(await command(play.player, "me"), "Name it")).form()
    done = await submit(play.player, form, {"Name": "  Snow\u202e  Queen "})
    assert "Snow Queen (`101`)" in done.text
    assert (await roster(play))[ANN].nickname == "Snow Queen"
    assert await done_of(play) == ["own-name"]


async def test_a_name_of_which_nothing_can_be_seen_is_none(play: Play) -> None:
    await have(play, Member(ANN, STATE, "old"))
    reply = await play.player.forge_form(
        "my-name?id=101", await command(play.player, "me"), name="\u202e\u200b"
    )
    assert "no characters that can be shown" in (await reply.message()).text
    assert (await roster(play))[ANN].nickname == "old"


async def test_a_player_chooses_how_to_be_told(any_play: Play) -> None:
    play = any_play
    await have(play, Member(ANN, STATE))
    seen = await press(play.player, await command(play.player, "me"), "How to tell me")
    assert "the bot mentions you" in seen.text
    seen = await press(play.player, seen, "Direct message")
    assert "sends you a direct message" in seen.text
    person = play.guild_id, UserId(play.player.id)
    assert await play.store.contact_ways([person]) == {person: ContactWay.DIRECT}

    await play.store.set_contact_ways({person: ContactWay.REFUSED})
    seen = await forge(play.player, seen, "contact-way?way=refused")
    assert "didn’t let the bot send you" in seen.text
    seen = await press(play.player, seen, "Tell me nothing")
    assert "tells you nothing" in seen.text


async def test_how_to_be_told_can_be_chosen_where_one_enrolls(play: Play) -> None:
    done = await command(play.player, "enroll", id=str(RIGHT), state="245")
    assert "How to tell me" in done.buttons
