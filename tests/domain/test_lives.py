"""The life of a code: what answers make of it, over months."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import ABSENT_AGAIN, LOOK_AGAIN, SILENT, Life, Standing
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import ENTAILS, Outcome, Says

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ONE, TWO = Fid(1), Fid(2)

ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(Outcome),
        st.integers(1, 3).map(Fid),
        st.timedeltas(timedelta(), timedelta(hours=8)),
        st.booleans(),
    )
)
Answer = tuple[Outcome, Fid, timedelta, bool]

ABSENT, GONE = Outcome.NO_SUCH_CODE, Outcome.EXPIRED
DEAD = Standing(Life.DEAD, GONE, turn=1)
REVIVED = DEAD.revived(NOW)


def lived(answers: list[Answer], standing: Standing) -> list[tuple[Standing, Answer, Standing]]:
    """Return what was, what came, and what became of it, for each answer."""
    lives, at = [], NOW
    for answer in answers:
        outcome, fid, later, listed = answer
        at += later
        after = standing.after(outcome, fid, at, listed=listed)
        lives.append((standing, answer, after))
        standing = after
    return lives


@given(ANSWERS)
def test_no_answer_revives_a_dead_code(answers: list[Answer]) -> None:
    for before, _, after in lived(answers, Standing()):
        if before.life is Life.DEAD:
            assert after == before
            assert before.reason in (GONE, ABSENT, Outcome.USED_UP)


@given(ANSWERS, st.sampled_from([Standing(), REVIVED, Standing(Life.ALIVE)]))
def test_a_verdict_has_evidence(answers: list[Answer], begun: Standing) -> None:
    for before, (outcome, fid, _, listed), after in lived(answers, begun):
        if after.life is Life.DEAD and before.life is not Life.DEAD:
            confirmed = outcome is Outcome.USED_UP and before.doubted_by not in (None, fid)
            absent = outcome is ABSENT and (not listed or before.asked == len(ABSENT_AGAIN))
            assert outcome is GONE or confirmed or absent


@given(ANSWERS, st.sampled_from([Standing(), REVIVED, Standing(Life.ALIVE)]))
def test_a_turn_ends_by_death_alone_and_an_edition_begins_by_two_who_are_paid(
    answers: list[Answer], begun: Standing
) -> None:
    for before, (outcome, fid, _, _), after in lived(answers, begun):
        died = after.life is Life.DEAD and before.life is not Life.DEAD
        assert after.turn == before.turn + died
        if after.edition > before.edition:
            assert after.edition == before.edition + 1
            assert outcome is Outcome.REDEEMED
            assert before.paid_to not in (None, fid)


def test_used_up_needs_a_second_player() -> None:
    told = Standing(Life.ALIVE).after(Outcome.USED_UP, ONE, NOW)
    assert told.life is Life.ALIVE
    assert told.needs_probe
    assert told.after(Outcome.USED_UP, ONE, NOW) == told
    assert told.after(Outcome.USED_UP, TWO, NOW) == Standing(Life.DEAD, Outcome.USED_UP, turn=1)
    assert not told.after(Outcome.REDEEMED, TWO, NOW).needs_probe


def test_an_untried_code_needs_a_probe_until_an_answer_speaks_of_it() -> None:
    assert Standing().needs_probe
    assert Standing().after(Outcome.WRONG_STATE, ONE, NOW).needs_probe
    assert not Standing().after(Outcome.LEVEL_TOO_LOW, ONE, NOW).needs_probe


def test_absent_is_death_where_no_source_lists_the_code() -> None:
    assert Standing().after(ABSENT, ONE, NOW).life is Life.DEAD
    assert Standing(Life.ALIVE).after(ABSENT, ONE, NOW).life is Life.DEAD


@pytest.mark.parametrize("begun", [Standing(), Standing(Life.ALIVE), REVIVED])
def test_absent_is_doubt_while_listed_five_more_times_in_a_day(begun: Standing) -> None:
    standing, at = begun, NOW
    asked: list[timedelta] = []
    while standing.life is not Life.DEAD:
        standing = standing.after(ABSENT, ONE, at, listed=True)
        if standing.life is not Life.DEAD:
            assert standing.due is not None
            assert standing.rests(at)
            assert not standing.rests(standing.due)
            at = standing.due
            asked.append(at - NOW)
    assert asked == [5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR]
    assert standing.reason is ABSENT


def test_answers_that_were_on_their_way_when_a_code_came_to_be_doubted_count_once() -> None:
    doubted = Standing().after(ABSENT, ONE, NOW, listed=True)
    assert doubted.after(ABSENT, TWO, NOW, listed=True) == doubted


def test_whoever_was_kept_from_asking_in_time_does_not_ask_twice_at_once() -> None:
    late = NOW + timedelta(hours=3)
    doubted = Standing().after(ABSENT, ONE, NOW, listed=True)
    again = doubted.after(ABSENT, ONE, late, listed=True)
    assert again.due == late + 5 * MINUTE


@pytest.mark.parametrize("silent", sorted(SILENT))
def test_an_answer_that_says_nothing_is_asked_for_again_and_forgets_no_absence(
    silent: Outcome,
) -> None:
    standing, at, absences = Standing(), NOW, 0
    while standing.life is not Life.DEAD:
        standing = standing.after(ABSENT, ONE, at, listed=True)
        absences += 1
        at = standing.due or at
        after = standing.after(silent, ONE, at)
        assert after.due == (at + 5 * MINUTE if after.life is not Life.DEAD else None)
        standing, at = after, after.due or at
    assert absences == len(ABSENT_AGAIN) + 1


def test_a_doubted_code_that_works_at_last_is_opened_wherever_runs_waited_for_it() -> None:
    doubted = Standing().after(ABSENT, ONE, NOW, listed=True)
    alive = doubted.after(Outcome.REDEEMED, ONE, NOW + 5 * MINUTE)
    assert alive == Standing(Life.ALIVE, due=NOW + 5 * MINUTE + LOOK_AGAIN, opens=True)


def test_two_answers_that_say_nothing_are_chance_and_more_make_it_rest_ever_longer() -> None:
    standing, at = Standing(), NOW
    waits: list[float] = []
    for _ in range(2):
        standing = standing.after(Outcome.UNKNOWN, ONE, at)
        assert not standing.rests(at)
    for _ in range(8):
        standing = standing.after(Outcome.UNKNOWN, ONE, at)
        assert standing.due is not None
        waits.append((standing.due - at) / MINUTE)
        at = standing.due
    assert waits == [1, 2, 5, 10, 15, 120, 120, 120]


@pytest.mark.parametrize("outcome", [o for o, e in ENTAILS.items() if e.says is Says.NOTHING])
def test_what_is_about_the_player_or_the_address_makes_no_code_rest(outcome: Outcome) -> None:
    after = Standing().after(outcome, ONE, NOW)
    assert (after != Standing()) == (outcome in SILENT)
    proven = Standing(Life.ALIVE)
    assert proven.after(outcome, ONE, NOW) == proven


def test_an_alive_code_is_to_be_looked_at_a_day_after_it_was_seen_to_be() -> None:
    alive = Standing().after(Outcome.REDEEMED, ONE, NOW)
    assert alive.due == NOW + LOOK_AGAIN
    assert alive.after(Outcome.REDEEMED, TWO, NOW + HOUR) == alive
    later = NOW + LOOK_AGAIN + MINUTE
    assert alive.after(Outcome.ALREADY_REDEEMED, TWO, later).due == later + LOOK_AGAIN


def test_a_clock_that_jumps_back_does_not_put_off_the_next_look_for_long() -> None:
    alive = Standing().after(Outcome.REDEEMED, ONE, NOW)
    before = NOW - timedelta(days=30)
    assert alive.after(Outcome.REDEEMED, TWO, before).due == before + LOOK_AGAIN


def test_a_revived_code_is_asked_about_at_once_by_those_who_have_it() -> None:
    assert REVIVED.life is Life.UNTRIED
    assert REVIVED.awaits_witnesses
    assert REVIVED.due == NOW
    assert not REVIVED.rests(NOW)


@pytest.mark.parametrize("outcome", [Outcome.ALREADY_REDEEMED, Outcome.SAME_TYPE_REDEEMED])
def test_a_witness_who_has_it_shows_that_the_old_edition_goes_on(outcome: Outcome) -> None:
    assert REVIVED.after(outcome, ONE, NOW) == Standing(
        Life.ALIVE, turn=2, due=NOW + LOOK_AGAIN, opens=True
    )


def test_two_witnesses_who_are_paid_show_a_new_edition() -> None:
    paid = REVIVED.after(Outcome.REDEEMED, ONE, NOW, is_witness=True)
    assert paid == replace(REVIVED, paid_to=ONE)
    assert paid.after(Outcome.REDEEMED, ONE, NOW, is_witness=True) == paid
    issued = Standing(Life.ALIVE, edition=2, turn=2, due=NOW + LOOK_AGAIN, opens=True)
    assert paid.after(Outcome.REDEEMED, TWO, NOW, is_witness=True) == issued


def test_a_living_code_that_pays_two_who_have_it_was_issued_again_as_well() -> None:
    alive = Standing(Life.ALIVE, due=NOW)
    paid = alive.after(Outcome.REDEEMED, ONE, NOW, is_witness=True)
    assert paid.awaits_witnesses
    issued = paid.after(Outcome.REDEEMED, TWO, NOW, is_witness=True)
    assert (issued.life, issued.edition, issued.turn, issued.opens) == (Life.ALIVE, 2, 0, True)
    goes_on = paid.after(Outcome.ALREADY_REDEEMED, TWO, NOW, is_witness=True)
    assert (goes_on.life, goes_on.edition, goes_on.opens) == (Life.ALIVE, 1, True)


def test_one_who_is_paid_alone_shows_no_new_edition() -> None:
    paid = REVIVED.after(Outcome.REDEEMED, ONE, NOW, is_witness=True)
    for after in (
        paid.after(Outcome.ALREADY_REDEEMED, TWO, NOW),
        paid.without_witnesses(NOW),
    ):
        assert (after.life, after.edition, after.opens) == (Life.ALIVE, 1, True)


def test_a_revived_code_without_witnesses_is_tried_like_any_other() -> None:
    after = REVIVED.without_witnesses(NOW)
    assert not after.awaits_witnesses
    assert after.after(Outcome.REDEEMED, ONE, NOW) == Standing(
        Life.ALIVE, turn=2, due=NOW + LOOK_AGAIN, opens=True
    )


def test_a_code_that_died_again_is_dead_by_a_verdict_of_its_own() -> None:
    assert REVIVED.after(GONE, ONE, NOW) == Standing(Life.DEAD, GONE, turn=3)


def test_how_often_a_code_was_issued_is_never_forgotten() -> None:
    second = Standing(Life.ALIVE, edition=2, turn=2)
    dead = second.after(GONE, ONE, NOW)
    assert dead.edition == 2
    assert dead.revived(NOW).edition == 2


def test_what_a_clock_that_has_jumped_put_off_is_due() -> None:
    doubted = Standing().after(ABSENT, ONE, NOW + timedelta(days=400), listed=True)
    assert not doubted.rests(NOW)
    assert doubted.rests(NOW + timedelta(days=399, hours=23))
