"""What `autoredeem redeem` does when it runs."""

import json
import sys
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from random import Random

from autoredeem.app import (
    GameAccess,
    chosen_store,
    game_access,
    this_process,
    working_engine,
)
from autoredeem.cli.common import DONE, NOT_DONE, run, stopping
from autoredeem.cli.on_store import members_command
from autoredeem.cli.outcome_texts import ADVICE, summary_lines, words
from autoredeem.cli.progress import View, only, shown
from autoredeem.domain.errors import EmptyRoster
from autoredeem.domain.ids import GuildId
from autoredeem.engine import Engine, Process, RunEnd
from autoredeem.engine.events import RunFinished
from autoredeem.game.titles import setting
from autoredeem.observe.clock import SystemClock
from autoredeem.settings import Settings
from autoredeem.store.interface import Store


def run_redeem(
    settings: Settings, title: str, guild_id: GuildId, code: str, *, anew: bool
) -> RunFinished:
    """Redeem one code in one guild on the store and the game that the settings name.

    With `anew` everyone without it is asked, however lately that was done.
    """
    access, store = game_access(settings, title), chosen_store(settings, title)
    process = this_process(settings)
    with shown(settings) as view:
        return run(_redeem(store, access, process, view, (guild_id, code), anew=anew))


async def _redeem(
    store: AbstractAsyncContextManager[Store],
    access: GameAccess,
    process: Process,
    view: View,
    wanted: tuple[GuildId, str],
    *,
    anew: bool,
) -> RunFinished:
    clock, random = SystemClock(), Random()  # noqa: S311 - for jitter
    watch = only(view.watch, *wanted)
    async with (
        store as opened,
        working_engine(opened, access, clock, random, watch, process) as engine,
    ):
        view.estimate = engine.estimate
        try:
            return await to_its_end(engine, *wanted, anew=anew)
        except EmptyRoster as error:
            enrol = members_command("import FILE", wanted[0], opened.title)
            raise EmptyRoster(f"{error}; enroll them first: {enrol}") from None


async def to_its_end(
    engine: Engine, guild_id: GuildId, code: str, *, anew: bool = False
) -> RunFinished:
    """Work on one run until it is over; a signal stops it with the rest kept for later."""
    opened = await engine.open(guild_id, code, afresh=anew)
    with stopping(engine.stop_all):
        return await opened.end


def show(finished: RunFinished, *, as_json: bool) -> None:
    """Write the summary to standard output, for people or as one JSON object."""
    if as_json:
        text = json.dumps(asdict(finished.summary))
    else:
        text = "\n".join(summary_lines(finished.summary, finished.end))
    sys.stdout.write(f"{text}\n")


def report_end(finished: RunFinished) -> int:
    """Write to standard error why a run could not be done; return the exit status."""
    code, reason = finished.summary.code, finished.reason
    if finished.end is RunEnd.COMPLETE:
        return DONE
    if finished.end is RunEnd.DEAD_CODE and reason:
        why = f"code {code} is dead, {words(reason)}: {ADVICE[reason]}"
    elif finished.end is RunEnd.HALTED:
        name = setting(finished.summary.title, "SALT")
        why = f"the game refuses the signature: {name} is not the game's salt"
    elif finished.end is RunEnd.TAKEN:
        why = "no longer watched; the process that sends goes on with it"
    else:
        why = "stopped; whoever was not asked is kept: the same command goes on"
    sys.stderr.write(f"autoredeem: {why}\n")
    return NOT_DONE
