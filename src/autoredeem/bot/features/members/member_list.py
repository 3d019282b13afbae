"""`/members list`: everyone who is enrolled, a page at a time, searched and sorted."""

from collections.abc import Iterator

from autoredeem.bot.features.members.format import choice, line
from autoredeem.bot.features.members.list_state import MOST_CARRIED, Sort, View, view_in
from autoredeem.bot.features.members.search import Found, find
from autoredeem.bot.kit.cards import Button, Card, Choice, Form, Input, Look, Menu, Row, to
from autoredeem.bot.kit.handlers import Ask, Opening


async def members(ask: Ask) -> Card:
    """Show a page of the guild's members."""
    view = view_in(ask.given, ask.chosen)
    found = await find(ask.desk.store, ask.guild_id, view)
    say = ask.say
    footer = say("page", page=found.page, pages=found.pages) if found.shown else ""
    return Card(
        say("members-title", count=found.total),
        "\n".join(_lines(ask, found, view)),
        footer=footer,
        rows=list(_rows(ask, found, view)),
    )


def search_form(opening: Opening) -> Form:
    """Ask for a part of a name, an id or a state."""
    say, view = opening.say, view_in(opening.given)
    wanted = Input(
        "search", say("form-members-search-label"), value=view.find, required=False, most=40
    )
    return Form(say("form-members-search-title"), to("members", sort=view.sort), [wanted])


def _lines(ask: Ask, found: Found, view: View) -> Iterator[str]:
    say = ask.say
    if not found.total:
        yield say("none-members")
        return
    if found.lacking:
        yield say("members-lacking", count=found.lacking)
    if view.find and found.shown:
        yield say("members-found", count=found.found, search=say.name(view.find, MOST_CARRIED))
    elif view.find:
        yield say("none-found", search=say.name(view.find, MOST_CARRIED))
    for one in found.shown:
        yield line(say, one)


def _rows(ask: Ask, found: Found, view: View) -> Iterator[Row]:
    say = ask.say
    here = View(view.find, view.sort, found.page)
    if found.shown:
        opened = [choice(say, one) for one in found.shown]
        yield Menu(to("member", **here.given()), say("hint-member"), opened)
    if found.total:
        yield _orders(ask, view)
        yield _turning(ask, found, here)
    yield _doing(ask, found)


def _orders(ask: Ask, view: View) -> Menu:
    choices = [
        Choice(ask.say(f"members-sort-{one.value}"), one.value, chosen=one is view.sort)
        for one in Sort
    ]
    # No two components of a message may carry the same: this one says that it is the menu.
    return Menu(to("members", find=view.find, menu=1), ask.say("hint-members-sort"), choices)


def _turning(ask: Ask, found: Found, here: View) -> list[Button]:
    say, page = ask.say, found.page
    before, after = (to("members", **here.given(page=there)) for there in (page - 1, page + 1))
    row = [
        Button(say("button-previous"), before, enabled=page > 1),
        Button(say("button-next"), after, enabled=page < found.pages),
        Button(say("button-search"), to("members-search", **here.given(page=1))),
    ]
    if here.find:
        row.append(Button(say("button-show-all"), to("members", sort=here.sort, all=1)))
    return row


def _doing(ask: Ask, found: Found) -> list[Button]:
    say = ask.say
    row = [Button(say("button-add"), to("members-add-form"), Look.MAIN)]
    row.append(Button(say("button-import"), to("members-import")))
    if found.total:
        row.append(Button(say("button-export"), to("members-export")))
    if found.lacking:
        row.append(Button(say("button-missing-states"), to("members-state-form"), Look.GOOD))
    row.append(Button(say("button-back"), to("panel")))
    return row
