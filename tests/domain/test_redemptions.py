from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome, Pauses, Says


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
