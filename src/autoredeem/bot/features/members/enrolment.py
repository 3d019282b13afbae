"""Enrolment by managers: all of the members or none, as the quota allows; then codes are opened."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autoredeem.bot.features.members.alliance_lookup import in_scope
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.bot.kit.permissions import may_enrol_others
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member, merged
from autoredeem.observe.cooperative import in_parts, list_of
from autoredeem.roster.enrolment import with_usual_state
from autoredeem.store.records import Enrolled


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of it: `never` are those who opted out, `lacking` counts those without a state.

    `foreign` are members whom the person may not manage: they were left out.
    """

    done: Enrolled
    never: Sequence[Fid]
    lacking: int
    foreign: Sequence[Fid] = ()


def check_may_enrol_others(request: Request) -> None:
    """Raise Rejection where the person may not enrol others."""
    by_role = request.scope is not None and request.settings.enrolling is not Enrolling.SELF
    if not (by_role or may_enrol_others(request.person, request.settings)):
        raise Rejection("members-only-themselves")


async def enrol(request: Request, members: Sequence[Member]) -> Enrolment:
    """Write into the audit trail that members are enrolled, or updated, and do it.

    Who has no state, here or in the store, gets the alliance's, or else the guild's. Raises
    Rejection, and enrols nobody, where the quota does not allow all.
    """
    async with request.bot.locks.enrolling(request.guild_id):
        enrolment = await _enrol(request, members)
    # Even where nothing is new: it may be a retry because this failed the first time.
    await open_codes(request)
    return enrolment


async def open_codes(request: Request) -> None:
    """Open the guild's codes for members who are new, or who have a state now."""
    request.bot.cache.invalidate(request.guild_id)
    if request.settings.enabled:
        await request.services.rollout.open_in(request.guild_id)


async def plan_enrolment(
    request: Request, members: Sequence[Member]
) -> tuple[Sequence[Member], Enrolment]:
    """Return who would be enrolled, and what would come of it. Four questions to the store.

    Raises Rejection where the quota does not allow all.
    """
    store, guild_id = request.services.store, request.guild_id
    fids = await list_of(one.fid for one in members)
    alliances, opted_out, before, count = await asyncio.gather(
        store.alliances([guild_id]),
        store.opted_out(guild_id, among=fids),
        store.members_among(guild_id, fids),
        store.count_members(guild_id),
    )
    opt_outs = {one.fid for one in opted_out}
    states = {one.id: one.state for one in alliances}
    wanted: list[Member] = []
    never: list[Fid] = []
    foreign: list[Fid] = []
    new = changed = lacking = 0
    async for part in in_parts(members):
        never += [one.fid for one in part if one.fid in opt_outs]
        theirs = {m.fid for m in part if not _may_enrol(request, m, before.get(m.fid))}
        foreign += theirs
        welcome = [one for one in part if one.fid not in opt_outs and one.fid not in theirs]
        stated = [
            with_usual_state(one, before.get(one.fid), states, request.settings.state)
            for one in welcome
        ]
        new += sum(one.fid not in before for one in stated)
        after = [merged(before.get(one.fid), one, request.at) for one in stated]
        changed += sum(one != before.get(one.fid) for one in after)
        lacking += sum(one.state is None for one in stated)
        wanted += stated
    _check_quota(request, new, count)
    effect = Enrolled(new, changed - new, len(wanted) - changed, len(never))
    return wanted, Enrolment(effect, never, lacking, foreign)


async def _enrol(request: Request, members: Sequence[Member]) -> Enrolment:
    """Say in the trail what is about to be done: whoever is killed meanwhile was seen to do it."""
    wanted, effect = await plan_enrolment(request, members)
    if effect.done.added:
        await request.audit("members-added", count=effect.done.added)
    if effect.done.updated:
        await request.audit("members-updated", count=effect.done.updated)
    done = await request.services.store.enrol(request.guild_id, wanted, by=BY, at=request.at)
    return replace(effect, done=done)


def _may_enrol(request: Request, one: Member, before: Member | None) -> bool:
    """Whether the person may enrol a player: before and after, it has to be theirs to manage."""
    after = merged(before, one, request.at)
    return in_scope(request, after) and (before is None or in_scope(request, before))


def _check_quota(request: Request, new: int, count: int) -> None:
    room = max(0, request.bot.limits.members - count)
    if new > room:
        raise Rejection("members-no-room", count=new, room=room, most=request.bot.limits.members)
