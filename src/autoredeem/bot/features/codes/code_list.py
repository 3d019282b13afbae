"""`/codes list`: all codes that a guild knows, newest first, and which of them work."""

from collections.abc import Sequence

from autoredeem.bot.features.codes.code_results import visibility_text
from autoredeem.bot.features.codes.lookup import life_text
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import Page, page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of, moment
from autoredeem.domain.codes import Life
from autoredeem.domain.guilds import Posting
from autoredeem.store.records import CodeRecord

PAGE_SIZE = 10
ALL = "all"


async def list_codes(request: Request) -> Card:
    """Show a page of all codes, or of those that are alive, dead or untried."""
    say, show = request.say, _filter_in(request)
    listed = await request.services.store.visible_codes(request.guild_id)
    kept = [one for one in listed if show in (ALL, one.standing.life.value)]
    page = page_of(kept, request.params.get("page", ""), PAGE_SIZE)
    shown = [one.code for one in page.items]
    postings = await request.services.store.postings(request.guild_id, shown)
    posted = {one.code: one for one in postings}
    text = "\n".join(_line(request, one, posted.get(one.code)) for one in page.items)
    return Card(
        say("codes-title"),
        text or (say("codes-none-such") if listed else say("none-codes")),
        footer=page_footer(say, page),
        rows=_rows(request, page, show),
    )


def _filter_in(request: Request) -> str:
    """Read which lives are to be seen; it may be anything."""
    wanted = request.picked or request.params.get("show", "")
    return wanted if wanted in set(Life) else ALL


def _line(request: Request, record: CodeRecord, posting: Posting | None) -> str:
    say = request.say
    return " · ".join(
        [
            say.code(record.code),
            life_text(request, record.standing),
            visibility_text(request, posting, shared=record.shared),
            say("codes-added-at", when=moment(record.added_at)),
        ]
    )


def _rows(request: Request, page: Page[CodeRecord], show: str) -> Sequence[Row]:
    say = request.say
    lives = [Choice(say("codes-filter-all"), ALL, selected=show == ALL)]
    lives += [Choice(say(key_of("life", one)), one.value, selected=show == one) for one in Life]
    rows: list[Row] = [Menu(custom_id("codes", menu=1), say("codes-filter-hint"), lives)]
    if page.items:
        choices = [
            Choice(one.code, one.code, say(key_of("life", one.standing.life))) for one in page.items
        ]
        rows.append(Menu(custom_id("code"), say("codes-open-hint"), choices))
    paging = page_buttons(say, page, lambda number: custom_id("codes", show=show, page=number))
    if paging:
        rows.append(paging)
    return [*rows, _buttons(request)]


def _buttons(request: Request) -> list[Button]:
    say = request.say
    return [
        Button(say("button-add"), custom_id("codes-add-form"), ButtonStyle.MAIN),
        Button(say("codes-button-shared"), custom_id("codes-add-form", share=1)),
        Button(say("button-catch-up"), custom_id("catch-up")),
        Button(say("button-runs"), custom_id("runs")),
        Button(say("button-back"), custom_id("panel")),
    ]
