"""What is going on and what waits in a guild, and what was done in the last day."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from autoredeem.bot.features.runs.format import run_line, stage_of
from autoredeem.bot.features.runs.run_details import estimate_of, trouble_of
from autoredeem.bot.kit.cards import Button, Card, Choice, Menu, Row, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.kit.pagination import Page, page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of
from autoredeem.codes.visible import visible_codes
from autoredeem.domain.codes import code_key
from autoredeem.store.interface import RunRecord, RunStatus

A_PAGE = 10
LATELY = timedelta(days=1)


async def runs(ask: Ask) -> Card:
    """Show the guild's runs: those that go on, those that rest, and what was done lately."""
    found = await _runs_of(ask)
    if not found:
        return Card(ask.say("runs-title"), ask.say("none-runs"), rows=[_leading_on(ask)])
    page = page_of(found, ask.given.get("page", ""), A_PAGE)
    lines = [run_line(ask.say, run, estimate_of(ask, run)) for run in page.items]
    lines += trouble_of(ask, found)
    turning = page_buttons(ask.say, page, lambda number: to("runs", page=number))
    return Card(
        ask.say("runs-title"),
        "\n".join(lines),
        footer=page_footer(ask.say, page),
        rows=[_menu(ask, page), [*_leading_on(ask), *turning]],
    )


async def _runs_of(ask: Ask) -> Sequence[RunRecord]:
    """Three questions: what is open here, which codes the guild knows, what is done of them."""
    store, guild_id = ask.desk.store, ask.guild_id
    going, codes = await asyncio.gather(
        store.runs_in([guild_id], RunStatus.OPEN), visible_codes(store, guild_id)
    )
    keys = {(guild_id, code_key(one.code)) for one in codes}
    done = await store.runs(RunStatus.DONE, among=keys)
    return merged(going, done, ask.at - LATELY)


def merged(
    going: Iterable[RunRecord], done: Sequence[RunRecord], since: datetime
) -> Sequence[RunRecord]:
    """Put what goes on before what was done since then, the latest first.

    A run that ended between the two questions is in both answers: the later one holds.
    """
    ended = {run.key for run in done}
    lately = [run for run in reversed(done) if run.updated_at >= since]
    return [*(run for run in going if run.key not in ended), *lately]


def _menu(ask: Ask, page: Page[RunRecord]) -> Row:
    choices = [
        Choice(run.code, run.code, ask.say(key_of("runs-stage", stage_of(run))))
        for run in page.items
    ]
    return Menu(to("run"), ask.say("runs-hint"), choices)


def _leading_on(ask: Ask) -> list[Button]:
    return [
        Button(ask.say("button-refresh"), to("runs")),
        Button(ask.say("button-codes"), to("codes")),
        Button(ask.say("button-back"), to("panel")),
    ]
