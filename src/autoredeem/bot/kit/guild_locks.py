"""Locks per guild: between checking a quota and using it, no other request uses it too."""

import asyncio
from weakref import WeakValueDictionary

from autoredeem.domain.ids import GuildId


class GuildLocks:
    """A lock for each kind of work in each guild, for as long as a request holds it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, GuildId], asyncio.Lock] = WeakValueDictionary()

    def enrolling(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of enrolling: together all requests keep to the guild's member quota."""
        return self._locks.setdefault(("enrolling", guild_id), asyncio.Lock())

    def publishing(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of publishing: together all requests keep to the guild's daily quota."""
        return self._locks.setdefault(("publishing", guild_id), asyncio.Lock())
