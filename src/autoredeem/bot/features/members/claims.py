"""Which entries players claimed as theirs, and how managers undo that."""

from collections.abc import Sequence

from autoredeem.bot.features.members.decisions import back_row, decide, decided_card, fids_chosen
from autoredeem.bot.features.members.format import member_choice
from autoredeem.bot.kit.cards import Card, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.words import moment
from autoredeem.domain.players import Member
from autoredeem.roster.oversight import claims
from autoredeem.roster.oversight import undo_claims as undo

PAGE_SIZE = 20
"""Entries: with the longest names they still fit into a card."""


async def list_claims(request: Request) -> Card:
    """Show who claimed what, and a menu to undo it."""
    say = request.say
    claimed = await claims(request.services.store, request.guild_id)
    page = page_of(claimed, request.params.get("page", ""), PAGE_SIZE)
    lines = [say("claims-how"), *(_line(request, one) for one in page.items)]
    rows: list[Row] = []
    if page.items:
        choices = [member_choice(say, one) for one in page.items]
        rows.append(Menu(custom_id("claim-undo"), say("claims-which"), choices, most=len(choices)))
    if paging := page_buttons(say, page, lambda number: custom_id("claims", page=number)):
        rows.append(paging)
    return Card(
        say("claims-title"),
        "\n".join(lines) if claimed else say("claims-none"),
        footer=page_footer(say, page),
        rows=[*rows, back_row(request)],
    )


async def undo_claims(request: Request) -> Card:
    """Take the owners off entries that they claimed, and tell them."""
    decided = await decide(request, undo, fids_chosen(request))
    return decided_card(
        request, decided, title="claims-title", done="claims-undone", nothing="claims-nothing"
    )


def _line(request: Request, one: Member) -> str:
    say = request.say
    when = moment(one.claimed_at) if one.claimed_at else ""
    parts: Sequence[str] = [say.code(str(one.fid)), say.name(one.nickname, 40)]
    return say("claims-line", player=" ".join(parts), owner=f"<@{one.owner}>", when=when)
