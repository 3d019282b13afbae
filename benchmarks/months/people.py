"""What people do in a made-up month: they post codes, have them tried again, enrol, mend states."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

from autoredeem.app import AtWork
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.observe.clock import Clock
from autoredeem.simulator import Fault, World
from autoredeem.store.interface import Store
from benchmarks.months.far_store import KilledError
from benchmarks.months.plan import STATE, Entry, Find, Plan

BY = "the people of a month"
A_DAY = timedelta(days=1)
MOST_A_DAY = 50
"""Codes that a guild may post or have revived a day, as a server may by default."""

AGAIN = 1.0
"""Seconds after which a person does again what a kill of the program has cut short."""

Wish = Callable[[Store, AtWork, Clock], Awaitable[None]]


class People:
    """All who want something of the program, over all its lives. They also let the game lie."""

    def __init__(self, plan: Plan, world: World) -> None:
        self._plan = plan
        self._world = world
        self._there = asyncio.Event()
        self._met: tuple[Store, AtWork, Clock] | None = None

    @asynccontextmanager
    async def meet(self, store: Store, at_work: AtWork, clock: Clock) -> AsyncIterator[None]:
        """Let them meet the program while the context is open."""
        self._met = store, at_work, clock
        self._there.set()
        try:
            yield
        finally:
            self._there.clear()

    async def serve(self) -> None:
        """Do all of the plan in its time, one after the other."""
        loop = asyncio.get_running_loop()
        for at, act in sorted([*self._wishes(), *self._lies()], key=lambda item: item[0]):
            await asyncio.sleep(max(0.0, at - loop.time()))
            await act()

    def _lies(self) -> Iterator[tuple[float, Callable[[], Awaitable[None]]]]:
        for code in self._plan.codes:
            for lie in code.lies:
                lasting = lie.ends - lie.begins
                fault = Fault(lie.kind, code=code.name, times=None, lasting=lasting)
                yield lie.begins - AGAIN, partial(self._lie, fault)

    async def _lie(self, fault: Fault) -> None:
        self._world.script(fault)

    def _wishes(self) -> Iterator[tuple[float, Callable[[], Awaitable[None]]]]:
        for code in self._plan.codes:
            for find in code.found:
                yield find.at, partial(self._ask, _bring(code.name, find))
        for entry in self._plan.entries:
            if entry.since:
                yield entry.since, partial(self._ask, _enrol(entry))
            if entry.mended is not None:
                yield entry.mended, partial(self._ask, _mend(entry))

    async def _ask(self, wish: Wish) -> None:
        """Do what somebody wants, again after each kill that came in between."""
        while True:
            await self._there.wait()
            assert self._met  # noqa: S101 - set before the event is
            try:
                await wish(*self._met)
            except KilledError:
                await asyncio.sleep(AGAIN)
            else:
                return


def _bring(code: str, find: Find) -> Wish:
    async def wish(store: Store, at_work: AtWork, clock: Clock) -> None:
        if find.again:
            await at_work.intake.try_again(code)
        elif not find.guild:
            await store.add_codes([code], at=clock.now())
            at_work.rollout.poll()
        else:
            guild, since = GuildId(find.guild), clock.now() - A_DAY
            posted = sum(one.at > since for one in await store.postings(guild))
            room = max(0, MOST_A_DAY - posted)
            found = await at_work.intake.found(guild, [code], by=BY, source=find.source, room=room)
            await at_work.rollout.open_missing(guild, [*found.new, *found.here])

    return wish


def _enrol(entry: Entry) -> Wish:
    async def wish(store: Store, at_work: AtWork, clock: Clock) -> None:
        await enrol(store, entry.guild, [entry], clock.now())
        await at_work.rollout.open_in(GuildId(entry.guild))

    return wish


def _mend(entry: Entry) -> Wish:
    async def wish(store: Store, at_work: AtWork, clock: Clock) -> None:
        guild, states = GuildId(entry.guild), {Fid(entry.fid): State(STATE)}
        await store.set_states(guild, states, at=clock.now())
        await at_work.rollout.open_in(guild)

    return wish


async def enrol(store: Store, guild: int, entries: Collection[Entry], at: datetime) -> None:
    """Enrol players in a guild as it was typed there."""
    members = [Member(Fid(entry.fid), State(entry.state)) for entry in entries]
    await store.enrol(GuildId(guild), members, by=BY, at=at)
