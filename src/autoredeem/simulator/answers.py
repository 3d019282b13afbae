"""What the game says, in how untidy a manner, and what goes over the wire."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that the game says: `msg` and `err_code` on the wire.

    `ending` follows the words on the wire, as the game writes most of them, and is no part of them.
    """

    words: str
    number: int | str
    ending: str = "."


SUCCESS = Answer("SUCCESS", 20000, ending="")
RECEIVED = Answer("RECEIVED", 40008)
SAME_TYPE = Answer("SAME TYPE EXCHANGE", 40011)
EXPIRED = Answer("TIME ERROR", 40007)
CDK_NOT_FOUND = Answer("CDK NOT FOUND", 40014)
USED = Answer("USED", 40005)
LEVEL_TOO_LOW = Answer("STOVE_LV ERROR", 40006)
SPENDING_TOO_LOW = Answer("RECHARGE_MONEY ERROR", 40017)
VIP_SPENDING_TOO_LOW = Answer("RECHARGE_MONEY_VIP ERROR", 40018)
TOO_FREQUENT = Answer("TOO FREQUENT", 40019)
TIMEOUT_RETRY = Answer("TIMEOUT RETRY", 40004)
USER_INFO_ERROR = Answer("USER INFO ERROR", 40020)
ROLE_NOT_EXIST = Answer("role not exist", 40001)
NOT_LOGIN = Answer("NOT LOGIN", 40009)
SIGN_ERROR = Answer("Sign Error", 0, ending="")
PARAMS_ERROR = Answer("params error", "", ending="")


class Case(Enum):
    """How the words are written."""

    OWN = "own"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is written. By default as the game does; `ending` None is the answer's own.

    `number_name` is what the field with the number is called; empty, there is none. With
    `number_as_words` the number stands where the words are due, and nowhere else.
    """

    number_as_text: bool = False
    number_name: str = "err_code"
    number_as_words: bool = False
    ending: str | None = None
    case: Case = Case.OWN


class Delivery(Enum):
    """How much of a reply reaches whoever asked, before the connection is closed on them."""

    WHOLE = "whole"
    HALF = "half"
    NOTHING = "nothing"
    NEVER = "never"
    """Nothing, and the connection stays open until either side gives up."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends, after `delay` seconds. `name` is what the counters call it."""

    name: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    delivery: Delivery = Delivery.WHOLE
    delay: float = 0.0


JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@lru_cache(maxsize=1_000)
def said(answer: Answer, manner: Manner) -> Reply:
    """Write an answer out in a manner."""
    words = answer.words + (answer.ending if manner.ending is None else manner.ending)
    if manner.case is not Case.OWN:
        words = words.upper() if manner.case is Case.UPPER else words.lower()
    number = str(answer.number) if manner.number_as_text else answer.number
    content: dict[str, object] = {
        "code": 0 if answer == SUCCESS else 1,
        "data": [],
        "msg": number if manner.number_as_words else words,
    }
    if manner.number_name and not manner.number_as_words:
        content[manner.number_name] = number
    return Reply(answer.words, 200, JSON, json.dumps(content).encode())


def config() -> Reply:
    """Write what is answered to a request that concerns no player."""
    content = {"code": 0, "data": {}, "msg": "success", "err_code": ""}
    return Reply("config", 200, JSON, json.dumps(content).encode())


def too_many_requests(wait: int | None) -> Reply:
    """Write HTTP 429 with a message; `wait` is what `Retry-After` says, None leaves it out."""
    headers = JSON if wait is None else {**JSON, "Retry-After": str(wait)}
    return Reply("HTTP 429", 429, headers, b'{"message": "Too Many Attempts."}')


def page(status: int, wait: int | None = None) -> Reply:
    """Write a page of HTML where JSON is due, as a server in front of the game does.

    `wait` is as for `too_many_requests`, here and in the pages below.
    """
    return _page("page", status, wait, f"<h1>{status}</h1><p>Please try again later.</p>")


def refused(status: int, wait: int | None = None) -> Reply:
    """Write that whoever asks may not."""
    return _page("refused", status, wait, f"<center><h1>{status} Forbidden</h1></center>")


def challenge(status: int, wait: int | None = None) -> Reply:
    """Write a page that wants proof of a person, as Cloudflare's do."""
    content = (
        "<h1>Just a moment...</h1><noscript>Enable JavaScript and cookies to continue</noscript>"
        "<script>window._cf_chl_opt={}</script>"
    )
    return _page("challenge", status, wait, content)


def error_1015(status: int, wait: int | None = None) -> Reply:
    """Write Cloudflare's page about too many requests."""
    content = "<h1><span>Error</span>\n<span>1015</span></h1><h2>You are being rate limited</h2>"
    return _page("error 1015", status, wait, content)


def _page(kind: str, status: int, wait: int | None, content: str) -> Reply:
    headers = HTML if wait is None else {**HTML, "Retry-After": str(wait)}
    body = f"<!DOCTYPE html><title>{status}</title>{content}"
    return Reply(f"HTTP {status} {kind}", status, headers, body.encode())
