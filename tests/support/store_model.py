"""The whole port in memory, in plain words: what every store is held to, and the engine's store."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.players import Fid, GuildId, Member, State
from autoredeem.domain.redemptions import Attempt, Settlement
from autoredeem.store.checked import Checked
from autoredeem.store.interface import (
    Claim,
    CodeRecord,
    Enrolled,
    Lease,
    RunKey,
    RunRecord,
    RunStatus,
)
from support.virtual_time import EPOCH

BATCH = 1_000

Key = tuple[GuildId, str, Fid]


class MemoryStore:
    """A store of one title that forgets everything when it goes. It satisfies `Store`.

    `settled`, `enrolled`, `known`, `noted` and `saved` are open to a test's eyes.
    """

    def __init__(self, title: str = "wos") -> None:
        self.title = title
        self.settled: dict[Key, Settlement] = {}
        self.enrolled: defaultdict[GuildId, dict[Fid, Member]] = defaultdict(dict)
        self.known: dict[str, CodeRecord] = {}
        self.noted: dict[Key, Attempt] = {}
        self.saved: dict[RunKey, RunRecord] = {}
        self.leases: dict[str, tuple[Lease, datetime]] = {}

    async def check_members(self, guild_id: GuildId, code: str, fids: Iterable[Fid]) -> Checked:
        """Look every player up."""
        key = code_key(code)
        asked = dict.fromkeys(fids)
        checked = Checked(queries=-(-len(asked) // BATCH))
        checked.add(asked, [fid for fid in asked if (guild_id, key, fid) in self.settled])
        return checked

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[tuple[str, Fid], frozenset[GuildId]]:
        """Write each settlement where the player is enrolled and where it was asked."""
        where: defaultdict[tuple[str, Fid], frozenset[GuildId]] = defaultdict(frozenset)
        for one in settlements:
            key, guilds = code_key(one.code), self._guilds_of(one.fid) | {one.guild_id}
            for guild_id in guilds:
                self.settled.setdefault((guild_id, key, one.fid), one)
            where[key, one.fid] |= guilds
        return dict(where)

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Keep the latest by time; of the same time, the one written last."""
        for attempt in attempts:
            key = attempt.guild_id, code_key(attempt.code), attempt.fid
            before = self.noted.get(key)
            if before is None or before.at <= attempt.at:
                self.noted[key] = attempt

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Filter what was noted."""
        wanted = guild_id, code_key(code)
        return {key[2]: attempt for key, attempt in self.noted.items() if key[:2] == wanted}

    async def enrol(
        self,
        guild_id: GuildId,
        members: Collection[Member],
        *,
        by: str,  # noqa: ARG002 - kept by stores for people to read; no verb gives it back
        at: datetime,  # noqa: ARG002 - as above
    ) -> Enrolled:
        """Merge into what is known, then copy what is settled elsewhere."""
        roster, given = self.enrolled[guild_id], {member.fid: member for member in members}
        before = {fid: roster[fid] for fid in given if fid in roster}
        roster |= {fid: _merged(before.get(fid), member) for fid, member in given.items()}
        self._copy_settled(guild_id, given.keys())
        added = len(given) - len(before)
        updated = sum(roster[fid] != member for fid, member in before.items())
        return Enrolled(added, updated, len(members) - added - updated)

    async def members(self, guild_id: GuildId) -> AsyncIterator[Sequence[Member]]:
        """Cut the roster into batches."""
        everyone = list(self.enrolled[guild_id].values())
        for start in range(0, len(everyone), BATCH):
            yield everyone[start : start + BATCH]

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Take out whoever is in."""
        roster = self.enrolled[guild_id]
        return frozenset(fid for fid in set(fids) if roster.pop(fid, None))

    async def set_states(
        self,
        guild_id: GuildId,
        states: Mapping[Fid, State],
        *,
        at: datetime,  # noqa: ARG002 - as above
    ) -> frozenset[Fid]:
        """Mend whoever is in."""
        roster = self.enrolled[guild_id]
        there = frozenset(fid for fid in states if fid in roster)
        roster |= {fid: replace(roster[fid], state=states[fid]) for fid in there}
        return there

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Look through all rosters."""
        return {fid: guilds for fid in fids if (guilds := self._guilds_of(fid))}

    async def add_codes(self, codes: Collection[str], *, at: datetime) -> frozenset[str]:
        """Add what is not known."""
        new = frozenset(code for code in codes if code not in self.known)
        self.known |= {code: CodeRecord(code, Standing(), at, at) for code in new}
        return new

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Filter and sort what is known."""
        records = [r for r in self.known.values() if keys is None or code_key(r.code) in keys]
        return sorted(records, key=lambda record: (record.added_at, record.code))

    async def judge(self, standings: Mapping[str, Standing], *, at: datetime) -> None:
        """Write over whatever is not dead."""
        for code, standing in standings.items():
            record = self.known.get(code, CodeRecord(code, standing, at, at))
            if record.standing.life is not Life.DEAD:
                record = replace(record, standing=standing, updated_at=at)
            self.known[code] = record

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Forget what is known."""
        return frozenset(code for code in set(codes) if self.known.pop(code, None))

    async def want_runs(self, wanted: Collection[tuple[GuildId, str]], *, at: datetime) -> None:
        """Put a new run where none is open; whatever nobody owns is due."""
        for guild_id, code in wanted:
            new = RunRecord(guild_id, code, RunStatus.OPEN, at, at)
            found = self.saved.get(new.key, new)
            run = found if found.status is RunStatus.OPEN else replace(new, fence=found.fence)
            self.saved[new.key] = run if run.owner else replace(run, due=self._now())

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Take what is due."""
        due = [
            run
            for run in await self.runs(RunStatus.OPEN, claim.among)
            if run.due and (run.due <= self._now() or run.owner == claim.instead_of != "")
        ]
        taken = sorted(due, key=lambda run: (run.due, run.key))[: claim.limit]
        for run in taken:
            until = self._now(claim.seconds)
            mine = replace(run, owner=claim.owner, fence=run.fence + 1, due=until)
            self.saved[run.key] = mine
        return await self.runs(among=[run.key for run in taken])

    async def renew_runs(self, owner: str, runs: Collection[RunKey], *, seconds: float) -> None:
        """Move what is due."""
        for run in await self.runs(among=runs):
            if run.owner == owner:
                self.saved[run.key] = replace(run, due=self._now(seconds))

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Take what the owner says."""
        for run in runs:
            before = self.saved.get(run.key)
            if before and (before.owner, before.fence) == (run.owner, run.fence):
                done = run.status is RunStatus.DONE
                owned = {"owner": "", "due": None} if done else {"due": before.due}
                self.saved[run.key] = replace(run, opened_at=before.opened_at, **owned)

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away."""
        for run in await self.runs(among=runs):
            if run.owner == owner:
                due = None if due_in is None else self._now(due_in)
                self.saved[run.key] = replace(run, owner="", due=due)

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Filter and sort what is saved."""
        asked = (run for key, run in self.saved.items() if among is None or key in among)
        wanted = [run for run in asked if status in (None, run.status)]
        return sorted(wanted, key=lambda run: run.opened_at)

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Take it if it is free."""
        lease, until = self.leases.get(name, (Lease("", 0), self._now()))
        if lease.owner in ("", owner, instead_of) or until <= self._now():
            if lease.owner != owner:
                lease = Lease(owner, lease.fence + 1, lease.owner)
            self.leases[name] = lease, self._now(seconds)
        return lease

    async def release_lease(self, name: str, owner: str) -> None:
        """Leave it without an owner."""
        lease, until = self.leases.get(name, (Lease("", 0), self._now()))
        if lease.owner == owner:
            self.leases[name] = replace(lease, owner=""), until

    @staticmethod
    def _now(later: float = 0.0) -> datetime:
        return EPOCH + timedelta(seconds=asyncio.get_running_loop().time() + later)

    def _guilds_of(self, fid: Fid) -> frozenset[GuildId]:
        return frozenset(guild for guild, roster in self.enrolled.items() if fid in roster)

    def _copy_settled(self, guild_id: GuildId, fids: Collection[Fid]) -> None:
        """Copy what is settled in their other guilds, for codes that are worth a request."""
        alive = {code_key(r.code) for r in self.known.values() if r.standing.life is not Life.DEAD}
        for (elsewhere, key, fid), settlement in list(self.settled.items()):
            if fid in fids and key in alive and fid in self.enrolled[elsewhere]:
                self.settled.setdefault((guild_id, key, fid), settlement)


def _merged(before: Member | None, given: Member) -> Member:
    """Keep what `given` leaves unknown."""
    if before is None:
        return given
    return Member(
        given.fid,
        state=before.state if given.state is None else given.state,
        nickname=given.nickname or before.nickname,
        level=before.level if given.level is None else given.level,
    )
