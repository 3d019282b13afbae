"""`/members show`: all that is known of a member, and the results of codes."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.features.members.alliance_list import alliance_choices
from autoredeem.bot.features.members.alliance_lookup import alliances_of, names_of
from autoredeem.bot.features.members.format import NONE
from autoredeem.bot.features.members.list_state import View, encoded_size, parse_view
from autoredeem.bot.features.members.listed_changes import change_lines
from autoredeem.bot.features.members.member_codes import history_lines, read_history
from autoredeem.bot.features.members.resolve import resolve_member
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.words import moment
from autoredeem.domain.alliances import NO_ALLIANCE, Alliance
from autoredeem.domain.codes import spelling_of
from autoredeem.domain.players import Member

PAGE_SIZE = 8
"""Codes: with the longest advice for each they still fit into a card."""

MOST_OF_NAME = 50
"""What a name may take of the 100 characters of a button, beside an id and a state."""


MOST_CHANGES = 3
"""Of what lists that are followed said of the member, the latest."""


async def show_member(request: Request) -> Card:
    """Show the member who was typed or chosen."""
    return await member_card(request, await resolve_member(request))


async def member_card(request: Request, one: Member, news: str = "") -> Card:
    """Return the card of a member, below what has just changed."""
    say, view = request.say, parse_view(request.params)
    history = await read_history(request.services.store, request.guild_id, one.fid)
    page = page_of(history.events, request.params.get("part", ""), PAGE_SIZE)
    failed = history.failed(page.items)
    beside = view.beside_a_member()
    paging = page_buttons(
        say, page, lambda number: custom_id("member", id=one.fid, part=number, **beside)
    )
    changes = await request.services.store.changes_of(request.guild_id, one.fid, most=MOST_CHANGES)
    alliances = await alliances_of(request)
    facts = _facts(request, one, names_of(alliances).get(one.alliance, ""))
    lines = [*([news, ""] if news else []), *facts, *change_lines(say, changes), ""]
    lines += history_lines(say, page.items, failed) if page.items else [say("none-redemptions")]
    return Card(
        say.name(one.nickname),
        "\n".join(lines),
        footer=page_footer(say, page),
        rows=[
            *([paging] if paging else []),
            *_retry_rows(request, [spelling_of(attempt.code) for attempt in failed]),
            *_alliance_menu(request, one, alliances),
            _buttons(request, one, view, alliances),
        ],
    )


def _facts(request: Request, one: Member, alliance: str) -> Iterator[str]:
    say = request.say
    yield say("member-id", id=say.code(str(one.fid)))
    state = say.code(str(one.state)) if one.state else NONE
    yield say("member-state", state=state)
    if one.level:
        yield say("member-level", level=str(one.level))
    if alliance:
        yield say("member-alliance", name=say.name(alliance))
    yield say("member-owner", owner=f"<@{one.owner}>" if one.owner else NONE)
    if one.claimed_at:
        yield say("member-claimed", when=moment(one.claimed_at))


def _retry_rows(request: Request, codes: Sequence[str]) -> Iterator[Row]:
    """Yield what retries a code that failed: a button for one, a menu for several."""
    label = request.say("button-retry-failed")
    if len(codes) == 1:
        yield [Button(label, custom_id("code-retry", code=codes[0]))]
    elif codes:
        yield Menu(custom_id("code-retry"), label, [Choice(code, code) for code in codes])


def _alliance_menu(request: Request, one: Member, alliances: Sequence[Alliance]) -> Sequence[Row]:
    """Return what moves a member into another alliance, where there is any."""
    if not alliances:
        return []
    choices = alliance_choices(request.say, alliances, one.alliance)
    label = request.say("hint-alliance-of-member")
    return [Menu(custom_id("alliance-put", id=one.fid), label, choices)]


def _buttons(request: Request, one: Member, view: View, alliances: Sequence[Alliance]) -> Row:
    say = request.say
    row = [
        Button(say("button-edit"), _form_id(one), ButtonStyle.MAIN),
        Button(say("button-remove"), custom_id("members-remove", ids=one.fid), ButtonStyle.DANGER),
        Button(say("button-back"), custom_id("members", **view.params())),
    ]
    if one.alliance in {alliance.id for alliance in alliances}:
        out = custom_id("alliance-put", id=one.fid, to=NO_ALLIANCE)
        row.insert(2, Button(say("button-alliance-out"), out))
    if one.claimed_at and request.scope is None:
        row.insert(2, Button(say("button-undo-claim"), custom_id("claim-undo", id=one.fid)))
    return row


def _form_id(one: Member) -> str:
    """Return the custom id of the form, with the values that it opens with.

    A name that a button can't carry is left out: the form then changes it only if it is typed.
    """
    known = {
        "id": str(one.fid),
        "state": str(one.state or ""),
        "name": one.nickname if encoded_size(one.nickname) <= MOST_OF_NAME else "",
    }
    return custom_id("member-form", **{name: value for name, value in known.items() if value})
