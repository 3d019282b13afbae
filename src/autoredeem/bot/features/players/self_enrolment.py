"""An account becomes a person's own: who may have it, in which state, and what is written.

Of two who want the same account one gets it, and the other changes nothing of it.
"""

import asyncio
from dataclasses import dataclass, replace

from autoredeem.bot.features.players.accounts import MOST_ACCOUNTS, own_accounts
from autoredeem.bot.features.players.limits import check_may_claim
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member, merged


@dataclass(frozen=True, slots=True)
class Wish:
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
class SelfEnrolment:
    """The entry, what was wished, whether it is new to the person, and its state changed."""

    entry: Member
    wish: Wish
    is_new: bool
    state_changed: bool


async def enrol_self(request: Request, given: Member) -> SelfEnrolment | None:
    """Enrol an account of the person's own, or correct it; None where nobody knows its state.

    Then nothing is written. A name and a level that are given fill in what managers left out, or
    replace the person's own. Raises Rejection where the guild's rule, another owner, an opt-out, a
    limit or a quota forbids it.
    """
    fid, user, locks = given.fid, request.person.user, request.bot.locks
    async with locks.deciding(user), locks.enrolling(request.guild_id):
        entry = await entry_of(request, fid)
        if entry is not None and entry.owner == user:
            usual = entry.state or request.settings.state
            wish = Wish(fid, given.state or usual)
        else:
            wish = await _wish(request, given, entry)
            await _check_allowed(request, wish, entry)
        if wish.state is None:
            return None
        owned = await _take_ownership(request, wish)
        is_new = entry is None or entry.owner != user
        changes = owned.state != wish.state
        await _audit(request, wish, is_new=is_new, state_changed=changes)
        if changes:
            await request.services.store.set_states(
                request.guild_id, {fid: wish.state}, at=request.at
            )
            owned = replace(owned, state=wish.state)
        details = await _with_details(request, owned, wish, given)
        request.bot.cache.invalidate(request.guild_id)
    return SelfEnrolment(details, wish, is_new, changes)


async def entry_of(request: Request, fid: Fid) -> Member | None:
    """Return the guild's entry of a player, if there is one."""
    return (await request.services.store.members_among(request.guild_id, [fid])).get(fid)


async def _wish(request: Request, given: Member, entry: Member | None) -> Wish:
    """Return what a person wants who doesn't own the entry. Raises Rejection for opt-outs' sake.

    The state that managers typed stays, as long as the game does not refuse it: whoever claims an
    entry may be somebody else.
    """
    fid, typed = given.fid, given.state
    known = entry.state if entry and not (typed and await _is_refused(request, entry)) else None
    state = known or typed or request.settings.state
    overruled = bool(known and typed and known != typed)
    if entry is not None:
        return Wish(fid, state, claims=True, overruled=overruled)
    store, guild_id, user = request.services.store, request.guild_id, request.person.user
    of_account, own = await asyncio.gather(
        store.opted_out(guild_id, list(OptOutStatus), among=[fid]),
        store.opted_out_by(guild_id, user),
    )
    before = of_account[0] if of_account else None
    standing = [one for one in own if one.status is OptOutStatus.STANDING and one.fid != fid]
    kept_out = sum(not one.managed for one in standing)
    claims = bool(before and before.managed)
    if before is None or before.status is not OptOutStatus.STANDING:
        return Wish(fid, state, claims=claims, kept_out=kept_out)
    if before.by != user:
        raise Rejection("players-opt-out-stands", id=request.say.code(str(fid)))
    return Wish(fid, state, before, claims=claims, kept_out=kept_out)


async def _is_refused(request: Request, entry: Member) -> bool:
    """Whether the game refuses the state that it would be asked in for an entry."""
    found = await request.services.store.players([entry.fid])
    known = found.get(entry.fid)
    return known is not None and known.need(entry.state) is Need.WRONG_STATE


async def _check_allowed(request: Request, wish: Wish, entry: Member | None) -> None:
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


async def _take_ownership(request: Request, wish: Wish) -> Member:
    """Make the person the owner first, alone: who does not become it changes nothing of the entry.

    Raises Rejection where another was faster.
    """
    user, store, fid = request.person.user, request.services.store, wish.fid
    if wish.own_opt_out:
        await store.lift_opt_outs([wish.own_opt_out])
    claimed_at = request.at if wish.claims else None
    owned = Member(fid, owner=user, claimed_at=claimed_at)
    await store.enrol(request.guild_id, [owned], by=BY, at=request.at)
    entry = await entry_of(request, fid)
    if entry is None or entry.owner != user:
        raise Rejection("players-someone-elses", id=request.say.code(str(fid)))
    return entry


async def _with_details(request: Request, entry: Member, wish: Wish, given: Member) -> Member:
    """Write the name and the level that were given, but not over those that managers typed."""
    details = Member(
        entry.fid,
        nickname="" if wish.claims and entry.nickname else given.nickname,
        level=None if wish.claims and entry.level is not None else given.level,
    )
    after = merged(entry, details, request.at)
    if after != entry:
        await request.services.store.enrol(request.guild_id, [details], by=BY, at=request.at)
    return after


async def _audit(request: Request, wish: Wish, *, is_new: bool, state_changed: bool) -> None:
    """Say in the trail what was done, before the rest is: so little of it can go unseen."""
    fid = str(wish.fid)
    if wish.own_opt_out:
        await request.audit("never-mind", id=fid)
    if is_new:
        await request.audit("claimed" if wish.claims else "enrolled", id=fid)
    elif state_changed:
        await request.audit("own-state", id=fid, state=str(wish.state))
