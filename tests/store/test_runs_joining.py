"""Runs that are wanted for whoever is new: those whose part ended in them get no other go."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import State
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import Again, Claim, RunRecord, RunStatus
from support.facts import ANN, BOB, CODE, FIGURES, GUILD, NOW, OTHER_CODE, OTHER_GUILD

LATER = NOW + timedelta(days=1)
LONG = 3600.0
"""Seconds: longer than any test."""


async def claimed(store: Store) -> RunRecord:
    """Open the code and claim its run."""
    await store.want_runs([(GUILD, CODE)], at=NOW)
    [run] = await store.claim_runs(Claim("me", 1, LONG))
    return run


async def done(store: Store) -> RunRecord:
    """Open a run and see it to its end: the code is dead in this spelling."""
    done = replace(await claimed(store), status=RunStatus.DONE)
    run = replace(done, figures=FIGURES, roster_at=NOW, in_need={ANN: None, BOB: State(245)})
    await store.save_runs([replace(run, reason=Outcome.NO_SUCH_CODE)])
    return run


async def want(store: Store, *, anew: bool = False) -> None:
    await store.want_runs([(GUILD, CODE)], at=LATER, again=Again.ANEW if anew else Again.FOR_NEW)


async def test_a_run_that_is_done_goes_on_as_it_was_in_the_spelling_that_is_wanted(
    store: Store,
) -> None:
    run = await done(store)

    await store.want_runs([(GUILD, CODE.lower())], at=LATER, again=Again.FOR_NEW)

    [found] = await store.runs()
    assert found.due
    goes_on = replace(run, code=CODE.lower(), status=RunStatus.OPEN, owner="", reason=None)
    assert replace(found, due=None) == replace(goes_on, due=None)
    [taken] = await store.claim_runs(Claim("other", 9, LONG))
    assert (taken.opened_at, taken.figures, taken.fence) == (NOW, FIGURES, 2)


async def test_a_run_that_is_done_and_wanted_anew_begins_though_it_had_gone_on(
    store: Store,
) -> None:
    await done(store)
    await want(store)
    [taken] = await store.claim_runs(Claim("me", 9, LONG))
    await store.save_runs([replace(taken, status=RunStatus.DONE)])

    await want(store, anew=True)

    [found] = await store.runs()
    assert replace(found, due=None) == RunRecord(GUILD, CODE, RunStatus.OPEN, LATER, LATER, fence=2)


async def test_a_run_that_does_not_exist_begins(store: Store) -> None:
    await want(store)

    [found] = await store.runs()
    assert found.due
    new = RunRecord(GUILD, CODE, RunStatus.OPEN, LATER, LATER, begun=Again.FOR_NEW)
    assert replace(found, due=None) == new


async def test_an_open_run_keeps_what_it_has_and_one_that_rests_is_due(store: Store) -> None:
    run = replace(await claimed(store), figures=FIGURES)
    await store.save_runs([run])
    await store.release_runs("me", [run.key], due_in=None)

    await store.want_runs([(GUILD, CODE.lower())], at=LATER, again=Again.FOR_NEW)

    [found] = await store.runs()
    assert found.due
    assert replace(found, due=None) == replace(run, owner="", due=None)


@pytest.mark.parametrize(
    ("requests", "again"),
    [
        ([False], Again.FOR_NEW),
        ([False, False], Again.FOR_NEW),
        ([True, False], Again.ANEW),
        ([False, True, False], Again.ANEW),
    ],
)
async def test_a_wish_for_another_go_is_not_lowered_by_one_for_whoever_is_new(
    store: Store, requests: list[bool], again: Again
) -> None:
    run = await claimed(store)

    for anew in requests:
        await want(store, anew=anew)

    assert await store.asked_of("me") == [replace(run, again=again)]
    assert await store.asked_of("me") == []


async def test_another_go_that_was_given_is_not_given_again(store: Store) -> None:
    run = await claimed(store)
    await want(store, anew=True)
    await store.asked_of("me")

    await want(store)

    assert await store.asked_of("me") == [replace(run, again=Again.FOR_NEW)]


async def test_a_stop_takes_a_wish_for_another_go_back(store: Store) -> None:
    run = await claimed(store)
    await want(store, anew=True)
    await store.stop_runs([run.key], at=NOW)

    assert await store.asked_of("me") == [replace(run, stop=True, again=Again.NO)]


async def test_a_run_that_is_wanted_for_whoever_is_new_is_not_done(store: Store) -> None:
    run = await claimed(store)
    await want(store)

    await store.save_runs([replace(run, figures=FIGURES, status=RunStatus.DONE)])

    [found] = await store.claim_runs(Claim("me", 9, LONG))
    assert (found.opened_at, found.figures, found.again) == (NOW, FIGURES, Again.NO)


async def test_of_many_wishes_at_the_same_time_the_greatest_counts(store: Store) -> None:
    run = await claimed(store)

    await asyncio.gather(*(want(store, anew=number == 3) for number in range(8)))

    assert await store.asked_of("me") == [replace(run, again=Again.ANEW)]


async def test_runs_that_exist_and_others_are_wanted_together(store: Store) -> None:
    await done(store)

    await store.want_runs([(GUILD, CODE), (GUILD, OTHER_CODE)], at=LATER, again=Again.FOR_NEW)
    await store.want_runs([], at=LATER, again=Again.FOR_NEW)

    opened = {run.key: run.opened_at for run in await store.runs(RunStatus.OPEN)}
    assert opened == {(GUILD, code_key(CODE)): NOW, (GUILD, code_key(OTHER_CODE)): LATER}


@pytest.mark.parametrize("owned", [True, False])
async def test_a_run_that_was_stopped_stays_at_rest_until_it_is_wanted_anew(
    store: Store, *, owned: bool
) -> None:
    if owned:
        await claimed(store)
    else:
        await want(store)
    await store.stop_runs([(GUILD, code_key(CODE))], at=NOW)
    stopped = await store.runs()

    await want(store)

    assert await store.runs() == stopped
    assert not await store.claim_runs(Claim("other", 9, LONG))

    await want(store, anew=True)

    [found] = await store.runs()
    assert not found.stop


async def test_a_run_that_was_stopped_goes_on_where_it_was_when_it_is_resumed(
    store: Store,
) -> None:
    run = replace(await claimed(store), figures=FIGURES)
    await store.save_runs([run])
    await store.stop_runs([run.key], at=NOW)
    await store.release_runs("me", [run.key], due_in=0)

    await store.resume_runs([run.key], at=LATER)

    [found] = await store.runs()
    assert found.due
    assert replace(found, due=None) == replace(run, owner="", updated_at=LATER, due=None)
    assert await store.claim_runs(Claim("other", 9, LONG))


async def test_an_owner_who_was_asked_to_stop_is_asked_to_go_on_and_gives_nobody_another_go(
    store: Store,
) -> None:
    run = await claimed(store)
    await store.stop_runs([run.key], at=NOW)

    await store.resume_runs([run.key], at=LATER)

    [asked] = await store.asked_of("me")
    assert (asked.stop, asked.again) == (False, Again.FOR_NEW)


@pytest.mark.parametrize("is_done", [True, False])
async def test_only_what_was_stopped_is_resumed(store: Store, *, is_done: bool) -> None:
    run = await done(store) if is_done else await claimed(store)
    before = await store.runs()

    await store.resume_runs([run.key, (OTHER_GUILD, code_key(CODE))], at=LATER)
    await store.resume_runs([], at=LATER)

    assert await store.runs() == before
    assert await store.asked_of("me") == []
