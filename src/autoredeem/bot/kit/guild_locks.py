"""Locks per guild and user: between checking a quota and using it, no other request uses it too."""

import asyncio
from weakref import WeakValueDictionary

from autoredeem.domain.ids import GuildId, UserId


class GuildLocks:
    """A lock for each kind of work in each guild, for as long as a request holds it.

    Whoever needs a user's and a guild's takes the user's first.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, int], asyncio.Lock] = WeakValueDictionary()

    def enrolling(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of enrolling: together all requests keep to the guild's member quota."""
        return self._locks.setdefault(("enrolling", guild_id), asyncio.Lock())

    def deciding(self, user: UserId) -> asyncio.Lock:
        """Return the lock of a user's claims and opt-outs: together they keep to their limits."""
        return self._locks.setdefault(("deciding", user), asyncio.Lock())

    def watching(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of the watched channels, each of which is read, changed and written."""
        return self._locks.setdefault(("watching", guild_id), asyncio.Lock())

    def following(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of the lists that are followed: together requests keep to their limit."""
        return self._locks.setdefault(("following", guild_id), asyncio.Lock())

    def publishing(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of publishing: together all requests keep to the guild's daily quota."""
        return self._locks.setdefault(("publishing", guild_id), asyncio.Lock())

    def asking(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of asking players in a channel: all requests together do it rarely."""
        return self._locks.setdefault(("asking", guild_id), asyncio.Lock())
