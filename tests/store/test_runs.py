from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.players import GuildId
from autoredeem.store.interface import RunStatus, Store
from support.facts import CODE, GUILD, NOW, OTHER_CODE, OTHER_GUILD, THIRD_GUILD, run_record


async def test_a_run_comes_back_whole(store: Store) -> None:
    await store.save_runs([run_record()])

    assert await store.runs() == [run_record()]


async def test_a_run_is_replaced_whole_by_guild_and_code_key(store: Store) -> None:
    await store.save_runs([run_record(), run_record(OTHER_GUILD)])
    bare = replace(run_record(), code=CODE.lower(), failed={}, redeemed=80, check_failed=False)
    again = replace(bare, status=RunStatus.DONE, opened_at=NOW + timedelta(days=1))

    await store.save_runs([again])

    assert await store.runs() == [run_record(OTHER_GUILD), again]


async def test_of_one_run_given_twice_the_later_is_saved(store: Store) -> None:
    await store.save_runs([run_record(), replace(run_record(), redeemed=80)])

    assert [run.redeemed for run in await store.runs()] == [80]


async def test_runs_are_given_by_status_and_oldest_first(store: Store) -> None:
    newest = run_record(GUILD, opened_at=NOW + timedelta(microseconds=1))
    oldest = run_record(OTHER_GUILD, opened_at=NOW - timedelta(days=1))
    done = run_record(THIRD_GUILD, status=RunStatus.DONE)
    other = run_record(GUILD, code=OTHER_CODE, status=RunStatus.STOPPED)
    await store.save_runs([newest, done, oldest, replace(other, opened_at=NOW - timedelta(2))])

    assert await store.runs(RunStatus.OPEN) == [oldest, newest]
    assert await store.runs(RunStatus.DONE) == [done]
    assert [run.guild_id for run in await store.runs()] == [GUILD, OTHER_GUILD, THIRD_GUILD, GUILD]


async def test_nothing_saved_gives_nothing(store: Store) -> None:
    await store.save_runs([])

    assert await store.runs() == []
    assert await store.runs(RunStatus.OPEN) == []


async def test_thousands_of_runs_are_saved_and_read_at_once(store: Store) -> None:
    runs = [run_record(GuildId(number)) for number in range(1, 2_501)]
    await store.save_runs(runs)

    found = await store.runs(RunStatus.OPEN)

    assert sorted(found, key=lambda run: run.guild_id) == runs
