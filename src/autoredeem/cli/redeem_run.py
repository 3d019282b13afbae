"""What `autoredeem redeem` does when it runs."""

import json
import sys
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import datetime
from random import Random

from autoredeem.app import (
    GameAccess,
    chosen_store,
    game_access,
    this_process,
    working_engine,
)
from autoredeem.cli.code_facts import asked_again_at, people_time
from autoredeem.cli.common import DONE, NOT_DONE, run, stopping
from autoredeem.cli.on_store import members_command
from autoredeem.cli.outcome_texts import ADVICE, summary_lines, words
from autoredeem.cli.progress import View, only, shown
from autoredeem.domain.codes import code_key
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
) -> tuple[RunFinished, datetime | None]:
    """Redeem one code in one guild on the store and the game that the settings name.

    With `anew` everyone without it is asked, however lately that was done. Returns when the code is
    asked about again, too, where it is doubted.
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
) -> tuple[RunFinished, datetime | None]:
    clock, random = SystemClock(), Random()  # noqa: S311 - for jitter
    watch = only(view.watch, *wanted)
    async with (
        store as opened,
        working_engine(opened, access, clock, random, watch, process) as engine,
    ):
        view.estimate = engine.estimate
        try:
            finished = await to_its_end(engine, *wanted, anew=anew)
            return finished, await _asked_again(opened, finished)
        except EmptyRoster as error:
            enrol = members_command("import FILE", wanted[0], opened.title)
            raise EmptyRoster(f"{error}; enroll them first: {enrol}") from None


async def _asked_again(store: Store, finished: RunFinished) -> datetime | None:
    if finished.end is not RunEnd.WAITING:
        return None
    records = await store.codes([code_key(finished.summary.code)])
    return min(filter(None, (asked_again_at(one.standing) for one in records)), default=None)


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


def report_end(finished: RunFinished, asked_again: datetime | None = None) -> int:
    """Write to standard error why a run could not be done; return the exit status.

    `asked_again` is when a code that is doubted is asked about.
    """
    code, reason = finished.summary.code, finished.reason
    if finished.end is RunEnd.COMPLETE:
        return DONE
    if finished.end is RunEnd.DEAD_CODE and reason:
        why = f"code {code} is dead, {words(reason)}: {ADVICE[reason]}"
    elif finished.end is RunEnd.HALTED:
        name = setting(finished.summary.title, "SALT")
        why = f"the game refuses the signature: {name} is not the game's salt"
    elif finished.end is RunEnd.WAITING:
        again = f"asked again {people_time(asked_again)}" if asked_again else "asked about later"
        why = f"code {code} is not active yet, {again} by: autoredeem run"
    elif finished.end is RunEnd.TAKEN:
        why = "no longer watched; the process that sends goes on with it"
    else:
        why = "stopped; whoever was not asked is kept: the same command goes on"
    sys.stderr.write(f"autoredeem: {why}\n")
    return NOT_DONE
