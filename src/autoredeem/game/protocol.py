"""Sign a request, read an answer: pure functions. The wire's names are used here alone."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import md5
from http import HTTPStatus

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.text import visible_line
from autoredeem.game.gateway import gateway_outcome
from autoredeem.game.headers import count, retry_after, server_date

MEANINGS: tuple[tuple[str, int, Outcome], ...] = (
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
    ("ROLE NOT EXIST", 40001, Outcome.NO_SUCH_PLAYER),
    ("NOT LOGIN", 40009, Outcome.NO_SUCH_PLAYER),
)
"""What the game says, in words and as a number, and what it means: a row for each answer."""

SIGN_ERROR = "SIGN ERROR"
"""Words that mean a wrong salt wherever they stand, with any number."""

NUMBER_OF_MANY = 40001
"""The one number that the game uses for more than one thing, so that it means nothing alone."""

NUMBER_NAMES = ("err_code", "errCode")
"""What the field with the number is called: by most of the API's deployments, and by some."""

MOST_SHOWN = 1_000
"""Characters of an answer's words, blanks and all, of which a line is made."""

EMPTY = "an empty answer"

Redact = Callable[[str], str]
"""Returns a text without what is secret in it."""

_BY_NUMBER: Mapping[int | None, Outcome] = {number: outcome for _, number, outcome in MEANINGS}
_BY_WORDS = {words: outcome for words, _, outcome in MEANINGS} | {
    str(number): outcome for _, number, outcome in MEANINGS if number != NUMBER_OF_MANY
}
"""The number may stand where the words are due."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came to.

    `message` is the game's own words (or ours, where there were none): one visible line of bounded
    length, safe to log and show. `retry_after` is in seconds; `limit` is at least 1, `remaining` at
    least 0: the requests a minute that the game grants this address, and what it has left of them.
    `server_date` is the server's own time, aware, when it answered.
    """

    outcome: Outcome
    message: str
    retry_after: float | None = None
    limit: int | None = None
    remaining: int | None = None
    server_date: datetime | None = None


def sign(fields: Mapping[str, str], salt: str) -> str:
    """Return the signature of a request's other fields: 32 lower-case hex digits."""
    signed = "&".join(f"{name}={fields[name]}" for name in sorted(fields)) + salt
    return md5(signed.encode(), usedforsecurity=False).hexdigest()


def request_form(code: str, fid: Fid, state: State, at: datetime, salt: str) -> dict[str, str]:
    """Return the signed fields of the request to redeem `code`; `at` is aware."""
    fields = {"fid": str(fid), "cdk": code, "kid": str(state), "time": _time(at)}
    return {**fields, "sign": sign(fields, salt)}


def config_form(at: datetime, salt: str) -> dict[str, str]:
    """Return the signed fields of the request that concerns no player; `at` is aware."""
    fields = {"time": _time(at)}
    return {**fields, "sign": sign(fields, salt)}


def _time(at: datetime) -> str:
    return str(int(at.timestamp()))


def classify(
    status: int, headers: Mapping[str, str], body: bytes, redacted: Redact = str
) -> Answer:
    """Return what an HTTP answer means. Whatever comes in, this raises nothing.

    The names of headers may be in any case. Its words are `redacted` before they are cut short: a
    server may repeat what it was sent.
    """
    named = {name.lower(): value for name, value in headers.items()}
    said = _said(body)
    outcome = gateway_outcome(status, named, b"" if said else body)
    if outcome is None:
        outcome = _by_status(status) if status_decides(status) else _by_content(said)
    return Answer(
        outcome,
        _message(status, redacted(_words(outcome, said, body))),
        retry_after=retry_after(named),
        limit=count(named.get("x-ratelimit-limit")) or None,
        remaining=count(named.get("x-ratelimit-remaining")),
        server_date=server_date(named),
    )


def classify_config(
    status: int, headers: Mapping[str, str], body: bytes, redacted: Redact = str
) -> Answer:
    """Return what the answer to a request that concerns no player means.

    Where the game took it, that is its word for every success, `REDEEMED`, whatever it says beside.
    """
    answer, said = classify(status, headers, body, redacted), _said(body)
    took = type(said.get("code")) is int and said["code"] == 0 and not status_decides(status)
    if took and answer.outcome is Outcome.UNKNOWN:
        return replace(answer, outcome=Outcome.REDEEMED)
    return answer


def unreachable(reason: str) -> Answer:
    """Return the answer of a request that none came for, or not the whole of it."""
    return Answer(Outcome.UNREACHABLE, visible_line(reason))


def status_decides(status: int) -> bool:
    """Whether the HTTP status means everything, so that the body is nothing but words."""
    return status // 100 != HTTPStatus.OK // 100


def _by_status(status: int) -> Outcome:
    server_failed = status // 100 == HTTPStatus.INTERNAL_SERVER_ERROR // 100
    return Outcome.UNREACHABLE if server_failed else Outcome.UNKNOWN


def _by_content(said: Mapping[str, object]) -> Outcome:
    """Find the row: known words and the number must agree, where both came; else either alone."""
    words, numbers = _tidy(said.get("msg")), _numbers(said)
    if SIGN_ERROR in words:
        return Outcome.WRONG_SALT
    by_words = _BY_WORDS.get(words)
    if not numbers:
        return by_words or Outcome.UNKNOWN
    number = numbers.pop() if len(numbers) == 1 else None
    by_number = _BY_NUMBER.get(number, Outcome.UNKNOWN)
    if by_words is by_number or (by_words is None and number != NUMBER_OF_MANY):
        return by_number
    return Outcome.UNKNOWN


def _said(body: bytes) -> Mapping[str, object]:
    """Return the JSON object that the body is; {} if it is none or contradicts itself."""
    try:
        content = json.loads(body, object_pairs_hook=_unambiguous)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _unambiguous(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a name stands for two values")
    return fields


def _tidy(words: object) -> str:
    return " ".join(_text(words).split()).rstrip(". ").upper()


def _text(words: object) -> str:
    """Return what stands where words are due; a number may, and nothing else that is no text."""
    return str(words) if isinstance(words, str) or type(words) is int else ""


def _numbers(said: Mapping[str, object]) -> set[int | None]:
    """Return the numbers that came: none, one, several that disagree; None is one of no sense."""
    came = (said.get(name) for name in NUMBER_NAMES)
    return {_number(value) for value in came if not _is_blank(value)}


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _number(value: object) -> int | None:
    """Read the number of an answer. A truth value is no number, though Python counts it as one."""
    if isinstance(value, str):
        return count(value)
    return value if type(value) is int else None


def _words(outcome: Outcome, said: Mapping[str, object], body: bytes) -> str:
    """Return what the answer says to people; the whole body where it is none of the game's."""
    texts = (_text(said.get("msg")), _text(said.get("message")))
    words = next((text for text in texts if text.strip()), "")
    numbers = sorted(number for number in _numbers(said) if number is not None)
    if words and numbers and outcome is Outcome.UNKNOWN:
        words = f"{words} ({', '.join(map(str, numbers))})"
    return words or body.decode(errors="replace").strip() or EMPTY


def _message(status: int, words: str) -> str:
    shown = words[:MOST_SHOWN]
    return visible_line(f"HTTP {status}: {shown}" if status_decides(status) else shown)
