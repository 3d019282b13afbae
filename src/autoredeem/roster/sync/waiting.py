"""Who waits for a leader's word: those who are new in a list, and members who have left it."""

from dataclasses import dataclass, field
from typing import Protocol

from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import Listed, ProvidedPlayer, Sync
from autoredeem.roster.sync.states import page_behind
from autoredeem.store.interface import Roster, Synchronisations


class Facts(Roster, Synchronisations, Protocol):
    """What is read here of a title's store."""


@dataclass(slots=True)
class Waiting:
    """Who is listed and not enrolled, and who is enrolled and has left, each by id."""

    newcomers: list[ProvidedPlayer] = field(default_factory=list)
    left: list[Member] = field(default_factory=list)


async def waiting_in(store: Facts, sync: Sync) -> Waiting:
    """Return who waits in a list: whoever is in another list of the guild has not left.

    Four questions for each page of a list.
    """
    found, behind = Waiting(), Fid(0)
    while True:
        page, last = await page_behind(store, sync, behind)
        enrolled = await store.members_among(sync.guild_id, [one.fid for one in page])
        gone = [one.fid for one in page if one.has_left and one.fid in enrolled]
        elsewhere = {
            one.fid for one in await store.listed_among(sync.guild_id, gone) if not one.missed
        }
        found.left += [enrolled[fid] for fid in gone if fid not in elsewhere]
        new = [one for one in page if not one.missed and one.fid not in enrolled]
        refused = await store.opted_out(sync.guild_id, among=[one.fid for one in new])
        never = {one.fid for one in refused}
        found.newcomers += [_provided(one) for one in new if one.fid not in never]
        if last is None:
            return found
        behind = last


def _provided(one: Listed) -> ProvidedPlayer:
    return ProvidedPlayer(one.fid, one.nickname, one.state, one.level)
