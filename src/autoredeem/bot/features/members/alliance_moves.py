"""Members moved into an alliance or out of it: one from the card, many by a list of ids."""

from collections.abc import Mapping
from dataclasses import replace

from autoredeem.bot.features.members.alliance_lookup import alliances_of, in_scope
from autoredeem.bot.features.members.enrolment import open_codes
from autoredeem.bot.features.members.format import NAME, ids
from autoredeem.bot.features.members.list_state import View, alliance_in
from autoredeem.bot.features.members.member_details import member_card
from autoredeem.bot.features.members.resolve import resolve_member, stored_ids_in
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import as_typed
from autoredeem.domain.alliances import Alliance
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.roster.alliance_moves import move_members as roster_move

MOST_PASTED = 4_000


def move_form(context: FormContext) -> Form:
    """Return the form for the ids of those who are to move."""
    say, alliance = context.say, alliance_in(context.params.get("a", ""))
    wanted = Input(
        "ids",
        say("form-members-ids-label"),
        hint=say("form-members-ids-hint"),
        long=True,
        most=MOST_PASTED,
    )
    target = custom_id("alliance-move", a=alliance or 0)
    return Form(say("form-alliance-move-title"), target, [wanted])


async def move_members(request: Request) -> Card:
    """Move the members whose ids were pasted."""
    fids, wrong = await stored_ids_in(request, request.params.get("ids", ""))
    if not (fids or wrong):
        raise Rejection("members-no-ids")
    target = await _target(request, request.params.get("a", ""))
    found = await request.services.store.members_among(request.guild_id, fids)
    moving = {fid: one for fid, one in found.items() if in_scope(request, one)}
    count = await _move(request, moving, target)
    say = request.say
    lines = [_moved(request, count, target)]
    if absent := [fid for fid in fids if fid not in moving]:
        lines.append(say("members-absent", count=len(absent), ids=ids(say, absent)))
    if wrong:
        lines.append(say("members-wrong", count=len(wrong), texts=as_typed(say, wrong)))
    there = View(alliance=target.id) if target else View()
    row = [
        Button(say("button-members"), custom_id("members", **there.params()), ButtonStyle.MAIN),
        Button(say("button-alliances"), custom_id("alliances")),
    ]
    tone = Tone.WARNING if absent or wrong else Tone.GOOD
    return Card(say("members-moved-title"), "\n".join(lines), tone=tone, rows=[row])


async def move_one(request: Request) -> Card:
    """Move the member whose card it was."""
    one = await resolve_member(replace(request, selected=()))
    target = await _target(request, request.picked or request.params.get("to", ""))
    count = await _move(request, {one.fid: one}, target)
    after = await request.services.store.members_among(request.guild_id, [one.fid])
    return await member_card(request, after.get(one.fid, one), _moved(request, count, target))


async def _target(request: Request, carried: str) -> Alliance | None:
    """Return where members are to go. Raises Rejection where the person may not move them there."""
    wanted = alliance_in(carried)
    if not wanted:
        return None
    for one in await alliances_of(request):
        if one.id == wanted:
            return one
    raise Rejection("alliances-gone")


async def _move(request: Request, moving: Mapping[Fid, Member], target: Alliance | None) -> int:
    """Move members: one write, and one more for those who get the alliance's state."""
    moved, given_states = await roster_move(
        request.services.store, request.guild_id, moving, target, request.at
    )
    if not moved:
        return 0
    if given_states:
        await open_codes(request)
    name = target.name if target else ""
    if target:
        await request.audit("members-moved", count=len(moved), name=name)
    else:
        await request.audit("members-moved-out", count=len(moved))
    return len(moved)


def _moved(request: Request, count: int, target: Alliance | None) -> str:
    say = request.say
    if target is None:
        return say("members-moved-out", count=count)
    return say("members-moved", count=count, name=say.name(target.name, NAME))
