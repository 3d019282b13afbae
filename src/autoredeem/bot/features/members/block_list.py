"""Who is not to be enrolled here, who asks for that, and what managers decide about it."""

from collections.abc import Sequence

from autoredeem.bot.features.members.decisions import back_row, decide, decided_card, fids_chosen
from autoredeem.bot.kit.cards import Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.words import moment
from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import NOBODY, Fid
from autoredeem.roster.oversight import PENDING, allow_opt_outs, lift_opt_outs

PAGE_SIZE = 20


async def list_opt_outs(request: Request) -> Card:
    """Show opt-outs, those that are asked for first, with what managers may do about them."""
    say = request.say
    kept = await request.services.store.opted_out(request.guild_id, PENDING)
    kept = sorted(kept, key=lambda one: one.status is OptOutStatus.STANDING)
    page = page_of(kept, request.params.get("page", ""), PAGE_SIZE)
    lines = [say("block-list-how"), *(_line(request, one) for one in page.items)]
    rows = _menus(request, page.items)
    if paging := page_buttons(say, page, lambda number: custom_id("opt-outs", page=number)):
        rows.append(paging)
    return Card(
        say("block-list-title"),
        "\n".join(lines) if kept else say("block-list-none"),
        footer=page_footer(say, page),
        rows=[*rows, back_row(request)],
    )


async def lift(request: Request) -> Card:
    """Lift opt-outs, or decline what is asked for, and tell whose they were."""
    decided = await decide(request, lift_opt_outs, fids_chosen(request))
    return _decided_card(request, decided, "block-list-lifted")


async def allow(request: Request) -> Card:
    """Let opt-outs stand that are asked for, and tell whose they are."""
    decided = await decide(request, allow_opt_outs, fids_chosen(request))
    card = _decided_card(request, decided, "block-list-allowed")
    await request.services.rollout.left([request.guild_id])
    return card


def _decided_card(request: Request, fids: Sequence[Fid], done: str) -> Card:
    return decided_card(
        request, fids, title="block-list-title", done=done, nothing="block-list-nothing"
    )


def _menus(request: Request, shown: Sequence[OptOut]) -> list[Row]:
    say = request.say
    asked = [one for one in shown if one.status is OptOutStatus.ASKED]
    lifted = [one for one in shown if one not in asked and one.is_for_managers]
    wanted = (
        (custom_id("opt-out-allow"), say("block-list-allow"), asked),
        (custom_id("opt-out-lift", asked=1), say("block-list-decline"), asked),
        (custom_id("opt-out-lift"), say("block-list-lift"), lifted),
    )
    return [
        Menu(name, hint, [Choice(str(one.fid), str(one.fid)) for one in about], most=len(about))
        for name, hint, about in wanted
        if about
    ]


def _line(request: Request, one: OptOut) -> str:
    say = request.say
    if one.status is OptOutStatus.ASKED:
        key = "block-list-line-asked"
    elif one.is_for_managers:
        key = "block-list-line"
    else:
        key = "block-list-line-own"
    who = say("audit-nobody") if one.by == NOBODY else f"<@{one.by}>"
    return say(key, id=say.code(str(one.fid)), who=who, when=moment(one.at))
