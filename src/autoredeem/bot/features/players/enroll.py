"""`/enroll`: an account becomes a person's own, and gets every code that is out.

Of two who want the same account one gets it, and the other changes nothing of it.
"""

from dataclasses import dataclass

from autoredeem.bot.features.players.accounts import MOST, carried, described, fid_in, own_accounts
from autoredeem.bot.features.players.catch_up import catching_up, done
from autoredeem.bot.features.setup.settings import state_in
from autoredeem.bot.kit.cards import Button, Card, Form, Input, Look, Tone, to
from autoredeem.bot.kit.handlers import BY, Ask, Opening, Sorry
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.players import Fid, Member, State
from autoredeem.store.interface import Enrolled


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an enrolment came to: the entry, whether it is new to the person, what it needed."""

    entry: Member
    gained: bool
    mended: bool
    wish_lifted: bool


async def enroll(ask: Ask) -> Card:
    """Enrol an account of the person's own, or mend its state."""
    fid, typed = fid_in(ask), state_in(ask)
    async with ask.memory.enrolling(ask.guild_id):
        entry = await _entry(ask, fid)
        if entry is None or entry.owner != ask.person.user:
            await _look_whether_allowed(ask, fid, entry)
        state = typed or (entry and entry.state) or ask.settings.state
        if state is None:
            return _asking_for_state(ask, fid)
        claim = await _claim(ask, entry, fid, state)
    await _note(ask, claim)
    return await _told(ask, claim)


def enroll_form(opening: Opening) -> Form:
    """Ask for an account's id and its state; for the state only, where the id is known."""
    say, known = opening.say, carried(opening.given)
    inputs = [state_input(opening, required=bool(known))]
    if not known:
        label, hint = say("players-form-id"), say("players-form-id-hint")
        inputs.insert(0, Input("id", label, hint=hint, most=20))
    return Form(say("players-form-title"), to("enroll", **known), inputs)


def state_input(opening: Opening, *, required: bool) -> Input:
    """Ask for a state."""
    say = opening.say
    hint = say("players-form-state-hint" if required else "players-form-state-usual")
    return Input("state", say("players-form-state"), hint=hint, required=required, most=12)


async def _entry(ask: Ask, fid: Fid) -> Member | None:
    return (await ask.desk.store.members_among(ask.guild_id, [fid])).get(fid)


async def _look_whether_allowed(ask: Ask, fid: Fid, entry: Member | None) -> None:
    """Look at the guild's rule, whose the account is, and whether there is room.

    Raises Sorry for whatever forbids it.
    """
    if not may_enrol_self(ask.person, ask.settings):
        raise Sorry("players-managers-only")
    if entry is not None and entry.owner is not None:
        raise Sorry("players-someone-elses", id=ask.say.code(str(fid)))
    if len(await own_accounts(ask)) >= MOST:
        raise Sorry("players-too-many", most=MOST)
    most = ask.limits.members
    if entry is None and await ask.desk.store.count_members(ask.guild_id) >= most:
        raise Sorry("error-quota-members", most=most)


def _asking_for_state(ask: Ask, fid: Fid) -> Card:
    say = ask.say
    text = say("players-state-missing", id=say.code(str(fid)))
    answer = Button(say("players-button-enter"), to("enroll-form", id=fid), Look.MAIN)
    cancel = Button(say("button-cancel"), to("me"))
    return Card(say("players-state-missing-title"), text, rows=[[answer, cancel]])


async def _claim(ask: Ask, before: Member | None, fid: Fid, state: State) -> _Claim:
    """Become the owner first, alone: who does not become it changes nothing of the entry.

    Raises Sorry where another was quicker, or where another's wish forbids it.
    """
    user, store = ask.person.user, ask.desk.store
    wish_lifted = bool((await _write(ask, fid)).refused)
    if wish_lifted:
        await store.opt_in(ask.guild_id, [fid], by=user)
        if (await _write(ask, fid)).refused:
            raise Sorry("players-wish-stands", id=ask.say.code(str(fid)))
    entry = await _entry(ask, fid)
    if entry is None or entry.owner != user:
        raise Sorry("players-someone-elses", id=ask.say.code(str(fid)))
    mended = entry.state != state
    if mended:
        await store.set_states(ask.guild_id, {fid: state}, at=ask.at)
        entry = await _entry(ask, fid) or entry
    gained = before is None or before.owner != user
    return _Claim(entry, gained, mended, wish_lifted)


async def _write(ask: Ask, fid: Fid) -> Enrolled:
    user = ask.person.user
    entry = Member(fid, owner=user)
    return await ask.desk.store.enrol(ask.guild_id, [entry], by=BY, at=ask.at)


async def _note(ask: Ask, claim: _Claim) -> None:
    fid = str(claim.entry.fid)
    if claim.wish_lifted:
        await ask.note("never-mind", id=fid)
    if claim.gained:
        await ask.note("enrolled", id=fid)
    elif claim.mended:
        await ask.note("own-state", id=fid, state=str(claim.entry.state))
    ask.memory.forget(ask.guild_id)


async def _told(ask: Ask, claim: _Claim) -> Card:
    say = ask.say
    title = say("players-enrolled-title" if claim.gained else "players-enrolled-before-title")
    lines = [described(say, claim.entry), ""]
    if claim.wish_lifted:
        lines.append(say("players-wish-lifted"))
    if claim.gained or claim.mended or ask.given.get("again") == "1":
        return await catching_up(ask, claim.entry.fid, title, lines)
    lines.append(say("players-as-before"))
    return Card(title, "\n".join(lines), tone=Tone.GOOD, rows=[done(ask)])
