"""The store that everyone sees: a kind of store, asked again while asking again may help."""

from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from datetime import datetime
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

import structlog
from stamina import AsyncRetryingCaller
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from autoredeem.domain.codes import Standing, code_key
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import Action, Board, GuildSettings, OptOut, Posting
from autoredeem.domain.players import Fid, GuildId, Member, State, UserId
from autoredeem.domain.redemptions import Attempt, Redemption, Settlement
from autoredeem.observe.meters import Meter, unmeasured
from autoredeem.store.answers import Answers
from autoredeem.store.batches import check_in_batches
from autoredeem.store.checked import Checked
from autoredeem.store.interface import (
    Claim,
    CodeRecord,
    Codes,
    Enrolled,
    Entries,
    Guilds,
    Recording,
    Roster,
    RunKey,
    RunRecord,
    Runs,
    RunStatus,
    RunsToSave,
)
from autoredeem.store.leases import Lease, Leases

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

ATTEMPTS = 4
FIRST_WAIT = 0.2
LONGEST_WAIT = 5.0
GROWTH = 3.0
JITTER = 0.3
"""Waits of 0.2, 0.6 and 1.8 s, each up to 0.3 s longer, so that not all come back at once."""


class Backend(Entries, Roster, Codes, Runs, Recording, Guilds, Leases, Protocol):
    """What a kind of store gives: the ports, with one batch's question for the whole check."""

    title: str

    async def settled_among(
        self, guild_id: GuildId, key: str, batch: Sequence[Fid]
    ) -> Collection[Fid]:
        """Give who of at most 1,000 players is settled for a code key: one query, keys only."""


class RetryingStore:
    """A backend as `Store`: whatever raises StoreUnavailable is done again, a few times.

    No new try begins when `patience` seconds have passed since the first: a verb that takes at
    most that long ends within twice the time and the last wait.
    """

    def __init__(self, backend: Backend, patience: float, meter: Meter = unmeasured) -> None:
        self.title = backend.title
        self._backend = backend
        self._meter = meter
        # The library's own hooks would be imported at the first retry, on the loop.
        set_on_retry_hooks([_tell])
        self._retries = AsyncRetryingCaller(
            attempts=ATTEMPTS,
            timeout=patience,
            wait_initial=FIRST_WAIT,
            wait_max=LONGEST_WAIT,
            wait_jitter=JITTER,
            wait_exp_base=GROWTH,
        ).on(StoreUnavailable)

    async def check_members(self, guild_id: GuildId, code: str, fids: Iterable[Fid]) -> Checked:
        """Retry each batch by itself."""
        ask = partial(self._backend.settled_among, guild_id, code_key(code))
        again = partial(self._again_as, "check_members")
        return await check_in_batches(ask, again, fids)

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[tuple[str, Fid], frozenset[GuildId]]:
        """Retry as a whole."""
        return await self._again(self._backend.settle, settlements)

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.note_attempts, attempts)

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Retry as a whole."""
        return await self._again(self._backend.attempts, guild_id, code)

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Retry as a whole."""
        return await self._again(self._backend.redemptions, guild_id, codes, fids)

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Retry as a whole."""
        return await self._again(self._backend.attempts_among, guild_id, codes, fids)

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Retry as a whole."""
        return await self._again(self._backend.enrol, guild_id, members, by=by, at=at)

    async def members(self, guild_id: GuildId) -> AsyncIterator[Sequence[Member]]:
        """Retry where it failed: nobody is given twice."""
        reading = _Reading(self._backend, guild_id)
        while batch := await self._again_as("members", reading.next_batch):
            yield batch

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Retry as a whole."""
        return await self._again(self._backend.remove, guild_id, fids)

    async def set_states(
        self, guild_id: GuildId, states: Mapping[Fid, State], *, at: datetime
    ) -> frozenset[Fid]:
        """Retry as a whole."""
        return await self._again(self._backend.set_states, guild_id, states, at=at)

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Retry as a whole."""
        return await self._again(self._backend.guilds_of, fids)

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Retry as a whole."""
        return await self._again(self._backend.members_among, guild_id, fids)

    async def count_members(self, guild_id: GuildId) -> int:
        """Retry as a whole."""
        return await self._again(self._backend.count_members, guild_id)

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Retry as a whole."""
        return await self._again(self._backend.owned_by, user)

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.opt_out, opt_outs)

    async def opt_in(self, guild_id: GuildId, fids: Collection[Fid], *, by: UserId) -> None:
        """Retry as a whole."""
        await self._again(self._backend.opt_in, guild_id, fids, by=by)

    async def opted_out(self, guild_id: GuildId) -> Sequence[OptOut]:
        """Retry as a whole."""
        return await self._again(self._backend.opted_out, guild_id)

    async def add_codes(
        self, codes: Collection[str], *, at: datetime, shared: bool = True
    ) -> frozenset[str]:
        """Retry as a whole."""
        return await self._again(self._backend.add_codes, codes, at=at, shared=shared)

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Retry as a whole."""
        return await self._again(self._backend.post_codes, postings)

    async def postings(self, guild_id: GuildId) -> Sequence[Posting]:
        """Retry as a whole."""
        return await self._again(self._backend.postings, guild_id)

    async def to_spread(self) -> Sequence[CodeRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.to_spread)

    async def mark_spread(self, codes: Collection[str], *, at: datetime) -> None:
        """Retry as a whole."""
        await self._again(self._backend.mark_spread, codes, at=at)

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.codes, keys)

    async def judge(self, standings: Mapping[str, Standing], *, at: datetime) -> None:
        """Retry as a whole."""
        await self._again(self._backend.judge, standings, at=at)

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Retry as a whole."""
        return await self._again(self._backend.remove_codes, codes)

    async def want_runs(
        self, wanted: Collection[tuple[GuildId, str]], *, at: datetime, anew: bool = True
    ) -> None:
        """Retry as a whole."""
        await self._again(self._backend.want_runs, wanted, at=at, anew=anew)

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Retry as a whole."""
        await self._again(self._backend.stop_runs, runs, at=at)

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.asked_of, owner)

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.claim_runs, claim)

    async def renew_runs(self, owner: str, runs: Collection[RunKey], *, seconds: float) -> None:
        """Retry as a whole."""
        await self._again(self._backend.renew_runs, owner, runs, seconds=seconds)

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.save_runs, runs)

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Retry as a whole."""
        await self._again(self._backend.release_runs, owner, runs, due_in=due_in)

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.runs, status, among)

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Retry as a whole."""
        return await self._again(self._backend.runs_in, guilds, status)

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Retry as a whole."""
        await self._again(self._backend.record, answers, runs)

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Retry as a whole."""
        return await self._again(self._backend.guilds, among)

    async def save_guilds(
        self, guilds: Collection[GuildSettings], *, by: str, at: datetime
    ) -> None:
        """Retry as a whole."""
        await self._again(self._backend.save_guilds, guilds, by=by, at=at)

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Retry as a whole: what is gone already takes no time."""
        await self._again(self._backend.forget_guilds, guilds)

    async def boards(self) -> Sequence[Board]:
        """Retry as a whole."""
        return await self._again(self._backend.boards)

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.save_boards, boards)

    async def drop_boards(self, guilds: Collection[GuildId]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.drop_boards, guilds)

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Retry as a whole."""
        await self._again(self._backend.note_actions, actions)

    async def actions(
        self, guild_id: GuildId, *, limit: int, before: Action | None = None
    ) -> Sequence[Action]:
        """Retry as a whole."""
        return await self._again(self._backend.actions, guild_id, limit=limit, before=before)

    async def forget_user(self, user: UserId) -> Mapping[GuildId, frozenset[Fid]]:
        """Retry as a whole."""
        return await self._again(self._backend.forget_user, user)

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Retry as a whole: the lease then begins later than the first try."""
        return await self._again(
            self._backend.hold_lease, name, owner, seconds=seconds, instead_of=instead_of
        )

    async def release_lease(self, name: str, owner: str) -> None:
        """Retry as a whole."""
        await self._again(self._backend.release_lease, name, owner)

    async def _again(
        self, verb: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._again_as(verb.__name__, verb, *args, **kwargs)

    async def _again_as(
        self,
        name: str,
        verb: Callable[P, Coroutine[object, object, T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        async def measured() -> T:
            with self._meter(name):
                return await verb(*args, **kwargs)

        return await self._retries(measured)


class _Reading:
    """A roster being read. After a failure it starts anew and leaves out whom it gave before."""

    def __init__(self, roster: Roster, guild_id: GuildId) -> None:
        self._start = partial(roster.members, guild_id)
        self._batches: AsyncIterator[Sequence[Member]] | None = None
        self._given: set[Fid] = set()

    async def next_batch(self) -> Sequence[Member]:
        """Give members who were not given yet; nothing at the end."""
        self._batches = self._batches or self._start()
        try:
            async for batch in self._batches:
                new = [member for member in batch if member.fid not in self._given]
                self._given.update(member.fid for member in new)
                if new:
                    return new
        except StoreUnavailable:
            self._batches = None
            raise
        return ()


def _tell(details: RetryDetails) -> None:
    log.warning(f"Asking the store again in {details.wait_for:.1f} s: {details.caused_by}")
