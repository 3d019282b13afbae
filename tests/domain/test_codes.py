import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing, best_spelling, code_key, parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import ENTAILS, Outcome, Says

OUTCOMES = st.sampled_from(Outcome)
FIDS = st.integers(1, 3).map(Fid)


@given(st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True))
def test_a_code_keeps_its_spelling_and_its_key_ignores_case(code: str) -> None:
    assert parse_code(f"\u2066 {code}\u2069\u200b\n") == code
    assert parse_code("\u200b".join(code)) == code
    assert code_key(code.lower()) == code_key(code.upper())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the code is empty"),
        (" \n", "the code is empty"),
        ("GIFT CODE", "has a space at position 5"),
        ("GIFT\x07", "has a control character at position 5"),
        ("straße", "has 'ß' at position 5"),
        ("A" * 65, "has 65 characters"),
        ("A" * 1000, "has 1000 characters"),
        ("ΑΒΓ", "at position 1"),
    ],
)
def test_what_is_no_code_is_refused_with_what_is_allowed(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_code(text)
    assert reason in str(refused.value)
    assert "1 to 64 of the letters" in str(refused.value)


@given(st.text())
def test_any_text_is_either_a_code_or_refused_in_one_visible_line(text: str) -> None:
    try:
        code = parse_code(text)
    except InvalidInput as refused:
        assert str(refused).isprintable()
    else:
        assert code.isascii()
        assert parse_code(code) == code


@given(st.lists(st.tuples(OUTCOMES, FIDS)), OUTCOMES, FIDS)
def test_death_is_final(answers: list[tuple[Outcome, Fid]], last: Outcome, fid: Fid) -> None:
    standing = Standing()
    for outcome, player in answers:
        standing = standing.after(outcome, player)
    if standing.life is Life.DEAD:
        assert standing.after(last, fid) == standing
        assert standing.reason in (Outcome.EXPIRED, Outcome.NO_SUCH_CODE, Outcome.USED_UP)


@given(st.lists(st.tuples(OUTCOMES, FIDS)))
def test_only_a_dead_verdict_or_two_players_told_used_up_kill_a_code(
    answers: list[tuple[Outcome, Fid]],
) -> None:
    standing = Standing()
    for outcome, player in answers:
        before = standing
        standing = standing.after(outcome, player)
        if standing.life is Life.DEAD and before.life is not Life.DEAD:
            dead = ENTAILS[outcome].says is Says.DEAD
            confirmed = outcome is Outcome.USED_UP and before.doubted_by not in (None, player)
            assert dead or confirmed


def test_used_up_needs_a_second_player() -> None:
    told = Standing(Life.ALIVE).after(Outcome.USED_UP, Fid(1))
    assert told.life is Life.ALIVE
    assert told.needs_probe
    assert told.after(Outcome.USED_UP, Fid(1)) == told
    assert told.after(Outcome.USED_UP, Fid(2)) == Standing(Life.DEAD, Outcome.USED_UP)
    assert told.after(Outcome.REDEEMED, Fid(2)) == Standing(Life.ALIVE)


def test_an_untried_code_needs_a_probe_until_an_answer_speaks_of_it() -> None:
    assert Standing().needs_probe
    assert Standing().after(Outcome.WRONG_STATE, Fid(1)).needs_probe
    assert not Standing().after(Outcome.LEVEL_TOO_LOW, Fid(1)).needs_probe


def test_a_spelling_that_is_alive_is_sent_rather_than_another_of_the_same_code() -> None:
    alive, dead = Standing(Life.ALIVE), Standing(Life.DEAD, Outcome.NO_SUCH_CODE)
    assert best_spelling("gift", {}) == "gift"
    assert best_spelling("gift", {"GIFT": dead}) == "gift"
    assert best_spelling("gift", {"gift": dead, "Gift": alive}) == "Gift"
    assert best_spelling("gift", {"gift": alive, "Gift": alive}) == "gift"
