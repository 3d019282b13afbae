"""What managers decide over claims and opt-outs: done, noted in the trail, and left to be told.

An opt-out that a player made of an entry of their own is the player's to lift, not managers'.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from autoredeem.domain.guilds import Action, OptOut, OptOutStatus
from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.domain.players import Member
from autoredeem.store.interface import Guilds, Roster, Store

PENDING = (OptOutStatus.STANDING, OptOutStatus.ASKED)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, where and when. `id` is unique: what is written twice has the same ids."""

    guild_id: GuildId
    by: UserId
    at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Whom a decision was about, and the notices that are left for users."""

    fids: Sequence[Fid] = ()
    notices: Sequence[Action] = ()


async def claims(roster: Roster, guild_id: GuildId) -> Sequence[Member]:
    """Return the entries that their owners claimed, the latest first."""
    claimed = [
        (one.claimed_at, one.fid, one)
        async for batch in roster.members(guild_id)
        for one in batch
        if one.claimed_at
    ]
    return [one for _, _, one in sorted(claimed, reverse=True)]


async def undo_claims(store: Store, decision: Decision, fids: Collection[Fid]) -> Decided:
    """Take the owners off entries that they claimed, and what they ask for them with it."""
    found = await store.members_among(decision.guild_id, fids)
    owners = {fid: one.owner for fid, one in found.items() if one.claimed_at and one.owner}
    asked = await store.opted_out(decision.guild_id, [OptOutStatus.ASKED], among=owners)
    await store.lift_opt_outs([one for one in asked if one.by == owners[one.fid]])
    await store.undo_claims(decision.guild_id, list(owners), at=decision.at)
    return await _note(store, decision, "claim-undone", list(owners.items()))


async def lift_opt_outs(
    store: Store,
    decision: Decision,
    fids: Collection[Fid],
    may: Callable[[OptOut], bool] = lambda one: one.is_for_managers,
) -> Decided:
    """Lift opt-outs that stand, and decline those that are asked for, as far as one `may`."""
    kept = await store.opted_out(decision.guild_id, PENDING, among=fids)
    chosen = [one for one in kept if may(one)]
    await store.lift_opt_outs(chosen)
    standing = [one for one in chosen if one.status is OptOutStatus.STANDING]
    asked = [one for one in chosen if one.status is OptOutStatus.ASKED]
    lifted = await _note(store, decision, "opt-out-lifted", _users(standing))
    declined = await _note(store, decision, "opt-out-declined", _users(asked))
    return Decided([*lifted.fids, *declined.fids], [*lifted.notices, *declined.notices])


async def allow_opt_outs(store: Store, decision: Decision, fids: Collection[Fid]) -> Decided:
    """Let opt-outs that are asked for stand: their players are unenrolled."""
    asked = await store.opted_out(decision.guild_id, [OptOutStatus.ASKED], among=fids)
    await store.opt_out([replace(one, status=OptOutStatus.STANDING) for one in asked])
    return await _note(store, decision, "opt-out-allowed", _users(asked))


async def _note(
    guilds: Guilds, decision: Decision, kind: str, about: Sequence[tuple[Fid, UserId]]
) -> Decided:
    """Write what was done into the trail, and leave a notice for whoever it was done to."""
    lines = [
        Action(
            f"{decision.id}-{kind}-{fid}",
            decision.guild_id,
            decision.at,
            decision.by,
            kind,
            {"id": str(fid)},
        )
        for fid, _ in about
    ]
    await guilds.note_actions(lines)
    told = [
        replace(line, user=user)
        for line, (_, user) in zip(lines, about, strict=True)
        if user not in (NOBODY, decision.by)
    ]
    await guilds.leave_notices(told)
    return Decided([fid for fid, _ in about], told)


def _users(opt_outs: Collection[OptOut]) -> Sequence[tuple[Fid, UserId]]:
    return [(one.fid, one.by) for one in opt_outs]
