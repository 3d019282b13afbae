from collections.abc import Mapping
from dataclasses import replace

import pytest

from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import (
    ENTAILS,
    Entails,
    Fate,
    Figures,
    Outcome,
    Pauses,
    Says,
    summary_of,
)

WRONG, DEAD = Outcome.WRONG_STATE, Outcome.EXPIRED


def test_every_outcome_entails_something() -> None:
    assert ENTAILS.keys() == set(Outcome)


def test_three_outcomes_settle_and_each_of_them_proves_the_code_alive() -> None:
    settling = {o for o, e in ENTAILS.items() if e.fate is Fate.SETTLED}
    assert settling == {
        Outcome.REDEEMED,
        Outcome.ALREADY_REDEEMED,
        Outcome.SAME_TYPE_REDEEMED,
    }
    assert {ENTAILS[o].says for o in settling} == {Says.ALIVE}


def test_only_answers_about_the_player_count_as_tries() -> None:
    counted = {o: e.tries for o, e in ENTAILS.items() if e.tries is not None}
    assert counted == {
        Outcome.USED_UP: 10,
        Outcome.PLAYER_THROTTLED: 10,
        Outcome.TRY_AGAIN: 10,
        Outcome.UNKNOWN: 3,
    }


def test_a_throttled_address_waits_and_a_wrong_salt_pauses_the_title() -> None:
    assert {o: e.pauses for o, e in ENTAILS.items() if e.pauses is not Pauses.NOBODY} == {
        Outcome.THROTTLED: Pauses.ADDRESS,
        Outcome.WRONG_SALT: Pauses.TITLE,
    }


def test_a_refusal_at_the_door_entails_what_a_silent_game_does() -> None:
    assert ENTAILS[Outcome.REFUSED_AT_THE_DOOR] == ENTAILS[Outcome.UNREACHABLE]
    assert ENTAILS[Outcome.UNREACHABLE] == Entails(Fate.AGAIN)


@pytest.mark.parametrize(
    ("figures", "failed", "expected"),
    [
        (Figures(members=5), {WRONG: 5}, True),
        (Figures(members=4), {WRONG: 4}, False),
        (Figures(members=300), {WRONG: 19}, False),
        (Figures(members=300), {WRONG: 20}, True),
        (Figures(members=300, no_state=294), {WRONG: 6}, True),
        (Figures(members=300, no_state=293), {WRONG: 6}, False),
        (Figures(members=300, redeemed=1), {WRONG: 200}, False),
        (Figures(members=300, already=1), {WRONG: 200}, False),
        (Figures(members=300, settled_before=1), {WRONG: 200}, False),
        (Figures(members=300), {WRONG: 200, Outcome.LEVEL_TOO_LOW: 1}, False),
        (Figures(members=300), {WRONG: 200, DEAD: 1}, False),
        (Figures(members=300), {DEAD: 20}, False),
        (Figures(), {}, False),
    ],
)
def test_ids_may_be_another_games_where_wrong_state_is_all_that_was_said_of_enough_members(
    figures: Figures, failed: Mapping[Outcome, int], *, expected: bool
) -> None:
    figures = replace(figures, failed=failed)
    summary = summary_of(figures, "wos", GuildId(1), "GIFT")
    assert figures.may_be_another_titles is expected
    assert summary.may_be_another_titles is expected
