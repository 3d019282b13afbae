"""`/enroll`: an account becomes a person's own, and gets every code that is out.

Of two who want the same account one gets it, and the other changes nothing of it.
"""

from dataclasses import dataclass

from autoredeem.bot.features.players.accounts import MOST, carried, described, own_accounts
from autoredeem.bot.features.players.catch_up import catching_up, done
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import fid_given, state_given
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.store.records import Enrolled


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an enrolment came to: the entry, whether it is new to the person, what it needed."""

    entry: Member
    gained: bool
    mended: bool
    wish_lifted: bool


async def enroll(request: Request) -> Card:
    """Enrol an account of the person's own, or mend its state."""
    fid, typed = fid_given(request), state_given(request)
    async with request.bot.locks.enrolling(request.guild_id):
        entry = await _entry(request, fid)
        if entry is None or entry.owner != request.person.user:
            await _look_whether_allowed(request, fid, entry)
        state = typed or (entry and entry.state) or request.settings.state
        if state is None:
            return _asking_for_state(request, fid)
        claim = await _claim(request, entry, fid, state)
    await _note(request, claim)
    return await _told(request, claim)


def enroll_form(context: FormContext) -> Form:
    """Ask for an account's id and its state; for the state only, where the id is known."""
    say, known = context.say, carried(context.params)
    inputs = [state_input(context, required=bool(known))]
    if not known:
        label, hint = say("players-form-id"), say("players-form-id-hint")
        inputs.insert(0, Input("id", label, hint=hint, most=20))
    return Form(say("players-form-title"), custom_id("enroll", **known), inputs)


def state_input(context: FormContext, *, required: bool) -> Input:
    """Ask for a state."""
    say = context.say
    hint = say("players-form-state-hint" if required else "players-form-state-usual")
    return Input("state", say("players-form-state"), hint=hint, required=required, most=12)


async def _entry(request: Request, fid: Fid) -> Member | None:
    return (await request.services.store.members_among(request.guild_id, [fid])).get(fid)


async def _look_whether_allowed(request: Request, fid: Fid, entry: Member | None) -> None:
    """Look at the guild's rule, whose the account is, and whether there is room.

    Raises Sorry for whatever forbids it.
    """
    if not may_enrol_self(request.person, request.settings):
        raise Rejection("players-managers-only")
    if entry is not None and entry.owner is not None:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    if len(await own_accounts(request)) >= MOST:
        raise Rejection("players-too-many", most=MOST)
    most = request.bot.limits.members
    if entry is None and await request.services.store.count_members(request.guild_id) >= most:
        raise Rejection("error-quota-members", most=most)


def _asking_for_state(request: Request, fid: Fid) -> Card:
    say = request.say
    text = say("players-state-missing", id=say.code(str(fid)))
    answer = Button(say("players-button-enter"), custom_id("enroll-form", id=fid), ButtonStyle.MAIN)
    cancel = Button(say("button-cancel"), custom_id("me"))
    return Card(say("players-state-missing-title"), text, rows=[[answer, cancel]])


async def _claim(request: Request, before: Member | None, fid: Fid, state: State) -> _Claim:
    """Become the owner first, alone: who does not become it changes nothing of the entry.

    Raises Sorry where another was quicker, or where another's wish forbids it.
    """
    user, store = request.person.user, request.services.store
    wish_lifted = bool((await _write(request, fid)).refused)
    if wish_lifted:
        await store.opt_in(request.guild_id, [fid], by=user)
        if (await _write(request, fid)).refused:
            raise Rejection("players-wish-stands", id=request.say.code(str(fid)))
    entry = await _entry(request, fid)
    if entry is None or entry.owner != user:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    mended = entry.state != state
    if mended:
        await store.set_states(request.guild_id, {fid: state}, at=request.at)
        entry = await _entry(request, fid) or entry
    gained = before is None or before.owner != user
    return _Claim(entry, gained, mended, wish_lifted)


async def _write(request: Request, fid: Fid) -> Enrolled:
    user = request.person.user
    entry = Member(fid, owner=user)
    return await request.services.store.enrol(request.guild_id, [entry], by=BY, at=request.at)


async def _note(request: Request, claim: _Claim) -> None:
    fid = str(claim.entry.fid)
    if claim.wish_lifted:
        await request.audit("never-mind", id=fid)
    if claim.gained:
        await request.audit("enrolled", id=fid)
    elif claim.mended:
        await request.audit("own-state", id=fid, state=str(claim.entry.state))
    request.bot.cache.invalidate(request.guild_id)


async def _told(request: Request, claim: _Claim) -> Card:
    say = request.say
    title = say("players-enrolled-title" if claim.gained else "players-enrolled-before-title")
    lines = [described(say, claim.entry), ""]
    if claim.wish_lifted:
        lines.append(say("players-wish-lifted"))
    if claim.gained or claim.mended or request.params.get("again") == "1":
        return await catching_up(request, claim.entry.fid, title, lines)
    lines.append(say("players-as-before"))
    return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[done(request)])
