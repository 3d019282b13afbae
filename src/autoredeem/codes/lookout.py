"""Codes whose time has come: doubted ones, revived ones, and those that are alive for a day."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Protocol

import structlog

from autoredeem.domain.codes import SILENT_AGAIN, Life, code_key
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.engine.runs import Typed
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import serving
from autoredeem.store.interface import Codes, Ledger, Roster, Runs
from autoredeem.store.records import CodeRecord, RunStatus

log = structlog.get_logger(__name__)

PAUSE = 15.0
"""Seconds between two polls for codes that are due."""

MOST_DUE = 1_000
"""Codes that are due and read in one poll: some of them wait for their turn."""

AT_ONCE = 20
"""Codes that are looked after in one poll."""

MOST_WITNESSES = 8
"""So many of those who have a code may be asked about it in one look."""

GUILDS_TRIED = 3
"""In so many guilds a code is tried at a time that nobody waits for."""

SHARE_OF_REVIVALS = 0.02
"""The part of all requests that may be spent on codes that were dead."""

REQUESTS_OF_A_REVIVAL = 2


class Facts(Codes, Ledger, Roster, Runs, Protocol):
    """What is read here of a title's store: codes, who has them, and their runs."""


class Asks(Protocol):
    """Who asks the game: an engine."""

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Open runs without waiting for them. Raises OutsideError where that fails."""

    def look(self, known: CodeRecord, guild_id: GuildId, players: Mapping[Fid, Typed]) -> None:
        """Ask one of these players about a code."""

    def works_on(self, code: str) -> bool:
        """Whether a spelling is asked about, or will be, as runs or a look of it are open."""

    @property
    def sends(self) -> bool:
        """Whether it is the one that sends."""

    @property
    def per_minute(self) -> float:
        """How many requests a minute may leave at the most."""


class Lookout:
    """Sees to it that codes that are due are asked about. Works inside `working()`.

    What it does can be repeated: when it was killed, the codes are still due. `news` is called when
    there may be codes to be opened.
    """

    def __init__(self, store: Facts, engine: Asks, clock: Clock, news: Callable[[], None]) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._opened = news
        self._news = asyncio.Event()
        self._failing = False
        self._closed = False
        self._next_revival = float("-inf")
        self._tried: dict[str, _Tried] = {}

    def poll(self) -> None:
        """Poll now: a code was revived here."""
        self._news.set()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Lookout"]:
        """Look after codes while the context is open."""
        async with serving(self.serve()):
            yield self

    async def serve(self) -> None:
        """Look after codes that are due, until cancelled; nothing while another process sends."""
        while True:
            self._news.clear()
            try:
                if self._engine.sends:
                    await self._close_what_died()
                    await self._see_to_due()
                self._failing = False
            except OutsideError as error:
                self._log_failing(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._news.wait()

    async def _see_to_due(self) -> None:
        due = await self._store.codes_due(self._clock.now(), most=MOST_DUE)
        for gone in self._tried.keys() - {record.code for record in due}:
            del self._tried[gone]
        for record in islice(filter(self._has_its_turn, due), AT_ONCE):
            await self._see_to(record)

    def _has_its_turn(self, record: CodeRecord) -> bool:
        """Whether a code is to be seen to now: those that wait for theirs hold up no other."""
        waits = _is_revived(record) and self._clock.monotonic() < self._next_revival
        return not (waits or self._engine.works_on(record.code))

    async def _see_to(self, record: CodeRecord) -> None:
        standing = record.standing
        if standing.awaits_witnesses or standing.life is Life.ALIVE:
            await self._look(record)
        else:
            await self._try_in_guilds(record)

    async def _look(self, record: CodeRecord) -> None:
        """Ask about a code whoever has it and was not asked yet."""
        tried, standing = self._tried_of(record), record.standing
        guild_id, players = await self._witnesses(record, tried.players)
        now = self._clock.now()
        if players:
            tried.players |= players.keys()
            self._spend(record)
            self._engine.look(record, guild_id, players)
        elif standing.awaits_witnesses:
            await self._store.judge({record.code: standing.without_witnesses(now)}, at=now)
            self._opened()
            self._news.set()
        else:
            # Nobody can say: it is alive as far as is known.
            later = standing.put_off(now + SILENT_AGAIN[-1])
            await self._store.judge({record.code: later}, at=now)

    async def _witnesses(
        self, record: CodeRecord, tried: Collection[Fid]
    ) -> tuple[GuildId, Mapping[Fid, Typed]]:
        """Return players who have the code's edition, of one guild in which they still are."""
        settled = await self._store.witnesses(record.issue, most=10 * MOST_WITNESSES)
        known = {record.standing.paid_to, *tried}
        by_guild: defaultdict[GuildId, list[Fid]] = defaultdict(list)
        for one in settled:
            if one.fid not in known:
                by_guild[one.guild_id].append(one.fid)
        for guild_id, fids in sorted(by_guild.items(), key=lambda item: -len(item[1])):
            members = await self._store.members_among(guild_id, fids[:MOST_WITNESSES])
            if members:
                return guild_id, {fid: Typed(m.state, m.level) for fid, m in members.items()}
        return GuildId(0), {}

    async def _try_in_guilds(self, record: CodeRecord) -> None:
        """Let a few runs of a code go on: whoever is asked first finds out for all."""
        tried = self._tried_of(record)
        runs = await self._store.runs_of([record.code])
        left = [run for run in runs if run.guild_id not in tried.guilds]
        resting = [run for run in left if run.rests][:1]
        chosen = resting or [run for run in left if run.status is RunStatus.DONE][:GUILDS_TRIED]
        if chosen:
            tried.guilds |= {run.guild_id for run in chosen}
            self._spend(record)
            wanted = [(run.guild_id, record.code) for run in chosen]
            await self._engine.want(wanted, anew=not resting)
        else:
            now = self._clock.now()
            later = record.standing.put_off(now + SILENT_AGAIN[-1])
            await self._store.judge({record.code: later}, at=now)

    async def _close_what_died(self) -> None:
        """End runs that wait for codes that are dead: a kill may have come in between. Once."""
        if self._closed:
            return
        waiting = [run for run in await self._store.runs(RunStatus.OPEN) if run.rests]
        known = await self._store.codes({code_key(run.code) for run in waiting})
        reasons = {
            one.code: one.standing.reason
            for one in known
            if one.standing.life is Life.DEAD and one.standing.reason
        }
        alive = {code_key(one.code) for one in known if one.standing.life is not Life.DEAD}
        dead = {code: why for code, why in reasons.items() if code_key(code) not in alive}
        await self._store.close_runs(dead, at=self._clock.now())
        self._closed = True

    def _tried_of(self, record: CodeRecord) -> "_Tried":
        standing = record.standing
        day = None if standing.life is Life.UNTRIED and not standing.asked else standing.due
        subject = standing.life, standing.turn, standing.edition, day
        tried = self._tried.get(record.code)
        if tried is None or tried.subject != subject:
            tried = self._tried[record.code] = _Tried(subject)
        return tried

    def _spend(self, record: CodeRecord) -> None:
        """Note that a revival's requests are spent: the next one waits for its part of all."""
        if _is_revived(record):
            spent = REQUESTS_OF_A_REVIVAL * 60.0 / self._engine.per_minute
            self._next_revival = self._clock.monotonic() + spent / SHARE_OF_REVIVALS

    def _log_failing(self, error: OutsideError) -> None:
        if not self._failing:
            self._failing = True
            log.warning(f"Codes that are due can't be asked about, it is tried again: {error}")


def _is_revived(record: CodeRecord) -> bool:
    return record.standing.turn > 0 and record.standing.life is Life.UNTRIED


class _Tried:
    """Who was asked about a code since it came to be due, in which guilds."""

    def __init__(self, subject: tuple[object, ...]) -> None:
        self.subject = subject
        self.players: set[Fid] = set()
        self.guilds: set[GuildId] = set()
