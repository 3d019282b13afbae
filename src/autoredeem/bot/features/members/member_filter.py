"""Which members a list shows: of an alliance, without an owner, with a need."""

from dataclasses import replace

from autoredeem.bot.features.members.alliance_list import alliance_choices
from autoredeem.bot.features.members.alliance_lookup import alliances_of
from autoredeem.bot.features.members.list_state import View, alliance_in, need_in, parse_view
from autoredeem.bot.features.members.member_list import list_members
from autoredeem.bot.kit.cards import Button, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of
from autoredeem.domain.alliances import NO_ALLIANCE
from autoredeem.domain.known_players import Need


async def choose_filter(request: Request) -> Card:
    """Show what may be left out of the list; or the list of what was chosen here."""
    view, say = parse_view(request.params), request.say
    if request.picked:
        if request.params.get("menu"):
            chosen = replace(view, need=need_in(request.picked), page=1)
        else:
            chosen = replace(view, alliance=alliance_in(request.picked), page=1)
        shown = {name: str(value) for name, value in chosen.params().items()}
        return await list_members(replace(request, params=shown, selected=()))
    alliances = await alliances_of(request)
    rows: list[Row] = []
    if alliances:
        choices = alliance_choices(say, alliances, view.alliance)
        carried = replace(view, alliance=None).params(page=1)
        rows.append(Menu(custom_id("members-filter", **carried), say("hint-alliance"), choices))
    rows.append(_need_menu(request, view))
    buttons = [
        _button(request, "button-unowned", replace(view, unowned=not view.unowned)),
        Button(say("button-show-all"), custom_id("members", s=view.sort.value[0], all=1)),
        Button(say("button-back"), custom_id("members", **view.params(), b=1)),
    ]
    if alliances and request.scope is None:
        buttons.insert(0, _button(request, "button-alone", replace(view, alliance=NO_ALLIANCE)))
    rows.append(buttons)
    return Card(say("members-filter-title"), say("members-filter-text"), rows=rows)


def _need_menu(request: Request, view: View) -> Menu:
    say = request.say
    choices = [
        Choice(say(key_of("button-needs", one)), one.value, selected=one is view.need)
        for one in Need
    ]
    # No two components of a message may have one custom id: this one says that it is the menu.
    carried = replace(view, need=None).params(page=1)
    return Menu(custom_id("members-filter", **carried, menu=1), say("hint-needs"), choices)


def _button(request: Request, label: str, view: View) -> Button:
    return Button(request.say(label), custom_id("members", **view.params(page=1)))
