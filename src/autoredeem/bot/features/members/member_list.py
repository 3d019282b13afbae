"""`/members list`: everyone who is enrolled, a page at a time, searched and sorted."""

import asyncio
from collections.abc import Iterator, Mapping

from autoredeem.bot.features.members.format import member_choice, member_line
from autoredeem.bot.features.members.list_state import MOST_CARRIED, View, parse_view
from autoredeem.bot.features.members.need_buttons import need_buttons, need_lines
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Form, Input, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.pagination import pages_of
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import MemberSort
from autoredeem.store.records import MemberPage, MemberQuery

PAGE_SIZE = 10


async def list_members(request: Request) -> Card:
    """Show a page of the guild's members."""
    view = parse_view(request.params, request.selected)
    query = MemberQuery(view.find, view.sort, view.page, PAGE_SIZE)
    store, say = request.services.store, request.say
    found, needs = await asyncio.gather(
        store.member_page(request.guild_id, query), store.count_needs(request.guild_id)
    )
    footer = say("page", page=found.number, pages=_pages(found)) if found.members else ""
    return Card(
        say("members-title", count=found.total),
        "\n".join(_lines(request, found, needs, view)),
        footer=footer,
        rows=list(_rows(request, found, needs, view)),
    )


def search_form(context: FormContext) -> Form:
    """Return the form for a part of a name, an id or a state."""
    say, view = context.say, parse_view(context.params)
    wanted = Input(
        "search", say("form-members-search-label"), value=view.find, required=False, most=40
    )
    return Form(say("form-members-search-title"), custom_id("members", sort=view.sort), [wanted])


def _pages(found: MemberPage) -> int:
    return pages_of(found.found, PAGE_SIZE)


def _lines(
    request: Request, found: MemberPage, needs: Mapping[Need, int], view: View
) -> Iterator[str]:
    say = request.say
    if not found.total:
        yield say("none-members")
        return
    yield from need_lines(say, needs)
    if view.find and found.members:
        yield say("members-found", count=found.found, search=say.name(view.find, MOST_CARRIED))
    elif view.find:
        yield say("none-found", search=say.name(view.find, MOST_CARRIED))
    for one in found.members:
        yield member_line(say, one)


def _rows(
    request: Request, found: MemberPage, needs: Mapping[Need, int], view: View
) -> Iterator[Row]:
    say = request.say
    here = View(view.find, view.sort, found.number)
    if found.members:
        choices = [member_choice(say, one) for one in found.members]
        yield Menu(custom_id("member", **here.params()), say("hint-member"), choices)
    if found.total:
        yield _sort_menu(request, view)
        yield _page_buttons(request, found, here)
    yield _action_buttons(request, found)
    yield [
        Button(say("button-claims"), custom_id("claims")),
        Button(say("button-block-list"), custom_id("opt-outs")),
        *need_buttons(say, needs),
    ]


def _sort_menu(request: Request, view: View) -> Menu:
    choices = [
        Choice(request.say(f"members-sort-{one.value}"), one.value, selected=one is view.sort)
        for one in MemberSort
    ]
    # No two components of a message may have one custom id: this one says that it is the menu.
    return Menu(
        custom_id("members", find=view.find, menu=1), request.say("hint-members-sort"), choices
    )


def _page_buttons(request: Request, found: MemberPage, here: View) -> list[Button]:
    say, page = request.say, found.number
    before, after = (
        custom_id("members", **here.params(page=number)) for number in (page - 1, page + 1)
    )
    row = [
        Button(say("button-previous"), before, enabled=page > 1),
        Button(say("button-next"), after, enabled=page < _pages(found)),
        Button(say("button-search"), custom_id("members-search", **here.params(page=1))),
    ]
    if here.find:
        row.append(Button(say("button-show-all"), custom_id("members", sort=here.sort, all=1)))
    return row


def _action_buttons(request: Request, found: MemberPage) -> list[Button]:
    say = request.say
    row = [Button(say("button-add"), custom_id("members-add-form"), ButtonStyle.MAIN)]
    row.append(Button(say("button-import"), custom_id("members-import-form")))
    if found.total:
        row.append(Button(say("button-export"), custom_id("members-export")))
    row.append(Button(say("button-back"), custom_id("panel")))
    return row
