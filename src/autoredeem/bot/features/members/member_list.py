"""`/members list`: everyone who is enrolled, a page at a time, searched, sorted and filtered."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autoredeem.bot.features.members.alliance_lookup import alliances_of, names_of
from autoredeem.bot.features.members.format import NAME, member_choice, member_line
from autoredeem.bot.features.members.list_state import MOST_CARRIED, View, parse_view
from autoredeem.bot.features.members.need_buttons import need_button, need_lines
from autoredeem.bot.features.runs.format import fitting
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Form, Input, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.pagination import pages_of
from autoredeem.bot.words import key_of
from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceId
from autoredeem.domain.codes import issue_of
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import MemberSort
from autoredeem.store.records import MemberPage, MemberQuery

PAGE_SIZE = 25
"""As many as the menu that opens one of them has room for."""

LONGEST_LIST = 3_600
"""Characters of the lines: an embed's text has 4,096, by Discord's documentation."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list was asked for, what was found, and what members of the guild need."""

    view: View
    page: MemberPage
    alliances: Sequence[Alliance]
    needs: Mapping[Need, int]

    @property
    def here(self) -> View:
        """The view of the page that is shown, which may be none that was asked for."""
        return replace(self.view, page=self.page.number)

    @property
    def pages(self) -> int:
        """How many there are."""
        return pages_of(self.page.found, PAGE_SIZE)

    @property
    def names(self) -> Mapping[AllianceId | None, str]:
        """The names to show beside members: none where all are in the same alliance."""
        return names_of(self.alliances) if self.view.alliance is None else {}


async def list_members(request: Request) -> Card:
    """Show a page of those of the guild's members whom the person may manage."""
    listing = await _listing(request)
    say, found = request.say, listing.page
    footer = say("page", page=found.number, pages=listing.pages) if found.members else ""
    return Card(
        _title(request, listing),
        "\n".join(_lines(request, listing)),
        footer=footer,
        rows=list(_rows(request, listing)),
    )


def search_form(context: FormContext) -> Form:
    """Return the form for a part of a name, an id or a state."""
    say, view = context.say, parse_view(context.params)
    wanted = Input(
        "search", say("form-members-search-label"), value=view.find, required=False, most=40
    )
    target = custom_id("members", **replace(view, find="", page=1).params())
    return Form(say("form-members-search-title"), target, [wanted])


def page_form(context: FormContext) -> Form:
    """Return the form for the number of a page."""
    say, view = context.say, parse_view(context.params)
    wanted = Input("number", say("form-page-label"), hint=str(view.page), most=6)
    target = custom_id("members", **view.params(page=1))
    return Form(say("form-page-title"), target, [wanted])


async def _listing(request: Request) -> Listing:
    view = parse_view(request.params, request.selected)
    alliances = await alliances_of(request)
    ids = [one.id for one in alliances]
    if request.scope is not None and view.alliance not in ids:
        view = replace(view, alliance=ids[0] if ids else NO_ALLIANCE)
    query = MemberQuery(
        view.find,
        view.sort,
        view.page,
        PAGE_SIZE,
        alliance=view.alliance,
        unowned=view.unowned,
        need=view.need,
        alliances=ids,
        issue=await _latest_issue(request) if view.sort is MemberSort.LAST_OUTCOME else "",
    )
    store, guild_id = request.services.store, request.guild_id
    if request.scope is not None:
        return Listing(view, await store.member_page(guild_id, query), alliances, {})
    found, needs = await asyncio.gather(
        store.member_page(guild_id, query), store.count_needs(guild_id)
    )
    return Listing(view, found, alliances, needs)


async def _latest_issue(request: Request) -> str:
    """Return the code that was opened last in the guild, in its present edition."""
    runs = await request.services.store.runs_in([request.guild_id])
    return issue_of(runs[-1].code, runs[-1].edition) if runs else ""


def _title(request: Request, listing: Listing) -> str:
    """Return how many members there are: of an alliance, to those who manage no others."""
    count = listing.page.total if request.scope is None else listing.page.found
    return request.say("members-title", count=count)


def _lines(request: Request, listing: Listing) -> Iterator[str]:
    say, found = request.say, listing.page
    if not found.total:
        yield say("none-members")
        return
    yield from need_lines(say, listing.needs)
    if listing.view.is_filtered:
        wanted = say.listing(_filters(request, listing))
        if found.members:
            yield say("members-found", count=found.found, search=wanted)
        else:
            yield say("none-found", search=wanted)
    names = listing.names
    lines = [member_line(say, one, names.get(one.alliance, "")) for one in found.members]
    shown = fitting(lines, LONGEST_LIST)
    yield from shown
    yield from say.left_out(len(lines) - len(shown))


def _filters(request: Request, listing: Listing) -> Iterator[str]:
    say, view = request.say, listing.view
    if view.alliance is not None:
        name = names_of(listing.alliances).get(view.alliance)
        yield say.name(name, NAME) if name else say("filter-alone")
    if view.unowned:
        yield say("filter-unowned")
    if view.need:
        yield say(key_of("button-needs", view.need))
    if view.find:
        yield say.name(view.find, MOST_CARRIED)


def _rows(request: Request, listing: Listing) -> Iterator[Row]:
    say, found = request.say, listing.page
    if found.members:
        choices = [member_choice(say, one) for one in found.members]
        yield Menu(custom_id("member", **listing.here.params()), say("hint-member"), choices)
    if found.total:
        yield _sort_menu(request, listing)
        yield _page_buttons(request, listing)
    yield _action_buttons(request, listing)
    yield _ways_out(request, listing)


def _sort_menu(request: Request, listing: Listing) -> Menu:
    view = listing.view
    sorts = [one for one in MemberSort if one is not MemberSort.ALLIANCE or listing.alliances]
    choices = [
        Choice(request.say(f"members-sort-{one.value}"), one.value, selected=one is view.sort)
        for one in sorts
    ]
    # No two components of a message may have one custom id: this one says that it is the menu.
    carried = replace(view, sort=MemberSort.NAME, page=1).params()
    return Menu(custom_id("members", **carried, menu=1), request.say("hint-members-sort"), choices)


def _page_buttons(request: Request, listing: Listing) -> list[Button]:
    say, page, pages, here = request.say, listing.page.number, listing.pages, listing.here

    def to(label: str, number: int, way: str = "") -> Button:
        # The first page may be the one before, too: the way tells them apart.
        carried = here.params(page=number) | ({"to": way} if way else {})
        enabled = 1 <= number <= pages and number != page
        return Button(say(label), custom_id("members", **carried), enabled=enabled)

    jump = custom_id("members-page", **here.params())
    return [
        to("button-first", 1, "first"),
        to("button-previous", page - 1),
        Button(say("button-page-number"), jump, enabled=pages > 1),
        to("button-next", page + 1),
        to("button-last", pages, "last"),
    ]


def _action_buttons(request: Request, listing: Listing) -> list[Button]:
    say, view = request.say, listing.view
    into = {"a": view.alliance} if view.alliance else {}
    row = [
        Button(say("button-add"), custom_id("members-add-form", **into), ButtonStyle.MAIN),
        Button(say("button-import"), custom_id("members-import-form", **into)),
    ]
    if listing.page.total:
        carried = listing.here.params(page=1)
        row += [
            Button(say("button-export"), custom_id("members-export", **into)),
            Button(say("button-search"), custom_id("members-search", **carried)),
            Button(say("button-filter"), custom_id("members-filter", **carried)),
        ]
    return row


def _ways_out(request: Request, listing: Listing) -> list[Button]:
    """Return what is left: of the whole guild only what its managers may do."""
    say, row = request.say, list[Button]()
    manages_all = request.scope is None
    if manages_all and listing.view.need and listing.page.members:
        row.append(need_button(say, listing.view.need, ButtonStyle.MAIN))
    if listing.alliances:
        row.append(Button(say("button-alliances"), custom_id("alliances")))
    if listing.view.is_filtered:
        everyone = custom_id("members", s=listing.view.sort.value[0], all=1)
        row.append(Button(say("button-show-all"), everyone))
    elif manages_all:
        row.append(Button(say("button-claims"), custom_id("claims")))
        row.append(Button(say("button-block-list"), custom_id("opt-outs")))
    return [*row, Button(say("button-back"), custom_id("panel"))]
