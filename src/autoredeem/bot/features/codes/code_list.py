"""All codes that a guild knows, newest first: which of them work, and whose they are."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from autoredeem.bot.features.codes.code_results import whose
from autoredeem.bot.features.codes.lookup import life_of
from autoredeem.bot.kit.cards import Button, Card, Choice, Look, Menu, Row, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.kit.pagination import Page, page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of, moment
from autoredeem.codes.visible import visible_codes
from autoredeem.domain.codes import Life
from autoredeem.store.interface import CodeRecord

A_PAGE = 10
ALL = "all"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A code, and whether it was posted here."""

    record: CodeRecord
    own: bool


async def codes(ask: Ask) -> Card:
    """Show a page of the codes, of all or of those that are alive, dead or untried."""
    say, show = ask.say, _filter_in(ask)
    listed = await _codes_of(ask)
    kept = [one for one in listed if show in (ALL, one.record.standing.life.value)]
    page = page_of(kept, ask.given.get("page", ""), A_PAGE)
    text = "\n".join(_line(ask, one) for one in page.items)
    return Card(
        say("codes-title"),
        text or (say("codes-none-such") if listed else say("none-codes")),
        footer=page_footer(say, page),
        rows=_rows(ask, page, show),
    )


async def _codes_of(ask: Ask) -> Sequence[_Listed]:
    store = ask.desk.store
    seen, postings = await asyncio.gather(
        visible_codes(store, ask.guild_id), store.postings(ask.guild_id)
    )
    posted = {one.code for one in postings}
    return [_Listed(one, one.code in posted) for one in seen]


def _filter_in(ask: Ask) -> str:
    """Read which lives are to be seen; it may be anything."""
    wanted = next(iter(ask.chosen), "") or ask.given.get("show", "")
    return wanted if wanted in set(Life) else ALL


def _line(ask: Ask, one: _Listed) -> str:
    say, record = ask.say, one.record
    return " · ".join(
        [
            say.code(record.code),
            life_of(ask, record.standing),
            whose(ask, shared=record.shared, own=one.own),
            say("codes-added-at", when=moment(record.added_at)),
        ]
    )


def _rows(ask: Ask, page: Page[_Listed], show: str) -> Sequence[Row]:
    say = ask.say
    lives = [Choice(say("codes-filter-all"), ALL, chosen=show == ALL)]
    lives += [Choice(say(key_of("life", one)), one.value, chosen=show == one) for one in Life]
    rows: list[Row] = [Menu(to("codes", menu=1), say("codes-filter-hint"), lives)]
    if page.items:
        opened = [
            Choice(one.record.code, one.record.code, say(key_of("life", one.record.standing.life)))
            for one in page.items
        ]
        rows.append(Menu(to("code"), say("codes-open-hint"), opened))
    turning = page_buttons(say, page, lambda number: to("codes", show=show, page=number))
    if turning:
        rows.append(turning)
    return [*rows, _doing(ask)]


def _doing(ask: Ask) -> list[Button]:
    say = ask.say
    return [
        Button(say("button-add"), to("codes-add-form"), Look.MAIN),
        Button(say("codes-button-shared"), to("codes-add-form", share=1)),
        Button(say("button-runs"), to("runs")),
        Button(say("button-back"), to("panel")),
    ]
