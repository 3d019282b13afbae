"""`/members add`: players who were pasted: ids, or a text or a table that has them."""

from dataclasses import replace

from autoredeem.bot.features.members.alliance_lookup import alliances_by_name, members_into
from autoredeem.bot.features.members.enrolment import check_may_enrol_others, enrol
from autoredeem.bot.features.members.enrolment_preview import preview_card
from autoredeem.bot.features.members.enrolment_report import report_card
from autoredeem.bot.features.members.list_state import alliance_in
from autoredeem.bot.features.members.parsed_members import parse
from autoredeem.bot.kit import proofs
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.confirmations import ReadingNotes
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_digits, new_fid_given, state_given
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.roster.importing import read_ids

MOST_PASTED = 4_000
"""Characters: as many as a form's input takes."""

MOST_UNASKED = 10
"""Players who are enrolled at once. What more would change is shown before."""


def add_form(context: FormContext) -> Form:
    """Return the form for ids, and for a state if it is not the usual one."""
    say, alliance = context.say, alliance_in(context.params.get("a", ""))
    inputs = [
        Input(
            "ids",
            say("form-members-ids-label"),
            hint=say("form-members-ids-hint"),
            long=True,
            most=MOST_PASTED,
        ),
        Input("state", say("form-members-state-label"), hint="245", required=False, most=12),
    ]
    into = {"a": alliance} if alliance else {}
    return Form(say("form-members-add-title"), custom_id("members-add", **into), inputs)


async def add(request: Request) -> Card:
    """Enrol the players of a pasted text, or show what that would change; and how it was read.

    A state that is given is for whoever has none in the text.
    """
    check_may_enrol_others(request)
    state = state_given(request)
    known = await alliances_by_name(request)
    read = await parse(read_ids(request.params.get("ids", ""), id_digits(request), known))
    if not (read.members or read.wrong):
        raise Rejection("members-no-ids")
    stated = [replace(one, state=one.state or state) for one in read.members]
    members = await members_into(request, stated)
    notes = read.notes(request.say)
    if len(members) > MOST_UNASKED:
        return await preview_card(request, members, notes)
    enrolment = await enrol(request, members) if members else None
    card = report_card(request, enrolment, notes)
    return await _proven(request, card, members[0].fid) if len(members) == 1 else card


def mend_form(context: FormContext) -> Form:
    """Return the form that mends a member's id and state."""
    return proofs.mend_form(context, "members-mend")


async def mend(request: Request) -> Card:
    """Enrol a player in the place of one whose id or state was wrong."""
    check_may_enrol_others(request)
    given = new_fid_given(request)
    enrolment = await enrol(request, [Member(given, state_given(request))])
    was = proofs.wrong_id(request, given)
    if was and given not in enrolment.never:
        removed = await request.services.store.remove(request.guild_id, [was])
        if removed:
            await request.audit("members-removed", count=1, ids=str(was))
            request.bot.cache.invalidate(request.guild_id)
            await request.services.rollout.left([request.guild_id])
    return await _proven(request, report_card(request, enrolment, ReadingNotes()), given)


async def _proven(request: Request, card: Card, fid: Fid) -> Card:
    """Add to a report on one player what the game says of them."""
    entry = (await request.services.store.members_among(request.guild_id, [fid])).get(fid)
    if entry is None or entry.state is None:
        return card
    report = await proofs.proof_of_one(request, {fid: entry.state})
    return report.warn_on(replace(card, text="\n".join([card.text, *report.lines])))
