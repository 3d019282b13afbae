"""The game's address and the salt, proven with requests that redeem nothing; and the clock."""

from collections.abc import Awaitable
from datetime import datetime

from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE
from autoredeem.domain.redemptions import Outcome
from autoredeem.game.client import GameClient
from autoredeem.game.protocol import Answer
from autoredeem.game.titles import TITLES, setting
from autoredeem.observe.clock import Clock
from autoredeem.runtime.findings import Finding, Level, milliseconds

GAME, CLOCK = "game", "clock"

NO_CODE = "AUTOREDEEM-DOCTOR"
"""A code that can't exist, asked for on behalf of a player and a state that can't either."""

MOST_SECONDS_OFF = 120
"""Every request carries the time and the game takes none that is too old; this is well within."""


async def game_findings(game: GameClient, url: str, title: str, clock: Clock) -> list[Finding]:
    """Ask the game; what it answers proves address and salt, and gives its time.

    It is asked what concerns no player; only where it does not know that call, for a code that
    can't exist. `url` is the base that `game` asks. These are requests of their own, beside the
    pacer's slots.
    """
    answer, took = await _timed(game.config(), clock)
    if answer.outcome is Outcome.UNKNOWN:
        asked = game.redeem(NO_CODE, LARGEST_FID, LARGEST_STATE, sent=_nothing)
        answer, took = await _timed(asked, clock)
    level, found, advice = _verdict(answer, title)
    after = "" if answer.outcome is Outcome.UNREACHABLE else f" after {milliseconds(took)}"
    game_itself = Finding(level, GAME, f"{shown(url)} {found}{after}{_budget(answer)}", advice)
    return [game_itself, clock_finding(clock.now(), answer.server_date)]


async def _timed(asked: Awaitable[Answer], clock: Clock) -> tuple[Answer, float]:
    """Return an answer, and the seconds that it took."""
    began = clock.monotonic()
    answer = await asked
    return answer, clock.monotonic() - began


def shown(url: str) -> str:
    """Return what may be shown of a URL: all of it, or the host alone where it has a password."""
    return url.rpartition("@")[2].partition("/")[0] if "@" in url else url


def clock_finding(ours: datetime, servers: datetime | None) -> Finding:
    """Compare two times, taken at the same moment; `servers` is what the game's answer said."""
    if servers is None:
        return Finding(Level.OK, CLOCK, "can't be compared, as no answer of the game told the time")
    seconds = round((ours - servers).total_seconds())
    if abs(seconds) <= MOST_SECONDS_OFF:
        return Finding(Level.OK, CLOCK, f"within {abs(seconds)} s of the game's")
    side = "ahead of" if seconds > 0 else "behind"
    return Finding(
        Level.FAIL,
        CLOCK,
        f"this computer's is {abs(seconds):,} s {side} the game's, and every request carries the"
        " time",
        "let the computer set its clock by itself (automatic date and time)",
    )


def _verdict(answer: Answer, title: str) -> tuple[Level, str, str]:
    """Return how bad the answer is, what the game did, and what to do."""
    if failure := _failure(answer, title):
        return Level.FAIL, *failure
    if warning := _warning(answer, title):
        return Level.WARN, *warning
    return Level.OK, f"accepted the signature ({answer.message})", ""


def _failure(answer: Answer, title: str) -> tuple[str, str] | None:
    """Return what the game did that keeps the program from its work, and what to do."""
    said = answer.message
    match answer.outcome:
        case Outcome.WRONG_SALT:
            advice = f"set {setting(title, 'SALT')} to the game's own salt; it may have changed"
            return f"refused the signature ({said})", advice
        case Outcome.UNREACHABLE:
            url = setting(title, "URL")
            advice = f"check this computer's connection, and {url} if you have set it"
            return f"can't be reached ({said})", advice
        case Outcome.REFUSED_AT_THE_DOOR:
            return f"turns this computer away at the door ({said})", _door_advice(title)
        case _:
            return None


def _warning(answer: Answer, title: str) -> tuple[str, str] | None:
    """Return what may pass by itself, or mean nothing, and what to do."""
    said, url = answer.message, setting(title, "URL")
    match answer.outcome:
        case Outcome.THROTTLED:
            wait = 60 if answer.retry_after is None else answer.retry_after
            advice = f"someone uses this internet address: wait {wait:.0f} s and try again"
            return f"lets this address wait ({said})", advice
        case Outcome.PLAYER_THROTTLED | Outcome.TRY_AGAIN:
            return f"asks to come back later ({said})", "try again in a minute"
        case Outcome.UNKNOWN:
            advice = f"check {url} if you have set it; if it is right, a newer autoredeem may help"
            return f"answered what nobody knows yet ({said})", advice
        case _:
            return None


def _door_advice(title: str) -> str:
    ours = ", ".join(setting(title, name) for name in ("URL", "ORIGIN", "REFERER"))
    page = TITLES[title].redemption_page
    return (
        f"open {page} in a browser on this computer: if that is refused too, this"
        " internet address is blocked; wait some hours, or run the program on another address of"
        f" your own. If it opens, take back {ours} where you have set them. No captcha is solved"
        " for you"
    )


def _budget(answer: Answer) -> str:
    if answer.limit is None or answer.remaining is None:
        return ""
    return f"; it grants {answer.limit:,} requests a minute, {answer.remaining:,} are left"


def _nothing() -> None:
    """Note nothing: when the request leaves does not matter."""
