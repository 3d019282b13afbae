"""What a month has to show, read off the game's own counters and the ledger.

The rules are the issue's: every code that lived for an hour after its first permitted try was
redeemed for everyone eligible, each edition; next to no request was spent in vain; dead codes cost
two answers a verdict; what is a guild's own stays there; the budget is kept; whatever stops it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from autoredeem.domain.codes import ABSENT_AGAIN, code_key, issue_of
from autoredeem.simulator.counters import Served
from benchmarks.months.game import DEAD, PER_MINUTE, unix
from benchmarks.months.month import Month
from benchmarks.months.plan import (
    HOUR,
    MINUTE,
    STATE,
    Entry,
    Listed,
    Plan,
    PlannedCode,
    PlannedFeed,
)

SLACK = 12 * MINUTE
"""What may lie between the moment when a code can be tried and its first request: other work, a
stop of the program, polls of the store."""

MOST_IN_VAIN = 0.05
"""Requests that settle nobody new, as a share of those that do."""

ANSWERS_A_VERDICT = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """A month in figures.

    `settled` players were paid, each edition apart. `asides` are requests that wrong states and
    injected faults took. `issues` were to be redeemed for all, and `broken` says what was not as
    it has to be.
    """

    requests: int
    settled: int
    asides: int
    ratio: float
    issues: int
    dead_answers: int
    verdicts: int
    stops: int
    broken: Sequence[str]


def judge(month: Month) -> Figures:
    """Judge a month."""
    counters, plan = month.world.counters, month.plan
    settled = sum(month.world.holdings.counts().values())
    issues = [(code, number) for code in plan.codes for number in range(len(code.editions))]
    dead = sum(_dead_answers(month, code) for code in plan.codes)
    return Figures(
        requests=counters.requests,
        settled=settled,
        asides=month.asides,
        ratio=(counters.requests - month.asides) / max(1, settled),
        issues=sum(_is_due(month, code, number) for code, number in issues),
        dead_answers=dead,
        verdicts=sum(_deaths(month, code) for code in plan.codes),
        stops=month.stopped,
        broken=list(_broken(month)),
    )


def _broken(month: Month) -> Iterator[str]:
    counters = month.world.counters
    for code in month.plan.codes:
        for number in range(len(code.editions)):
            yield from _unredeemed(month, code, number)
        yield from _too_many_dead(month, code)
        yield from _leaked(month, code)
        yield from _misannounced(month, code)
        yield from _miscounted(month, code)
    if counters.over_limit or counters.bad_signature or counters.most_in_window > PER_MINUTE:
        yield f"the budget was exceeded: {counters.most_in_window} in a window"
    if month.stopped != month.plan.size.stops:
        yield f"the program was stopped {month.stopped} times"
    if month.unrecorded:
        yield f"paid, but not in the ledger: {month.unrecorded}"


def _unredeemed(month: Month, code: PlannedCode, number: int) -> Iterator[str]:
    """Say for whom an edition was not redeemed that lived for an hour after its first try."""
    issue = _issue(code, number)
    if not _is_due(month, code, number):
        return
    first, expected = _first_try(month, issue), _permitted(month, code, number)
    if first is None or first > expected + SLACK:
        yield f"{issue} could be tried at {expected:.0f}, and was at {first}"
        return
    paid = month.world.holdings.holders(issue)
    if code.limit is not None:
        if len(paid) != code.limit:
            yield f"{issue}, for {code.limit}, was redeemed for {len(paid)}"
    elif left := _eligible(month.plan, code, _last(month.plan, code, number)) - paid:
        yield f"{issue} was not redeemed for {len(left)}: {sorted(left)[:5]}"


def _is_due(month: Month, code: PlannedCode, number: int) -> bool:
    """Whether an edition lived for an hour after it could first be tried, within the month."""
    lived = _last(month.plan, code, number) - _permitted(month, code, number)
    return lived >= HOUR + SLACK


def _last(plan: Plan, code: PlannedCode, number: int) -> float:
    """Return when an edition ends, or before that what is looked at."""
    return min(code.editions[number].ends, plan.seconds)


def _issue(code: PlannedCode, number: int) -> str:
    return issue_of(code.name, number + 1)


def _first_try(month: Month, issue: str) -> float | None:
    served = (one.at for one in month.world.counters.served if one.issue == issue)
    first = next(served, None)
    return None if first is None else first - unix(0)


def _permitted(month: Month, code: PlannedCode, number: int) -> float:
    """Return when an edition can be tried at the latest, as things were."""
    begins = code.editions[number].begins
    absent = [one.at - unix(0) for one in _served(month, code) if one.name == "CDK NOT FOUND"]
    if number == 0 and absent and absent[0] < begins and code.listed:
        early = sum(at < begins for at in absent)
        return absent[0] + ABSENT_AGAIN[early - 1].total_seconds()
    feeds = {feed.name: feed for feed in month.plan.feeds}
    polled = [_seen(feeds[one.feed], one) for one in code.listed if one.ends > begins]
    found = [one.at for one in code.found]
    return min((at for at in [*polled, *found] if at >= begins), default=float("inf"))


def _seen(feed: PlannedFeed, listed: Listed) -> float:
    """Return when a poll has seen what a feed lists, at the latest."""
    at = listed.begins + 1.25 * feed.minutes * MINUTE
    for trouble in feed.troubles:
        if trouble.begins - feed.minutes * MINUTE <= at and listed.begins < trouble.ends:
            lasting = trouble.ends - trouble.begins
            at = max(at, trouble.ends + min(lasting, 6 * HOUR) + 1.25 * feed.minutes * MINUTE)
    return at


def _eligible(plan: Plan, code: PlannedCode, ends: float) -> set[int]:
    """Return who has to have the code: enrolled in a right state an hour before its end."""
    return {one.fid for one in _entries(plan, code) if _right_since(one) <= ends - HOUR}


def _right_since(entry: Entry) -> float:
    if entry.state == STATE:
        return entry.since
    return float("inf") if entry.mended is None else entry.mended


def _entries(plan: Plan, code: PlannedCode) -> Collection[Entry]:
    """Return the entries of the guilds that the code is for."""
    own = {one.guild for one in code.found}
    if code.listed or 0 in own:
        return plan.entries
    return [entry for entry in plan.entries if entry.guild in own]


def _served(month: Month, code: PlannedCode) -> Sequence[Served]:
    return [one for one in month.world.counters.served if one.code == code.name]


def _dead_answers(month: Month, code: PlannedCode) -> int:
    return sum(one.name in DEAD for one in _served(month, code))


def _deaths(month: Month, code: PlannedCode) -> int:
    standing = month.standings.get(code.name)
    return ceil(standing.turn / 2) if standing else 0


def _too_many_dead(month: Month, code: PlannedCode) -> Iterator[str]:
    """Say where more answers were spent on a dead code than its verdicts take.

    A code that is listed, but absent, is asked for five times more. A stop may lose an answer.
    """
    doubts = len(ABSENT_AGAIN) if code.listed and (code.is_early or not code.editions) else 0
    most = ANSWERS_A_VERDICT * _deaths(month, code) + doubts
    spent = _dead_answers(month, code) - month.lost.get(code.name, 0)
    if spent > most:
        yield f"{code.name} is dead, which was said {spent} times for {most}"


def _leaked(month: Month, code: PlannedCode) -> Iterator[str]:
    """Say for whom a guild's own code was asked who is in none of the guilds that found it."""
    own = {one.guild for one in code.found}
    listed = min((one.begins for one in code.listed), default=float("inf"))
    if not own or 0 in own:
        return
    here = {entry.fid for entry in month.plan.entries if entry.guild in own}
    asked = {one.fid for one in _served(month, code) if one.at - unix(0) < listed}
    if others := asked - here:
        yield f"{code.name} was asked for {len(others)} members of other guilds"


def _misannounced(month: Month, code: PlannedCode) -> Iterator[str]:
    """Say of which edition not each guild that the code is for is told once, and no other.

    One for few players may be over before anybody can be told.
    """
    own = {one.guild for one in code.found}
    everywhere = code.listed or 0 in own
    guilds = Counter(range(1, month.plan.size.guilds + 1) if everywhere else own)
    for number in range(len(code.editions) + 1):
        issue = _issue(code, number)
        told = Counter(guild for guild, what in month.announced if what == code_key(issue))
        paid = bool(month.world.holdings.holders(issue))
        lasts = number < len(code.editions) and code.limit is None
        lived = lasts and _is_due(month, code, number)
        if told != guilds if lived else not told <= (guilds if paid else Counter()):
            yield f"{issue} was announced in {sorted(told.elements())}"


def _miscounted(month: Month, code: PlannedCode) -> Iterator[str]:
    """Say where the program counts other editions of a code than were redeemed."""
    redeemed = [n for n in range(len(code.editions)) if _is_due(month, code, n)]
    standing = month.standings.get(code.name)
    if redeemed and standing and standing.edition != redeemed[-1] + 1:
        yield f"{code.name} was issued {redeemed[-1] + 1} times, not {standing.edition}"
