"""Runs listed, shown, stopped and resumed: through the real client."""

from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.store.records import RunStatus
from support.bot_play import Play
from support.bot_runs import NEVER, done_of, enrol, refreshed_until, stranger
from support.facts import NOW
from support.interactions import choose, command, forge, press


async def test_without_runs_it_is_said_so(play: Play) -> None:
    seen = await command(play.leader, "runs")
    assert "Nothing is going on" in seen.text


async def test_a_run_is_shown_to_its_end_with_the_results(play: Play) -> None:
    await enrol(play)
    await enrol(play, [201])
    await enrol(play, [202], state=None)
    await command(play.leader, "redeem", code="ALIVE")
    seen = await command(play.leader, "runs")
    seen = await refreshed_until(play.leader, seen, "done")
    assert "`ALIVE`** · done · 10 of 12 have it · failed: 1 · no state: 1" in seen.text
    seen = await choose(play.leader, seen, "Open a run", "ALIVE")
    assert "Redeemed now: 10" in seen.text
    assert (
        "1 member: wrong state\nIf they all live in the same one, press “Set the state of these”"
        in seen.text
    )
    assert "1 member: no state\nThe game needs it too. Press “Set the state of these”." in seen.text
    mending = ["Set the state of these", "Try again", "Copy the IDs"]
    assert seen.buttons == [*mending, "Refresh", "History", "Back"]


async def test_a_dead_code_ends_its_run_with_the_reason(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="OLD")
    seen = await refreshed_until(play.leader, seen, "does not work: code expired")
    assert seen.text.count("code expired") == 1
    assert "asked 1, not worth asking 9" in seen.text
    assert seen.text.endswith("The time for this code is over.")
    assert seen.buttons == ["Refresh", "History", "Back"]
    assert play.world.counters.requests == 1


async def test_while_nobody_can_be_asked_the_reason_is_shown_and_how_long_it_takes(
    play: Play,
) -> None:
    play.world.script(NEVER)
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE")
    seen = await refreshed_until(play.leader, seen, "Paused:")
    assert "the game asked for a break" in seen.text
    seen = await refreshed_until(play.leader, seen, "expected to finish <t:")
    listed = await command(play.leader, "runs")
    assert "expected to finish <t:" in listed.text
    assert "Next try: <t:" in listed.text


async def test_a_run_is_stopped_and_resumed_and_both_are_in_the_trail(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE")
    seen = await refreshed_until(play.leader, seen, "Paused:")
    seen = await press(play.leader, seen, "Stop")
    assert "stopped" in seen.text
    seen = await refreshed_until(play.leader, seen, "Press “Go on”")
    assert "10 members: not tried yet" in seen.text
    seen = await press(play.leader, seen, "Go on")
    assert "stopped" not in seen.text
    assert await done_of(play) == ["redeem", "run-stopped", "run-went-on"]
    trail = await forge(play.leader, seen, "audit")
    assert "stopped ALIVE" in trail.text
    assert "went on with ALIVE" in trail.text


async def test_of_a_stopped_run_the_failed_can_be_tried_again(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="HIGH")
    seen = await refreshed_until(play.leader, seen, "failed: 10")
    (run,) = await play.store.runs()
    await play.store.save_runs([replace(run, status=RunStatus.OPEN)])
    await play.store.stop_runs([run.key], at=NOW)
    seen = await press(play.leader, seen, "Refresh")
    assert "stopped" in seen.text
    assert "After a level-up, press “Try again”." in seen.text
    seen = await press(play.leader, seen, "Try again")
    assert "stopped" not in seen.text


async def test_only_an_active_run_can_be_stopped_and_only_a_stopped_one_resumed(
    play: Play,
) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE")
    seen = await refreshed_until(play.leader, seen, "done")
    for handler in ("run-stop?code=alive", "run-go?code=alive"):
        assert "done" in (await forge(play.leader, seen, handler)).text
    assert await done_of(play) == ["redeem"]
    assert play.world.counters.requests == 10


@pytest.mark.parametrize("handler", ["run", "run-stop", "run-go"])
async def test_a_run_of_another_guild_is_not_there(play: Play, handler: str) -> None:
    play.world.script(NEVER)
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE")
    seen = await refreshed_until(play.leader, seen, "Paused:")
    other = await stranger(play)
    answer = await forge(other, await command(other, "runs"), f"{handler}?code=ALIVE")
    assert "There is no run of `ALIVE` on this server" in answer.text
    assert "Nothing is going on" in (await command(other, "runs")).text
    assert "stopped" not in (await press(play.leader, seen, "Refresh")).text


async def test_many_runs_come_in_pages_and_each_can_be_opened(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    codes = [f"CODE{number:02}" for number in range(12)]
    await play.services.engine.want([(play.guild_id, code) for code in codes])
    seen = await command(play.leader, "runs")
    assert seen.text.count("0 of") + seen.text.count("under way") + seen.text.count("waiting") >= 10
    assert "Page 1 of 2" in seen.text
    seen = await press(play.leader, seen, "Next")
    assert "Page 2 of 2" in seen.text
    (options,) = [row["components"][0]["options"] for row in seen.components[:1]]
    seen = await choose(play.leader, seen, "Open a run", options[-1]["value"])
    assert f"Code {options[-1]['value']}" in seen.text


async def test_what_was_done_two_days_ago_is_not_listed_any_more(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="ALIVE")
    await refreshed_until(play.leader, seen, "done")
    (run,) = await play.store.runs()
    long_ago = run.updated_at - timedelta(days=2)
    await play.store.save_runs([replace(run, updated_at=long_ago)])
    assert "Nothing is going on" in (await command(play.leader, "runs")).text


async def test_a_run_of_which_nothing_was_typed_here_is_listed_too(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "SECOND")])
    seen = await command(play.leader, "runs")
    assert "SECOND" in seen.text
    seen = await choose(play.leader, seen, "Open a run", "SECOND")
    seen = await press(play.leader, seen, "History")
    assert "only redeemed here" in seen.text
