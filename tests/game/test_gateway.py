"""What a server in front of the game says is told apart from what the game says."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.domain.redemptions import Outcome
from autoredeem.game.gateway import gateway_outcome
from autoredeem.game.protocol import classify

CHALLENGES = [
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>",
    "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",
    "<h1>Checking your browser before accessing the site</h1>",
    "<p>Please enable JavaScript and cookies\n to continue</p>",
    "<h1>Verify you are <b>human</b> by completing the action below.</h1>",
    "<body><form><h2>Please solve this CAPTCHA</h2></form></body>",
    "<script>window._cf_chl_opt={cvId:'3'};</script>",
    '<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>',
    "<html><script>var arg1='AB'; document.cookie='acw_sc__v2='</script></html>",
    "Are you a robot?",
]
TOO_MANY = [
    "error code: 1015",
    "Error 1015",
    "<h1><span>Error</span>\n   <span>1015</span></h1><h2>You are being rate limited</h2>",
    "<title>Access denied</title><p>Error code 1015</p>",
    "<p>ERROR&nbsp;1015</p><p>error 1015</p>",
]
ORDINARY = [
    "",
    "<html>",
    "<title>404 Not Found</title>",
    "<h1>Bad Gateway</h1><p>error 10155</p><p>Player 1015</p><p>Error code: 1016</p>",
    '<html><head><script src="/js/recaptcha.js"></script></head><div id="app"></div></html>',
    "SUCCESS 20000",
]


@pytest.mark.parametrize("status", [200, 202, 401, 403, 405, 503])
@pytest.mark.parametrize("page", CHALLENGES)
def test_a_page_that_wants_proof_of_a_person_is_a_refusal_at_the_door(
    status: int, page: str
) -> None:
    assert classify(status, {}, page.encode()).outcome is Outcome.REFUSED_AT_THE_DOOR


@pytest.mark.parametrize(
    "headers",
    [
        {"CF-Mitigated": "challenge"},
        {"x-amzn-waf-action": "challenge"},
        {"X-Amzn-Waf-Action": "captcha"},
    ],
)
@pytest.mark.parametrize("status", [200, 202, 405, 503])
def test_a_page_that_is_marked_as_one_is_one_whatever_it_says(
    status: int, headers: dict[str, str]
) -> None:
    assert classify(status, headers, b"").outcome is Outcome.REFUSED_AT_THE_DOOR


@pytest.mark.parametrize("status", [200, 401, 403, 429, 503])
@pytest.mark.parametrize("page", TOO_MANY)
def test_a_page_about_error_1015_throttles_under_whichever_status(status: int, page: str) -> None:
    answer = classify(status, {"Retry-After": "30"}, page.encode())
    assert (answer.outcome, answer.retry_after) == (Outcome.THROTTLED, 30.0)


@pytest.mark.parametrize("page", CHALLENGES)
def test_a_429_throttles_whatever_the_page_asks_for(page: str) -> None:
    assert classify(429, {}, page.encode()).outcome is Outcome.THROTTLED


@pytest.mark.parametrize("page", ORDINARY)
@pytest.mark.parametrize(
    ("status", "meaning"),
    [(200, Outcome.UNKNOWN), (404, Outcome.UNKNOWN), (502, Outcome.UNREACHABLE)],
)
def test_another_page_means_what_its_status_does(status: int, meaning: Outcome, page: str) -> None:
    assert classify(status, {}, page.encode()).outcome is meaning


@pytest.mark.parametrize("said", ["error code: 1015", "Just a moment", "solve the captcha"])
def test_the_same_words_in_an_answer_of_the_game_are_the_games(said: str) -> None:
    content = json.dumps({"msg": said, "err_code": 40008}).encode()
    assert classify(200, {}, content).outcome is Outcome.ALREADY_REDEEMED


def test_a_refusal_is_shown_with_its_status_and_its_words() -> None:
    assert classify(403, {}, b"<h1>Forbidden</h1>").message == "HTTP 403: <h1>Forbidden</h1>"
    assert classify(200, {}, b"Are you a robot?").message == "Are you a robot?"


@given(st.integers(), st.dictionaries(st.text(), st.text()), st.binary())
@example(200, {}, b"<" * 65_536)
@example(200, {}, b"<a" * 32_768)
@example(200, {}, b"error " * 11_000)
def test_any_page_is_read_and_raises_nothing(
    status: int, headers: dict[str, str], page: bytes
) -> None:
    expected = {None, Outcome.THROTTLED, Outcome.REFUSED_AT_THE_DOOR}
    assert gateway_outcome(status, headers, page) in expected
