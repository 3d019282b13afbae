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
SIGN_ERROR = Answer("Sign Error", 0, ending="")
PARAMS_ERROR = Answer("params error", "", ending="")


class Case(Enum):
    """How the words are written."""

    OWN = "own"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is written. By default as the game does; `ending` None is the answer's own."""

    number_as_text: bool = False
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
    content: dict[str, object] = {
        "code": 0 if answer == SUCCESS else 1,
        "data": [],
        "msg": words,
        "err_code": str(answer.number) if manner.number_as_text else answer.number,
    }
    return Reply(answer.words, 200, JSON, json.dumps(content).encode())


def too_many_requests(wait: int | None) -> Reply:
    """Write HTTP 429 with a message; `wait` is what `Retry-After` says, None leaves it out."""
    headers = JSON if wait is None else {**JSON, "Retry-After": str(wait)}
    return Reply("HTTP 429", 429, headers, b'{"message": "Too Many Attempts."}')


def page(status: int, wait: int | None = None) -> Reply:
    """Write a page of HTML where JSON is due, as a server in front of the game does."""
    headers = HTML if wait is None else {**HTML, "Retry-After": str(wait)}
    body = f"<!DOCTYPE html><title>{status}</title><h1>{status}</h1><p>Please try again later.</p>"
    return Reply(f"HTTP {status} page", status, headers, body.encode())
