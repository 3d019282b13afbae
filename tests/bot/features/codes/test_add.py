"""Adding codes: many at once, kept or shared, so many a day."""

import pytest

from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.codes.intake import REVIVED_AFTER
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from support.bot_play import CLOCK, Play
from support.bot_runs import done_of, enrol, refreshed_until
from support.facts import NOW, OTHER_GUILD
from support.interactions import choose, command, forge, press, shown


async def posted(play: Play) -> list[str]:
    """Return what the guild published."""
    return [one.code for one in await play.store.postings(play.guild_id)]


async def test_codes_are_added_however_they_are_separated_and_the_wrong_are_named(
    play: Play,
) -> None:
    seen = await command(
        play.leader, "codes add", codes="ALIVE, `SECOND`;third\n1. ALIVE stra**ße**"
    )
    assert "Added 3 codes: `ALIVE`, `SECOND`, `third`" in seen.text
    assert r"Not a gift code: stra\*\*ße\*\*" in seen.text
    assert await posted(play) == ["ALIVE", "SECOND", "third"]
    assert await done_of(play) == ["codes-added"]
    assert "added 3 gift codes" in (await forge(play.leader, seen, "audit")).text


async def test_codes_are_added_from_a_form(play: Play) -> None:
    seen = await command(play.leader, "codes list")
    assert "There are no gift codes yet" in seen.text
    form = await (await play.leader.press(seen, "Add")).form()
    seen = await shown(await play.leader.submit(form, codes="ALIVE\nSECOND"))
    assert "Added 2 codes" in seen.text
    form = await (await play.leader.press(seen, "Add more")).form()
    seen = await shown(await play.leader.submit(form, codes="ALIVE, THIRD"))
    assert "Added 1 code: `THIRD`" in seen.text
    assert "1 code was here already: `ALIVE`" in seen.text


async def test_a_guild_that_wants_codes_gets_its_own_at_once(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    seen = await command(play.leader, "codes add", codes="ALIVE")
    assert "The bot is redeeming them" in seen.text
    seen = await press(play.leader, seen, "Runs")
    await refreshed_until(play.leader, seen, "10 of 10 have it")


async def test_added_again_after_a_stop_of_the_program_a_code_is_redeemed_at_last(
    play: Play,
) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    # given what is left where the program was killed between publishing a code and its run
    await play.store.add_codes(["ALIVE"], at=NOW, shared=False)
    await play.store.post_codes([Posting(play.guild_id, "ALIVE", "a leader", NOW)])
    seen = await command(play.leader, "codes add", codes="ALIVE")
    assert "1 code was here already" in seen.text
    seen = await command(play.leader, "runs")
    await refreshed_until(play.leader, seen, "10 of 10 have it")


async def test_where_auto_redeem_is_off_nothing_is_redeemed_and_that_is_said(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "codes add", codes="ALIVE")
    assert "Auto-redeem is off on this server" in seen.text
    assert not await play.store.runs()
    seen = await press(play.leader, seen, "Redeem now")
    await refreshed_until(play.leader, seen, "10 of 10 have it")


@pytest.mark.parametrize("limits", [GuildLimits(codes_a_day=3)])
async def test_no_more_new_codes_a_day_are_taken_than_the_operator_allows(play: Play) -> None:
    await enrol(play)
    # What was posted on another day does not count.
    await play.store.add_codes(["BEFORE"], at=NOW, shared=False)
    await play.store.post_codes([Posting(play.guild_id, "BEFORE", "test", NOW)])
    await command(play.leader, "codes add", codes="A1 B2")
    seen = await command(play.leader, "codes add", codes="C3 D4 E5")
    assert "Added 1 code: `C3`" in seen.text
    assert "2 codes were left out" in seen.text
    seen = await command(play.leader, "codes add", codes="D4")
    assert "Daily limit reached (3)" in seen.text
    seen = await command(play.leader, "redeem", code="D4")
    assert "Daily limit reached (3)" in seen.text
    assert await posted(play) == ["BEFORE", "A1", "B2", "C3"]
    # What the guild knows already can be redeemed all the same.
    seen = await command(play.leader, "redeem", code="A1")
    assert "Code A1" in seen.text


@pytest.mark.parametrize("limits", [GuildLimits(codes_a_day=3)])
async def test_those_who_post_at_once_keep_to_the_quota_together(play: Play) -> None:
    await enrol(play)
    play.gate.close()
    replies = [
        await play.leader.command("codes add", codes="A1 B2"),
        await play.leader.command("codes add", codes="C3 D4"),
        await play.leader.command("redeem", code="E5"),
    ]
    for reply in replies:
        await reply.acknowledged()
    play.gate.open()
    for reply in replies:
        await shown(reply)
    assert len(await posted(play)) == 3


async def test_dead_codes_are_named_and_cost_nothing(play: Play) -> None:
    dead = Standing(Life.DEAD, Outcome.EXPIRED)
    await play.store.judge({"OLD": dead}, at=CLOCK.now())
    seen = await command(play.leader, "codes add", codes="OLD")
    assert "1 code does not work any more: `OLD`" in seen.text
    assert not await posted(play)
    assert not await done_of(play)


async def test_a_code_that_died_six_hours_ago_is_tried_again_and_counts_for_the_day(
    play: Play,
) -> None:
    dead = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)
    await play.store.judge({"OLD": dead}, at=CLOCK.now() - REVIVED_AFTER)
    seen = await command(play.leader, "codes add", codes="OLD")
    assert "1 code was dead and is being tried again: `OLD`" in seen.text
    assert await posted(play)
    assert await done_of(play) == ["codes-added"]


async def test_what_another_guild_keeps_to_itself_is_new_here_and_stays_unshared(
    play: Play,
) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW, shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "ALIVE", "someone else", NOW)])
    seen = await command(play.leader, "codes add", codes="ALIVE")
    assert "Added 1 code" in seen.text
    assert [one.shared for one in await play.store.codes()] == [False]


async def test_of_a_text_what_may_be_no_code_is_asked_about_before_it_is_added(
    play: Play,
) -> None:
    seen = await command(play.leader, "codes add", codes="alive SECOND third")
    _, asked, done, *_ = seen.text.splitlines()
    assert asked == "Gift code, or just a word? `alive`, `third`"
    assert done == "Added 1 code: `SECOND`"
    assert await posted(play) == ["SECOND"]
    seen = await choose(play.leader, seen, "Choose one or more", "third")
    assert "Added 1 code: `third`" in seen.text
    assert await posted(play) == ["SECOND", "third"]


async def test_the_one_that_may_be_no_code_is_taken_by_a_button(play: Play) -> None:
    seen = await command(play.leader, "codes add", codes="SECOND third")
    assert "Gift code, or just a word? `third`" in seen.text
    await press(play.leader, seen, "Add third")
    assert await posted(play) == ["SECOND", "third"]


async def test_of_an_announcement_only_its_code_is_added(play: Play) -> None:
    text = "New gift code: SNOWDAY26 valid until Friday, enjoy!"
    seen = await command(play.leader, "codes add", codes=text)
    assert "Added 1 code: `SNOWDAY26`" in seen.text
    assert await posted(play) == ["SNOWDAY26"]


async def test_no_other_word_of_an_announcement_is_added_whether_its_code_is_sure_or_not(
    play: Play,
) -> None:
    text = "New gift code: ALIVE valid until Friday"
    seen = await command(play.leader, "codes add", codes=text)
    assert "`ALIVE`" in seen.text
    assert set(await posted(play)) <= {"ALIVE"}
    assert not {"`New`", "`valid`", "`Friday`"} & set(seen.text.split())


async def test_a_text_without_any_code_adds_none_and_says_so(play: Play) -> None:
    seen = await command(play.leader, "codes add", codes="Hello everyone, is there a new code?")
    assert "There was no code" in seen.text
    assert not await posted(play)


@pytest.mark.parametrize("typed", ["snowday26", "SNOWDAY62", "SNOWDY26", "SN0WDAY26", "SNOWDAY226"])
async def test_what_is_almost_a_code_that_lives_is_asked_about_before_it_is_added(
    play: Play, typed: str
) -> None:
    await play.store.add_codes(["SNOWDAY26"], at=NOW)
    seen = await command(play.leader, "codes add", codes=f"{typed}, OTHER1")
    assert f"You typed `{typed}`. Did you mean `SNOWDAY26`?" in seen.text
    assert await posted(play) == ["OTHER1"]
    seen = await press(play.leader, seen, f"Add {typed}")
    assert f"Added 1 code: `{typed}`" in seen.text
    assert await posted(play) == ["OTHER1", typed]


@pytest.mark.parametrize("typed", ["WINTERDAY26", "SNOWDAY2627", "SNOW", "SNOWDAY26"])
async def test_what_is_another_code_is_added_at_once(play: Play, typed: str) -> None:
    await play.store.add_codes(["SNOWDAY26", "SNO"], at=NOW, shared=typed != "SNOWDAY26")
    assert "Added 1 code" in (await command(play.leader, "codes add", codes=typed)).text


async def test_a_code_is_not_like_one_that_is_dead_or_that_another_guild_keeps_to_itself(
    play: Play,
) -> None:
    await play.store.judge({"SNOWDAY26": Standing(Life.DEAD, Outcome.EXPIRED)}, at=NOW)
    await play.store.add_codes(["SECRET1"], at=NOW, shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "SECRET1", "someone else", NOW)])
    seen = await command(play.leader, "codes add", codes="SNOWDAY27 secret1 SECRET2")
    assert "Did you mean" not in seen.text
    assert await posted(play) == ["SECRET2", "SNOWDAY27", "secret1"]


@pytest.mark.parametrize("typed", [",", "  ;", "``"])
async def test_nothing_typed_is_said(play: Play, typed: str) -> None:
    seen = await command(play.leader, "codes add", codes=typed)
    assert "There was no code" in seen.text


async def test_fifty_long_codes_and_fifty_mistakes_fit_into_one_message(play: Play) -> None:
    codes = " ".join("C" * 60 + f"{number:04}" for number in range(20))
    wrong = " ".join("*" * 30 + f"{number}é" for number in range(20))
    seen = await command(play.leader, "codes add", codes=f"{codes} {wrong}")
    assert "Added 20 codes" in seen.text
    assert "and 10 more" in seen.text
