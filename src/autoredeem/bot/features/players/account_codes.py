"""The result of each code for one account: only of codes that the guild may see."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.bot.features.runs.format import issue_text
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.codes.visible import history_of
from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import (
    ENTAILS,
    Attempt,
    Outcome,
    Redemption,
    ends_code,
    ends_part,
    is_lifted,
)
from autoredeem.store.records import CodeRecord

ADVICE: Mapping[Outcome, str] = {
    Outcome.LEVEL_TOO_LOW: "players-advice-level",
    Outcome.WRONG_STATE: "players-advice-state",
    Outcome.NO_SUCH_PLAYER: "players-advice-player",
    Outcome.NO_SUCH_CODE: "players-advice-code",
    Outcome.PLAYER_THROTTLED: "players-advice-later",
    Outcome.TRY_AGAIN: "players-advice-later",
    Outcome.UNKNOWN: "players-advice-unknown",
}
"""What a player can do, where that is not what a manager can do (`outcome-….advice`)."""

OF_THE_PLAYER = frozenset({Outcome.WRONG_STATE, Outcome.NO_SUCH_PLAYER})
"""Answers that say the same of every code: id or state has to be mended first."""


@dataclass(frozen=True, slots=True)
class CodeResult:
    """The result of a code's edition for an account: an outcome, or none while it waits.

    `answer` is the game's own, where its meaning is unknown. `retry_at` is from when on its owner
    may have it tried again; None where that would come to the same, or is no longer possible.
    """

    code: str
    outcome: Outcome | None = None
    at: datetime | None = None
    settled: bool = False
    answer: str = ""
    retry_at: datetime | None = None


async def read_results(request: Request, account: Member) -> Sequence[CodeResult]:
    """Return the results of the guild's codes for an account: what waits first, then the newest."""
    store = request.services.store
    past, players = await asyncio.gather(
        history_of(store, request.guild_id, account.fid), store.players([account.fid])
    )
    known = players.get(account.fid, KnownPlayer(account.fid))
    expected = known.expected(account.state, request.at)
    return merge_results(past.codes, past.settled, past.attempts, expected, account.level)


def merge_results(
    records: Iterable[CodeRecord],
    settled: Iterable[Redemption],
    attempts: Iterable[Attempt],
    expected: tuple[Outcome, datetime] | None,
    level: int | None = None,
) -> Sequence[CodeResult]:
    """Return the result of each code that is known for one account, in the same order.

    `expected` is what the game said of the account itself, and when: for codes that it was not
    asked for. `level` is the account's now.
    """
    by_key = {code_key(one.code): _settled(one) for one in settled}
    living = {code_key(one.issue): one for one in records if one.standing.life is not Life.DEAD}
    for one in attempts:
        key = code_key(one.code)
        by_key.setdefault(key, _attempted(one, level, alive=key in living))
    for key, record in living.items():
        by_key.setdefault(key, CodeResult(record.issue, *(expected or ())))
    waiting = [result for result in by_key.values() if result.at is None]
    dated = [(result.at, result) for result in by_key.values() if result.at]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [*waiting, *(result for _, result in dated)]


def result_line(say: Say, result: CodeResult) -> str:
    """Return the line of a result: when, or why not and what to do about it."""
    code = issue_text(say, result.code)
    if result.outcome is None or result.at is None:
        return say("players-waits", code=code)
    outcome, when = say(key_of("outcome", result.outcome)), moment(result.at)
    if result.settled:
        return say("players-got", code=code, outcome=outcome, when=when)
    advice = say(ADVICE.get(result.outcome) or f"{key_of('outcome', result.outcome)}.advice")
    text = say("players-failed", code=code, outcome=outcome, when=when, advice=advice)
    if not result.answer:
        return text
    return f"{text} {say('players-answer', text=say.name(result.answer, 80))}"


def _settled(one: Redemption) -> CodeResult:
    return CodeResult(one.code, one.how, one.at, settled=True)


def _attempted(one: Attempt, level: int | None, *, alive: bool) -> CodeResult:
    """Return the result of an attempt; one that is repeated waits, while the code lives."""
    if alive and (ends_code(one.outcome) or not ends_part(one.outcome, one.tries)):
        return CodeResult(one.code)
    answer = one.message if one.outcome is Outcome.UNKNOWN else ""
    retry_at = _retry_at(one, level) if alive else None
    return CodeResult(one.code, one.outcome, one.at, answer=answer, retry_at=retry_at)


def _retry_at(one: Attempt, level: int | None) -> datetime | None:
    """Return when an answer has rested: at once, where the level rose above what was too low."""
    if one.outcome in OF_THE_PLAYER:
        return None
    lifted = is_lifted(one.outcome, one.level, level)
    return one.at if lifted else one.at + ENTAILS[one.outcome].rests
