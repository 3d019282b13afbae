"""Stop a run, and go on with it."""

from autoredeem.bot.features.runs.format import GOING, Stage, stage_of
from autoredeem.bot.features.runs.resolve import run_given
from autoredeem.bot.features.runs.run_details import run_card
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Request


async def stop(request: Request) -> Card:
    """Ask nobody more until somebody goes on with it; one that does not go on is left alone."""
    run = await run_given(request)
    if stage_of(run) not in GOING:
        return run_card(request, run)
    await request.services.engine.stop([run.key])
    await request.audit("run-stopped", code=run.code)
    return run_card(request, await run_given(request))


async def go_on(request: Request) -> Card:
    """Go on with whoever is left; one that is not stopped is left alone."""
    run = await run_given(request)
    if stage_of(run) is not Stage.STOPPED:
        return run_card(request, run)
    await request.services.engine.want([(run.guild_id, run.code)])
    await request.audit("run-went-on", code=run.code)
    return run_card(request, await run_given(request))
