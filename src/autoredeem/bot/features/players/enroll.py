"""`/enroll`: an account becomes a person's own, and gets every code that is out.

Of two who want the same account one gets it, and the other changes nothing of it.
"""

from dataclasses import dataclass

from autoredeem.bot.features.players.accounts import (
    MOST_ACCOUNTS,
    account_line,
    carried,
    own_accounts,
)
from autoredeem.bot.features.players.catch_up import catch_up_card, next_buttons
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_given, new_fid_given, read_or_none, state_given
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.players import Member
from autoredeem.store.records import Enrolled


@dataclass(frozen=True, slots=True)
class _Enrolment:
    """The entry, whether it is new to the person, and what else was changed."""

    entry: Member
    is_new: bool
    state_changed: bool
    opt_out_lifted: bool


async def enroll(request: Request) -> Card:
    """Enrol an account of the person's own, or correct its state."""
    fid, typed = await _wanted(request), state_given(request)
    async with request.bot.locks.enrolling(request.guild_id):
        entry = await _entry(request, fid)
        if entry is None or entry.owner != request.person.user:
            await _check_allowed(request, fid, entry)
        state = typed or (entry and entry.state) or request.settings.state
        if state is None:
            return _state_missing_card(request, fid)
        enrolment = await _take_ownership(request, entry, fid, state)
    await _audit(request, enrolment)
    return await _result_card(request, enrolment)


def enroll_form(context: FormContext) -> Form:
    """Return the form for an account's id and state; for the state only, where the id is known."""
    say, known = context.say, carried(context.params)
    inputs = [state_input(context, required=bool(known))]
    if not known:
        label, hint = say("players-form-id"), say("players-form-id-hint")
        inputs.insert(0, Input("id", label, hint=hint, most=20))
    return Form(say("players-form-title"), custom_id("enroll", **known), inputs)


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
        if stored and await _entry(request, stored):
            return stored
        raise


async def _entry(request: Request, fid: Fid) -> Member | None:
    return (await request.services.store.members_among(request.guild_id, [fid])).get(fid)


async def _check_allowed(request: Request, fid: Fid, entry: Member | None) -> None:
    """Raise Rejection where the guild's rule, another owner or a quota forbids it."""
    if not may_enrol_self(request.person, request.settings):
        raise Rejection("players-managers-only")
    if entry is not None and entry.owner is not None:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    if len(await own_accounts(request)) >= MOST_ACCOUNTS:
        raise Rejection("players-too-many", most=MOST_ACCOUNTS)
    most = request.bot.limits.members
    if entry is None and await request.services.store.count_members(request.guild_id) >= most:
        raise Rejection("error-quota-members", most=most)


def _state_missing_card(request: Request, fid: Fid) -> Card:
    say = request.say
    text = say("players-state-missing", id=say.code(str(fid)))
    answer = Button(say("players-button-enter"), custom_id("enroll-form", id=fid), ButtonStyle.MAIN)
    cancel = Button(say("button-cancel"), custom_id("me"))
    return Card(say("players-state-missing-title"), text, rows=[[answer, cancel]])


async def _take_ownership(
    request: Request, before: Member | None, fid: Fid, state: State
) -> _Enrolment:
    """Make the person the owner first, alone: who does not become it changes nothing of the entry.

    Raises Rejection where another was faster, or where another's opt-out forbids it.
    """
    user, store = request.person.user, request.services.store
    opt_out_lifted = bool((await _enrol_as_owner(request, fid)).refused)
    if opt_out_lifted:
        await store.opt_in(request.guild_id, [fid], by=user)
        if (await _enrol_as_owner(request, fid)).refused:
            raise Rejection("players-opt-out-stands", id=request.say.code(str(fid)))
    entry = await _entry(request, fid)
    if entry is None or entry.owner != user:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    state_changed = entry.state != state
    if state_changed:
        await store.set_states(request.guild_id, {fid: state}, at=request.at)
        entry = await _entry(request, fid) or entry
    is_new = before is None or before.owner != user
    return _Enrolment(entry, is_new, state_changed, opt_out_lifted)


async def _enrol_as_owner(request: Request, fid: Fid) -> Enrolled:
    user = request.person.user
    entry = Member(fid, owner=user)
    return await request.services.store.enrol(request.guild_id, [entry], by=BY, at=request.at)


async def _audit(request: Request, enrolment: _Enrolment) -> None:
    fid = str(enrolment.entry.fid)
    if enrolment.opt_out_lifted:
        await request.audit("never-mind", id=fid)
    if enrolment.is_new:
        await request.audit("enrolled", id=fid)
    elif enrolment.state_changed:
        await request.audit("own-state", id=fid, state=str(enrolment.entry.state))
    request.bot.cache.invalidate(request.guild_id)


async def _result_card(request: Request, enrolment: _Enrolment) -> Card:
    say = request.say
    title = say("players-enrolled-title" if enrolment.is_new else "players-enrolled-before-title")
    lines = [account_line(say, enrolment.entry), ""]
    if enrolment.opt_out_lifted:
        lines.append(say("players-opt-out-lifted"))
    if enrolment.is_new or enrolment.state_changed or request.params.get("again") == "1":
        return await catch_up_card(request, enrolment.entry.fid, title, lines)
    lines.append(say("players-as-before"))
    return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[next_buttons(request)])
