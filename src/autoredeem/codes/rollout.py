"""Codes opened in every guild for which they are and that wants codes, each of them once."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import structlog

from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.store.batches import batched
from autoredeem.store.interface import Codes, Guilds, Runs
from autoredeem.store.records import CodeRecord, RunStatus

log = structlog.get_logger(__name__)

PAUSE = 60.0
"""Seconds between two polls for codes that another process has added or shared."""

AT_ONCE = 2_000
"""Runs that are wanted of the engine at a time."""


class Facts(Codes, Guilds, Runs, Protocol):
    """What is read here of a title's store: codes that are known, what guilds chose, and runs."""


class Wants(Protocol):
    """Who opens runs: an engine."""

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Open runs without waiting for them. Raises OutsideError where that fails."""


class Rollout:
    """Opens the codes of one title where they are wanted. Works inside `working()`.

    All of it can be repeated: a run that is wanted twice is one run, and asks nobody twice. Nothing
    here gives those another go whose part in a run ended, but of a code that was dead: a person has
    to want that.
    """

    def __init__(self, store: Facts, engine: Wants, clock: Clock) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._news = asyncio.Event()
        self._failing = False

    def poll(self) -> None:
        """Poll now: a code was added or shared here."""
        self._news.set()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Rollout"]:
        """Roll codes out while the context is open."""
        async with task_group() as tasks:
            serving = tasks.create_task(self.serve())
            try:
                yield self
            finally:
                await cancel_all({serving})

    async def serve(self) -> None:
        """Share what is due and roll out what is new, until cancelled.

        That is done every minute, whenever there is news, and whenever a code is due to be shared.
        """
        while True:
            self._news.clear()
            pause = PAUSE
            try:
                now = self._clock.now()
                due = await self._store.share_due(at=now)
                await self._roll_out()
                if due:
                    pause = min(PAUSE, (due - now).total_seconds())
                self._failing = False
            except OutsideError as error:
                self._log_failing(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def open_in(self, guild_id: GuildId) -> Sequence[str]:
        """Open all codes that are for a guild and not dead, if it wants codes; return which.

        Those are the shared ones and those that were posted there. Raises OutsideError where the
        store fails.
        """
        if not await self._wanting([guild_id]):
            return []
        seen = await self._store.visible_codes(guild_id)
        wanted = list(_one_spelling_each(sorted(seen, key=lambda record: record.added_at)))
        await self._engine.want([(guild_id, code) for code in wanted], anew=False)
        return wanted

    async def left(self, guilds: Collection[GuildId]) -> None:
        """Refresh the runs that are worked on in guilds that members have left.

        Where that fails it is only logged: at worst somebody is asked who has left.
        """
        try:
            going = await self._store.runs_in(guilds, RunStatus.OPEN)
            # Those that nobody works on read the roster when they go on.
            theirs = (run for run in going if run.owner and not run.stop)
            for part in batched(((run.guild_id, run.code) for run in theirs), AT_ONCE):
                await self._engine.want(part, anew=False)
        except OutsideError as error:
            log.warning(f"Runs go on with members who may have left: {error}")

    async def _roll_out(self) -> None:
        """Want first, then mark: whoever is killed in between does it again."""
        records = await self._store.awaiting_rollout()
        if not records:
            return
        guilds, own = await self._wanting(), await self._guilds_of_private(records)
        # Whose part ended when a code died, or before it was issued again, gets another go.
        for revived in (False, True):
            some = [one for one in records if (one.standing.turn > 0) is revived]
            codes = list(_one_spelling_each(some))
            wanted = (
                (guild_id, code)
                for code in codes
                for guild_id in guilds
                if code_key(code) not in own or guild_id in own[code_key(code)]
            )
            for part in batched(wanted, AT_ONCE):
                await self._engine.want(part, anew=revived)
        await self._store.mark_rolled_out([one.code for one in records], at=self._clock.now())
        each = ", ".join(_one_spelling_each(records))
        log.info(f"Opened in the guilds that want them, of {len(guilds)}: {each}")

    async def _guilds_of_private(
        self, records: Sequence[CodeRecord]
    ) -> Mapping[str, Collection[GuildId]]:
        """Return for each code that is not for all where it was posted, or has a run."""
        shared = {code_key(one.code) for one in records if one.shared}
        private = [one.code for one in records if code_key(one.code) not in shared]
        guilds: dict[str, set[GuildId]] = {code_key(code): set() for code in private}
        if private:
            for posting in await self._store.postings_of(private):
                guilds[code_key(posting.code)].add(posting.guild_id)
            for run in await self._store.runs_of(private):
                guilds[code_key(run.code)].add(run.guild_id)
        return guilds

    async def _wanting(self, among: Collection[GuildId] | None = None) -> Sequence[GuildId]:
        """Return the guilds that want codes and where the program still is."""
        chosen = await self._store.guilds(among)
        return [one.guild_id for one in chosen if one.wants_codes]

    def _log_failing(self, error: OutsideError) -> None:
        if not self._failing:
            self._failing = True
            log.warning(f"New codes can't be opened in all guilds, it is tried again: {error}")


def _one_spelling_each(records: Iterable[CodeRecord]) -> Iterator[str]:
    """Return a spelling of each code that is not dead: one that is alive, else the last."""
    hopeful = [record for record in records if record.standing.life is not Life.DEAD]
    by_hope = sorted(hopeful, key=lambda record: record.standing.life is Life.ALIVE)
    yield from {code_key(record.code): record.code for record in by_hope}.values()
