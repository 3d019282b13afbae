"""Codes opened in every guild for which they are and that wants codes, each of them once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import structlog

from autoredeem.codes.announcing import announce, to_announce
from autoredeem.codes.sharing import share_found
from autoredeem.codes.visible import living_codes
from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts
from autoredeem.observe.tasks import serving
from autoredeem.store.batches import batched
from autoredeem.store.interface import Codes, Guilds, Runs, Sources
from autoredeem.store.records import CodeRecord, RunKey, RunRecord, RunStatus

log = structlog.get_logger(__name__)

PAUSE = 60.0
"""Seconds between two polls for codes that another process has added or shared."""

AT_ONCE = 2_000
"""Runs that are wanted of the engine at a time."""


class Facts(Codes, Guilds, Runs, Sources, Protocol):
    """What is read here of a title's store: codes, what guilds chose and were told, and runs."""


class Wants(Protocol):
    """Who opens runs: an engine."""

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Open runs without waiting for them. Raises OutsideError where that fails."""


class Rollout:
    """Opens the codes of one title where they are wanted. Works inside `working()`.

    After each round all `listeners` are called: there may be something to be announced.

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
        self.listeners: list[Callable[[], None]] = []

    def poll(self) -> None:
        """Poll now: a code was added or shared here."""
        self._news.set()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Rollout"]:
        """Roll codes out while the context is open."""
        async with serving(self.serve()):
            yield self

    async def serve(self) -> None:
        """Share what is due, roll out what is new, and note what is to be told, until cancelled.

        That is done every minute, whenever there is news, and whenever a code is due to be shared.
        """
        while True:
            self._news.clear()
            pause = PAUSE
            try:
                now = self._clock.now()
                due = await self._store.share_due(at=now)
                await self._roll_out()
                await self._spread()
                for listener in self.listeners:
                    listener()
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
        return (await self.open_in_all([guild_id])).get(guild_id, ())

    async def open_in_all(self, guilds: Collection[GuildId]) -> Mapping[GuildId, Sequence[str]]:
        """Open for many guilds at once what is for each; those that don't want codes are left out.

        Raises OutsideError where the store fails.
        """
        wanting = await self._wanting(guilds) if guilds else []
        seen = await self._store.codes_in(wanting)
        shared = [one for one in seen.shared if one.standing.life is not Life.DEAD]
        codes = dict.fromkeys(wanting, tuple(one.code for one in living_codes(shared)))
        async for some in in_parts(seen.own.items()):
            for guild_id, own in some:
                both = sorted([*shared, *own], key=lambda record: record.added_at)
                codes[guild_id] = tuple(one.code for one in living_codes(both))
        wanted = ((guild_id, code) for guild_id in wanting for code in codes[guild_id])
        for part in batched(wanted, AT_ONCE):
            await self._engine.want(part, anew=False)
        return codes

    async def open_missing(self, guild_id: GuildId, codes: Collection[str]) -> None:
        """Open the runs of codes in a guild that are not there.

        So whoever brings codes again mends what was cut short when they came first. Raises
        OutsideError where the store fails.
        """
        each = {(guild_id, code_key(code)): code for code in codes}
        if each:
            there = {run.key for run in await self._store.runs(among=each.keys())}
            missing = [(key[0], code) for key, code in each.items() if key not in there]
            await self._engine.want(missing)

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
        known = await self._store.runs_of([one.code for one in records if one.standing.opens])
        tried = _tried(known, records)
        # Whose part ended when a code died, or before it was issued again, gets another go.
        for revived in (False, True):
            some = [one for one in records if _lived_before(one) is revived]
            codes = [one.code for one in living_codes(some)]
            wanted = (
                (guild_id, code)
                for code in codes
                for guild_id in guilds
                if code_key(code) not in own or guild_id in own[code_key(code)]
                if (guild_id, code_key(code)) not in tried
            )
            for part in batched(wanted, AT_ONCE):
                await self._engine.want(part, anew=revived)
        # Runs that waited go on, also where only a person had wanted them.
        waiting = ((run.guild_id, run.code) for run in known if run.rests)
        for part in batched(waiting, AT_ONCE):
            await self._engine.want(part, anew=False)
        # What works already is no news where it was found, but it is in all other guilds.
        shared = [one for one in records if one.shared and not one.rolled_out]
        await announce(self._store, shared, at=self._clock.now())
        await self._store.mark_rolled_out([one.code for one in records], at=self._clock.now())
        each = ", ".join(one.code for one in living_codes(records))
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

    async def _spread(self) -> None:
        """Share what guilds found and works; once that is opened, note that all are to be told."""
        news = await to_announce(self._store)
        if await share_found(self._store, news, at=self._clock.now()):
            self._news.set()
            return
        await announce(self._store, news, at=self._clock.now())
        await self._store.mark_announced({one.code: one.standing.edition for one in news})

    async def _wanting(self, among: Collection[GuildId] | None = None) -> Sequence[GuildId]:
        """Return the guilds that want codes and where the program still is."""
        chosen = await self._store.guilds(among)
        return [one.guild_id for one in chosen if one.wants_codes]

    def _log_failing(self, error: OutsideError) -> None:
        if not self._failing:
            self._failing = True
            log.warning(f"New codes can't be opened in all guilds, it is tried again: {error}")


def _lived_before(record: CodeRecord) -> bool:
    return record.standing.turn > 0 or record.standing.edition > 1


def _tried(runs: Collection[RunRecord], records: Collection[CodeRecord]) -> frozenset[RunKey]:
    """Return the runs that were worked on since their code was seen to work: that needs no more."""
    since = {code_key(one.code): one.updated_at for one in records}
    worked = (run for run in runs if run.owner or run.updated_at >= since[code_key(run.code)])
    return frozenset(run.key for run in worked if not run.rests)
