"""What a server in front of the game says instead of it: too many requests, or turned away.

Such servers (Cloudflare's and Amazon's among them) answer programs with pages that are made for
browsers, under whichever HTTP status. A page that asks for proof of a person is only recognised
here; nothing in this program ever answers it.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from autoredeem.domain.redemptions import Outcome

REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

CHALLENGE_HEADERS: Mapping[str, frozenset[str]] = {
    "cf-mitigated": frozenset({"challenge"}),
    "x-amzn-waf-action": frozenset({"challenge", "captcha"}),
}
"""Headers, in lower case, by which the two largest of them mark such a page, and their values."""

CHALLENGE_WORDS = (
    "just a moment",
    "attention required! | cloudflare",
    "checking your browser",
    "checking if the site connection is secure",
    "verify you are human",
    "verify you are a human",
    "verifying you are human",
    "verify that you are human",
    "are you a robot",
    "not a robot",
    "you have been blocked",
    "your request has been blocked",
    "enable javascript and cookies to continue",
    "captcha",
)
"""What such pages say, in lower case, whoever wrote them."""

CHALLENGE_SCRIPTS = ("_cf_chl_opt", "_incapsula_resource", "acw_sc__v2")
"""What their scripts are called, in lower case, where they say nothing."""

_MARKUP = re.compile(r"<[^<>]*>")
_TOO_MANY = re.compile(r"\berror(?: code)? ?:? ?1015\b")


def gateway_outcome(status: int, headers: Mapping[str, str], page: bytes) -> Outcome | None:
    """Return what an answer means that is not the game's own; None where it may be the game's.

    The names of `headers` are in lower case. `page` is the body if it is no answer of the game's.
    """
    source = page.decode(errors="replace").lower()
    text = " ".join(_MARKUP.sub(" ", source).split())
    if status == HTTPStatus.TOO_MANY_REQUESTS or _TOO_MANY.search(text):
        return Outcome.THROTTLED
    if status in REFUSALS or _is_marked(headers) or _is_challenge(source, text):
        return Outcome.REFUSED_AT_THE_DOOR
    return None


def _is_marked(headers: Mapping[str, str]) -> bool:
    return any(headers.get(name, "") in values for name, values in CHALLENGE_HEADERS.items())


def _is_challenge(source: str, text: str) -> bool:
    asks = any(words in text for words in CHALLENGE_WORDS)
    return asks or any(script in source for script in CHALLENGE_SCRIPTS)
