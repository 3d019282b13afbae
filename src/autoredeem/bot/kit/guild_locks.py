"""What one request at a time may do in a guild: the room that it found is not taken twice."""

import asyncio
from weakref import WeakValueDictionary

from autoredeem.domain.ids import GuildId


class GuildLocks:
    """A lock for each kind of work in each guild, for as long as somebody holds it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, GuildId], asyncio.Lock] = WeakValueDictionary()

    def enrolling(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of enrolling: together all requests keep to the guild's number."""
        return self._locks.setdefault(("enrolling", guild_id), asyncio.Lock())

    def publishing(self, guild_id: GuildId) -> asyncio.Lock:
        """Return the lock of publishing codes: together all requests keep to the day's quota."""
        return self._locks.setdefault(("publishing", guild_id), asyncio.Lock())
