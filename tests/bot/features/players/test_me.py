"""A person's accounts: what is known of each, the results of codes, and the state."""

from datetime import timedelta

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from support.bot_play import CLOCK, STATE, Play
from support.facts import NOW
from support.interactions import choose, command, press, submit
from support.rosters import have, roster

ANN, BOB, CAT = Fid(101), Fid(102), Fid(103)


async def test_whoever_has_none_is_shown_how_to_enroll(play: Play) -> None:
    shown = await command(play.player, "me")

    assert "You have no accounts here yet" in shown.text
    assert shown.buttons == ["Enroll an account", "My data"]


async def test_one_of_several_accounts_is_chosen_and_others_are_not_shown(play: Play) -> None:
    await have(play, Member(ANN, State(7), "Ann", level=30), Member(BOB))
    await play.store.enrol(play.guild_id, [Member(CAT, owner=UserId(5))], by="1", at=NOW)

    shown = await command(play.player, "me")
    assert "Ann (`101`) · state `7` · furnace 30" in shown.text
    assert "`102` · state not known" in shown.text
    assert "103" not in shown.text

    shown = await choose(play.player, shown, "Which account?", "102")
    assert "`102`" in shown.text
    assert "Without it this account gets no gift codes" in shown.text
    shown = await press(play.player, shown, "Back")
    assert "`101`" in shown.text


async def test_names_are_shown_as_they_were_typed_and_wake_nobody(play: Play) -> None:
    await have(play, Member(ANN, STATE, "**@everyone** \u202egnp"))

    shown = await command(play.player, "me")

    assert r"\*\*" in shown.text
    assert "@everyone" not in shown.text
    assert "\u202e" not in shown.text
    assert not shown.pings


async def test_each_code_is_shown_with_its_result_and_what_to_do(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    codes = ["GOT", "HIGH", "ODD", "BUSY", "WAITS", "OVER", "gone"]
    await play.store.add_codes(codes, at=NOW)
    expired = Standing(Life.DEAD, Outcome.EXPIRED)
    await play.store.judge({"OVER": expired, "gone": expired}, at=NOW)
    await play.store.settle([Settlement(play.guild_id, "GOT", ANN, Outcome.REDEEMED, NOW)])
    await play.store.note_attempts(
        [
            attempt(play, "HIGH", Outcome.LEVEL_TOO_LOW),
            attempt(play, "ODD", Outcome.UNKNOWN, "MAIN*TENANCE", tries=3),
            attempt(play, "BUSY", Outcome.TRY_AGAIN),
            attempt(play, "OVER", Outcome.EXPIRED),
        ]
    )

    text = (await command(play.player, "me")).text

    when = f"<t:{int(NOW.timestamp())}:R>"
    assert f"`GOT`: redeemed, {when}" in text
    assert f"`HIGH`: level too low, {when}. After a level-up, press “Try again”" in text
    assert r"The game said: MAIN\*TENANCE" in text
    assert "`BUSY`: waiting for its turn" in text
    assert "`WAITS`: waiting for its turn" in text
    assert "`OVER`: code expired" in text
    assert "gone" not in text


async def test_what_the_game_said_of_an_account_is_shown_for_codes_it_was_not_asked_for(
    play: Play,
) -> None:
    await have(play, Member(ANN, STATE))
    await play.store.add_codes(["NEW"], at=NOW)
    just_now = CLOCK.now()
    await play.store.note_players([KnownPlayer(ANN, refused=((STATE, just_now),))])
    text = (await command(play.player, "me")).text
    assert f"`NEW`: wrong state, <t:{int(just_now.timestamp())}:R>" in text


async def test_codes_of_other_guilds_are_not_shown(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    await play.store.add_codes(["OURS", "THEIRS"], at=NOW, shared=False)
    await play.store.post_codes(
        [
            Posting(play.guild_id, "OURS", "1", NOW),
            Posting(GuildId(5), "THEIRS", "1", NOW),
        ]
    )
    await play.store.settle([Settlement(GuildId(5), "THEIRS", ANN, Outcome.REDEEMED, NOW)])

    text = (await command(play.player, "me")).text

    assert "OURS" in text
    assert "THEIRS" not in text


async def test_many_codes_are_shown_in_pages_newest_first(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    codes = [f"CODE{number:02}" for number in range(20)]
    await play.store.add_codes(codes, at=NOW)
    await play.store.settle(
        [
            Settlement(play.guild_id, code, ANN, Outcome.REDEEMED, NOW + timedelta(minutes=minute))
            for minute, code in enumerate(codes)
        ]
    )

    shown = await command(play.player, "me")
    assert "CODE19" in shown.text
    assert "CODE11" not in shown.text
    assert "Page 1 of 3" in shown.text
    shown = await press(play.player, shown, "Next")
    shown = await press(play.player, shown, "Next")
    assert "CODE00" in shown.text
    assert "Page 3 of 3" in shown.text
    shown = await press(play.player, shown, "Previous")
    assert "CODE11" in shown.text


async def test_a_state_is_changed_by_a_form_and_what_it_held_up_is_tried_again(
    play: Play,
) -> None:
    await play.set_up(enabled=True)
    await have(play, Member(ANN, State(7)))
    await play.store.add_codes(["ALIVE"], at=NOW)
    await play.store.note_attempts([attempt(play, "ALIVE", Outcome.WRONG_STATE, state=7)])

    shown = await command(play.player, "me")
    assert "Press “Change the state”; then the bot tries again by itself" in shown.text
    form = await (await play.player.press(shown, "Change the state")).form()
    shown = await submit(play.player, form, state=str(STATE))

    assert "State changed" in shown.text
    assert (await roster(play))[ANN].state == STATE
    (run,) = await play.store.runs()
    await (await play.services.engine.open(*run.key)).end
    shown = await press(play.player, shown, "My accounts")
    assert "`ALIVE`: redeemed" in shown.text
    (action,) = await play.store.actions(play.guild_id, limit=9)
    assert (action.what, action.details) == ("own-state", {"id": "101", "state": str(STATE)})


async def test_a_state_that_can_t_be_one_changes_nothing(play: Play) -> None:
    await have(play, Member(ANN, State(7)))

    for typed in ("", " ", "north", "0"):
        reply = await play.player.forge_form("my-state?id=101", state=typed)
        assert "is not a state" in (await reply.message()).text
    assert (await roster(play))[ANN].state == 7


async def test_the_same_state_again_is_no_change(play: Play) -> None:
    await have(play, Member(ANN, State(7)))

    await (await play.player.forge_form("my-state?id=101", state="7")).message()

    assert not await play.store.actions(play.guild_id, limit=9)


async def test_an_old_button_of_somebody_else_s_account_shows_and_changes_nothing(
    play: Play,
) -> None:
    theirs = Member(ANN, State(7), "Ann", owner=UserId(5))
    await play.store.enrol(play.guild_id, [theirs], by="1", at=NOW)

    for way in ("me?id=101", "unenroll?id=101", "unenroll?id=101&sure=1", "never?id=101&sure=1"):
        shown = await (await play.player.forge(way)).message()
        assert "isn’t one of your accounts" in shown.text
        assert "Ann" not in shown.text
    reply = await play.player.forge_form("my-state?id=101", state="9")
    assert "isn’t one of your accounts" in (await reply.message()).text
    assert (await roster(play))[ANN] == theirs
    assert not await play.store.opted_out(play.guild_id)


async def test_whether_somebody_else_is_enrolled_is_not_shown(play: Play) -> None:
    await play.store.enrol(play.guild_id, [Member(ANN, owner=UserId(5))], by="1", at=NOW)

    there = await (await play.player.forge("me?id=101")).message()
    not_there = await (await play.player.forge("me?id=102")).message()

    assert there.text == not_there.text.replace("102", "101")


def attempt(
    play: Play, code: str, outcome: Outcome, said: str = "", *, state: int = STATE, tries: int = 1
) -> Attempt:
    return Attempt(play.guild_id, code, ANN, outcome, said, State(state), tries, NOW)
