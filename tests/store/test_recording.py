"""What the game answered and the figures that count it are recorded together."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.answers import Answers, Settled
from autoredeem.store.interface import Claim, RunRecord, RunStatus, Store
from support.facts import (
    ANN,
    BOB,
    CODE,
    FIGURES,
    GUILD,
    NOW,
    OTHER_GUILD,
    attempt,
    members,
    settlement,
)

KEY = code_key(CODE)
ALIVE = Standing(Life.ALIVE)
ANSWERS = Answers(NOW, [settlement(ANN)], [attempt(BOB)], {CODE: ALIVE})


async def claimed(store: Store, owner: str = "me", seconds: float = 3600.0) -> RunRecord:
    """Open the guild's run and claim it."""
    await store.want_runs([(GUILD, CODE)], at=NOW)
    [run] = await store.claim_runs(Claim(owner, 1, seconds))
    return run


class Told:
    """Returns runs to save, and keeps where it was told that answers settled something."""

    def __init__(self, *runs: RunRecord) -> None:
        self.runs = runs
        self.settled: list[Settled] = []

    async def __call__(self, settled: Settled) -> Collection[RunRecord]:
        self.settled.append(settled)
        return self.runs


async def answers_are_recorded(store: Store) -> None:
    assert dict(await store.check_members(GUILD, CODE, [ANN, BOB])) == {ANN: True, BOB: False}
    assert await store.attempts(GUILD, CODE) == {BOB: attempt(BOB)}
    assert [record.standing for record in await store.codes([KEY])] == [ALIVE]


async def nothing_is_recorded(store: Store) -> None:
    assert not any((await store.check_members(GUILD, CODE, [ANN, BOB])).values())
    assert await store.attempts(GUILD, CODE) == {}
    assert await store.codes([KEY]) == []


async def test_answers_are_recorded_and_then_the_figures_that_count_them(store: Store) -> None:
    run = await claimed(store)

    await store.record(ANSWERS, Told(replace(run, figures=FIGURES)))

    await answers_are_recorded(store)
    assert [one.figures for one in await store.runs()] == [FIGURES]


async def test_figures_are_asked_for_when_it_is_known_where_answers_settled_something(
    store: Store,
) -> None:
    for guild in (GUILD, OTHER_GUILD):
        await store.enrol(guild, members([ANN]), by="test", at=NOW)
    told = Told()

    await store.record(ANSWERS, told)

    assert told.settled == [{(KEY, ANN): {GUILD, OTHER_GUILD}}]


async def test_without_answers_figures_are_saved_all_the_same(store: Store) -> None:
    run = await claimed(store)
    told = Told(replace(run, figures=FIGURES, status=RunStatus.DONE))

    await store.record(Answers(NOW), told)

    assert told.settled == [{}]
    [saved] = await store.runs()
    assert (saved.figures, saved.status) == (FIGURES, RunStatus.DONE)


async def test_what_was_answered_is_recorded_by_whoever_lost_the_run_but_no_figures_are(
    store: Store,
) -> None:
    lost = await claimed(store, seconds=0.0)
    [taken] = await store.claim_runs(Claim("another", 1, 3600.0))

    await store.record(ANSWERS, Told(replace(lost, figures=FIGURES, status=RunStatus.DONE)))

    await answers_are_recorded(store)
    assert await store.runs() == [taken]


async def test_recording_the_same_again_changes_nothing(store: Store) -> None:
    run = await claimed(store)
    told = Told(replace(run, figures=FIGURES))
    await store.record(ANSWERS, told)
    before = await store.runs()

    await store.record(ANSWERS, told)

    await answers_are_recorded(store)
    assert await store.runs() == before
    assert told.settled[0] == told.settled[1]


async def test_figures_are_asked_for_again_when_it_is_all_done_again(store: Store) -> None:
    run = await claimed(store)

    class UnavailableAtFirst(Told):
        async def __call__(self, settled: Settled) -> Collection[RunRecord]:
            records = await super().__call__(settled)
            if len(self.settled) == 1:
                raise StoreUnavailable("not now")
            return records

    told = UnavailableAtFirst(replace(run, figures=FIGURES))
    await store.record(ANSWERS, told)

    assert len(told.settled) == 2
    await answers_are_recorded(store)
    assert [one.figures for one in await store.runs()] == [FIGURES]


async def test_whoever_is_cut_short_never_leaves_figures_without_what_they_count(
    store: Store,
) -> None:
    run = await claimed(store)

    class CutShort(Told):
        async def __call__(self, settled: Settled) -> Collection[RunRecord]:
            await super().__call__(settled)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.record(ANSWERS, CutShort(replace(run, figures=FIGURES)))

    assert await store.runs() == [run]
    await store.settle([settlement(BOB, how=Outcome.ALREADY_REDEEMED)])
    assert (await store.check_members(GUILD, CODE, [BOB]))[BOB], "the store takes writes again"


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_store_with_transactions_records_all_or_nothing(store: Store) -> None:
    run = await claimed(store)

    class CutShort(Told):
        async def __call__(self, settled: Settled) -> Collection[RunRecord]:
            await super().__call__(settled)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.record(ANSWERS, CutShort(replace(run, figures=FIGURES)))

    await nothing_is_recorded(store)
