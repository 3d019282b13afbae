"""What the game said of a player comes to the same in whatever order it is learnt."""

from datetime import UTC, datetime, timedelta
from functools import reduce
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import MOST_REFUSED, KnownPlayer, joined, said_of
from autoredeem.domain.redemptions import Outcome
from autoredeem.game.protocol import MEANINGS

ANN, HOME, AWAY = Fid(10_000_001), State(245), State(246)
START = datetime(2026, 3, 1, tzinfo=UTC)

PROVING = {20000, 40005, 40006, 40007, 40008, 40011, 40014, 40017, 40018}
"""The numbers that the game says only after it has found the player in the state."""

SAID_BY_THE_GAME = {outcome for _, _, outcome in MEANINGS}


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def said(outcome: Outcome, state: int, hours: float) -> KnownPlayer:
    known = said_of(outcome, ANN, State(state), at(hours))
    assert known
    return known


@st.composite
def sayings(draw: st.DrawFn) -> list[KnownPlayer]:
    """Give what was said at different times, up to months apart."""
    outcomes = st.sampled_from([Outcome.REDEEMED, Outcome.WRONG_STATE, Outcome.NO_SUCH_PLAYER])
    times = draw(st.lists(st.integers(0, 2_000), max_size=12, unique=True))
    return [said(draw(outcomes), draw(st.integers(1, 12)), hours) for hours in times]


@given(sayings(), st.randoms(use_true_random=False))
def test_the_order_of_sayings_and_how_often_they_are_told_change_nothing(
    told: list[KnownPlayer], random: Random
) -> None:
    again = told * 2
    random.shuffle(again)
    assert reduce(joined, again, KnownPlayer(ANN)) == reduce(joined, told, KnownPlayer(ANN))


@given(sayings())
def test_what_is_kept_of_a_player_is_bounded(told: list[KnownPlayer]) -> None:
    assert len(reduce(joined, told, KnownPlayer(ANN)).refused) <= MOST_REFUSED


def test_only_answers_that_the_game_gives_after_it_found_the_player_prove_a_state() -> None:
    proving = {
        number
        for _, number, outcome in MEANINGS
        if (known := said_of(outcome, ANN, HOME, START)) and known.proven
    }
    assert proving == PROVING


@pytest.mark.parametrize("outcome", [one for one in Outcome if one not in SAID_BY_THE_GAME])
def test_what_is_no_answer_of_the_games_says_nothing_of_a_player(outcome: Outcome) -> None:
    assert said_of(outcome, ANN, HOME, START) is None


def test_the_proven_state_is_asked_whatever_was_typed() -> None:
    known = said(Outcome.ALREADY_REDEEMED, HOME, 0)
    assert [known.state_to_ask(typed) for typed in (None, HOME, AWAY)] == [HOME, HOME, HOME]


def test_where_the_proven_state_is_refused_what_was_typed_is_asked() -> None:
    known = joined(said(Outcome.REDEEMED, HOME, 0), said(Outcome.WRONG_STATE, HOME, 1))
    assert [known.state_to_ask(typed) for typed in (None, AWAY)] == [HOME, AWAY]
    assert list(known.against(HOME)) == [(Outcome.WRONG_STATE, at(1))]
    assert not list(known.against(AWAY))


def test_whoever_was_said_not_to_exist_exists_once_a_state_is_proven() -> None:
    known = joined(said(Outcome.NO_SUCH_PLAYER, AWAY, 0), said(Outcome.LEVEL_TOO_LOW, HOME, 1))
    assert known == said(Outcome.LEVEL_TOO_LOW, HOME, 1)


def test_a_state_that_was_refused_before_another_was_proven_may_be_asked_after_a_move() -> None:
    moves = [
        said(Outcome.WRONG_STATE, AWAY, 0),
        said(Outcome.REDEEMED, HOME, 1),
        said(Outcome.WRONG_STATE, HOME, 2),
    ]
    known = reduce(joined, moves)
    assert known.state_to_ask(AWAY) == AWAY
    assert not list(known.against(AWAY))
