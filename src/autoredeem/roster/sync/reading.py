"""One reading of a list: read whole, compared in memory, written in batches, codes opened.

Whatever cuts it short, the next reading has the same number and comes to the same: what was written
is not found as news again, and history has each change of a reading once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Protocol

from autoredeem.domain.errors import ProviderFailed
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.synchronisation import (
    Listed,
    ProvidedPlayer,
    Sync,
    SyncState,
    SyncTrouble,
)
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.providers.provider import MOST_PLAYERS, Provider
from autoredeem.roster.sync.changes import changes_of_absent, changes_of_found, newcomer
from autoredeem.roster.sync.comparison import (
    Comparison,
    Entries,
    PlayerRow,
    compared,
    missed_again,
)
from autoredeem.roster.sync.states import SyncStates, page_behind
from autoredeem.store.batches import batched
from autoredeem.store.interface import Roster, Synchronisations

BATCH = 500
"""Players that are looked up and written at a time."""

BY = "sync"
"""Who enrolled members, as the store keeps it."""

FIRST = Fid(0)


class Facts(Roster, Synchronisations, Protocol):
    """What is read and written here of a title's store."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lists are read with: `opens` opens codes in a guild for members who changed.

    No guild gets more members than `most_members` by itself.
    """

    store: Facts
    states: SyncStates
    clock: Clock
    opens: Callable[[GuildId], Awaitable[object]]
    most_members: int


async def read_list(provider: Provider, sync: Sync, around: Surroundings) -> Sync | None:
    """Read a list once and write what it changes; return it with its new state.

    None where it is followed no more. Raises ProviderFailed where it can't be read, or is not what
    it should be: then nobody is missing. Raises StoreUnavailable or StoreRefused.
    """
    reading = _Reading(sync, around)
    return await reading.done(await _whole(provider, sync.group))


async def _whole(provider: Provider, group: str) -> Sequence[Sequence[PlayerRow]]:
    """Return all that a list says, in parts, each in the order of ids."""
    parts: list[Sequence[PlayerRow]] = []
    players = 0
    async with aclosing(provider.read(group)) as batches:
        async for batch in batches:
            players += len(batch)
            if players > MOST_PLAYERS:
                raise ProviderFailed(SyncTrouble.TOO_LARGE, "it lists more players than any does")
            # Small parts, as sorting is one step of the loop.
            rows: Iterator[PlayerRow] = map(tuple, batch)  # type: ignore[arg-type]
            parts += [sorted(some, key=itemgetter(0)) for some in batched(rows, BATCH)]
    if not players:
        raise ProviderFailed(SyncTrouble.EMPTY, "it lists nobody")
    return parts


class _Reading:
    """What one reading of a list knows and does."""

    def __init__(self, sync: Sync, around: Surroundings) -> None:
        self._sync = sync
        self._around = around
        self._store = around.store
        self._at = around.clock.now()
        self._members_changed = sync.state.opens

    async def done(self, parts: Sequence[Sequence[PlayerRow]]) -> Sync | None:
        """Compare, write, enrol, open codes, and note that it was done, in this order."""
        enrolled = await self._enrolled()
        news = await compared(parts, self._known(), enrolled)
        if news.strange and not self._sync.state.accepted:
            await self._around.states.change(
                self._sync, lambda state: replace(state, strange=news.players)
            )
            why = f"it lists {news.kept} of {news.known} whom it listed before"
            raise ProviderFailed(SyncTrouble.STRANGE, why)
        await self._write_found(news)
        await self._write_absent(news)
        added = await self._enrol(news, len(enrolled)) if self._sync.enrols else 0
        if self._members_changed:
            await self._around.opens(self._sync.guild_id)
        reading = self._sync.state.readings + 1
        left = news.left + sum(
            missed_again(one, reading).has_left and one.fid in enrolled for one in news.absent
        )
        waiting = len(news.newcomers) - added
        now = await self._around.states.change(
            self._sync, lambda state: self._state(state, news, waiting, left)
        )
        if now is None:
            # It was let go of meanwhile: what was written since goes as well.
            await self._store.unfollow(self._sync.guild_id, [self._sync.key])
        return now

    async def _enrolled(self) -> Entries:
        found: dict[Fid, tuple[State | None, int | None]] = {}
        async for batch in self._store.entries([self._sync.guild_id]):
            async for some in in_parts(batch):
                found.update((one.fid, (one.state, one.level)) for one in some)
        return found

    async def _known(self) -> AsyncIterator[Sequence[Listed]]:
        behind: Fid | None = FIRST
        while behind is not None:
            page, behind = await page_behind(self._store, self._sync, behind)
            yield page

    async def _write_found(self, news: Comparison) -> None:
        for some in batched(news.found, BATCH):
            fids = [row[0] for _, row in some]
            members = await self._store.members_among(self._sync.guild_id, fids)
            changes = changes_of_found(self._sync, some, members, self._at)
            if changes.members:
                await self._will_open()
            await self._store.apply_listing(changes)

    async def _write_absent(self, news: Comparison) -> None:
        for some in batched(news.absent, BATCH):
            await self._store.apply_listing(changes_of_absent(self._sync, some, self._at))

    async def _enrol(self, news: Comparison, enrolled: int) -> int:
        """Enrol newcomers, as far as there is room; return how many are enrolled by that."""
        room, added = max(0, self._around.most_members - enrolled), 0
        for some in batched(news.newcomers, BATCH):
            if room <= added:
                break
            await self._will_open()
            players = map(ProvidedPlayer._make, some[: room - added])
            members = [newcomer(self._sync, one) for one in players]
            done = await self._store.enrol(self._sync.guild_id, members, by=BY, at=self._at)
            added += done.added
        return added

    async def _will_open(self) -> None:
        """Note that codes are to be opened: whoever is killed before that does it at the next."""
        if not self._members_changed:
            self._members_changed = True
            await self._around.states.change(self._sync, lambda state: replace(state, opens=True))

    def _state(self, state: SyncState, news: Comparison, newcomers: int, left: int) -> SyncState:
        reading = self._sync.state.readings + 1
        return replace(
            state,
            readings=reading,
            read_at=self._at,
            tried_at=self._at,
            players=news.players,
            trouble=None,
            strange=0,
            accepted=False,
            newcomers=newcomers,
            left=left,
            opens=False,
        )


async def failed(sync: Sync, around: Surroundings, trouble: SyncTrouble, at: datetime) -> None:
    """Note that a list could not be read."""
    await around.states.change(sync, lambda state: replace(state, tried_at=at, trouble=trouble))
