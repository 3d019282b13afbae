"""One run: how far it is, what it came to so far, and what can be done about it."""

from collections.abc import Sequence

from autoredeem.bot.features.runs.format import (
    GOING,
    Stage,
    stage_of,
    status_line,
    summary_fields,
    tone_of,
    trouble_line,
)
from autoredeem.bot.features.runs.resolve import run_given
from autoredeem.bot.kit.cards import Button, Card, Look, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.words import key_of
from autoredeem.store.interface import RunRecord


async def run(ask: Ask) -> Card:
    """Show the run that is meant."""
    return run_card(ask, await run_given(ask))


def run_card(ask: Ask, run: RunRecord, *told: str) -> Card:
    """Give the card of a run; what is `told` stands first in it."""
    say, stage = ask.say, stage_of(run)
    text = [*told, status_line(say, run, estimate_of(ask, run)), *trouble_of(ask, [run])]
    if run.reason:
        text.append(say(f"{key_of('outcome', run.reason)}.advice"))
    stopped = stage is Stage.STOPPED
    summary = summary_fields(say, run.figures, run.reason, stopped=stopped)
    return Card(
        say("runs-title-of", code=say.plain(run.code)),
        "\n".join(text),
        summary if run.figures.members else (),
        tone=tone_of(run),
        rows=[_buttons(ask, run, stage)],
    )


def estimate_of(ask: Ask, run: RunRecord) -> float | None:
    """Say how many seconds a run still takes; None where that is not known, or not to come."""
    if stage_of(run) not in GOING:
        return None
    return ask.desk.engine.estimate(run.guild_id, run.code)


def trouble_of(ask: Ask, runs: Sequence[RunRecord]) -> list[str]:
    """Say why nobody is asked now, if somebody is to be asked; nothing where all is well."""
    trouble = ask.desk.engine.trouble
    going = any(stage_of(run) in GOING for run in runs)
    return [trouble_line(ask.say, trouble)] if going and trouble else []


def _buttons(ask: Ask, run: RunRecord, stage: Stage) -> list[Button]:
    say, code = ask.say, run.code
    row = [Button(say("button-refresh"), to("run", code=code))]
    if stage in GOING:
        row.append(Button(say("button-stop"), to("run-stop", code=code), Look.DANGER))
    if stage is Stage.STOPPED:
        row.append(Button(say("button-go-on"), to("run-go", code=code), Look.GOOD))
    if run.figures.failed and stage is not Stage.DEAD:
        row.append(Button(say("button-retry-failed"), to("code-retry", code=code)))
    row.append(Button(say("button-history"), to("code", code=code)))
    row.append(Button(say("button-back"), to("runs")))
    return row
