"""What became of each code for one account: who asks sees only codes that their guild may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.codes.visible import history_of
from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, ends_part
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


@dataclass(frozen=True, slots=True)
class Part:
    """What became of a code for an account: an outcome, or it waits for its turn.

    `said` is the game's answer, where it is one that is not known.
    """

    code: str
    outcome: Outcome | None = None
    at: datetime | None = None
    settled: bool = False
    said: str = ""


async def parts_of(request: Request, account: Member) -> Sequence[Part]:
    """Read what became of the guild's codes for an account, what waits first, then the newest."""
    past = await history_of(request.services.store, request.guild_id, account.fid)
    return parts(past.codes, past.settled, past.attempts)


def parts(
    records: Iterable[CodeRecord], settled: Iterable[Redemption], answers: Iterable[Attempt]
) -> Sequence[Part]:
    """Put together what is known of each code for one account."""
    by_key = {code_key(one.code): _settled(one) for one in settled}
    living = {code_key(one.code): one for one in records if one.standing.life is not Life.DEAD}
    for one in answers:
        key = code_key(one.code)
        by_key.setdefault(key, _answered(one, alive=key in living))
    for key, record in living.items():
        by_key.setdefault(key, Part(record.code))
    waiting = [part for part in by_key.values() if part.at is None]
    dated = [(part.at, part) for part in by_key.values() if part.at]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [*waiting, *(part for _, part in dated)]


def line(say: Say, part: Part) -> str:
    """Tell of a part: when, or why not and what to do about it."""
    code = say.code(part.code)
    if part.outcome is None or part.at is None:
        return say("players-waits", code=code)
    outcome, when = say(key_of("outcome", part.outcome)), moment(part.at)
    if part.settled:
        return say("players-got", code=code, outcome=outcome, when=when)
    advice = say(ADVICE.get(part.outcome) or f"{key_of('outcome', part.outcome)}.advice")
    told = say("players-failed", code=code, outcome=outcome, when=when, advice=advice)
    if not part.said:
        return told
    return f"{told} {say('players-answer', text=say.name(part.said, 80))}"


def _settled(one: Redemption) -> Part:
    return Part(one.code, one.how, one.at, settled=True)


def _answered(one: Attempt, *, alive: bool) -> Part:
    """Read an answer; one after which the account is asked again waits, while the code lives."""
    if alive and not ends_part(one.outcome, one.tries):
        return Part(one.code)
    said = one.message if one.outcome is Outcome.UNKNOWN else ""
    return Part(one.code, one.outcome, one.at, said=said)
