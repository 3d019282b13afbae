"""`/enroll`: an account becomes a person's own, and gets every code that is out."""

from autoredeem.bot.features.players.accounts import account_line, carried
from autoredeem.bot.features.players.catch_up import catch_up_card, next_buttons, proven_card
from autoredeem.bot.features.players.self_enrolment import SelfEnrolment, enrol_self, entry_of
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_given, new_fid_given, read_or_none, state_given
from autoredeem.bot.kit.proofs import mend_form, wrong_id
from autoredeem.domain.ids import Fid
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.players import Member


async def enroll(request: Request) -> Card:
    """Enrol an account of the person's own, or correct its state."""
    fid = await _wanted(request)
    enrolment = await enrol_self(request, Member(fid, state_given(request)))
    if enrolment is None:
        return _state_missing_card(request, fid)
    return await _result_card(request, enrolment)


async def mend(request: Request) -> Card:
    """Enrol an account in the place of one whose id or state was wrong: the person's own."""
    card = await enroll(request)
    given = await _wanted(request)
    entry, was = await entry_of(request, given), wrong_id(request, given)
    if was and entry and entry.owner == request.person.user:
        wrong = await entry_of(request, was)
        if wrong and wrong.owner == request.person.user and not wrong.claimed_at:
            await request.services.store.remove(request.guild_id, [was])
            await request.audit("unenrolled", id=str(was))
            request.bot.cache.invalidate(request.guild_id)
            await request.services.rollout.left([request.guild_id])
    return card


def enroll_mend_form(context: FormContext) -> Form:
    """Return the form that mends an account's id and state."""
    return mend_form(context, "enroll-mend")


def enroll_form(context: FormContext) -> Form:
    """Return the form for an account's id and state; for the state only, where the id is known.

    Whoever was `asked` for the state has to enter it.
    """
    say, known, asked = context.say, carried(context.params), "asked" in context.params
    inputs = [state_input(context, required=bool(known) or asked)]
    if not known:
        label, hint = say("players-form-id"), say("players-form-id-hint")
        inputs.insert(0, Input("id", label, hint=hint, most=20))
    title = say("button-needs-answer") if asked else say("players-form-title")
    return Form(title, custom_id("enroll", **known), inputs)


def state_input(context: FormContext, *, required: bool) -> Input:
    """Return the input for a state."""
    say = context.say
    hint = say("players-form-state-hint" if required else "players-form-state-usual")
    return Input("state", say("players-form-state"), hint=hint, required=required, most=12)


async def _wanted(request: Request) -> Fid:
    """Return the id that was given: a real player's, or whatever number is enrolled already.

    Raises Rejection for any other.
    """
    try:
        return new_fid_given(request)
    except Rejection:
        stored = read_or_none(parse_stored_id, id_given(request))
        if stored and await entry_of(request, stored):
            return stored
        raise


def _state_missing_card(request: Request, fid: Fid) -> Card:
    say = request.say
    text = say("players-state-missing", id=say.code(str(fid)))
    answer = Button(say("players-button-enter"), custom_id("enroll-form", id=fid), ButtonStyle.MAIN)
    cancel = Button(say("button-cancel"), custom_id("me"))
    return Card(say("players-state-missing-title"), text, rows=[[answer, cancel]])


async def _result_card(request: Request, enrolment: SelfEnrolment) -> Card:
    say = request.say
    title = say("players-enrolled-title" if enrolment.is_new else "players-enrolled-before-title")
    lines = [account_line(say, enrolment.entry), ""]
    if enrolment.wish.own_opt_out:
        lines.append(say("players-opt-out-lifted"))
    if enrolment.wish.overruled:
        lines.append(say("players-state-of-managers"))
    if enrolment.is_new or enrolment.state_changed:
        return await proven_card(request, enrolment.entry, title, lines)
    if request.params.get("again") == "1":
        return await catch_up_card(request, enrolment.entry.fid, title, lines)
    lines.append(say("players-as-before"))
    return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[next_buttons(request)])
