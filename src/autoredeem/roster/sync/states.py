"""The states of lists, changed by several who each know a part: the service, the bot, a leader."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.synchronisation import Listed, Sync, SyncState
from autoredeem.store.interface import Synchronisations

PAGE = 1_000
"""Players of a list that are read at a time."""


class SyncStates:
    """Changes states one after the other, each on what the store has then."""

    def __init__(self, store: Synchronisations) -> None:
        self._store = store
        self._changing = asyncio.Lock()

    async def change(self, sync: Sync, changed: Callable[[SyncState], SyncState]) -> Sync | None:
        """Change a list's state; return the list, None if it is followed no more."""
        async with self._changing:
            known = await one_sync(self._store, sync.guild_id, sync.key)
            if known is None:
                return None
            now = replace(known, state=changed(known.state))
            if now != known:
                await self._store.note_sync(now)
            return now


async def one_sync(store: Synchronisations, guild_id: GuildId, key: str) -> Sync | None:
    """Return a list that a guild follows, if it does."""
    return next((one for one in await store.syncs([guild_id]) if one.key == key), None)


async def page_behind(
    store: Synchronisations, sync: Sync, behind: Fid
) -> tuple[Sequence[Listed], Fid | None]:
    """Return players of a list in the order of ids, and after whom the next page begins."""
    page = await store.listed_page(sync.guild_id, sync.key, after=behind, most=PAGE)
    return page, page[-1].fid if len(page) == PAGE else None
