"""One run: how far it is, its figures so far, and what can be done about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from autoredeem.bot.features.runs.format import (
    ACTIVE_STAGES,
    Stage,
    doubt_line,
    run_groups,
    stage_of,
    status_line,
    summary_fields,
    tone_of,
    trouble_line,
)
from autoredeem.bot.features.runs.mending import mending_buttons
from autoredeem.bot.features.runs.resolve import resolve_run
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of
from autoredeem.store.records import RunRecord


async def show_run(request: Request) -> Card:
    """Show the run that was chosen."""
    return await run_card(request, await resolve_run(request))


async def run_card(request: Request, run: RunRecord, *notes: str) -> Card:
    """Return the card of a run, with `notes` first."""
    say, stage = request.say, stage_of(run)
    text = [
        *notes,
        *await _doubt_lines(request, run),
        *([say("codes-issued-again", count=run.edition)] if run.edition > 1 else []),
        status_line(say, run, end_of(request, run)),
        *trouble_lines(request, [run]),
    ]
    if run.reason:
        text.append(say(f"{key_of('outcome', run.reason)}.advice"))
    stopped = stage is Stage.STOPPED
    summary = summary_fields(say, run.figures, run.reason, stopped=stopped)
    return Card(
        say("runs-title-of", code=say.plain(run.code)),
        "\n".join(text),
        summary if run.figures.members else (),
        tone=tone_of(run),
        rows=_rows(request, run, stage),
    )


async def _doubt_lines(request: Request, run: RunRecord) -> Sequence[str]:
    """Return why a run rests, and when its code is asked about; nothing for any other run."""
    if not run.rests:
        return []
    records = await request.services.store.codes([run.key[1]])
    lines = (doubt_line(request.say, one.standing) for one in records if one.code == run.code)
    return [line for line in lines if line]


def end_of(request: Request, run: RunRecord) -> datetime | None:
    """Return when a run is expected to end; None if that is not known, or it is not active."""
    if stage_of(run) not in ACTIVE_STAGES:
        return None
    seconds = request.services.engine.estimate(run.guild_id, run.code)
    return None if seconds is None else request.bot.clock.now() + timedelta(seconds=seconds)


def trouble_lines(request: Request, runs: Sequence[RunRecord]) -> list[str]:
    """Return why nobody is asked now, if a run is active and there is trouble."""
    trouble = request.services.engine.trouble
    if not trouble or not any(stage_of(run) in ACTIVE_STAGES for run in runs):
        return []
    return [trouble_line(request.say, trouble, request.bot.clock.now())]


def _rows(request: Request, run: RunRecord, stage: Stage) -> list[Row]:
    """Return what mends what failed, where that is worth it, and the ways on from here."""
    groups = () if stage is Stage.DEAD else run_groups(run.figures)
    mending = mending_buttons(request.say, run.code, groups)
    return [*([mending] if mending else []), _buttons(request, run, stage)]


def _buttons(request: Request, run: RunRecord, stage: Stage) -> list[Button]:
    say, code = request.say, run.code
    row = [Button(say("button-refresh"), custom_id("run", code=code))]
    if stage in ACTIVE_STAGES:
        row.append(Button(say("button-stop"), custom_id("run-stop", code=code), ButtonStyle.DANGER))
    if stage is Stage.STOPPED:
        row.append(Button(say("button-go-on"), custom_id("run-go", code=code), ButtonStyle.GOOD))
    row.append(Button(say("button-history"), custom_id("code", code=code)))
    row.append(Button(say("button-back"), custom_id("runs")))
    return row
