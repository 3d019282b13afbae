"""Runs as text: a line while one goes on, a summary when it has ended. Pure: data in, text out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import accumulate

from autoredeem.bot.features.runs.mending import Group, has_mendable
from autoredeem.bot.kit.cards import Field, Link, Tone
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.domain.codes import Life, Standing, edition_of, issue_of, spelling_of
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
from autoredeem.game.titles import TITLES, setting
from autoredeem.store.records import RunRecord, RunStatus

LONGEST_SUMMARY = 1_000
"""Characters of a summary, unless it has less room: a field of a message has 1,024."""

_BETWEEN = " · "


class Stage(Enum):
    """How far a run is."""

    WAITS = auto()
    UNDER_WAY = auto()
    RESTS = auto()
    STOPPED = auto()
    DONE = auto()
    DEAD = auto()


ACTIVE_STAGES = frozenset({Stage.WAITS, Stage.UNDER_WAY, Stage.RESTS})
"""Stages in which members are asked, or will be by themselves."""


def stage_of(run: RunRecord) -> Stage:
    """Return how far a run is."""
    if run.status is RunStatus.DONE:
        return Stage.DEAD if run.reason else Stage.DONE
    if run.stop:
        return Stage.STOPPED
    if run.rests:
        return Stage.RESTS
    return Stage.UNDER_WAY if run.owner else Stage.WAITS


def tone_of(run: RunRecord) -> Tone:
    """Return the tone of a run's card: good where all are asked and nobody has anything to mend."""
    stage = stage_of(run)
    if stage in ACTIVE_STAGES:
        return Tone.PLAIN
    done = stage is Stage.DONE and run.figures.to_ask <= 0
    return Tone.GOOD if done and not has_mendable(run.figures) else Tone.WARNING


def run_line(say: Say, run: RunRecord, ends_at: datetime | None) -> str:
    """Return a line on a run; `ends_at` is when it is expected to end, if that is known.

    It has at most 400 characters.
    """
    issue = issue_text(say, issue_of(run.code, run.edition))
    return _BETWEEN.join([f"**{issue}**", *_status_texts(say, run, ends_at)])


def status_line(say: Say, run: RunRecord, ends_at: datetime | None) -> str:
    """Return the same without the code."""
    return _BETWEEN.join(_status_texts(say, run, ends_at))


def progress_line(say: Say, run: RunRecord, ends_at: datetime | None) -> str:
    """Return how far a run is, without its figures so far."""
    return _BETWEEN.join([_stage_text(say, run), *_end_texts(say, run, ends_at)])


def summary_fields(
    say: Say, figures: Figures, reason: Outcome | None, *, stopped: bool = False
) -> Sequence[Field]:
    """Return a run's results: a field for those who have the code, and one for each reason.

    `reason` is why the code is dead: then nothing can be done for the others, and the line on the
    run counts them. There are fewer than 25 fields.
    """
    settled = "\n".join(_settled_lines(say, figures, reason))
    fields = [Field(say("runs-field-settled"), settled)] if settled else []
    if not reason:
        fields += group_fields(say, run_groups(figures, stopped=stopped))
        if figures.may_be_another_titles:
            fields.append(Field(say("runs-another-game"), say("runs-another-game.advice")))
    if figures.check_failed:
        fields.append(Field(say("runs-field-check"), say("runs-check-failed")))
    return fields


def summary_text(
    say: Say,
    figures: Figures,
    end: RunEnd | None,
    reason: Outcome | None,
    *,
    advised: bool = True,
    longest: int = LONGEST_SUMMARY,
) -> str:
    """Return the same as one text of at most `longest` characters, with how the run ended.

    `advised` says that what the advice names is at hand.
    """
    lines = [*_end_lines(say, end, reason), *_settled_lines(say, figures, reason)]
    notes = [say("runs-check-failed")] if figures.check_failed else []
    if reason:
        return "\n".join(fitting([*lines, asked_text(say, *_asked(figures)), *notes], longest))
    if figures.may_be_another_titles:
        notes.insert(0, f"{say('runs-another-game')}. {say('runs-another-game.advice')}")
    groups = list(run_groups(figures, stopped=end is RunEnd.STOPPED))
    short = [*lines, *(_group_text(say, group) for group in groups), *notes]
    texts = (f"{_group_text(say, group)}. {_advice(say, group)}" for group in groups)
    whole = [*lines, *texts, *notes]
    fits = advised and fitting(whole, longest) == whole
    return "\n".join(whole if fits else fitting(short, longest))


def group_fields(say: Say, groups: Iterable[Group]) -> Sequence[Field]:
    """Return fields for those without a code, one a group, with advice."""
    return [Field(_group_text(say, group), _advice(say, group)) for group in groups]


def asked_text(say: Say, asked: int, rest: int) -> str:
    """Return how many were asked for a dead code, and for how many it is not worth a request."""
    return say("runs-dead-asked", asked=asked, rest=rest)


def how_to_redeem(say: Say, codes: Iterable[str]) -> Field:
    """Return what tells those who are not enrolled how to redeem living codes by themselves."""
    shown = say.listing(map(say.code, codes))
    return Field(say("codes-by-hand"), say("codes-by-hand.how", codes=shown))


def page_link(say: Say) -> Link:
    """Return the button that opens the page on which players redeem codes by themselves."""
    return Link(say("button-page"), TITLES[say.title].redemption_page)


def issue_text(say: Say, issue: str) -> str:
    """Return a code so that it can be copied, and of which edition it is, if not of the first."""
    code, edition = say.code(spelling_of(issue)), edition_of(issue)
    return say("codes-issue", code=code, count=edition) if edition > 1 else code


def why_dead(say: Say, reason: Outcome) -> str:
    """Return why a code is dead, as a part of a line."""
    return say("runs-dead", reason=say(key_of("outcome", reason)))


def dead_line(say: Say, reason: Outcome) -> str:
    """Return the same as a sentence, with advice."""
    key = key_of("outcome", reason)
    return say("runs-dead-line", reason=say(key), advice=say(f"{key}.advice"))


def doubt_text(say: Say, standing: Standing) -> str:
    """Return that a code is asked about later, and when, as a part of a line; else nothing."""
    return _doubt(say, standing, "runs-doubt")


def doubt_line(say: Say, standing: Standing) -> str:
    """Return the same as a sentence, with why that is."""
    return _doubt(say, standing, "runs-doubt-line")


def _doubt(say: Say, standing: Standing, key: str) -> str:
    if standing.life is Life.DEAD:
        return ""
    if standing.is_doubted and standing.due:
        absent = standing.reason is Outcome.NO_SUCH_CODE
        why = "absent" if absent else "silent"
        return say(key, why=why, when=moment(standing.due))
    again = standing.life is Life.UNTRIED and standing.turn > 0
    return say(f"{key}.again") if again else ""


def trouble_line(say: Say, trouble: Trouble, now: datetime) -> str:
    """Return why nobody is asked at the moment, without what is for operators alone."""
    match trouble:
        case TitleHalted():
            return say("runs-trouble-halted")
        case AnotherSends():
            return say("runs-trouble-another")
        case StoreSilent():
            return say("runs-trouble-store")
        case EveryoneWaits(outcome, seconds) if seconds > 0:
            why, when = say(key_of("outcome", outcome)), moment(now + timedelta(seconds=seconds))
            return say("runs-trouble-waits", reason=why, when=when)
        case EveryoneWaits(outcome):
            return say("runs-trouble-waits-long", reason=say(key_of("outcome", outcome)))
        case NotRecorded(count):
            return say("runs-trouble-not-recorded", count=count)


def _status_texts(say: Say, run: RunRecord, ends_at: datetime | None) -> Iterator[str]:
    figures = run.figures
    yield _stage_text(say, run)
    if figures.members:
        yield say("runs-have", have=settled_count(figures), members=figures.members)
    if run.reason:
        if figures.members:
            yield asked_text(say, *_asked(figures))
        return
    if failed := sum(figures.failed.values()):
        yield say("runs-failed", count=failed)
    if figures.no_state:
        yield say("runs-no-state", count=figures.no_state)
    yield from _end_texts(say, run, ends_at)


def _stage_text(say: Say, run: RunRecord) -> str:
    return why_dead(say, run.reason) if run.reason else say(key_of("runs-stage", stage_of(run)))


def _end_texts(say: Say, run: RunRecord, ends_at: datetime | None) -> Iterator[str]:
    if ends_at and stage_of(run) in ACTIVE_STAGES:
        yield say("runs-estimate", when=moment(ends_at))


def _asked(figures: Figures) -> tuple[int, int]:
    """Return how many the game was asked about in a run, and how many who lack it it was not."""
    asked = figures.redeemed + figures.already + sum(figures.failed.values())
    return asked, max(0, figures.unsettled)


def settled_count(figures: Figures) -> int:
    """Return how many have the code, now or before."""
    return figures.settled_before + figures.redeemed + figures.already


def _settled_lines(say: Say, figures: Figures, reason: Outcome | None) -> Iterator[str]:
    """Yield counts of those who have it; "redeemed for none" is left out for a dead code."""
    if figures.redeemed or not reason:
        yield say("runs-redeemed", count=figures.redeemed)
    if before := figures.already + figures.settled_before:
        yield say("runs-had-it", count=before)


def run_groups(figures: Figures, *, stopped: bool = False) -> Iterator[Group]:
    """Yield the groups of those who don't have it, by reason, the largest first."""
    for outcome, count in sorted(figures.failed.items(), key=lambda one: -one[1]):
        yield key_of("outcome", outcome), count
    if figures.no_state:
        yield "outcome-no-state", figures.no_state
    if figures.to_ask > 0:
        yield "runs-not-asked" if stopped else "runs-to-ask", figures.to_ask


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


def fitting(lines: Sequence[str], longest: int) -> Sequence[str]:
    """Return as many lines as fit into so many characters, with the breaks between them."""
    ends = accumulate(len(line) + 1 for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= longest]


def halted_text(say: Say, title: str) -> str:
    """Return what an operator is to do about a wrong salt."""
    return say("alarm-halted", setting=say.code(setting(title, "SALT")))
