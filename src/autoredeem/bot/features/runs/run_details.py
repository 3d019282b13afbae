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
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of
from autoredeem.store.records import RunRecord


async def run(request: Request) -> Card:
    """Show the run that is meant."""
    return run_card(request, await run_given(request))


def run_card(request: Request, run: RunRecord, *told: str) -> Card:
    """Give the card of a run; what is `told` stands first in it."""
    say, stage = request.say, stage_of(run)
    text = [*told, status_line(say, run, estimate_of(request, run)), *trouble_of(request, [run])]
    if run.reason:
        text.append(say(f"{key_of('outcome', run.reason)}.advice"))
    stopped = stage is Stage.STOPPED
    summary = summary_fields(say, run.figures, run.reason, stopped=stopped)
    return Card(
        say("runs-title-of", code=say.plain(run.code)),
        "\n".join(text),
        summary if run.figures.members else (),
        tone=tone_of(run),
        rows=[_buttons(request, run, stage)],
    )


def estimate_of(request: Request, run: RunRecord) -> float | None:
    """Say how many seconds a run still takes; None where that is not known, or not to come."""
    if stage_of(run) not in GOING:
        return None
    return request.services.engine.estimate(run.guild_id, run.code)


def trouble_of(request: Request, runs: Sequence[RunRecord]) -> list[str]:
    """Say why nobody is asked now, if somebody is to be asked; nothing where all is well."""
    trouble = request.services.engine.trouble
    going = any(stage_of(run) in GOING for run in runs)
    return [trouble_line(request.say, trouble)] if going and trouble else []


def _buttons(request: Request, run: RunRecord, stage: Stage) -> list[Button]:
    say, code = request.say, run.code
    row = [Button(say("button-refresh"), custom_id("run", code=code))]
    if stage in GOING:
        row.append(Button(say("button-stop"), custom_id("run-stop", code=code), ButtonStyle.DANGER))
    if stage is Stage.STOPPED:
        row.append(Button(say("button-go-on"), custom_id("run-go", code=code), ButtonStyle.GOOD))
    if run.figures.failed and stage is not Stage.DEAD:
        row.append(Button(say("button-retry-failed"), custom_id("code-retry", code=code)))
    row.append(Button(say("button-history"), custom_id("code", code=code)))
    row.append(Button(say("button-back"), custom_id("runs")))
    return row
