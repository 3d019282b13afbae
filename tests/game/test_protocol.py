import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.domain.text import LONGEST_LINE
from autoredeem.game.protocol import (
    Answer,
    classify,
    classify_config,
    config_form,
    request_form,
    sign,
    unreachable,
)

TABLE = [
    ("SUCCESS", 20000, Outcome.REDEEMED),
    ("RECEIVED", 40008, Outcome.ALREADY_REDEEMED),
    ("SAME TYPE EXCHANGE", 40011, Outcome.SAME_TYPE_REDEEMED),
    ("TIME ERROR", 40007, Outcome.EXPIRED),
    ("CDK NOT FOUND", 40014, Outcome.NO_SUCH_CODE),
    ("USED", 40005, Outcome.USED_UP),
    ("STOVE_LV ERROR", 40006, Outcome.LEVEL_TOO_LOW),
    ("RECHARGE_MONEY ERROR", 40017, Outcome.SPENDING_TOO_LOW),
    ("RECHARGE_MONEY_VIP ERROR", 40018, Outcome.SPENDING_TOO_LOW),
    ("TOO FREQUENT", 40019, Outcome.PLAYER_THROTTLED),
    ("TIMEOUT RETRY", 40004, Outcome.TRY_AGAIN),
    ("USER INFO ERROR", 40020, Outcome.WRONG_STATE),
    ("role not exist", 40001, Outcome.NO_SUCH_PLAYER),
    ("NOT LOGIN", 40009, Outcome.NO_SUCH_PLAYER),
]
"""The design's table, row for row."""

SETTLING = {20000: "SUCCESS", 40008: "RECEIVED", 40011: "SAME TYPE EXCHANGE"}
UNTIDY: list[Callable[[str], str]] = [
    lambda words: words,
    lambda words: words + ".",
    lambda words: f"  {words} .. ",
    lambda words: words.lower(),
    lambda words: words.title() + ".",
    lambda words: words.replace(" ", "  \t") + "\n",
]


def body(**fields: object) -> bytes:
    return json.dumps({"code": 1, "data": [], **fields}).encode()


def outcome(**fields: object) -> Outcome:
    return classify(200, {}, body(**fields)).outcome


# The vectors were made by hand, with md5sum.
@pytest.mark.parametrize(
    ("fields", "salt", "signature"),
    [
        (
            {"kid": "245", "fid": "123456789", "time": "1767225600", "cdk": "GIFT2026"},
            "hush",
            "6496dcf32d7ed12f0981a0a1537c7fca",
        ),
        (
            {"fid": "1", "cdk": "a_B-9", "kid": "1", "time": "0"},
            "s@lt & more=x",
            "73540e84bee8806415032c57690ca5dd",
        ),
        (
            {"time": "1798761599", "fid": "999999999999999", "kid": "99999", "cdk": "WOS888"},
            "Ünïcödé-salt",
            "62cbe521f694fb1ea1b10d9e56fd8b92",
        ),
        ({"c": "x=y&z", "a": "1", "b": "2"}, "hush", "5900375be469897b839952fba198b668"),
    ],
)
def test_a_signature_is_the_md5_of_the_sorted_raw_fields_and_the_salt(
    fields: Mapping[str, str], salt: str, signature: str
) -> None:
    assert sign(fields, salt) == signature


def test_a_request_has_the_wires_names_and_is_signed() -> None:
    at = datetime(2026, 1, 1, 2, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert request_form("GIFT2026", Fid(123456789), State(245), at, "hush") == {
        "fid": "123456789",
        "cdk": "GIFT2026",
        "kid": "245",
        "time": "1767225600",
        "sign": "6496dcf32d7ed12f0981a0a1537c7fca",
    }


@pytest.mark.parametrize("written", [int, str])
@pytest.mark.parametrize("untidy", UNTIDY)
@pytest.mark.parametrize(("words", "number", "meaning"), TABLE)
def test_a_row_is_recognised_however_untidily_it_is_written(
    words: str, number: int, meaning: Outcome, untidy: Callable[[str], str], written: type
) -> None:
    assert outcome(msg=untidy(words), err_code=written(number)) is meaning


@pytest.mark.parametrize("said", ["a new sentence", "", "  ", ".", None, 7, ["SUCCESS"], True])
@pytest.mark.parametrize(("words", "number", "meaning"), TABLE)
def test_the_number_decides_where_the_words_are_new_but_for_the_one_of_many_meanings(
    words: str, number: int, meaning: Outcome, said: object
) -> None:
    expected = Outcome.UNKNOWN if number == 40001 else meaning
    assert outcome(msg=said, err_code=number) is expected


@pytest.mark.parametrize("number", [0, 1, 40000, 20001, "x", 40008.5, True, [40008], {}])
@pytest.mark.parametrize("words", [words for words, _, _ in TABLE])
def test_known_words_with_what_is_no_known_number_are_unknown(words: str, number: object) -> None:
    assert outcome(msg=words, err_code=number) is Outcome.UNKNOWN


def test_known_words_with_the_number_of_another_row_are_unknown() -> None:
    for words, _, meaning in TABLE:
        for _, number, other in TABLE:
            expected = meaning if meaning is other else Outcome.UNKNOWN
            assert outcome(msg=words, err_code=number) is expected


@pytest.mark.parametrize("untidy", UNTIDY)
@pytest.mark.parametrize("fields", [{}, {"err_code": None}, {"err_code": ""}, {"errCode": " "}])
@pytest.mark.parametrize(("words", "number", "meaning"), TABLE)
def test_well_known_words_decide_alone_where_no_number_came(
    words: str,
    number: int,
    meaning: Outcome,
    fields: Mapping[str, object],
    untidy: Callable[[str], str],
) -> None:
    assert number not in fields.values()
    assert outcome(msg=untidy(words), **fields) is meaning


@pytest.mark.parametrize("said", ["a new sentence", "", None, ["SUCCESS"], {"SUCCESS": 1}])
def test_other_words_without_a_number_mean_nothing(said: object) -> None:
    assert outcome(msg=said) is Outcome.UNKNOWN


@pytest.mark.parametrize("written", [int, str])
@pytest.mark.parametrize(("words", "number", "meaning"), TABLE)
def test_the_number_may_be_under_its_other_name(
    words: str, number: int, meaning: Outcome, written: type
) -> None:
    assert outcome(msg=words, errCode=written(number)) is meaning
    assert outcome(msg=words, err_code="", errCode=written(number)) is meaning
    assert outcome(msg=words, err_code=number, errCode=written(number)) is meaning


def test_two_names_with_different_numbers_are_unknown() -> None:
    assert outcome(msg="SUCCESS", err_code=20000, errCode=40014) is Outcome.UNKNOWN
    assert outcome(msg="SUCCESS", err_code=20000, errCode="x") is Outcome.UNKNOWN


@pytest.mark.parametrize("written", [int, str, "{}.".format])
@pytest.mark.parametrize(("words", "number", "meaning"), TABLE)
def test_the_number_may_stand_where_the_words_are_due(
    words: str, number: int, meaning: Outcome, written: Callable[[int], object]
) -> None:
    expected = Outcome.UNKNOWN if number == 40001 else meaning
    assert outcome(msg=written(number)) is expected, words
    assert outcome(msg=written(number), err_code=number) is expected
    assert outcome(msg=written(number), errCode=str(number)) is expected


def test_numbers_in_both_places_that_disagree_are_unknown() -> None:
    assert outcome(msg=40014, err_code=20000) is Outcome.UNKNOWN
    assert outcome(msg=20000, err_code=40014) is Outcome.UNKNOWN


@pytest.mark.parametrize("number", [0, 20000, "40002", None])
@pytest.mark.parametrize("said", ["Sign Error", "sign error.", "params: SIGN  ERROR (7)"])
def test_any_sign_error_means_a_wrong_salt(said: str, number: object) -> None:
    assert outcome(msg=said, err_code=number) is Outcome.WRONG_SALT


@pytest.mark.parametrize(
    ("status", "meaning"),
    [(429, Outcome.THROTTLED)]
    + [(status, Outcome.REFUSED_AT_THE_DOOR) for status in (401, 403)]
    + [(status, Outcome.UNREACHABLE) for status in (500, 502, 503, 504, 520, 599)]
    + [(status, Outcome.UNKNOWN) for status in (100, 301, 302, 307, 304, 400, 404, 405, 600)],
)
@pytest.mark.parametrize("content", [body(msg="SUCCESS", err_code=20000), b"<html>", b""])
def test_a_status_other_than_success_decides_alone(
    status: int, meaning: Outcome, content: bytes
) -> None:
    assert classify(status, {}, content).outcome is meaning


JUNK = [
    b"",
    b"null",
    b"20000",
    b'"SUCCESS"',
    b'[{"msg": "SUCCESS", "err_code": 20000}]',
    b"<!DOCTYPE html><title>SUCCESS 20000</title>",
    b"\xff\xfe\x00",
    b'{"msg": "\xff", "err_code": "\xff"}',
    b'{"msg": "SUCCESS", "err_code": 20000',
    b'{"msg": "SUCCESS", "err_code": 20000} trailing',
    b'{"msg": "SUCCESS", "err_code": 40014, "err_code": 20000}',
    b'{"msg": "USED", "msg": "SUCCESS", "err_code": 20000}',
    b'{"msg": "SUCCESS", "err_code": NaN}',
    b'{"msg": "SUCCESS", "err_code": 1e999}',
    b'{"msg": "SUCCESS", "err_code": ' + b"2" * 5_000 + b"}",
    b'{"msg": "SUCCESS", "err_code": "' + b"2" * 5_000 + b'"}',
    b'{"msg": "SUCCESS", "err_code": 20000.0}',
    b'{"msg": "SUCCESS", "err_code": " 20000"}',
    '{"msg": "SUCCESS", "err_code": "２００００"}'.encode(),
    b'{"data": ' * 30_000 + b"1" + b"}" * 30_000,
    b"[" * 60_000,
    b'{"MSG": "SUCCESS", "ERR_CODE": 20000}',
]


@pytest.mark.parametrize("content", JUNK)
def test_what_is_not_an_answer_of_the_game_is_unknown(content: bytes) -> None:
    answer = classify(200, {}, content)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.message


WORDS = st.sampled_from([words for words, _, _ in TABLE])
NUMBERS = st.sampled_from([number for _, number, _ in TABLE])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
SAID = st.tuples(WORDS, st.sampled_from(UNTIDY)).map(lambda pair: pair[1](pair[0])) | JSON
TYPED = NUMBERS | NUMBERS.map(str) | NUMBERS.map(float) | JSON
OBJECTS = st.fixed_dictionaries(
    {}, optional={"msg": SAID | TYPED, "err_code": TYPED, "errCode": TYPED, "code": JSON}
)
BODIES = (
    st.binary() | JSON.map(json.dumps).map(str.encode) | OBJECTS.map(json.dumps).map(str.encode)
)
STATUSES = st.sampled_from([200, 201, 204, 299, 302, 429, 503]) | st.integers()
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "RETRY-AFTER", "date", "X-RateLimit-Limit"]) | st.text(),
    st.integers().map(str) | st.text(st.characters()),
)


@given(STATUSES, HEADERS, BODIES)
@example(200, {}, b'{"msg": "\\ud800", "err_code": 20000}')
def test_nothing_raises_and_only_the_settling_rows_settle(
    status: int, headers: Mapping[str, str], content: bytes
) -> None:
    answer = classify(status, headers, content)

    assert answer.message.isprintable()
    assert 0 < len(answer.message) <= LONGEST_LINE
    assert answer.retry_after is None or 0 <= answer.retry_after <= 900
    assert answer.limit is None or answer.limit >= 1
    assert answer.remaining is None or answer.remaining >= 0
    if ENTAILS[answer.outcome].fate is Fate.SETTLED:
        assert 200 <= status < 300
        fields = json.loads(content)
        words = re.sub(r"\s+", " ", str(fields.get("msg"))).strip(" .").upper()
        came = [str(fields.get(name)) for name in ("err_code", "errCode")]
        numbers = {int(number) for number in came if number.isascii() and number.isdecimal()}
        numbers |= {number for number in SETTLING if words == str(number)}
        assert len(numbers) <= 1
        for number in numbers:
            others = {row[0].upper() for row in TABLE} | {str(row[1]) for row in TABLE}
            assert words in (SETTLING[number], str(number)) or words not in others
        assert numbers or words in SETTLING.values()


def test_the_headers_are_read_whatever_their_case() -> None:
    headers = {
        "RETRY-AFTER": "7",
        "x-ratelimit-limit": "30",
        "X-RateLimit-Remaining": "0",
    }
    assert classify(429, headers, b'{"message": "Too Many Attempts."}') == Answer(
        Outcome.THROTTLED,
        "HTTP 429: Too Many Attempts.",
        retry_after=7.0,
        limit=30,
        remaining=0,
    )


def test_a_limit_of_nothing_is_no_limit() -> None:
    answer = classify(200, {"X-RateLimit-Limit": "0", "X-RateLimit-Remaining": "-1"}, b"")
    assert (answer.limit, answer.remaining) == (None, None)


@pytest.mark.parametrize(
    ("status", "content", "message"),
    [
        (200, body(msg="RECEIVED.", err_code=40008), "RECEIVED."),
        (200, body(msg="Maintenance\nuntil 9", err_code="40099"), "Maintenance until 9 (40099)"),
        (200, body(msg="RECEIVED.", err_code=20000), "RECEIVED. (20000)"),
        (200, body(msg=40008), "40008"),
        (200, body(msg="New", errCode=40099), "New (40099)"),
        (200, body(msg="RECEIVED", err_code=7, errCode=40008), "RECEIVED (7, 40008)"),
        (200, b'{"err_code": 40099}', '{"err_code": 40099}'),
        (200, b"", "an empty answer"),
        (502, b"<h1>Bad Gateway</h1>", "HTTP 502: <h1>Bad Gateway</h1>"),
        (503, b" \n", "HTTP 503: an empty answer"),
        (302, b"\xff", "HTTP 302: �"),
    ],
)
def test_the_message_is_what_the_game_said_with_what_it_takes_to_look_it_up(
    status: int, content: bytes, message: str
) -> None:
    assert classify(status, {}, content).message == message


def test_a_request_without_an_answer_is_unreachable_for_a_reason() -> None:
    assert unreachable("no answer\nwithin 20 s") == Answer(
        Outcome.UNREACHABLE, "no answer within 20 s"
    )


def test_a_request_that_concerns_no_player_is_signed_too() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    # Made by hand, with md5sum: of time=1767225600hush.
    signature = "856b4f6bf2043527e409d58de186a939"
    assert config_form(at, "hush") == {"time": "1767225600", "sign": signature}


@pytest.mark.parametrize(
    ("status", "content", "meaning"),
    [
        (200, body(code=0, msg="success", err_code=""), Outcome.REDEEMED),
        (200, body(code=0, msg="success", err_code=0), Outcome.REDEEMED),
        (200, b'{"code": 0, "data": {"servers": []}}', Outcome.REDEEMED),
        (200, body(code=0, msg="Sign Error", err_code=0), Outcome.WRONG_SALT),
        (200, body(msg="params error", err_code=""), Outcome.UNKNOWN),
        (200, b'{"code": false}', Outcome.UNKNOWN),
        (200, b"<html>", Outcome.UNKNOWN),
        (404, b'{"code": 0}', Outcome.UNKNOWN),
        (403, b'{"code": 0}', Outcome.REFUSED_AT_THE_DOOR),
        (429, b'{"code": 0}', Outcome.THROTTLED),
        (503, b'{"code": 0}', Outcome.UNREACHABLE),
    ],
)
def test_a_request_that_concerns_no_player_was_taken_where_the_game_says_so(
    status: int, content: bytes, meaning: Outcome
) -> None:
    assert classify_config(status, {}, content).outcome is meaning


def test_the_present_is_not_needed_to_sign() -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC)
    assert request_form("X", Fid(1), State(1), at, "")["time"] == "0"
