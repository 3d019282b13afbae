"""Stop a run, and go on with it."""

from autoredeem.bot.acts import Ask
from autoredeem.bot.cards import Card
from autoredeem.bot.runs.asking import run_given
from autoredeem.bot.runs.details import run_card
from autoredeem.bot.runs.telling import GOING, Stage, stage_of


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
