"""What is going on and what waits in a guild, and what was done in the last day."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from autoredeem.bot.features.runs.format import run_line, stage_of
from autoredeem.bot.features.runs.run_details import estimate_of, trouble_of
from autoredeem.bot.kit.cards import Button, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import Page, page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of
from autoredeem.codes.visible import visible_codes
from autoredeem.domain.codes import code_key
from autoredeem.store.records import RunRecord, RunStatus

A_PAGE = 10
LATELY = timedelta(days=1)


async def runs(request: Request) -> Card:
    """Show the guild's runs: those that go on, those that rest, and what was done lately."""
    found = await _runs_of(request)
    if not found:
        return Card(
            request.say("runs-title"), request.say("none-runs"), rows=[_leading_on(request)]
        )
    page = page_of(found, request.params.get("page", ""), A_PAGE)
    lines = [run_line(request.say, run, estimate_of(request, run)) for run in page.items]
    lines += trouble_of(request, found)
    turning = page_buttons(request.say, page, lambda number: custom_id("runs", page=number))
    return Card(
        request.say("runs-title"),
        "\n".join(lines),
        footer=page_footer(request.say, page),
        rows=[_menu(request, page), [*_leading_on(request), *turning]],
    )


async def _runs_of(request: Request) -> Sequence[RunRecord]:
    """Three questions: what is open here, which codes the guild knows, what is done of them."""
    store, guild_id = request.services.store, request.guild_id
    going, codes = await asyncio.gather(
        store.runs_in([guild_id], RunStatus.OPEN), visible_codes(store, guild_id)
    )
    keys = {(guild_id, code_key(one.code)) for one in codes}
    done = await store.runs(RunStatus.DONE, among=keys)
    return merged(going, done, request.at - LATELY)


def merged(
    going: Iterable[RunRecord], done: Sequence[RunRecord], since: datetime
) -> Sequence[RunRecord]:
    """Put what goes on before what was done since then, the latest first.

    A run that ended between the two questions is in both answers: the later one holds.
    """
    ended = {run.key for run in done}
    lately = [run for run in reversed(done) if run.updated_at >= since]
    return [*(run for run in going if run.key not in ended), *lately]


def _menu(request: Request, page: Page[RunRecord]) -> Row:
    choices = [
        Choice(run.code, run.code, request.say(key_of("runs-stage", stage_of(run))))
        for run in page.items
    ]
    return Menu(custom_id("run"), request.say("runs-hint"), choices)


def _leading_on(request: Request) -> list[Button]:
    return [
        Button(request.say("button-refresh"), custom_id("runs")),
        Button(request.say("button-codes"), custom_id("codes")),
        Button(request.say("button-back"), custom_id("panel")),
    ]
