"""`/runs`: a guild's runs that are open, and those that ended in the last day."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from autoredeem.bot.features.runs.format import run_line, stage_of
from autoredeem.bot.features.runs.run_details import end_of, trouble_lines
from autoredeem.bot.kit.cards import Button, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import Page, page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of
from autoredeem.domain.codes import code_key
from autoredeem.store.records import RunRecord, RunStatus

PAGE_SIZE = 10
RECENT = timedelta(days=1)


async def list_runs(request: Request) -> Card:
    """Show a page of the guild's runs: open ones first, then those that ended in the last day."""
    found = await _read_runs(request)
    if not found:
        return Card(request.say("runs-title"), request.say("none-runs"), rows=[_buttons(request)])
    page = page_of(found, request.params.get("page", ""), PAGE_SIZE)
    lines = [run_line(request.say, run, end_of(request, run)) for run in page.items]
    lines += trouble_lines(request, found)
    paging = page_buttons(request.say, page, lambda number: custom_id("runs", page=number))
    return Card(
        request.say("runs-title"),
        "\n".join(lines),
        footer=page_footer(request.say, page),
        rows=[_menu(request, page), [*_buttons(request), *paging]],
    )


async def _read_runs(request: Request) -> Sequence[RunRecord]:
    """Return the runs to list, in three queries: open ones, the guild's codes, their ended runs."""
    store, guild_id = request.services.store, request.guild_id
    going, codes = await asyncio.gather(
        store.runs_in([guild_id], RunStatus.OPEN), store.visible_codes(guild_id)
    )
    keys = {(guild_id, code_key(one.code)) for one in codes}
    done = await store.runs(RunStatus.DONE, among=keys)
    return merge_runs(going, done, request.at - RECENT)


def merge_runs(
    going: Iterable[RunRecord], done: Sequence[RunRecord], since: datetime
) -> Sequence[RunRecord]:
    """Return open runs, then those that ended since a time, the latest first.

    A run that ended between the two queries is in both results: the later one counts.
    """
    ended = {run.key for run in done}
    recent = [run for run in reversed(done) if run.updated_at >= since]
    return [*(run for run in going if run.key not in ended), *recent]


def _menu(request: Request, page: Page[RunRecord]) -> Row:
    choices = [
        Choice(run.code, run.code, request.say(key_of("runs-stage", stage_of(run))))
        for run in page.items
    ]
    return Menu(custom_id("run"), request.say("runs-hint"), choices)


def _buttons(request: Request) -> list[Button]:
    return [
        Button(request.say("button-refresh"), custom_id("runs")),
        Button(request.say("button-codes"), custom_id("codes")),
        Button(request.say("button-back"), custom_id("panel")),
    ]
