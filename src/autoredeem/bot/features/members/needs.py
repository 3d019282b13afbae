"""*Wrong states*, *Without a state*, *Unknown players*: who needs somebody, and what mends it."""

from collections.abc import Sequence
from zlib import crc32

from autoredeem.bot.features.members.format import member_choice, member_line
from autoredeem.bot.features.runs.format import fitting
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Menu, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.pagination import page_number, pages_of
from autoredeem.bot.words import key_of
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.store.records import MemberPage, MemberQuery

PAGE_SIZE = 20

LONGEST_TEXT = 4_000
"""Characters: what has just been done may be long to tell, and a card has room for 4,096."""

BY_A_STATE = (Need.WRONG_STATE, Need.NO_STATE)
"""What a right state mends."""


def need_given(request: Request) -> Need:
    """Return the need that a button carries. Raises Rejection for what is none."""
    given = request.params.get("need", "")
    need = next((one for one in Need if one.value == given), None)
    if need is None:
        raise Rejection("error-old-message")
    return need


async def show_needs(request: Request) -> Card:
    """Show a page of who has the need that a button carries, or the first that somebody has."""
    if request.params.get("need"):
        return await needs_card(request, need_given(request))
    needs = await request.services.store.count_needs(request.guild_id)
    return await needs_card(request, next((one for one in Need if one in needs), Need.WRONG_STATE))


async def needs_card(request: Request, need: Need, notes: Sequence[str] = ()) -> Card:
    """Return the card of who has a need, below what has just been done."""
    say, found = request.say, await page_in_need(request, need)
    lines = [*notes, *([""] if notes else [])]
    if not found.found:
        lines.append(say("needs-nobody"))
        back = [Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN)]
        title = say(key_of("needs-title", need), count=0)
        return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[back])
    lines += [say(key_of("needs-why", need)), ""]
    lines += [member_line(say, one) for one in found.members]
    pages = pages_of(found.found, PAGE_SIZE)
    return Card(
        say(key_of("needs-title", need), count=found.found),
        "\n".join(fitting(lines, LONGEST_TEXT)),
        tone=Tone.WARNING,
        footer=say("page", page=found.number, pages=pages) if pages > 1 else "",
        rows=_rows(request, need, found, pages),
    )


async def page_in_need(request: Request, need: Need) -> MemberPage:
    """Return the page that a request carries of those who have a need, by name."""
    number = page_number(request.params.get("page", ""))
    query = MemberQuery(page=number, size=PAGE_SIZE, need=need)
    return await request.services.store.member_page(request.guild_id, query)


def seen_on(found: MemberPage) -> str:
    """Return a short mark of who is on a page: another page has another."""
    return f"{crc32(','.join(str(one.fid) for one in found.members).encode()):08x}"


async def all_in_need(request: Request, need: Need) -> Sequence[Member]:
    """Return everyone who has a need."""
    batches = request.services.store.members(request.guild_id, need)
    return [one async for batch in batches for one in batch]


def _rows(request: Request, need: Need, found: MemberPage, pages: int) -> list[Row]:
    say, carried = request.say, {"need": need.value}
    rows: list[Row] = [_act_buttons(request, need, found, pages)]
    if need in BY_A_STATE:
        choices = [member_choice(say, one) for one in found.members]
        chosen = custom_id("needs-states-form", **carried, chosen=1)
        rows.insert(0, Menu(chosen, say("hint-needs-states"), choices, most=len(choices)))
    rows.append(
        [
            Button(say("button-copy-ids"), custom_id("needs-ids", **carried)),
            Button(
                say("button-needs-remove"), custom_id("needs-remove", **carried), ButtonStyle.DANGER
            ),
            Button(say("button-back"), custom_id("members")),
        ]
    )
    if pages > 1:
        before, after = (
            custom_id("needs", **carried, page=found.number + step) for step in (-1, 1)
        )
        rows.append(
            [
                Button(say("button-previous"), before, enabled=found.number > 1),
                Button(say("button-next"), after, enabled=found.number < pages),
            ]
        )
    return rows


def _act_buttons(request: Request, need: Need, found: MemberPage, pages: int) -> list[Button]:
    say, carried = request.say, {"need": need.value}
    row = [Button(say("button-needs-ask"), custom_id("needs-ask", **carried))]
    if need not in BY_A_STATE:
        return row
    if request.services.search:
        row.append(Button(say("button-needs-search"), custom_id("needs-search", **carried)))
    if pages > 1:
        page = custom_id("needs-states-form", **carried, page=found.number, seen=seen_on(found))
        row.insert(0, Button(say("button-needs-states-page"), page))
    form = custom_id("needs-states-form", **carried)
    return [Button(say("button-set-states"), form, ButtonStyle.MAIN), *row]
