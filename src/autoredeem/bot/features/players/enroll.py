"""`/enroll`: an account becomes a person's own, and gets every code that is out.

Of two who want the same account one gets it, and the other changes nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autoredeem.bot.features.players.accounts import (
    MOST_ACCOUNTS,
    account_line,
    carried,
    own_accounts,
)
from autoredeem.bot.features.players.catch_up import catch_up_card, next_buttons
from autoredeem.bot.features.players.limits import check_may_claim
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_given, new_fid_given, read_or_none, state_given
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.bot.kit.proofs import mend_button, mend_form, proof_lines, prove, wrong_id
from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import Need
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.players import Member
from autoredeem.roster.proofs import Proof


@dataclass(frozen=True, slots=True)
class _Wish:
    """The account that a person wants as theirs, and the state that it gets.

    `own_opt_out` is one of theirs, to be lifted. `claims` says whether managers had made the entry;
    `overruled` whether the state that they typed stays, though the person typed another.
    `kept_out` counts the accounts that the person made alone and keeps out.
    """

    fid: Fid
    state: State | None
    own_opt_out: OptOut | None = None
    claims: bool = False
    overruled: bool = False
    kept_out: int = 0


@dataclass(frozen=True, slots=True)
class _Enrolment:
    """The entry, what was wished, whether it is new to the person, and its state changed."""

    entry: Member
    wish: _Wish
    is_new: bool
    state_changed: bool


async def enroll(request: Request) -> Card:
    """Enrol an account of the person's own, or correct its state."""
    fid, user, locks = await _wanted(request), request.person.user, request.bot.locks
    async with locks.deciding(user), locks.enrolling(request.guild_id):
        entry = await _entry(request, fid)
        if entry is not None and entry.owner == user:
            usual = entry.state or request.settings.state
            wish = _Wish(fid, state_given(request) or usual)
        else:
            wish = await _wish(request, fid, entry)
            await _check_allowed(request, wish, entry)
        if wish.state is None:
            return _state_missing_card(request, fid)
        enrolment = await _take_ownership(request, entry, wish, wish.state)
        await _audit(request, enrolment)
    return await _result_card(request, enrolment)


async def mend(request: Request) -> Card:
    """Enrol an account in the place of one whose id or state was wrong: the person's own."""
    card = await enroll(request)
    given = await _wanted(request)
    entry, was = await _entry(request, given), wrong_id(request, given)
    if was and entry and entry.owner == request.person.user:
        wrong = await _entry(request, was)
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
        if stored and await _entry(request, stored):
            return stored
        raise


async def _entry(request: Request, fid: Fid) -> Member | None:
    return (await request.services.store.members_among(request.guild_id, [fid])).get(fid)


async def _wish(request: Request, fid: Fid, entry: Member | None) -> _Wish:
    """Return what a person wants who doesn't own the entry. Raises Rejection for opt-outs' sake.

    The state that managers typed stays, as long as the game does not refuse it: whoever claims an
    entry may be somebody else.
    """
    typed = state_given(request)
    known = entry.state if entry and not (typed and await _is_refused(request, entry)) else None
    state = known or typed or request.settings.state
    overruled = bool(known and typed and known != typed)
    if entry is not None:
        return _Wish(fid, state, claims=True, overruled=overruled)
    kept = await request.services.store.opted_out(request.guild_id, list(OptOutStatus))
    before = next((one for one in kept if one.fid == fid), None)
    standing = [one for one in kept if one.status is OptOutStatus.STANDING and one is not before]
    kept_out = sum(one.by == request.person.user and not one.managed for one in standing)
    claims = bool(before and before.managed)
    if before is None or before.status is not OptOutStatus.STANDING:
        return _Wish(fid, state, claims=claims, kept_out=kept_out)
    if before.by != request.person.user:
        raise Rejection("players-opt-out-stands", id=request.say.code(str(fid)))
    return _Wish(fid, state, before, claims=claims, kept_out=kept_out)


async def _is_refused(request: Request, entry: Member) -> bool:
    """Whether the game refuses the state that it would be asked in for an entry."""
    found = await request.services.store.players([entry.fid])
    known = found.get(entry.fid)
    return known is not None and known.need(entry.state) is Need.WRONG_STATE


async def _check_allowed(request: Request, wish: _Wish, entry: Member | None) -> None:
    """Raise Rejection where the guild's rule, another owner, a limit or a quota forbids it."""
    if not may_enrol_self(request.person, request.settings):
        raise Rejection("players-managers-only")
    if entry is not None and entry.owner is not None:
        raise Rejection("players-someone-elses", id=request.say.code(str(wish.fid)))
    if len(await own_accounts(request)) + wish.kept_out >= MOST_ACCOUNTS:
        raise Rejection("players-too-many", most=MOST_ACCOUNTS)
    most = request.bot.limits.members
    if entry is None and await request.services.store.count_members(request.guild_id) >= most:
        raise Rejection("error-quota-members", most=most)
    if wish.claims:
        await check_may_claim(request)


def _state_missing_card(request: Request, fid: Fid) -> Card:
    say = request.say
    text = say("players-state-missing", id=say.code(str(fid)))
    answer = Button(say("players-button-enter"), custom_id("enroll-form", id=fid), ButtonStyle.MAIN)
    cancel = Button(say("button-cancel"), custom_id("me"))
    return Card(say("players-state-missing-title"), text, rows=[[answer, cancel]])


async def _take_ownership(
    request: Request, before: Member | None, wish: _Wish, state: State
) -> _Enrolment:
    """Make the person the owner first, alone: who does not become it changes nothing of the entry.

    Raises Rejection where another was faster.
    """
    user, store, fid = request.person.user, request.services.store, wish.fid
    if wish.own_opt_out:
        await store.lift_opt_outs([wish.own_opt_out])
    claimed_at = request.at if wish.claims else None
    owned = Member(fid, owner=user, claimed_at=claimed_at)
    await store.enrol(request.guild_id, [owned], by=BY, at=request.at)
    entry = await _entry(request, fid)
    if entry is None or entry.owner != user:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    state_changed = entry.state != state
    if state_changed:
        await store.set_states(request.guild_id, {fid: state}, at=request.at)
        entry = await _entry(request, fid) or entry
    is_new = before is None or before.owner != user
    return _Enrolment(entry, wish, is_new, state_changed)


async def _audit(request: Request, enrolment: _Enrolment) -> None:
    fid = str(enrolment.entry.fid)
    if enrolment.wish.own_opt_out:
        await request.audit("never-mind", id=fid)
    if enrolment.is_new:
        await request.audit("claimed" if enrolment.wish.claims else "enrolled", id=fid)
    elif enrolment.state_changed:
        await request.audit("own-state", id=fid, state=str(enrolment.entry.state))
    request.bot.cache.invalidate(request.guild_id)


async def _result_card(request: Request, enrolment: _Enrolment) -> Card:
    say = request.say
    title = say("players-enrolled-title" if enrolment.is_new else "players-enrolled-before-title")
    lines = [account_line(say, enrolment.entry), ""]
    if enrolment.wish.own_opt_out:
        lines.append(say("players-opt-out-lifted"))
    if enrolment.wish.overruled:
        lines.append(say("players-state-of-managers"))
    if enrolment.is_new or enrolment.state_changed:
        return await _proven_card(request, enrolment.entry, title, lines)
    if request.params.get("again") == "1":
        return await catch_up_card(request, enrolment.entry.fid, title, lines)
    lines.append(say("players-as-before"))
    return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[next_buttons(request)])


async def _proven_card(request: Request, entry: Member, title: str, lines: Sequence[str]) -> Card:
    """Have the game say whether it knows the account, then open the codes for it."""
    fid, state = entry.fid, entry.state
    assert state is not None, "an account without a state is not enrolled"  # noqa: S101 - a bug of ours
    proof = await prove(request, fid, state)
    said = await proof_lines(request, proof, fid, state)
    card = await catch_up_card(request, fid, title, [*lines, *said])
    if proof is not Proof.REFUSED:
        return card
    button = mend_button(request, "enroll-mend-form", fid, state)
    title = request.say("players-proof-refused-title")
    return replace(card, title=title, tone=Tone.WARNING, rows=[[button], *card.rows])
