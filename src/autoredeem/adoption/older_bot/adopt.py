"""Makes rows of ours beside the older bot's, where ours would not be found otherwise.

It only inserts, and only what is absent: done twice, or killed and done again, it comes to the
same. Members come first, as a settlement holds in every guild of its player.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from autoredeem.adoption.older_bot.shapes import (
    example_of,
    history_in,
    is_found,
    is_in_place,
    joined,
    member_in,
    settlement_in,
    state_in,
)
from autoredeem.adoption.report import Report, Tally
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.older_bot import Kind, OlderBot, OldMember, OldSettlement, Place, Row, Subject

MEMBERS, SETTLED, STATES = "members", "ledger rows", "states"

MEMBERS_FOUND: Final = "members: found where they are"
SETTLED_FOUND: Final = "ledger rows: found where they are"
ADOPTED: Final = "members: adopted before"
SAID_AGAIN: Final = "members: another row says the same one"
KEPT_OUT: Final = "members: never want to be enrolled"
REMOVED: Final = "members: adopted before, and removed since"
SETTLED_ALREADY: Final = "settlements: another row of the ledger says the same"
NOT_ENROLLED: Final = "states: of nobody who is enrolled"
KNOWN_ALREADY: Final = "states: the game has said one, or it is known already"


async def adopt(rows: OlderBot, at: datetime, *, dry_run: bool = False) -> Report:
    """Adopt all of the older bot's rows; with `dry_run` only say what would come of it."""
    mark = await rows.begin()
    work = _Adoption(rows, at, writes=not dry_run)
    await work.take_members()
    await work.take_states()
    await work.take_settlements(Kind.LEDGER, settlement_in)
    await work.take_settlements(Kind.HISTORY, history_in)
    if not dry_run:
        await rows.finish(mark)
    return work.tally.report()


async def adopt_news(rows: OlderBot, at: datetime) -> Report | None:
    """Adopt the older bot's rows if there may be any that are not; None where there is nothing."""
    return await adopt(rows, at) if await rows.has_news() else None


@dataclass(slots=True)
class _Adoption:
    """One pass over the older bot's rows.

    Where nothing is written, what would be is remembered, so that nothing is counted twice.
    """

    rows: OlderBot
    at: datetime
    writes: bool
    tally: Tally = field(default_factory=Tally)
    _entered: dict[Fid, set[GuildId]] = field(default_factory=dict)
    _imagined: set[Subject] = field(default_factory=set)

    async def take_members(self) -> None:
        """Make an entry for each who is not found where it stands.

        All rows of a member are joined first, so what is not found is kept in memory: some 200
        bytes for each.
        """
        wanted: dict[Place, OldMember] = {}
        async for page in self.rows.rows(Kind.MEMBERS):
            found: set[Place] = set()
            async for part in in_parts(page):
                for row in part:
                    self._read_member(row, wanted, found)
        for batch in batched(wanted.values(), BATCH):
            await self._enter(batch)

    def _read_member(self, row: Row, wanted: dict[Place, OldMember], found: set[Place]) -> None:
        member = member_in(row)
        if isinstance(member, str):
            self.tally.leave(f"members: {member}", example_of(row))
        elif is_found(row):
            self._note_found(row, member, found)
        elif before := wanted.get(member.place):
            wanted[member.place] = joined(before, member)
            self.tally.leave(SAID_AGAIN, example_of(row))
        else:
            wanted[member.place] = member

    def _note_found(self, row: Row, member: OldMember, found: set[Place]) -> None:
        if row["_id"] == f"{member.guild_id}:{member.fid}":
            # Ours.
            return
        if member.place in found:
            self.tally.leave(SAID_AGAIN, example_of(row))
        else:
            found.add(member.place)
            self.tally.leave(MEMBERS_FOUND)

    async def _enter(self, members: Sequence[OldMember]) -> None:
        """Make entries for those who have none and are not to stay without one."""
        fresh = await self._not_adopted(members)
        enrolled = await self.rows.enrolled({one.fid for one in fresh})
        kept_out = await self.rows.kept_out([one.place for one in fresh])
        there = {one.place for one in fresh if one.guild_id in enrolled.get(one.fid, ())}
        for places, why in ((there, SAID_AGAIN), (kept_out - there, KEPT_OUT)):
            for place in sorted(places):
                self.tally.leave(why, _named(place))
        new = [one for one in fresh if one.place not in there and one.place not in kept_out]
        if self.writes:
            await self.rows.add_members(new, at=self.at)
            # Only now: who was killed in between makes no entry again, and keeps it then.
            await self.rows.keep_adopted(sorted({*there, *(one.place for one in new)}))
        for one in new:
            self._entered.setdefault(one.fid, set()).add(one.guild_id)
        self.tally.take(MEMBERS, len(new))

    async def _not_adopted(self, members: Sequence[OldMember]) -> Sequence[OldMember]:
        """Leave out who was adopted before, even if the entry is gone: somebody removed it."""
        adopted = await self.rows.adopted({one.guild_id for one in members})
        before = [one.place for one in members if one.place in adopted]
        enrolled = await self.rows.enrolled({fid for _, fid in before})
        for place in before:
            guild_id, fid = place
            if guild_id in enrolled.get(fid, ()):
                self.tally.leave(ADOPTED)
            else:
                self.tally.leave(REMOVED, _named(place))
        return [one for one in members if one.place not in adopted]

    async def take_states(self) -> None:
        """Keep the states of those who are enrolled, where nothing is known of them."""
        async for page in self.rows.rows(Kind.STATES):
            states: dict[Fid, State] = {}
            for row in page:
                read = state_in(row)
                if isinstance(read, str):
                    self.tally.leave(f"states: {read}", example_of(row))
                else:
                    states.update([read])
            await self._note_states(states)

    async def _note_states(self, states: Mapping[Fid, State]) -> None:
        enrolled = await self._guilds_of(states)
        wanted = {fid: state for fid, state in states.items() if enrolled.get(fid)}
        unknown = await self.rows.without_state(wanted)
        new = {fid: state for fid, state in wanted.items() if fid in unknown}
        if self.writes:
            await self.rows.note_states(new)
        self.tally.take(STATES, len(new))
        self.tally.leave(NOT_ENROLLED, count=len(states) - len(wanted))
        self.tally.leave(KNOWN_ALREADY, count=len(wanted) - len(new))

    async def take_settlements(
        self, kind: Kind, read: Callable[[Row], OldSettlement | str]
    ) -> None:
        """Write what is settled under its key, in every guild of the player."""
        async for page in self.rows.rows(kind):
            settlements: list[OldSettlement] = []
            in_place: set[Subject] = set()
            async for part in in_parts(page):
                for row in part:
                    found = read(row)
                    if isinstance(found, str):
                        self.tally.leave(f"settlements: {found}", example_of(row))
                        continue
                    settlements.append(found)
                    if kind is Kind.LEDGER and is_in_place(row, found):
                        in_place.add(found.in_guild(found.guild_id))
            await self._settle(settlements, in_place)

    async def _settle(
        self, settlements: Collection[OldSettlement], in_place: Collection[Subject]
    ) -> None:
        enrolled = await self._guilds_of({one.fid for one in settlements})
        subjects = dict(_subjects(settlements, enrolled))
        absent = await self.rows.unsettled(subjects) - self._imagined
        new = {subject: one for subject, one in subjects.items() if subject in absent}
        if self.writes:
            await self.rows.settle(new, at=self.at)
        else:
            self._imagined |= new.keys()
        self.tally.take(SETTLED, len(new))
        self.tally.leave(SETTLED_FOUND, count=len(in_place))
        own = {one.in_guild(one.guild_id) for one in settlements} & new.keys()
        again = len(settlements) - len(in_place) - len(own)
        self.tally.leave(SETTLED_ALREADY, count=again)

    async def _guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, Collection[GuildId]]:
        """Return in which guilds players are, or would be."""
        enrolled = await self.rows.enrolled(fids)
        return {fid: enrolled.get(fid, frozenset()) | self._entered.get(fid, set()) for fid in fids}


def _subjects(
    settlements: Iterable[OldSettlement], enrolled: Mapping[Fid, Collection[GuildId]]
) -> Iterable[tuple[Subject, OldSettlement]]:
    """Yield what settlements are about: in their own guild, and in each other of the player."""
    for one in settlements:
        for guild_id in {one.guild_id, *enrolled.get(one.fid, ())}:
            yield one.in_guild(guild_id), one


def _named(place: Place) -> str:
    return f"server {place[0]}, player {place[1]}"
