"""How runs read: a line while one goes on, a summary when it is over. Pure: data in, words out."""

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


GOING = frozenset({Stage.WAITS, Stage.UNDER_WAY})
"""Stages in which members are asked, or will be by themselves."""


def stage_of(run: RunRecord) -> Stage:
    """Say how far a run is: an open one that is neither anybody's nor due rests."""
    if run.status is RunStatus.DONE:
        return Stage.DEAD if run.reason else Stage.DONE
    if run.stop or not (run.owner or run.due):
        return Stage.STOPPED
    return Stage.UNDER_WAY if run.owner else Stage.WAITS


def tone_of(run: RunRecord) -> Tone:
    """Say how a run's card feels: good only where everyone has the code."""
    if stage_of(run) in GOING:
        return Tone.PLAIN
    return Tone.GOOD if have(run.figures) == run.figures.members else Tone.WARNING


def run_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Tell of a run in one line; `estimate` is how many seconds it still takes, if that is known.

    It has at most 400 characters.
    """
    return _BETWEEN.join([f"**{say.code(run.code)}**", *_parts(say, run, estimate)])


def status_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Tell the same without the code."""
    return _BETWEEN.join(_parts(say, run, estimate))


def progress_line(say: Say, run: RunRecord, estimate: float | None) -> str:
    """Tell how far a run is, without what it came to so far."""
    return _BETWEEN.join([_how_far(say, run), *_left_to_wait(say, run, estimate)])


def summary_fields(
    say: Say, figures: Figures, reason: Outcome | None, *, stopped: bool = False
) -> Sequence[Field]:
    """Tell what a run came to: a field for those who have it, one for each reason of the others.

    `reason` is why the code is dead: then nothing can be done for the others, and they share a
    field. There are fewer than 25 fields.
    """
    settled = "\n".join(_settled(say, figures, reason))
    fields = [Field(say("runs-field-settled"), settled)] if settled else []
    groups = _groups(figures, reason, _left(reason, stopped=stopped))
    fields += group_fields(say, groups, dead=reason is not None)
    if figures.check_failed:
        fields.append(Field(say("runs-field-check"), say("runs-check-failed")))
    return fields


def summary_text(say: Say, figures: Figures, end: RunEnd | None, reason: Outcome | None) -> str:
    """Tell the same in one text of at most 1,000 characters, with how the run ended."""
    lines = [*_ended(say, end, reason), *_settled(say, figures, reason)]
    groups = list(_groups(figures, reason, _left(reason, stopped=end is RunEnd.STOPPED)))
    notes = [say("runs-check-failed")] if figures.check_failed else []
    short = [*lines, *(_named(say, group) for group in groups), *notes]
    if reason:
        return "\n".join(_that_fits(short))
    advised = (f"{_named(say, group)}. {_advice(say, group)}" for group in groups)
    whole = [*lines, *advised, *notes]
    return "\n".join(whole if _length(whole) <= LONGEST_SUMMARY else _that_fits(short))


def group_fields(say: Say, groups: Iterable[Group], *, dead: bool) -> Sequence[Field]:
    """Show who doesn't have a code: each group with what to do, or all in one if it is dead."""
    if not dead:
        return [Field(_named(say, group), _advice(say, group)) for group in groups]
    named = "\n".join(_named(say, group) for group in groups)
    return [Field(say("runs-field-others"), named)] if named else []


def why_dead(say: Say, reason: Outcome) -> str:
    """Tell why a code is dead, as a part of a line."""
    return say("runs-dead", reason=say(key_of("outcome", reason)))


def dead_line(say: Say, reason: Outcome) -> str:
    """Tell the same in a sentence, with what to do."""
    key = key_of("outcome", reason)
    return say("runs-dead-line", reason=say(key), advice=say(f"{key}.advice"))


def trouble_line(say: Say, trouble: Trouble) -> str:
    """Tell why nobody is asked as things are. What others are not to know is left out."""
    match trouble:
        case TitleHalted():
            return say("runs-trouble-halted")
        case AnotherSends():
            return say("runs-trouble-another")
        case StoreSilent():
            return say("runs-trouble-store")
        case EveryoneWaits(outcome, seconds) if seconds > 0:
            why, left = say(key_of("outcome", outcome)), say.duration(seconds)
            return say("runs-trouble-waits", reason=why, time=left)
        case EveryoneWaits(outcome):
            return say("runs-trouble-waits-long", reason=say(key_of("outcome", outcome)))
        case NotRecorded(count):
            return say("runs-trouble-not-recorded", count=count)


def _parts(say: Say, run: RunRecord, estimate: float | None) -> Iterator[str]:
    figures = run.figures
    yield _how_far(say, run)
    if figures.members:
        yield say("runs-have", have=have(figures), members=figures.members)
    if failed := sum(count for _, count in _failed(figures, run.reason)):
        yield say("runs-failed", count=failed)
    if figures.no_state:
        yield say("runs-no-state", count=figures.no_state)
    yield from _left_to_wait(say, run, estimate)


def _how_far(say: Say, run: RunRecord) -> str:
    return why_dead(say, run.reason) if run.reason else say(key_of("runs-stage", stage_of(run)))


def _left_to_wait(say: Say, run: RunRecord, estimate: float | None) -> Iterator[str]:
    if estimate is not None and stage_of(run) in GOING:
        yield say("runs-estimate", time=say.duration(estimate))


def have(figures: Figures) -> int:
    """Count those who have the code, now or before."""
    return figures.settled_before + figures.redeemed + figures.already


def _settled(say: Say, figures: Figures, reason: Outcome | None) -> Iterator[str]:
    """Count those who have it; that nobody got it needs no words where the code is dead."""
    if figures.redeemed or not reason:
        yield say("runs-redeemed", count=figures.redeemed)
    if before := figures.already + figures.settled_before:
        yield say("runs-had-it", count=before)


def _left(reason: Outcome | None, *, stopped: bool) -> str:
    """Give the key of what those are called who were not asked."""
    if reason:
        return "runs-never-asked"
    return "runs-not-asked" if stopped else "runs-to-ask"


def _groups(figures: Figures, reason: Outcome | None, left: str) -> Iterator[Group]:
    """Give those who don't have it, grouped by reason, the largest first.

    `reason` is why the code is dead, `left` the key for those who were not asked.
    """
    for outcome, count in sorted(_failed(figures, reason), key=lambda one: -one[1]):
        yield key_of("outcome", outcome), count
    if figures.no_state:
        yield "outcome-no-state", figures.no_state
    if figures.to_ask > 0:
        yield left, figures.to_ask


def _failed(figures: Figures, reason: Outcome | None) -> Sequence[tuple[Outcome, int]]:
    """Give who failed by outcome; not who found out that the code is dead: that is said of it."""
    return [(outcome, count) for outcome, count in figures.failed.items() if outcome is not reason]


def _named(say: Say, group: Group) -> str:
    key, count = group
    return say("outcome-group", count=count, reason=say(key))


def _advice(say: Say, group: Group) -> str:
    key, _ = group
    return say(f"{key}.advice")


def _ended(say: Say, end: RunEnd | None, reason: Outcome | None) -> Sequence[str]:
    if reason:
        return [dead_line(say, reason)]
    return [f"**{say(key_of('end', end))}**"] if end else []


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + len(lines)


def _that_fits(lines: Sequence[str]) -> Sequence[str]:
    """Give as many lines as fit."""
    ends = accumulate(len(line) + 1 for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= LONGEST_SUMMARY]


def halted_text(say: Say, title: str) -> str:
    """Return what an operator is to do about a wrong salt."""
    return say("alarm-halted", setting=say.code(setting(title, "SALT")))
