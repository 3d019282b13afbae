"""The lists that guilds of one title follow, each read in its time by one of the processes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from autoredeem.domain.errors import OutsideError, ProviderFailed
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.synchronisation import Sync, SyncTrouble
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import serving
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.providers.provider import Provider, Providers
from autoredeem.roster.sync.reading import Surroundings, failed, read_list
from autoredeem.roster.sync.states import SyncStates
from autoredeem.store.interface import Guilds, Roster, Synchronisations

log = structlog.get_logger(__name__)

LOOK = 5.0
"""Seconds between two looks whether a file was written."""

REFRESH = 60.0
"""Seconds between two questions to the store for the lists that are followed."""

MOST_LISTS = 5
"""Lists that a guild may follow."""

MOST_HINTS = 10
"""Players who are looked up together: each is a request."""

HINTS_WITHIN = 5.0
"""Seconds for all of them: somebody waits."""


class Facts(Guilds, Roster, Synchronisations, Protocol):
    """What is read and written here of a title's store."""


class Sender(Protocol):
    """An engine: one process of several sends, and reads the lists as well."""

    @property
    def sends(self) -> bool:
        """Whether it is this one."""


@dataclass(frozen=True, slots=True)
class SyncParts:
    """What lists are followed with; `opens` and `most_members` are as `Surroundings` says."""

    store: Facts
    engine: Sender
    clock: Clock
    opens: Callable[[GuildId], Awaitable[object]]
    most_members: int = 1_000


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """How a provider is: when a list of it was last read well, and what is wrong with the latest.

    Both are empty in a process that reads no list of it.
    """

    good_at: datetime | None = None
    trouble: str = ""


class RosterSyncs:
    """All lists of one title that are followed. They are read inside `working()`.

    After each reading all `listeners` are called: there may be something to tell.
    """

    def __init__(self, providers: Providers, parts: SyncParts) -> None:
        self.providers: Mapping[str, Provider] = providers
        self.states = SyncStates(parts.store)
        self.listeners: list[Callable[[], None]] = []
        self._parts = parts
        self._around = Surroundings(
            parts.store, self.states, parts.clock, parts.opens, parts.most_members
        )
        self._readers = [_ProviderReader(one, self, parts) for one in providers.values()]
        self._status: dict[str, ProviderStatus] = {}

    def status_of(self, provider: str) -> ProviderStatus:
        """Return how a provider is."""
        return self._status.get(provider, ProviderStatus())

    def poll(self) -> None:
        """Look at the store now: a list is followed anew, or wanted at once."""
        for reader in self._readers:
            reader.news.set()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["RosterSyncs"]:
        """Read the lists while the context is open."""
        async with serving(*(one.serve() for one in self._readers)):
            yield self

    async def read(self, sync: Sync) -> Sync | None:
        """Read one list now; return it with what came of it, None if it is not followed.

        What went wrong with the provider is noted, and stands in the state. Raises OutsideError
        where the store fails.
        """
        at = self._parts.clock.now()
        try:
            read = await read_list(self.providers[sync.provider], sync, self._around)
        except ProviderFailed as error:
            before = self.status_of(sync.provider)
            self._status[sync.provider] = replace(before, trouble=str(error))
            await failed(sync, self._around, SyncTrouble(error.trouble), at)
            raise
        else:
            self._status[sync.provider] = ProviderStatus(at)
            return read
        finally:
            for listener in self.listeners:
                listener()

    async def hints(self, fids: Collection[Fid]) -> Mapping[Fid, PlayerHint]:
        """Return what providers say of players; the port `PlayerHints`."""
        found: dict[Fid, PlayerHint] = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(HINTS_WITHIN):
                for fid in list(fids)[:MOST_HINTS]:
                    if hint := await self._hint(fid):
                        found[fid] = hint
        return found

    async def _hint(self, fid: Fid) -> PlayerHint | None:
        for provider in self.providers.values():
            with suppress(ProviderFailed):
                if hint := await provider.lookup(fid):
                    return hint
        return None


class _ProviderReader:
    """Reads the lists of one provider, one after the other; another's troubles are not its."""

    def __init__(self, provider: Provider, syncs: RosterSyncs, parts: SyncParts) -> None:
        self.news = asyncio.Event()
        self._provider = provider
        self._syncs = syncs
        self._parts = parts
        self._marks: dict[tuple[GuildId, str], object] = {}
        self._troubles: dict[tuple[GuildId, str], SyncTrouble] = {}

    async def serve(self) -> None:
        """Look at the store, read what is due, watch files, and so on, until cancelled."""
        while True:
            self.news.clear()
            followed: Sequence[Sync] = ()
            if self._parts.engine.sends:
                try:
                    followed = await self._followed()
                    await self._read_due(followed)
                except OutsideError as error:
                    log.warning(f"Lists of players can't be followed, it is tried again: {error}")
            await self._watch(followed)

    async def _watch(self, followed: Sequence[Sync]) -> None:
        """Wait until the store is to be asked again, or a file that is followed was written."""
        until = self._parts.clock.monotonic() + REFRESH
        while self._parts.clock.monotonic() < until and not self.news.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self.news.wait()
            for one in followed:
                if await self._was_written(one):
                    return

    async def _followed(self) -> Sequence[Sync]:
        """Return the lists of this provider that guilds follow which are served."""
        every = await self._parts.store.syncs()
        mine = [one for one in every if one.provider == self._provider.name]
        chosen = await self._parts.store.guilds({one.guild_id for one in mine}) if mine else ()
        unserved = {one.guild_id for one in chosen if not one.is_served}
        return [one for one in mine if one.guild_id not in unserved]

    async def _read_due(self, followed: Sequence[Sync]) -> None:
        for one in followed:
            mark = await self._provider.mark(one.group)
            written = mark is not None and mark != self._marks.get((one.guild_id, one.key))
            if written or self._is_due(one, self._parts.clock.now()):
                self._marks[one.guild_id, one.key] = mark
                await self._read(one)

    def _is_due(self, one: Sync, now: datetime) -> bool:
        since = now - one.state.tried_at if one.state.tried_at else None
        # A time that is to come is of a clock that was put back.
        return since is None or since >= self._provider.every or since < timedelta(0)

    async def _was_written(self, one: Sync) -> bool:
        mark = await self._provider.mark(one.group)
        return mark is not None and mark != self._marks.get((one.guild_id, one.key))

    async def _read(self, one: Sync) -> None:
        name = one.guild_id, one.key
        try:
            now = await self._syncs.read(one)
        except ProviderFailed as error:
            trouble = SyncTrouble(error.trouble)
            if self._troubles.get(name) is not trouble:
                self._troubles[name] = trouble
                log.warning(
                    f"A list of {self._provider.name} can't be read, it is tried again: {error}",
                    guild=one.guild_id,
                )
            return
        self._troubles.pop(name, None)
        if now and now.state.readings > one.state.readings:
            log.info(
                f"Read a list of {self._provider.name}",
                guild=one.guild_id,
                players=now.state.players,
                newcomers=now.state.newcomers,
                left=now.state.left,
            )


def wanted_now(sync: Sync) -> Sync:
    """Return a list as one that is due at once."""
    return replace(sync, state=replace(sync.state, tried_at=None))
