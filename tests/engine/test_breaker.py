from random import Random

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.breaker import Breaker

TROUBLE = [Outcome.UNREACHABLE, Outcome.UNKNOWN, Outcome.REFUSED_AT_THE_DOOR]


def opened() -> Breaker:
    breaker = Breaker(Random(1))
    for fid in range(1, 6):
        breaker.answered(Outcome.UNREACHABLE, Fid(fid), now=0.0)
    return breaker


@pytest.mark.parametrize("outcome", TROUBLE)
def test_the_fifth_member_in_a_row_opens_it(outcome: Outcome) -> None:
    breaker = Breaker(Random(1))
    for fid in range(1, 5):
        assert not breaker.answered(outcome, Fid(fid), now=0.0)
    assert not breaker.open
    assert breaker.answered(outcome, Fid(5), now=0.0)
    assert breaker.open


@pytest.mark.parametrize("outcome", [Outcome.UNREACHABLE, Outcome.UNKNOWN])
def test_one_member_alone_never_opens_it(outcome: Outcome) -> None:
    breaker = Breaker(Random(1))
    for _ in range(20):
        breaker.answered(outcome, Fid(1), now=0.0)
    assert not breaker.open


def test_five_refusals_at_the_door_open_it_whomever_they_were_for() -> None:
    breaker = Breaker(Random(1))
    for _ in range(4):
        assert not breaker.answered(Outcome.REFUSED_AT_THE_DOOR, Fid(1), now=0.0)
    breaker.answered(Outcome.ALREADY_REDEEMED, Fid(1), now=0.0)
    for _ in range(4):
        assert not breaker.answered(Outcome.REFUSED_AT_THE_DOOR, Fid(1), now=0.0)
    assert breaker.answered(Outcome.REFUSED_AT_THE_DOOR, Fid(1), now=0.0)


def test_an_answer_in_between_starts_the_count_again() -> None:
    breaker = Breaker(Random(1))
    for fid in range(1, 5):
        breaker.answered(Outcome.UNREACHABLE, Fid(fid), now=0.0)
    breaker.answered(Outcome.TRY_AGAIN, Fid(9), now=0.0)
    breaker.answered(Outcome.UNREACHABLE, Fid(5), now=0.0)
    assert not breaker.open


def test_its_waits_double_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    breaker = opened()
    waits = []
    for _ in range(8):
        waits.append(breaker.not_before)
        breaker.answered(Outcome.UNREACHABLE, Fid(1), now=0.0)
    for wait, least in zip(waits, [30, 60, 120, 240, 480, 900, 900, 900], strict=True):
        assert least <= wait <= least * 1.25


def test_the_first_answer_closes_it() -> None:
    breaker = opened()
    assert breaker.answered(Outcome.ALREADY_REDEEMED, Fid(1), now=40.0)
    assert not breaker.open
    assert breaker.not_before < 0
