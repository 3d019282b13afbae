"""All that is known of a member: the entry, and the results of codes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from support.bot_play import Play
from support.discord_server import Message
from support.facts import NOW
from support.interactions import choose, command, press
from support.rosters import enrolled

ANN = Member(Fid(101), State(245), "Ann", 30)


async def shown_by(play: Play, typed: str) -> Message:
    return await command(play.leader, "members show", id=typed)


async def known(play: Play, *codes: str, shared: bool = True) -> None:
    await play.store.add_codes(codes, at=NOW, shared=shared)


async def got(play: Play, code: str, how: Outcome = Outcome.REDEEMED, after: int = 0) -> None:
    at = NOW + timedelta(minutes=after)
    await play.store.settle([Settlement(play.guild_id, code, ANN.fid, how, at)])


async def failed(play: Play, code: str, why: Outcome, message: str = "") -> None:
    attempt = Attempt(play.guild_id, code, ANN.fid, why, message, State(245), tries=1, at=NOW)
    await play.store.note_attempts([attempt])


async def test_the_entry_is_shown_with_its_owner_whom_nobody_wakes(play: Play) -> None:
    await enrolled(play, replace(ANN, owner=UserId(play.player.id)))
    shown = await shown_by(play, "101")
    assert "Ann\nPlayer ID: `101`\nState: `245`\nLevel: 30" in shown.text
    assert f"Discord: <@{play.player.id}>" in shown.text
    assert not shown.pings
    assert "No gift codes have been redeemed yet." in shown.text


async def test_what_is_not_known_is_said_with_what_to_do(play: Play) -> None:
    await enrolled(play, Member(Fid(101)))
    shown = await shown_by(play, "101")
    assert "(no name)" in shown.text
    assert "State: ⚠️ not known. The game needs it: press “Edit”." in shown.text
    assert "Discord: not linked yet" in shown.text
    assert "Level" not in shown.text


async def test_codes_are_shown_latest_first_with_when_and_how(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "EARLY", "LATE", "NEVER")
    await got(play, "EARLY")
    await got(play, "LATE", Outcome.ALREADY_REDEEMED, after=5)
    text = (await shown_by(play, "101")).text
    moment = int(NOW.timestamp())
    assert (
        f"✅ `LATE` had it already <t:{moment + 300}:R>\n✅ `EARLY` redeemed <t:{moment}:R>" in text
    )
    assert "NEVER" not in text


async def test_what_failed_is_shown_with_the_reason_and_what_to_do(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "ONE", "TWO", "ODD")
    await failed(play, "ONE", Outcome.WRONG_STATE)
    await failed(play, "TWO", Outcome.WRONG_STATE)
    await failed(play, "ODD", Outcome.UNKNOWN, "NEW *EVENT* @here")
    text = (await shown_by(play, "101")).text
    assert "❌ `ONE` wrong state" in text
    assert text.count("**wrong state**: Press “Edit” and correct the state") == 1
    assert "❌ `ODD` unknown answer (NEW \\*EVENT\\* @\u200bhere)" in text
    assert "**unknown answer**: " in text


async def test_a_reason_that_is_the_only_one_stands_once(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "ONE")
    await failed(play, "ONE", Outcome.LEVEL_TOO_LOW)
    text = (await shown_by(play, "101")).text
    assert text.count("level too low") == 1
    assert text.endswith("\nAfter a level-up, press “Try again”.")


async def test_what_failed_is_tried_again_from_the_card(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "ALIVE")
    await failed(play, "ALIVE", Outcome.LEVEL_TOO_LOW)
    shown = await shown_by(play, "101")
    shown = await press(play.leader, shown, "Try again")
    assert "Code ALIVE" in shown.text
    assert await play.store.runs(among=[(play.guild_id, "ALIVE")])


async def test_of_several_that_failed_one_is_chosen_to_be_tried_again(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "ALIVE", "SECOND")
    for code in ("ALIVE", "SECOND"):
        await failed(play, code, Outcome.LEVEL_TOO_LOW)
    shown = await shown_by(play, "101")
    assert "Try again" not in shown.buttons
    shown = await choose(play.leader, shown, "Try again", "SECOND")
    assert "Code SECOND" in shown.text


async def test_a_dead_code_is_neither_advised_about_nor_tried_again(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "OLD")
    await failed(play, "OLD", Outcome.LEVEL_TOO_LOW)
    await play.store.judge({"OLD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=NOW)
    shown = await shown_by(play, "101")
    assert "❌ `OLD` level too low" in shown.text
    assert "Try again" not in str(shown.components)
    assert "After a level-up" not in shown.text


async def test_who_got_a_code_after_all_is_not_shown_as_failed(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "ONE")
    await failed(play, "ONE", Outcome.TRY_AGAIN)
    await got(play, "ONE")
    text = (await shown_by(play, "101")).text
    assert "✅ `ONE`" in text
    assert "❌" not in text


async def test_codes_of_another_guild_are_not_shown(play: Play) -> None:
    await enrolled(play, ANN)
    await known(play, "THEIRS", "OURS", shared=False)
    south = Posting(GuildId(1), "THEIRS", "somebody", NOW)
    await play.store.post_codes([south, Posting(play.guild_id, "OURS", "somebody", NOW)])
    await got(play, "THEIRS")
    await got(play, "OURS")
    text = (await shown_by(play, "101")).text
    assert "`OURS`" in text
    assert "THEIRS" not in text


async def test_many_codes_are_shown_in_pages(play: Play) -> None:
    await enrolled(play, ANN)
    codes = [f"CODE{number:02}" for number in range(20)]
    await known(play, *codes)
    for number, code in enumerate(codes):
        await got(play, code, after=number)
    shown = await shown_by(play, "101")
    assert "Page 1 of 3" in shown.text
    assert "`CODE19`" in shown.text
    assert "`CODE11`" not in shown.text
    assert "Previous" not in shown.buttons
    shown = await press(play.leader, shown, "Next")
    assert "`CODE11`" in shown.text
    shown = await press(play.leader, shown, "Next")
    assert "`CODE00`" in shown.text
    assert "Next" not in shown.buttons


async def test_the_worst_that_can_have_happened_fits_into_a_card(play: Play) -> None:
    await enrolled(play, Member(ANN.fid, nickname="*@ä" * 21))
    reasons = [one for one in Outcome if "redeemed" not in one.value]
    await known(play, *(f"{'C' * 60}{number}" for number in range(len(reasons))))
    for number, reason in enumerate(reasons):
        await failed(play, f"{'C' * 60}{number}", reason, "*" * 1_000)
    for locale in ("en-US", "ru", "ar"):
        leader = play.server.person(guild=play.guild, permissions=1 << 5, locale=locale)
        shown = await command(leader, "members show", id="101")
        assert shown.text.count("❌") == 8


@pytest.mark.parametrize("typed", ["31,180,101", "31 180 101"])
async def test_groups_of_three_are_the_id_of_one_member(play: Play, typed: str) -> None:
    await enrolled(play, Member(Fid(31_180_101)))
    assert "Player ID: `31180101`" in (await shown_by(play, typed)).text


@pytest.mark.parametrize("typed", ["101", " 101 ", "٠٠١٠١", "Ann", "ann", "AN"])
async def test_a_member_is_found_by_id_or_by_a_name_that_only_one_has(
    play: Play, typed: str
) -> None:
    await enrolled(play, ANN, Member(Fid(102), nickname="Bob"))
    assert "Player ID: `101`" in (await shown_by(play, typed)).text


async def test_the_whole_name_comes_before_a_part_of_one(play: Play) -> None:
    await enrolled(play, ANN, Member(Fid(102), nickname="Annabel"))
    assert "Player ID: `101`" in (await shown_by(play, "ann")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("103", "`103` is not a member here"),
        ("0", "0 is not a player ID"),
        ("9" * 20, "is not a player ID"),
        ("Zoe", "Nothing found for Zoe"),
        ("bo", "2 members are called bo. Please type a player ID instead."),
    ],
)
async def test_where_it_is_not_clear_who_is_meant_it_is_said_why(
    play: Play, typed: str, said: str
) -> None:
    await enrolled(play, Member(Fid(101), nickname="Bob"), Member(Fid(102), nickname="Bodo"))
    assert said in (await shown_by(play, typed)).text
