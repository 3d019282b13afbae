"""The pacer where others use its address: an hour each, means of twenty seeds.

`pytest -n0 -rP tests/game/test_pacer_beside_others.py` prints the figures.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import pytest

from autoredeem.game.pacer import Pacer
from support.address_play import WINDOW, Address, Plan, no_wait, until_it_fits

SEEDS = range(20)
BUDGET = 30
HOUR = 3_600.0

windows = pytest.mark.parametrize("fixed", [False, True], ids=["sliding", "fixed"])
rates = pytest.mark.parametrize("rate", [5, 10, 15])


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of an hour.

    How many of our requests were refused, the share that we used of what the others leave of the
    budget, and the share of the others' requests that was refused.
    """

    refused: float
    used: float
    lost: float


def play(plan: Plan, *, fixed: bool) -> Sequence[Address]:
    """Play a plan with every seed, fixed windows beginning at any time of ours."""
    return [
        Address(replace(plan, phase=WINDOW / len(SEEDS) * seed if fixed else None), Pacer, seed)
        for seed in SEEDS
    ]


def figures(plan: Plan, *, fixed: bool) -> Figures:
    played = play(plan, fixed=fixed)
    left = (plan.per_minute - plan.strangers) * plan.seconds / WINDOW
    found = Figures(
        mean(len(address.refused) for address in played),
        mean(len(address.sends) - len(address.refused) for address in played) / left,
        mean(address.strangers_refused / max(1, address.strangers) for address in played),
    )
    sys.stdout.write(
        f"{found.refused:.1f} refused, {found.used:.1%} used, the others lost {found.lost:.1%}\n"
    )
    return found


def another(rate: float, retry_after: Callable[[float], float | None]) -> Plan:
    """Somebody else who was there before, and whose intervals vary by a quarter."""
    return Plan(
        HOUR,
        BUDGET,
        strangers=rate,
        varying=0.25,
        retry_after=retry_after,
        counts_refused=False,
    )


@windows
@pytest.mark.parametrize("headers", [True, False], ids=["headers", "no headers"])
@pytest.mark.parametrize("travel", [0.1, 0.6])
def test_alone_all_of_the_budget_is_used_and_nothing_is_refused(
    *, fixed: bool, headers: bool, travel: float
) -> None:
    found = figures(Plan(HOUR, BUDGET, travel=travel, headers=headers), fixed=fixed)

    assert found.refused == 0
    assert found.used >= 0.975


@rates
def test_beside_another_hardly_anything_is_refused_and_what_is_left_is_used(rate: int) -> None:
    found = figures(another(rate, until_it_fits), fixed=False)

    assert found.refused < 5
    assert found.used >= 0.92
    assert found.lost < 0.02


@rates
def test_where_a_refusal_names_no_wait_there_are_too_few_to_matter(rate: int) -> None:
    found = figures(another(rate, no_wait), fixed=False)

    assert found.refused < 2
    assert found.used >= 0.91
    assert found.lost < 0.02


@rates
@pytest.mark.parametrize("retry_after", [until_it_fits, no_wait])
def test_in_fixed_windows_the_others_are_left_what_they_took_in_the_last(
    rate: int, retry_after: Callable[[float], float | None]
) -> None:
    found = figures(another(rate, retry_after), fixed=True)

    assert found.refused < 10
    assert 0.87 <= found.used <= 1
    assert found.lost < 0.035


@windows
@rates
def test_who_comes_has_room_within_two_minutes_and_who_goes_leaves_it_all(
    rate: int, *, fixed: bool
) -> None:
    comes, goes, end = 600.0, 1_800.0, 3_000.0
    plan = replace(another(rate, until_it_fits), seconds=end, stay=(comes, goes))

    played = play(plan, fixed=fixed)

    def refused(begin: float, end: float) -> float:
        return mean(sum(begin <= at < end for at in address.refused) for address in played)

    # What is on its way when they come may already meet them.
    assert refused(0, comes - 1) == 0
    assert refused(comes - 1, comes + 2 * WINDOW) < 3
    # Less than five an hour; in fixed windows, ten.
    assert refused(comes + 2 * WINDOW, goes) < (goes - comes) / HOUR * (10 if fixed else 5)
    assert refused(goes + WINDOW, end) == 0
    alone = mean(address.sent_between(goes + 2 * WINDOW, end) for address in played)
    assert alone >= 0.975 * BUDGET * (end - goes - 2 * WINDOW) / WINDOW


def test_others_that_no_header_tells_of_are_run_into_again_and_again() -> None:
    plan = replace(another(10, until_it_fits), headers=False)

    assert figures(plan, fixed=False).refused > 100
