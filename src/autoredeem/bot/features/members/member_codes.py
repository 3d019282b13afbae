"""The results of codes for one member: redeemed, or failed, why, and what to do about it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from autoredeem.bot.features.runs.format import issue_text
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.codes.visible import history_of
from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, ends_code
from autoredeem.store.interface import Store

LONGEST_ANSWER = 60

Event = Redemption | Attempt

ADVICE = {
    Outcome.WRONG_STATE: "members-advice-state",
    Outcome.NO_SUCH_PLAYER: "members-advice-player",
}
"""What can be done about one member, where it is not what can be done about many."""


@dataclass(frozen=True, slots=True)
class History:
    """The results of codes, the latest first, each edition of a code once.

    `living` are the keys of the editions that are worth a request.
    """

    events: Sequence[Event]
    living: frozenset[str]

    def failed(self, events: Iterable[Event]) -> Sequence[Attempt]:
        """Return the attempts among these after which a retry may help."""
        failed = (one for one in events if isinstance(one, Attempt))
        return [one for one in failed if code_key(one.code) in self.living]


async def read_history(store: Store, guild_id: GuildId, fid: Fid) -> History:
    """Return the results of the guild's codes for a player."""
    past = await history_of(store, guild_id, fid)
    living = frozenset(
        code_key(one.issue) for one in past.codes if one.standing.life is not Life.DEAD
    )
    got = {code_key(one.code) for one in past.settled}
    failed = (
        one for one in past.attempts if code_key(one.code) not in got and not _is_past(one, living)
    )
    events: list[Event] = [*past.settled, *failed]
    return History(sorted(events, key=lambda one: one.at, reverse=True), living)


def _is_past(attempt: Attempt, living: Collection[str]) -> bool:
    """Whether it said that a code is over which is not."""
    return ends_code(attempt.outcome) and code_key(attempt.code) in living


def history_lines(say: Say, events: Sequence[Event], failed: Iterable[Attempt]) -> Iterator[str]:
    """Yield a line for each, and then advice on those that `failed`, once for each reason.

    The advice names its reason where there are several.
    """
    reasons = {one.outcome for one in events if isinstance(one, Attempt)}
    yield from (_line(say, one) for one in events)
    for outcome in dict.fromkeys(one.outcome for one in failed):
        key = key_of("outcome", outcome)
        advice = say(ADVICE.get(outcome) or f"{key}.advice")
        several = len(reasons) > 1
        yield say("members-advice", reason=say(key), advice=advice) if several else advice


def _line(say: Say, event: Event) -> str:
    code, when = issue_text(say, event.code), moment(event.at)
    if isinstance(event, Redemption):
        return say("members-got", code=code, how=say(key_of("outcome", event.how)), when=when)
    reason = say(key_of("outcome", event.outcome))
    if event.outcome is Outcome.UNKNOWN:
        answer = say.name(event.message, LONGEST_ANSWER)
        return say("members-failed-answer", code=code, reason=reason, answer=answer, when=when)
    return say("members-failed", code=code, reason=reason, when=when)
