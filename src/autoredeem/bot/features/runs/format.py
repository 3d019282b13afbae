"""Runs as text: a line while one goes on, a summary when it has ended. Pure: data in, text out."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import accumulate

from autoredeem.bot.kit.cards import Field, Tone
from autoredeem.bot.words import Say, key_of
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.engine import RunEnd
from autoredeem.engine.events import (
    AnotherSends,
    EveryoneWaits,
    NotRecorded,
    StoreSilent,
    TitleHalted,
    Trouble,
)
from autoredeem.game.titles import setting
from autoredeem.store.records import RunRecord, RunStatus

LONGEST_SUMMARY = 1_000
"""Characters of a summary: five of them, in fields of 1,024, fit into one message."""

Group = tuple[str, int]
"""A reason for not having a code, as its key, and how many members have it."""

_BETWEEN = " · "


class Stage(Enum):
    """How far a run is."""

    WAITS = auto()
    UNDER_WAY = auto()
    STOPPED = auto()
    DONE = auto()
    DEAD = auto()


ACTIVE_STAGES = frozenset({Stage.WAITS, Stage.UNDER_WAY})
"""Stages in which members are asked, or will be by themselves."""


def stage_of(run: RunRecord) -> Stage:
    """Return how far a run is: an open one that has no owner and is not due is stopped."""
    if run.status is RunStatus.DONE:
        return Stage.DEAD if run.reason else Stage.DONE
    if run.stop or not (run.owner or run.due):
        return Stage.STOPPED
    return Stage.UNDER_WAY if run.owner else Stage.WAITS


def tone_of(run: RunRecord) -> Tone:
    """Return the tone of a run's card: good only where everyone has the code."""
    if stage_of(run) in ACTIVE_STAGES:
        return Tone.PLAIN
    return Tone.GOOD if settled_count(run.figures) == run.figures.members else Tone.WARNING


def run_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Return a line on a run; `estimate` is how many seconds it still takes, if that is known.

    It has at most 400 characters.
    """
    return _BETWEEN.join([f"**{say.code(run.code)}**", *_status_texts(say, run, estimate)])


def status_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Return the same without the code."""
    return _BETWEEN.join(_status_texts(say, run, estimate))


def progress_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Return how far a run is, without its figures so far."""
    return _BETWEEN.join([_stage_text(say, run), *_estimate_texts(say, run, estimate)])


def summary_fields(
    say: Say, figures: Figures, reason: Outcome | None, *, stopped: bool = False
) -> Sequence[Field]:
    """Return a run's results: a field for those who have the code, and one for each reason.

    `reason` is why the code is dead: then nothing can be done for the others, and they share a
    field. There are fewer than 25 fields.
    """
    settled = "\n".join(_settled_lines(say, figures, reason))
    fields = [Field(say("runs-field-settled"), settled)] if settled else []
    groups = _groups(figures, reason, _unasked_key(reason, stopped=stopped))
    fields += group_fields(say, groups, dead=reason is not None)
    if figures.check_failed:
        fields.append(Field(say("runs-field-check"), say("runs-check-failed")))
    return fields


def summary_text(say: Say, figures: Figures, end: RunEnd | None, reason: Outcome | None) -> str:
    """Return the same as one text of at most 1,000 characters, with how the run ended."""
    lines = [*_end_lines(say, end, reason), *_settled_lines(say, figures, reason)]
    groups = list(_groups(figures, reason, _unasked_key(reason, stopped=end is RunEnd.STOPPED)))
    notes = [say("runs-check-failed")] if figures.check_failed else []
    short = [*lines, *(_group_text(say, group) for group in groups), *notes]
    if reason:
        return "\n".join(_fitting(short))
    advised = (f"{_group_text(say, group)}. {_advice(say, group)}" for group in groups)
    whole = [*lines, *advised, *notes]
    return "\n".join(whole if _length(whole) <= LONGEST_SUMMARY else _fitting(short))


def group_fields(say: Say, groups: Iterable[Group], *, dead: bool) -> Sequence[Field]:
    """Return fields for those without a code: one a group, with advice; for a dead code, one."""
    if not dead:
        return [Field(_group_text(say, group), _advice(say, group)) for group in groups]
    named = "\n".join(_group_text(say, group) for group in groups)
    return [Field(say("runs-field-others"), named)] if named else []


def why_dead(say: Say, reason: Outcome) -> str:
    """Return why a code is dead, as a part of a line."""
    return say("runs-dead", reason=say(key_of("outcome", reason)))


def dead_line(say: Say, reason: Outcome) -> str:
    """Return the same as a sentence, with advice."""
    key = key_of("outcome", reason)
    return say("runs-dead-line", reason=say(key), advice=say(f"{key}.advice"))


def trouble_line(say: Say, trouble: Trouble) -> str:
    """Return why nobody is asked at the moment, without what is for operators alone."""
    match trouble:
        case TitleHalted():
            return say("runs-trouble-halted")
        case AnotherSends():
            return say("runs-trouble-another")
        case StoreSilent():
            return say("runs-trouble-store")
        case EveryoneWaits(outcome, seconds) if seconds > 0:
            why, time = say(key_of("outcome", outcome)), say.duration(seconds)
            return say("runs-trouble-waits", reason=why, time=time)
        case EveryoneWaits(outcome):
            return say("runs-trouble-waits-long", reason=say(key_of("outcome", outcome)))
        case NotRecorded(count):
            return say("runs-trouble-not-recorded", count=count)


def _status_texts(say: Say, run: RunRecord, estimate: float | None) -> Iterator[str]:
    figures = run.figures
    yield _stage_text(say, run)
    if figures.members:
        yield say("runs-have", have=settled_count(figures), members=figures.members)
    if failed := sum(count for _, count in _failed(figures, run.reason)):
        yield say("runs-failed", count=failed)
    if figures.no_state:
        yield say("runs-no-state", count=figures.no_state)
    yield from _estimate_texts(say, run, estimate)


def _stage_text(say: Say, run: RunRecord) -> str:
    return why_dead(say, run.reason) if run.reason else say(key_of("runs-stage", stage_of(run)))


def _estimate_texts(say: Say, run: RunRecord, estimate: float | None) -> Iterator[str]:
    if estimate is not None and stage_of(run) in ACTIVE_STAGES:
        yield say("runs-estimate", time=say.duration(estimate))


def settled_count(figures: Figures) -> int:
    """Return how many have the code, now or before."""
    return figures.settled_before + figures.redeemed + figures.already


def _settled_lines(say: Say, figures: Figures, reason: Outcome | None) -> Iterator[str]:
    """Yield counts of those who have it; "redeemed for none" is left out for a dead code."""
    if figures.redeemed or not reason:
        yield say("runs-redeemed", count=figures.redeemed)
    if before := figures.already + figures.settled_before:
        yield say("runs-had-it", count=before)


def _unasked_key(reason: Outcome | None, *, stopped: bool) -> str:
    """Return the key of the name of the group that was not asked."""
    if reason:
        return "runs-never-asked"
    return "runs-not-asked" if stopped else "runs-to-ask"


def _groups(figures: Figures, reason: Outcome | None, unasked_key: str) -> Iterator[Group]:
    """Yield the groups of those who don't have it, by reason, the largest first.

    `reason` is why the code is dead, `left` the key for those who were not asked.
    """
    for outcome, count in sorted(_failed(figures, reason), key=lambda one: -one[1]):
        yield key_of("outcome", outcome), count
    if figures.no_state:
        yield "outcome-no-state", figures.no_state
    if figures.to_ask > 0:
        yield unasked_key, figures.to_ask


def _failed(figures: Figures, reason: Outcome | None) -> Sequence[tuple[Outcome, int]]:
    """Return how many failed by outcome, without the one that is why the code is dead."""
    return [(outcome, count) for outcome, count in figures.failed.items() if outcome is not reason]


def _group_text(say: Say, group: Group) -> str:
    key, count = group
    return say("outcome-group", count=count, reason=say(key))


def _advice(say: Say, group: Group) -> str:
    key, _ = group
    return say(f"{key}.advice")


def _end_lines(say: Say, end: RunEnd | None, reason: Outcome | None) -> Sequence[str]:
    if reason:
        return [dead_line(say, reason)]
    return [f"**{say(key_of('end', end))}**"] if end else []


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + len(lines)


def _fitting(lines: Sequence[str]) -> Sequence[str]:
    """Return as many lines as fit."""
    ends = accumulate(len(line) + 1 for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= LONGEST_SUMMARY]


def halted_text(say: Say, title: str) -> str:
    """Return what an operator is to do about a wrong salt."""
    return say("alarm-halted", setting=say.code(setting(title, "SALT")))
