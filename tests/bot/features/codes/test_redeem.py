"""Redeem now: a code that was typed, or those in a message."""

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.redemptions import Outcome
from support.bot_play import CLOCK, Play
from support.bot_runs import done_of, enrol, refreshed_until
from support.discord_server import Message
from support.facts import NOW
from support.interactions import choose, command, press, shown

MENU = "Choose one or more"


async def in_message(play: Play, text: str) -> Message:
    """Use the command in a message's context menu."""
    written = await play.player.say(text)
    return await shown(await play.leader.message_command("Redeem this code", written))


async def test_a_code_is_redeemed_whether_auto_redeem_is_on_or_off(play: Play) -> None:
    await enrol(play)
    assert not (await play.settings()).enabled
    seen = await command(play.leader, "redeem", code=" ALIVE ")
    seen = await refreshed_until(play.leader, seen, "10 of 10 have it")
    (record,) = await play.store.codes()
    assert not record.shared
    assert [one.code for one in await play.store.postings(play.guild_id)] == ["ALIVE"]
    assert await done_of(play) == ["redeem"]


async def test_nobody_is_asked_twice_when_a_code_is_redeemed_again(play: Play) -> None:
    await enrol(play)
    for _ in range(2):
        seen = await command(play.leader, "redeem", code="ALIVE")
        seen = await refreshed_until(play.leader, seen, "done · 10 of 10 have it")
    assert play.world.counters.requests == 10


async def test_a_dead_code_says_so_at_once_and_why_without_a_run(play: Play) -> None:
    await enrol(play)
    await play.store.judge({"OLD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=CLOCK.now())
    seen = await command(play.leader, "redeem", code="OLD")
    assert "`OLD`: does not work: code expired" in seen.text
    assert "The time for this code is over" in seen.text
    assert not await play.store.runs()
    assert not await done_of(play)


async def test_where_nobody_is_enrolled_it_says_what_to_do(play: Play) -> None:
    seen = await command(play.leader, "redeem", code="ALIVE")
    assert "There are no members yet. Add some with /members add" in seen.text
    assert not await play.store.codes()


@pytest.mark.parametrize("typed", ["NO CODE", "straße", "bo**ld", "A" * 65])
async def test_what_is_no_code_is_refused_by_name(play: Play, typed: str) -> None:
    answer = await shown(await play.leader.forge_form("redeem", code=typed))
    assert "is not a gift code" in answer.text


async def test_the_code_in_a_message_is_redeemed(play: Play) -> None:
    play.world.codes["WOS2026"] = play.world.codes["ALIVE"]
    await enrol(play)
    seen = await in_message(play, "🎁 New gift code: **WOS2026** 🎁 valid until 31.12.!")
    assert "Code WOS2026" in seen.text
    assert await done_of(play) == ["redeem"]


async def test_of_several_codes_in_a_message_those_that_are_chosen_are_redeemed(
    play: Play,
) -> None:
    await enrol(play)
    dead = Standing(Life.DEAD, Outcome.EXPIRED)
    await play.store.judge({"OLD1": dead}, at=CLOCK.now())
    seen = await in_message(play, "Codes:\nKSFUN25\nWOS2026\nOLD1\nSUN2026")
    assert "There are 4 codes in this message" in seen.text
    seen = await choose(play.leader, seen, MENU, "KSFUN25", "WOS2026", "OLD1")
    assert "**`KSFUN25`**" in seen.text
    assert "**`WOS2026`**" in seen.text
    assert "1 code does not work any more: `OLD1`" in seen.text
    assert {run.code for run in await play.store.runs()} == {"KSFUN25", "WOS2026"}
    assert await done_of(play) == ["redeem-several"]


async def test_a_word_of_a_message_that_may_be_a_code_is_asked_about(play: Play) -> None:
    await enrol(play)
    seen = await in_message(play, "the code is happysnow")
    assert "Gift code, or just a word? `happysnow`" in seen.text
    assert not await play.store.runs()
    seen = await press(play.leader, seen, "Redeem happysnow")
    assert "Code happysnow" in seen.text


async def test_of_an_announcement_that_is_typed_the_code_is_redeemed(play: Play) -> None:
    await enrol(play)
    text = "New gift code: SNOWDAY26, valid until Friday!"
    seen = await command(play.leader, "redeem", code=text)
    assert "Code SNOWDAY26" in seen.text
    assert [one.code for one in await play.store.postings(play.guild_id)] == ["SNOWDAY26"]


async def test_of_several_codes_that_are_typed_it_is_asked_which(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE, SECOND, maybe third")
    assert "Gift code, or just a word? `maybe`, `third`" in seen.text
    assert not await play.store.runs()
    await choose(play.leader, seen, MENU, "ALIVE", "SECOND")
    assert {run.code for run in await play.store.runs()} == {"ALIVE", "SECOND"}


async def test_a_code_in_another_spelling_than_the_one_that_lives_is_asked_about_first(
    play: Play,
) -> None:
    await enrol(play)
    await play.store.judge({"ALIVE": Standing(Life.ALIVE)}, at=NOW)
    await play.store.add_codes(["ALIVE"], at=NOW)
    seen = await command(play.leader, "redeem", code="alive")
    assert "You typed `alive`. Did you mean `ALIVE`?" in seen.text
    assert seen.buttons == ["Redeem ALIVE", "Redeem alive"]
    assert play.world.counters.requests == 0
    assert not await play.store.postings(play.guild_id)
    seen = await press(play.leader, seen, "Redeem ALIVE")
    await refreshed_until(play.leader, seen, "10 of 10 have it")
    assert play.world.counters.requests == 10


async def test_whoever_means_what_was_typed_redeems_it(play: Play) -> None:
    await enrol(play)
    await play.store.add_codes(["ALIVE1"], at=NOW)
    seen = await command(play.leader, "redeem", code="ALIVE2")
    seen = await press(play.leader, seen, "Redeem ALIVE2")
    assert "Code ALIVE2" in seen.text
    assert [one.code for one in await play.store.postings(play.guild_id)] == ["ALIVE2"]


async def test_of_several_that_are_almost_codes_it_is_asked_which_are_meant(play: Play) -> None:
    await enrol(play)
    await play.store.add_codes(["ALIVE1", "SECOND"], at=NOW)
    seen = await in_message(play, "Codes:\nALIVE2\nSECOND")
    seen = await choose(play.leader, seen, MENU, "ALIVE2", "SECOND")
    assert "You typed `ALIVE2`. Did you mean `ALIVE1`?" in seen.text
    assert not await play.store.runs()
    await choose(play.leader, seen, MENU, "ALIVE1", "SECOND")
    assert {run.code for run in await play.store.runs()} == {"ALIVE1", "SECOND"}


async def test_a_message_without_a_code_offers_to_type_one(play: Play) -> None:
    await enrol(play)
    seen = await in_message(play, "hello everyone, see https://example.org/WOS2026")
    assert "There seems to be no gift code" in seen.text
    form = await (await play.leader.press(seen, "Type the code")).form()
    seen = await shown(await play.leader.submit(form, code="ALIVE"))
    await refreshed_until(play.leader, seen, "10 of 10 have it")


async def test_codes_are_suggested_while_one_is_typed(play: Play) -> None:
    await command(play.leader, "codes add", codes="ALIVE SECOND")
    await (await play.leader.autocomplete("redeem", code="")).choices()
    names: list[str] = []
    while not names:
        choices = await (await play.leader.autocomplete("redeem", code="sec")).choices()
        names = [choice["name"] for choice in choices]
    assert names == ["SECOND"]
