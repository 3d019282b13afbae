"""Codes over months: found early, doubted, dead, tried again, issued again. In virtual time."""

import asyncio
from datetime import timedelta

import pytest

from autoredeem.app import AtWork
from autoredeem.codes.intake import Listed, Retried
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import SourceKind
from autoredeem.store.records import RunStatus
from support.engine_play import enrol
from support.publisher import DAY, GIFT, HOUR, MINUTE, Publisher, at_work, settle_in
from support.store_model import MemoryStore
from support.virtual_time import VirtualClock

pytestmark = pytest.mark.virtual_time

ONE, TWO = GuildId(1), GuildId(2)
ROSTERS = {1: range(1, 11), 2: range(11, 16)}
FOREVER = 1_000 * DAY
ABSENT, GONE = Outcome.NO_SUCH_CODE, Outcome.EXPIRED


async def listed(work: AtWork, *, days: float = 1, anew: bool = False) -> None:
    until = VirtualClock().now() + timedelta(days=days)
    await work.intake.listed([Listed(GIFT, anew=anew)], until=until)


async def standing(store: MemoryStore) -> Standing:
    [record] = await store.codes(["GIFT"])
    return record.standing


async def settled(store: MemoryStore, issue: str = "GIFT") -> set[int]:
    return {fid for _, key, fid in store.settled if key == issue}


async def dead_store(publisher: Publisher) -> MemoryStore:
    """Return a store whose guilds redeemed a code that has expired since, and were told so."""
    store = MemoryStore()
    await settle_in(store, {1: range(1, 11), 2: range(11, 16)})
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(10 * DAY)
    assert (await standing(store)).reason is GONE
    assert await settled(store) == set(range(1, 16))
    return store


async def test_a_code_that_is_announced_early_is_asked_about_until_it_works() -> None:
    publisher, store = Publisher((50 * MINUTE, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(2 * HOUR)
    assert [round(at) for at in publisher.times(ABSENT)] == [0, 5, 15]
    assert await settled(store) == set(range(1, 16))
    assert len(publisher.asked) == 15 + 3
    assert {run.status for run in await store.runs()} == {RunStatus.DONE}


async def test_the_same_code_that_nobody_lists_is_dead_at_once() -> None:
    publisher, store = Publisher((50 * MINUTE, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        found = await work.intake.found(ONE, [GIFT], by="x", source=SourceKind.HAND, room=5)
        await work.engine.want([(ONE, code) for code in found.new])
        await asyncio.sleep(2 * HOUR)
    assert publisher.said == {ABSENT: 1}
    assert (await standing(store)).life is Life.DEAD


async def test_a_listed_code_that_never_works_is_dead_after_five_more_requests_in_a_day() -> None:
    publisher, store = Publisher((FOREVER, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work, days=3)
        await asyncio.sleep(2 * DAY)
    assert [round(at) for at in publisher.times(ABSENT)] == [0, 5, 15, 60, 360, 1440]
    assert (await standing(store)).reason is ABSENT
    runs = await store.runs()
    assert {(run.guild_id, run.status, run.reason) for run in runs} == {
        (ONE, RunStatus.DONE, ABSENT),
        (TWO, RunStatus.DONE, ABSENT),
    }


async def test_a_code_that_is_listed_no_more_is_dead_by_the_next_answer() -> None:
    publisher, store = Publisher((FOREVER, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work, days=0.001)
        await asyncio.sleep(2 * DAY)
    assert publisher.said == {ABSENT: 2}


async def test_a_code_of_which_answers_say_nothing_is_tried_again_by_and_by() -> None:
    publisher, store = Publisher((0, FOREVER)), MemoryStore()
    publisher.moods = [(0, 10 * MINUTE, Outcome.TRY_AGAIN)]
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(HOUR)
    assert await settled(store) == set(range(1, 16))
    assert publisher.said[Outcome.TRY_AGAIN] == 6, "three at once, then after 1, 2 and 5 minutes"


async def test_doubt_outlives_a_restart() -> None:
    publisher, store = Publisher((50 * MINUTE, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(8 * MINUTE)
    async with at_work(store, publisher):
        await asyncio.sleep(2 * HOUR)
    assert [round(at) for at in publisher.times(ABSENT)] == [0, 5, 15]
    assert await settled(store) == set(range(1, 16))


async def test_an_alive_code_is_looked_at_once_a_day_until_it_is_dead() -> None:
    publisher, store = Publisher((0, 2.5 * DAY)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(10 * DAY)
    assert publisher.said == {Outcome.REDEEMED: 15, Outcome.ALREADY_REDEEMED: 2, GONE: 1}
    assert (await standing(store)).reason is GONE


async def test_a_dead_code_that_is_alive_after_all_is_only_for_those_who_never_had_it() -> None:
    publisher = Publisher((0, 2.5 * DAY))
    store = await dead_store(publisher)
    publisher.periods = [(0, FOREVER)]
    await enrol(store, range(16, 21), 1)
    publisher.said.clear()
    async with at_work(store, publisher) as work:
        assert await work.intake.try_again(GIFT) is Retried.OK
        await asyncio.sleep(HOUR)
    assert publisher.said == {Outcome.ALREADY_REDEEMED: 1, Outcome.REDEEMED: 5}
    assert await settled(store) == set(range(1, 21))
    assert (await standing(store)).edition == 1


async def test_a_code_that_is_issued_again_is_for_everyone_again() -> None:
    publisher = Publisher((0, 2.5 * DAY))
    store = await dead_store(publisher)
    publisher.periods.append((0, FOREVER))
    publisher.periods = [(0, 2.5 * DAY), (9 * DAY, FOREVER)]
    publisher.said.clear()
    async with at_work(store, publisher) as work:
        await listed(work, anew=True)
        await asyncio.sleep(HOUR)
    assert publisher.said == {Outcome.REDEEMED: 15}, "nobody is asked twice"
    assert (await standing(store)).edition == 2
    assert await settled(store, "GIFT~2") == set(range(1, 16))
    runs = await store.runs()
    assert {(r.guild_id, r.edition, r.status) for r in runs} == {
        (ONE, 2, RunStatus.DONE),
        (TWO, 2, RunStatus.DONE),
    }
    members = {run.guild_id: run.figures for run in runs}
    assert members[ONE].settled_before + members[ONE].redeemed == 10
    assert members[TWO].settled_before + members[TWO].redeemed == 5


async def test_a_code_that_is_dead_still_costs_one_request() -> None:
    publisher = Publisher((0, 2.5 * DAY))
    store = await dead_store(publisher)
    publisher.said.clear()
    async with at_work(store, publisher) as work:
        await work.intake.try_again(GIFT)
        await asyncio.sleep(HOUR)
        assert await work.intake.try_again(GIFT) is Retried.TOO_SOON
        await asyncio.sleep(HOUR)
    assert publisher.said == {GONE: 1}
    assert (await standing(store)).turn == 3


async def test_a_revived_code_that_nobody_has_is_tried_by_those_who_lack_it() -> None:
    publisher, store = Publisher((DAY, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work, days=-1)
        await asyncio.sleep(DAY)
        assert publisher.said == {ABSENT: 1}
        await work.intake.try_again(GIFT)
        await asyncio.sleep(HOUR)
    assert publisher.said == {ABSENT: 1, Outcome.REDEEMED: 15}
    assert await settled(store) == set(range(1, 16))


async def test_what_the_game_said_of_the_same_type_is_no_witness() -> None:
    publisher, store = Publisher((0, 2 * HOUR), (9 * DAY, FOREVER)), MemoryStore()
    publisher.moods = [(0, HOUR, Outcome.SAME_TYPE_REDEEMED)]
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(10 * DAY)
        await work.intake.try_again(GIFT)
        await asyncio.sleep(HOUR)
    assert (await standing(store)).edition == 1


async def test_revivals_take_no_more_than_two_of_a_hundred_requests() -> None:
    publisher, store = Publisher((0, HOUR)), MemoryStore()
    await settle_in(store, ROSTERS)
    codes = [f"C{number}" for number in range(60)]
    async with at_work(store, publisher) as work:
        until = VirtualClock().now()
        await work.intake.listed([Listed(code) for code in codes], until=until)
        await asyncio.sleep(3 * DAY)
        publisher.said.clear()
        await work.intake.listed([Listed(code, anew=True) for code in codes], until=until)
        await asyncio.sleep(HOUR)
    assert 10 <= publisher.said.total() <= 30 * 60 * 0.02


async def test_whoever_enrols_meanwhile_is_asked_for_the_edition_that_is_on() -> None:
    publisher = Publisher((0, 2.5 * DAY), (9 * DAY, FOREVER))
    store = await dead_store(publisher)
    async with at_work(store, publisher) as work:
        await work.intake.try_again(GIFT)
        await asyncio.sleep(HOUR)
        await enrol(store, [99], 1)
        await work.rollout.open_in(ONE)
        await asyncio.sleep(HOUR)
    assert Fid(99) in await settled(store, "GIFT~2")
    assert Fid(99) not in await settled(store)


async def test_a_run_that_found_out_that_a_revived_code_works_is_not_begun_again() -> None:
    publisher, store = Publisher((DAY, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work, days=-1)
        await asyncio.sleep(DAY)
        await work.intake.try_again(GIFT)
        await asyncio.sleep(HOUR)
    figures = {run.guild_id: run.figures for run in await store.runs()}
    assert (figures[ONE].redeemed, figures[ONE].settled_before) == (10, 0)
    assert (figures[TWO].redeemed, figures[TWO].settled_before) == (5, 0)


async def test_an_edition_that_follows_the_one_before_at_once_is_for_everyone_again() -> None:
    publisher, store = Publisher((0, 1.5 * DAY), (1.5 * DAY, FOREVER)), MemoryStore()
    await settle_in(store, ROSTERS)
    async with at_work(store, publisher) as work:
        await listed(work)
        await asyncio.sleep(2.5 * DAY)
    assert await settled(store, "GIFT~2") == set(range(1, 16))
    assert publisher.said == {Outcome.REDEEMED: 30, Outcome.ALREADY_REDEEMED: 1}


async def test_codes_that_wait_to_be_revived_hold_up_no_other() -> None:
    publisher, store = Publisher((0, HOUR)), MemoryStore()
    await settle_in(store, ROSTERS)
    codes = [f"C{number}" for number in range(60)]
    async with at_work(store, publisher) as work:
        until = VirtualClock().now()
        await work.intake.listed([Listed(code) for code in codes], until=until)
        await asyncio.sleep(3 * DAY)
        publisher.periods = [(3 * DAY + 10 * MINUTE, FOREVER)]
        await work.intake.listed([Listed(code, anew=True) for code in codes], until=until)
        await listed(work)
        await asyncio.sleep(HOUR)
    assert await settled(store) >= set(range(1, 16))
