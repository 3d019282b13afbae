"""A store in a thread of its own, whose loop keeps real time; and the process that uses it, dying.

Deadlines and heartbeats of the store's driver are real there, whatever time the caller's loop has.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from inspect import getmembers, iscoroutinefunction
from typing import ParamSpec, Self, TypeVar

from autoredeem.domain.ids import GuildId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Answers, Entry, RunRecord, RunsToSave, Settled
from benchmarks.alliances import PATIENT, TITLE
from benchmarks.months.quiet_time import Flights

P = ParamSpec("P")
T = TypeVar("T")

JOIN_SECONDS = 60.0


class KilledError(Exception):
    """The process is dead: whatever it still does reaches nobody."""


class Life:
    """The life of one process, which has no end until one is set."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self._left: int | None = None
        self._before = False

    def ends_after(self, verbs: int, *, before: bool) -> None:
        """Let it end with the n-th verb that the store is asked from now on.

        It dies `before` that is done, or before it hears the answer.
        """
        self._left, self._before = verbs, before

    def end(self) -> None:
        """Kill the process."""
        self.over.set()

    def begins_verb(self) -> None:
        """Note that the store is asked. Raises KilledError where life is over."""
        if self._left is not None:
            self._left -= 1
            if self._left <= 0 and self._before:
                self.end()
        self.look()

    def ends_verb(self) -> None:
        """Note that the store has answered. Raises KilledError where life is over by now."""
        if self._left is not None and self._left <= 0:
            self.end()
        self.look()

    def look(self) -> None:
        """Raise KilledError where life is over."""
        if self.over.is_set():
            raise KilledError


class FarLoop:
    """A loop in a thread of its own, in which the loop that uses it lets things be done."""

    def __init__(self, flights: Flights) -> None:
        self._loop = asyncio.new_event_loop()
        self._flights = flights
        self._thread = threading.Thread(target=self._loop.run_forever, name="far loop")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(JOIN_SECONDS)
        self._loop.close()

    async def do(self, what: str, work: Coroutine[object, object, T]) -> T:
        """Do something there; no time passes here meanwhile. Cancelled, it is cancelled there."""
        with self._flights.during(what):
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


class FarStore(Store):
    """A store that is open in another loop, as one process sees it."""

    def __init__(self, store: Store, far: FarLoop, life: Life) -> None:
        self.title = store.title
        self._store = store
        self._far = far
        self._life = life
        for name in VERBS:
            setattr(self, name, partial(self._ask, name, getattr(store, name)))

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Record there what `runs` returns here."""
        here = asyncio.get_running_loop()

        async def awaited(settled: Settled) -> Collection[RunRecord]:
            return await runs(settled)

        async def from_there(settled: Settled) -> Collection[RunRecord]:
            asked = asyncio.run_coroutine_threadsafe(awaited(settled), here)
            return await asyncio.wrap_future(asked)

        await self._ask("record", self._store.record, answers, from_there)

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Read them all there, then yield them."""

        async def read() -> list[Sequence[Member]]:
            return [batch async for batch in self._store.members(guild_id, need)]

        for batch in await self._ask("members", read):
            yield batch

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Read them all there, then yield them."""

        async def read() -> list[Sequence[Entry]]:
            return [batch async for batch in self._store.entries(guilds, since)]

        for batch in await self._ask("entries", read):
            yield batch

    async def _ask(
        self,
        name: str,
        verb: Callable[P, Coroutine[object, object, T]],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        self._life.begins_verb()
        answer = await self._far.do(name, verb(*args, **named))
        self._life.ends_verb()
        return answer


VERBS = [name for name, _ in getmembers(Store, iscoroutinefunction) if name not in vars(FarStore)]


@asynccontextmanager
async def far_store(far: FarLoop, url: str, life: Life) -> AsyncIterator[Store]:
    """Open the store at a URL there for a process."""
    opening = open_store(url, TITLE, PATIENT)
    store = await far.do("open", opening.__aenter__())
    try:
        # The checker can't see the verbs that it gets when it is made.
        yield FarStore(store, far, life)  # type: ignore[abstract]
    finally:
        await far.do("close", opening.__aexit__(None, None, None))
