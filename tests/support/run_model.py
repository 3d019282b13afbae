"""Runs and leases in memory, in plain words."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.records import ADDRESS, Again, Claim, Lease, RunKey, RunRecord, RunStatus
from support.virtual_time import EPOCH


class MemoryRuns:
    """The ports `Runs` and `Leases`."""

    def __init__(self) -> None:
        self.saved: dict[RunKey, RunRecord] = {}
        self.leases: dict[str, tuple[Lease, datetime]] = {}

    async def want_runs(
        self,
        wanted: Collection[tuple[GuildId, str]],
        *,
        at: datetime,
        again: Again = Again.ANEW,
    ) -> None:
        """Begin or go on with a run; what nobody owns is due, an owner looks again."""
        for guild_id, code in wanted:
            new = RunRecord(guild_id, code, RunStatus.OPEN, at, at, begun=again)
            run = self.saved.get(new.key, new)
            if run.stop and again is Again.FOR_NEW:
                continue
            if run.status is RunStatus.DONE:
                anew = again is not Again.FOR_NEW
                begun = replace(new, fence=run.fence, edition=run.edition)
                run = begun if anew else replace(run, code=code)
            elif again is Again.AFRESH and not run.owner:
                run = replace(new, fence=run.fence, code=run.code, edition=run.edition)
            due = run.due if run.owner else self._now()
            for_whom = max(run.again, again) if run.owner else Again.NO
            asked = replace(run, due=due, stop=False, again=for_whom)
            self.saved[new.key] = replace(asked, status=RunStatus.OPEN, reason=None)

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Mark what nobody owns as at rest, and ask the owner of the others."""
        for run in await self.runs(RunStatus.OPEN, runs):
            due = run.due if run.owner else None
            self.saved[run.key] = replace(run, updated_at=at, due=due, stop=True, again=Again.NO)

    async def resume_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Take the mark away; what nobody owns is due, an owner looks for who is new."""
        for run in await self.runs(RunStatus.OPEN, runs):
            if run.stop:
                due = run.due if run.owner else self._now()
                again = max(run.again, Again.FOR_NEW) if run.owner else Again.NO
                resumed = replace(run, updated_at=at, due=due, stop=False, again=again)
                self.saved[run.key] = resumed

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Return what is marked, and take the mark away that is for once."""
        mine = [run for run in await self.runs(RunStatus.OPEN) if run.owner == owner]
        asked = [run for run in mine if run.stop or run.again]
        self.saved |= {run.key: replace(run, again=Again.NO) for run in asked}
        return asked

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Take what is due, and what its owner has left, but for what is to stop."""
        open_ones = await self.runs(RunStatus.OPEN, claim.among)
        going = sorted((one for one in open_ones if not one.stop), key=lambda one: one.key)
        due = [run for run in going if run.due and run.due <= self._now()]
        others = [run for run in going if run.owner not in ("", claim.owner) and run not in due]
        left = [run for run in others if not self._holds(run.owner)]
        taken = [*sorted(due, key=lambda run: str(run.due)), *left][: claim.limit]
        for run in taken:
            until = self._now(claim.seconds)
            mine = replace(run, owner=claim.owner, fence=run.fence + 1, due=until, again=Again.NO)
            self.saved[run.key] = mine
        return await self.runs(among=[run.key for run in taken])

    async def keep_runs(self, owner: str, runs: Collection[RunKey]) -> None:
        """Take away what is due."""
        for run in await self.runs(among=runs):
            if run.owner == owner:
                self.saved[run.key] = replace(run, due=None)

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Take what the owner says."""
        for run in runs:
            before = self.saved.get(run.key)
            if before and (before.owner, before.fence) == (run.owner, run.fence):
                kept = replace(run, opened_at=before.opened_at, begun=before.begun)
                if run.status is RunStatus.DONE:
                    now = replace(kept, owner="", due=None, stop=False, again=Again.NO)
                    if before.again:
                        due = self._now()
                        now = replace(now, status=RunStatus.OPEN, due=due, reason=None)
                else:
                    now = replace(kept, due=before.due, stop=before.stop, again=before.again)
                self.saved[run.key] = now

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away. What it was to stop rests; what it was to look at again doesn't."""
        for run in await self.runs(among=runs):
            if run.owner == owner:
                due_in = 0.0 if due_in is None and run.again else due_in
                due = None if due_in is None or run.stop else self._now(due_in)
                self.saved[run.key] = replace(run, owner="", due=due, again=Again.NO)

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Filter and sort what is saved."""
        asked = (run for key, run in self.saved.items() if among is None or key in among)
        wanted = [run for run in asked if status in (None, run.status)]
        return sorted(wanted, key=lambda run: run.opened_at)

    async def runs_of(
        self, codes: Collection[str], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Filter all runs."""
        keys = {code_key(code) for code in codes}
        return [run for run in await self.runs(status) if run.key[1] in keys]

    async def close_runs(self, codes: Mapping[str, Outcome], *, at: datetime) -> None:
        """End what nobody owns and is not due."""
        for code, reason in codes.items():
            for run in await self.runs_of([code], RunStatus.OPEN):
                if not run.owner and run.due is None:
                    closed = replace(run, updated_at=at, due=None, stop=False, again=Again.NO)
                    self.saved[run.key] = replace(closed, status=RunStatus.DONE, reason=reason)

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Filter all runs."""
        found = await self.runs(status) if guilds else ()
        return [run for run in found if run.guild_id in guilds]

    async def last_change(self) -> int | None:
        """Return that it can't be said."""

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

    def _holds(self, owner: str) -> bool:
        lease, until = self.leases.get(ADDRESS, (Lease("", 0), self._now()))
        return lease.owner == owner and until > self._now()

    @staticmethod
    def _now(later: float = 0.0) -> datetime:
        return EPOCH + timedelta(seconds=asyncio.get_running_loop().time() + later)
