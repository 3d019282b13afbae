from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoredeem.game.pacer import Pacer
from support.address_play import WINDOW, Address, Plan

REQUESTS = 3_000
"""About how many a played plan sends: hours at a small budget, minutes at a large one."""

BUDGETS = st.sampled_from([1, 2, 3, 10, 30, 59, 120, 1_200])
PHASES = st.none() | st.floats(0, WINDOW)
SEEDS = st.integers(0, 1_000_000)


class Plain:
    """A pacer that does what anyone would: slots of one size, and nothing else.

    It shows that each property can fail.
    """

    def __init__(
        self, per_minute: int, now: float, *, margin: float = 0.02, waits: bool = True
    ) -> None:
        self.configured = per_minute
        self.margin = margin
        self.gap = WINDOW / per_minute * (1 + margin)
        self.slot = now + self.gap if waits else now

    def next_slot(self, now: float) -> float:
        return max(now, self.slot)

    def sent(self, at: float) -> None:
        self.slot = max(self.slot, at - 0.24) + self.gap

    def answered(self, _at: float, limit: int | None, _remaining: int | None) -> None:
        if limit:
            self.gap = WINDOW / min(limit, self.configured) * (1 + self.margin)

    def throttled(self, at: float, retry_after: float | None) -> None:
        self.slot = max(self.slot, at + (WINDOW if retry_after is None else retry_after))


class Drifting(Plain):
    """Counts each slot from the last send, however late that was."""

    def sent(self, at: float) -> None:
        self.slot = at + self.gap


class Credulous(Plain):
    """Waits whenever nothing remains, although that is its own doing."""

    def answered(self, at: float, _limit: int | None, remaining: int | None) -> None:
        if remaining == 0:
            self.slot = max(self.slot, at + WINDOW / self.configured * 2)


@st.composite
def steady_plans(draw: st.DrawFn) -> Plan:
    """One budget all the time, and now and then a restart."""
    per_minute = draw(BUDGETS)
    seconds = REQUESTS / per_minute * WINDOW
    return Plan(
        seconds,
        per_minute,
        phase=draw(PHASES),
        travel=draw(st.sampled_from([0, 0.1, 0.5])),
        lateness=draw(st.sampled_from([0, 0.01, 0.1])),
        latency=draw(st.sampled_from([0, 0.3, 5.0])),
        restarts=draw(st.lists(st.floats(0, seconds), max_size=5)),
    )


@st.composite
def changing_plans(draw: st.DrawFn) -> Plan:
    """Less is granted, and more again; each time for a while."""
    per_minute = draw(st.sampled_from([2, 10, 30, 120]))
    limits = draw(st.lists(st.integers(1, 2 * per_minute), min_size=1, max_size=4))
    stretch = 1_200.0
    return Plan(
        stretch * (len(limits) + 1),
        per_minute,
        phase=draw(PHASES),
        lateness=draw(st.sampled_from([0, 0.1])),
        latency=draw(st.sampled_from([0, 0.3, 5.0])),
        limits=[(stretch * number, limit) for number, limit in enumerate(limits, 1)],
    )


@given(steady_plans(), SEEDS)
@settings(max_examples=60, deadline=None)
def test_the_budget_is_kept_in_any_window_and_used_over_restarts(plan: Plan, seed: int) -> None:
    address = Address(plan, Pacer, seed)

    assert not address.too_many
    gap = WINDOW / plan.per_minute * 1.02
    # A restart costs what was left of a slot, and the gap that the new process waits.
    worked = plan.seconds - 2 * gap * (1 + len(plan.restarts))
    assert len(address.sends) >= 0.97 * plan.per_minute * worked / WINDOW


@given(changing_plans(), SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_lowered_limit_is_kept_once_it_is_known_and_a_raised_one_used(
    plan: Plan, seed: int
) -> None:
    address = Address(plan, Pacer, seed)

    assert not address.too_many
    ends = [at for at, _ in plan.limits[1:]] + [plan.seconds]
    for (changed, limit), end in zip(plan.limits, ends, strict=True):
        # The window before may be full of what was sent under another limit.
        begin = changed + 3 * WINDOW
        granted = min(limit, plan.per_minute) * (end - begin) / WINDOW
        assert address.sent_between(begin, end) >= 0.97 * granted - 1


@given(
    st.lists(st.tuples(st.floats(0, 3_000), st.none() | st.floats(0, 300)), min_size=1, max_size=5),
    PHASES,
    SEEDS,
)
@settings(max_examples=40, deadline=None)
def test_a_refusal_holds_everyone_for_as_long_as_the_game_says_and_no_longer(
    refusals: list[tuple[float, float | None]], phase: float | None, seed: int
) -> None:
    plan = Plan(5_000, 30, phase=phase, refusals=sorted(refusals, key=lambda refusal: refusal[0]))

    address = Address(plan, Pacer, seed)

    assert not address.too_many
    for begin, end in address.holds:
        # What leaves at the very moment of the answer has left.
        assert address.sent_between(begin + 1e-9, end) == 0
    held = sum(end - begin for begin, end in address.holds)
    worked = plan.seconds - held - 2 * 2.04 * (1 + len(address.holds))
    assert len(address.sends) >= 0.97 * plan.per_minute * worked / WINDOW


@given(st.integers(1, 30), st.floats(700, 1_500), PHASES, SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_restart_under_a_lowered_limit_is_made_up_for_once_the_limit_is_known(
    limit: int, restart: float, phase: float | None, seed: int
) -> None:
    plan = Plan(2_400, 30, phase=phase, limits=[(300, limit)], restarts=[restart])

    assert not Address(plan, Pacer, seed).too_many


def test_slots_without_a_margin_break_the_budget_when_requests_travel_unequally_long() -> None:
    plan = Plan(3_600, 30, lateness=0)
    assert Address(plan, lambda limit, now: Plain(limit, now, margin=0)).too_many
    assert not Address(plan, Plain).too_many


def test_a_process_that_sends_at_its_start_breaks_the_budget_after_a_restart() -> None:
    plan = Plan(3_600, 30, restarts=[900, 901, 902, 903, 1_800])
    assert Address(plan, lambda limit, now: Plain(limit, now, waits=False)).too_many


def test_slots_counted_from_late_sends_leave_budget_unused() -> None:
    plan = Plan(3_600, 60, lateness=0.1)
    assert len(Address(plan, Drifting).sends) < 0.97 * 3_600
    assert len(Address(plan, Pacer).sends) >= 0.97 * 3_600


def test_wider_slots_alone_do_not_keep_a_lowered_limit() -> None:
    plan = Plan(3_600, 30, limits=[(600, 5)])
    assert Address(plan, Plain).too_many


def test_waiting_whenever_nothing_remains_leaves_budget_unused() -> None:
    plan = Plan(3_600, 30, lateness=0)
    assert len(Address(plan, Credulous).sends) < 0.97 * 1_800


def test_the_first_slot_is_one_gap_after_the_start_and_the_rest_are_even() -> None:
    pacer = Pacer(30, now=100.0)
    slots = []
    for _ in range(4):
        slots.append(pacer.next_slot(100.0))
        pacer.sent(slots[-1])
    assert slots == pytest.approx([102.04, 104.08, 106.12, 108.16])


def test_a_slot_nobody_used_is_not_saved_up() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.sent(500.0)
    assert pacer.next_slot(500.0) == pytest.approx(502.04)


def test_a_small_lateness_is_caught_up_and_a_large_one_is_not() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.sent(2.14)
    assert pacer.next_slot(2.14) == pytest.approx(4.08)
    pacer.sent(5.08)
    assert pacer.next_slot(5.08) == pytest.approx(7.12)


def test_a_send_out_of_its_slot_uses_up_a_slot() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.sent(2.04)
    pacer.sent(2.05)
    assert pacer.next_slot(2.05) == pytest.approx(6.12)


def test_headers_never_raise_the_rate_above_the_configured_one() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.answered(1.0, limit=600, remaining=599)
    assert pacer.gap == pytest.approx(2.04)


def test_a_lowered_limit_can_be_raised_again() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.answered(1.0, limit=10, remaining=9)
    assert pacer.gap == pytest.approx(6.12)
    pacer.answered(2.0, limit=None, remaining=None)
    assert pacer.gap == pytest.approx(6.12)
    pacer.answered(3.0, limit=30, remaining=29)
    assert pacer.gap == pytest.approx(2.04)


def test_the_estimate_counts_the_wait_for_the_next_slot() -> None:
    pacer = Pacer(30, now=0.0)
    assert pacer.time_for(216, 0.0) == pytest.approx(216 * 2.04)
    assert pacer.time_for(0, 0.0) == 0
    pacer.throttled(0.0, retry_after=None)
    assert pacer.time_for(1, 0.0) == pytest.approx(60)
    assert pacer.time_for(2, 100.0) == pytest.approx(2.04)


def test_of_two_holds_the_longer_counts() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.throttled(10.0, retry_after=50.0)
    pacer.throttled(11.0, retry_after=1.0)
    assert pacer.next_slot(12.0) == pytest.approx(60.0)


def test_a_hold_of_no_time_is_one_gap() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.throttled(10.0, retry_after=0.0)
    assert pacer.next_slot(10.0) == pytest.approx(12.04)


@pytest.mark.parametrize(
    ("strangers", "least", "most"), [(0, 29.1, 30), (10, 18, 26), (25, 14.5, 20)]
)
def test_someone_else_at_the_address_is_left_room_up_to_half(
    strangers: float, least: float, most: float
) -> None:
    plan = Plan(7_200, 30, strangers=strangers)

    address = Address(plan, Pacer)

    held = sum(end - begin for begin, end in address.holds)
    a_minute = len(address.sends) / (plan.seconds - held) * WINDOW
    assert least <= a_minute <= most


def test_who_stops_using_the_address_leaves_all_of_it() -> None:
    pacer = Pacer(30, now=0.0)
    pacer.answered(600.0, limit=30, remaining=20)
    assert pacer.gap == pytest.approx(60 / 20 * 1.02)
    pacer.answered(601.0, limit=30, remaining=30)
    assert pacer.gap == pytest.approx(2.04)


def test_sends_are_forgotten_when_no_window_reaches_back_to_them() -> None:
    pacer = Pacer(1_200, now=0.0)
    now, kept = 0.0, deque[int](maxlen=1)
    for _ in range(5_000):
        now = pacer.next_slot(now)
        pacer.sent(now)
        kept.append(len(pacer._sends))
    assert kept[0] <= 1_250
    pacer.answered(now + WINDOW * 2, limit=None, remaining=None)
    assert not pacer._sends


def test_what_is_left_of_the_budget_is_what_the_last_minute_did_not_take() -> None:
    pacer = Pacer(30, now=0.0)
    assert pacer.left(0.0) == 30
    for at in (10.0, 20.0, 30.0):
        pacer.sent(at)
    assert pacer.left(40.0) == 27
    assert pacer.left(75.0) == 28
    pacer.answered(75.0, limit=2, remaining=None)
    assert pacer.left(75.0) == 0
