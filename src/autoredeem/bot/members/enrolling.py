"""Members come into a guild, all of them or none, as there is room, and get its codes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autoredeem.bot.acts import BY, Ask, Sorry
from autoredeem.bot.rights import may_enrol_others
from autoredeem.domain.players import Fid, Member, State
from autoredeem.observe.cooperative import in_parts, list_of
from autoredeem.store.interface import Enrolled


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What became of them: `never` were to be enrolled, `lacking` have no state."""

    done: Enrolled
    never: Sequence[Fid]
    lacking: int


def must_enrol_others(ask: Ask) -> None:
    """Raise Sorry for who may not enrol whomever here."""
    if not may_enrol_others(ask.person, ask.settings):
        raise Sorry("members-only-themselves")


async def enrol(ask: Ask, members: Sequence[Member]) -> Enrolment:
    """Enrol members, or mend those enrolled, and tell the audit trail.

    Whoever has no state, here or in the store, gets the guild's. Raises Sorry, and enrols nobody,
    where there is not room for all.
    """
    async with ask.memory.enrolling(ask.guild_id):
        enrolment = await _enrol(ask, members)
    done = enrolment.done
    if done.added:
        await ask.note("members-added", count=done.added)
    if done.updated:
        await ask.note("members-updated", count=done.updated)
    # Even where nothing is new: it may be asked for again because this failed the first time.
    await go_on(ask)
    return enrolment


async def go_on(ask: Ask) -> None:
    """Let the guild's codes be looked at again, for whoever has come or can be asked about now."""
    ask.memory.forget(ask.guild_id)
    if ask.settings.enabled:
        await ask.desk.spreader.spread_to(ask.guild_id)


async def _enrol(ask: Ask, members: Sequence[Member]) -> Enrolment:
    store, guild_id = ask.desk.store, ask.guild_id
    fids = await list_of(one.fid for one in members)
    opted_out, before, count = await asyncio.gather(
        store.opted_out(guild_id),
        store.members_among(guild_id, fids),
        store.count_members(guild_id),
    )
    wishes = {one.fid for one in opted_out}
    new = lacking = 0
    async for some in in_parts(fids):
        new += sum(fid not in before and fid not in wishes for fid in some)
    _make_sure_of_room(ask, new, count)
    wanted: list[Member] = []
    never: list[Fid] = []
    async for part in in_parts(members):
        never += [one.fid for one in part if one.fid in wishes]
        welcome = [one for one in part if one.fid not in wishes]
        stated = [_with_state(one, before, ask.settings.state) for one in welcome]
        lacking += sum(one.state is None for one in stated)
        wanted += stated
    done = await store.enrol(guild_id, wanted, by=BY, at=ask.at)
    return Enrolment(done, never, lacking)


def _with_state(one: Member, before: Mapping[Fid, Member], usual: State | None) -> Member:
    if one.state:
        return one
    known = before.get(one.fid)
    return replace(one, state=(known.state if known else None) or usual)


def _make_sure_of_room(ask: Ask, new: int, count: int) -> None:
    room = max(0, ask.limits.members - count)
    if new > room:
        raise Sorry("members-no-room", count=new, room=room, most=ask.limits.members)
