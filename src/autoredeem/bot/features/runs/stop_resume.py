"""Stop a run, and go on with it."""

from autoredeem.bot.features.runs.format import GOING, Stage, stage_of
from autoredeem.bot.features.runs.resolve import run_given
from autoredeem.bot.features.runs.run_details import run_card
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Ask


async def stop(ask: Ask) -> Card:
    """Ask nobody more until somebody goes on with it; one that does not go on is left alone."""
    run = await run_given(ask)
    if stage_of(run) not in GOING:
        return run_card(ask, run)
    await ask.desk.engine.stop([run.key])
    await ask.note("run-stopped", code=run.code)
    return run_card(ask, await run_given(ask))


async def go_on(ask: Ask) -> Card:
    """Go on with whoever is left; one that is not stopped is left alone."""
    run = await run_given(ask)
    if stage_of(run) is not Stage.STOPPED:
        return run_card(ask, run)
    await ask.desk.engine.want([(run.guild_id, run.code)])
    await ask.note("run-went-on", code=run.code)
    return run_card(ask, await run_given(ask))
