"""Members who go from one alliance to another, with the state that they get there."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from autoredeem.domain.alliances import Alliance
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.store.interface import Store


class Moved(NamedTuple):
    """Who was moved, and whether any of them has a state only now: the codes are open to those."""

    fids: frozenset[Fid]
    given_states: bool


async def move_members(
    store: Store,
    guild_id: GuildId,
    moving: Mapping[Fid, Member],
    target: Alliance | None,
    at: datetime,
) -> Moved:
    """Move members: one write, and one more for those who get the alliance's state."""
    there = target.id if target else None
    moves = {fid: there for fid, one in moving.items() if one.alliance != there}
    moved = await store.move_members(guild_id, moves, at=at)
    lacking = [fid for fid in moved if moving[fid].state is None]
    if not (lacking and target and target.state):
        return Moved(moved, given_states=False)
    given = await store.set_states(guild_id, dict.fromkeys(lacking, target.state), at=at)
    return Moved(moved, bool(given))
