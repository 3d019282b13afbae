"""Stopping a run, and resuming it."""

from autoredeem.bot.features.runs.format import ACTIVE_STAGES, Stage, stage_of
from autoredeem.bot.features.runs.resolve import resolve_run
from autoredeem.bot.features.runs.run_details import run_card
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Request


async def stop(request: Request) -> Card:
    """Stop a run until a manager resumes it; one that is not active stays as it is."""
    run = await resolve_run(request)
    if stage_of(run) not in ACTIVE_STAGES:
        return await run_card(request, run)
    await request.services.engine.stop([run.key])
    await request.audit("run-stopped", code=run.code)
    return await run_card(request, await resolve_run(request))


async def resume(request: Request) -> Card:
    """Resume a run for whoever is left; one that is not stopped stays as it is."""
    run = await resolve_run(request)
    if stage_of(run) is not Stage.STOPPED:
        return await run_card(request, run)
    await request.services.engine.want([(run.guild_id, run.code)])
    await request.audit("run-went-on", code=run.code)
    return await run_card(request, await resolve_run(request))
