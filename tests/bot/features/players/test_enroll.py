"""Enrolling oneself: by the guild's rule, for oneself only, and never in another's place."""

import asyncio
from dataclasses import replace

import pytest

from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.domain.guilds import Enrolling, OptOut
from autoredeem.domain.ids import NOBODY, Fid, State, UserId
from autoredeem.domain.players import Member
from support.bot_play import STATE, Play
from support.discord_server import Person
from support.facts import NOW
from support.interactions import command, submit
from support.rosters import roster

ANN, BOB = Fid(31_180_101), Fid(31_180_102)


async def test_a_player_enrolls_and_the_codes_that_are_out_are_redeemed(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["ALIVE"], at=NOW)

    shown = await command(play.player, "enroll", id="31180101")

    assert "Enrolled" in shown.text
    assert "1 gift code is out" in shown.text
    assert (await roster(play))[ANN] == Member(ANN, STATE, owner=UserId(play.player.id))
    (run,) = await play.store.runs()
    await (await play.services.engine.open(*run.key)).end
    shown = await command(play.player, "me")
    assert "`ALIVE`: redeemed" in shown.text


async def test_it_is_said_that_nothing_is_redeemed_while_it_is_switched_off(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)

    shown = await command(play.player, "enroll", id="31180101")

    assert "isn’t redeeming codes on this server at the moment" in shown.text
    assert not await play.store.runs()


async def test_a_state_that_is_given_wins_over_the_guild_s_usual_one(play: Play) -> None:
    await command(play.player, "enroll", id="31180101", state="7")

    assert (await roster(play))[ANN] == Member(ANN, State(7), owner=UserId(play.player.id))


async def test_a_state_that_nobody_knows_is_asked_for_before_anything_is_written(
    play: Play,
) -> None:
    await play.set_up(state=None)

    shown = await command(play.player, "enroll", id="31180101")
    assert "Which state" in shown.text
    assert ANN not in await roster(play)

    form = await (await play.player.press(shown, "Enter the state")).form()
    assert list(form.fields) == ["state"]
    shown = await submit(play.player, form, state="12")
    assert "Enrolled" in shown.text
    assert (await roster(play))[ANN] == Member(ANN, State(12), owner=UserId(play.player.id))


async def test_a_form_takes_an_account_and_its_state(play: Play) -> None:
    shown = await command(play.player, "me")
    form = await (await play.player.press(shown, "Enroll an account")).form()

    shown = await submit(play.player, form, id=" 31180101 ", state="")

    assert "Enrolled" in shown.text
    assert (await roster(play))[ANN] == Member(ANN, STATE, owner=UserId(play.player.id))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"id": "me"}, "is not a player ID"),
        ({"id": "0"}, "is not a player ID"),
        ({"id": "77"}, "too short for a player ID, which has 6 to 10 digits. Copy it from"),
        ({"id": "9" * 11}, "too long for a player ID"),
        ({"id": "9" * 20}, "is an ID of Discord’s, not of the game"),
        ({"id": "31180101 245"}, "is not a player ID"),
        ({"id": "31180101", "state": "north"}, "is not a state"),
        ({"id": "31180101", "state": "100000"}, "is not a state"),
    ],
)
async def test_what_can_t_be_read_is_refused_with_what_is_allowed(
    play: Play, options: dict[str, str], said: str
) -> None:
    shown = await command(play.player, "enroll", **options)

    assert said in shown.text
    assert await play.store.count_members(play.guild_id) == 0


@pytest.mark.parametrize("typed", ["31,180,101", "31 180 101", "31.180.101", "٣١١٨٠١٠١"])
async def test_groups_of_three_are_one_account(play: Play, typed: str) -> None:
    await command(play.player, "enroll", id=typed)

    assert set(await roster(play)) == {ANN}


async def test_whatever_number_is_enrolled_already_its_state_can_be_corrected(play: Play) -> None:
    mine = Member(Fid(77), STATE, owner=UserId(play.player.id))
    await play.store.enrol(play.guild_id, [mine], by="1", at=NOW)

    await command(play.player, "enroll", id="77", state="12")

    assert (await roster(play))[77].state == 12


async def test_where_only_managers_enroll_a_player_is_refused_and_a_manager_is_not(
    play: Play,
) -> None:
    await play.set_up(enrolling=Enrolling.MANAGERS)

    shown = await command(play.player, "enroll", id="31180101")
    assert "only managers enroll" in shown.text
    shown = await command(play.player, "me")
    assert "only managers enroll" in shown.text
    assert "Enroll an account" not in shown.buttons
    assert ANN not in await roster(play)

    shown = await command(play.leader, "enroll", id="31180101")
    assert "Enrolled" in shown.text


async def test_where_only_managers_enroll_by_now_one_s_own_state_can_still_be_corrected(
    play: Play,
) -> None:
    await command(play.player, "enroll", id="31180101")
    await play.set_up(enrolling=Enrolling.MANAGERS)

    shown = await command(play.player, "enroll", id="31180101", state="12")

    assert "Already enrolled" in shown.text
    assert (await roster(play))[ANN] == Member(ANN, State(12), owner=UserId(play.player.id))


async def test_an_account_that_a_manager_added_becomes_its_player_s_with_all_that_is_known(
    play: Play,
) -> None:
    known = Member(ANN, State(9), "Ann", level=30)
    await play.store.enrol(play.guild_id, [known], by="1", at=NOW)

    await command(play.player, "enroll", id="31180101")

    owner = UserId(play.player.id)
    entry = (await roster(play))[ANN]
    assert replace(entry, claimed_at=None) == replace(known, owner=owner)
    assert entry.claimed_at


async def test_another_s_account_can_t_be_taken_over_nor_changed(play: Play) -> None:
    theirs = Member(ANN, State(9), "Ann", owner=UserId(5))
    await play.store.enrol(play.guild_id, [theirs], by="5", at=NOW)

    shown = await command(play.player, "enroll", id="31180101", state="66")

    assert "belongs to someone else" in shown.text
    assert "a manager can help" in shown.text
    assert (await roster(play))[ANN] == theirs
    assert not await play.store.actions(play.guild_id, limit=9)


async def test_of_two_who_enroll_one_account_at_once_one_gets_it_and_the_other_changes_nothing(
    play: Play,
) -> None:
    rivals = {7: play.player, 8: other(play)}
    for turn in range(31_180_101, 31_180_121):
        replies = await asyncio.gather(
            *(who.command("enroll", id=str(turn), state=str(s)) for s, who in rivals.items())
        )
        texts = [(await reply.message()).text for reply in replies]
        won = [s for s, text in zip(rivals, texts, strict=True) if "belongs to someone" not in text]
        assert len(won) == 1
        owner = UserId(rivals[won[0]].id)
        assert (await roster(play))[turn] == Member(Fid(turn), State(won[0]), owner=owner)


async def test_enrolling_again_corrects_the_state_and_without_one_changes_nothing(
    play: Play,
) -> None:
    await command(play.player, "enroll", id="31180101")
    shown = await command(play.player, "enroll", id="31180101")
    assert "Nothing has changed" in shown.text
    shown = await command(play.player, "enroll", id="31180101", state="12")
    assert "Already enrolled" in shown.text

    assert (await roster(play))[ANN] == Member(ANN, State(12), owner=UserId(play.player.id))
    trail = await play.store.actions(play.guild_id, limit=9)
    assert [action.what for action in trail] == ["own-state", "enrolled"]


@pytest.mark.parametrize("limits", [GuildLimits(members=1)])
async def test_a_guild_that_is_full_takes_nobody_new_but_whoever_is_in_it(play: Play) -> None:
    await play.store.enrol(play.guild_id, [Member(ANN)], by="1", at=NOW)

    shown = await command(play.player, "enroll", id="31180102")
    assert "Member limit reached (1)" in shown.text
    shown = await command(play.player, "enroll", id="31180101")
    assert "Enrolled" in shown.text
    assert await play.store.count_members(play.guild_id) == 1


async def test_nobody_fills_a_guild_alone(play: Play) -> None:
    owner = UserId(play.player.id)
    many = [Member(Fid(n), STATE, owner=owner) for n in range(1_001, 1_026)]
    await play.store.enrol(play.guild_id, many, by="1", at=NOW)

    shown = await command(play.player, "enroll", id="31180101")
    assert "you can have 25 accounts" in shown.text
    shown = await command(play.player, "enroll", id="1001", state="3")
    assert "Already enrolled" in shown.text


async def test_one_s_own_opt_out_is_taken_back_by_enrolling_again_and_that_is_said(
    play: Play,
) -> None:
    opt_out = OptOut(play.guild_id, ANN, UserId(play.player.id), NOW)
    await play.store.opt_out([opt_out])

    shown = await command(play.player, "enroll", id="31180101")

    assert "It isn’t any more" in shown.text
    assert ANN in await roster(play)
    assert not await play.store.opted_out(play.guild_id)
    trail = await play.store.actions(play.guild_id, limit=9)
    assert {action.what for action in trail} == {"never-mind", "enrolled"}


@pytest.mark.parametrize("by", [UserId(5), NOBODY])
async def test_another_s_opt_out_stands(play: Play, by: UserId) -> None:
    opt_out = OptOut(play.guild_id, ANN, by, NOW)
    await play.store.opt_out([opt_out])

    shown = await command(play.player, "enroll", id="31180101")

    assert "on the block list" in shown.text
    assert ANN not in await roster(play)
    assert await play.store.opted_out(play.guild_id) == [opt_out]


async def test_a_guild_that_is_not_set_up_says_who_can_do_it(empty_play: Play) -> None:
    shown = await command(empty_play.player, "enroll", id="31180101")

    assert "not set up on this server yet" in shown.text


def other(play: Play) -> Person:
    """Return somebody else of the guild."""
    return play.server.person(guild=play.guild)
