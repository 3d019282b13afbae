"""Guilds that come with their first code: one that comes alone need not wait a whole round."""

from collections import OrderedDict

from autoredeem.domain.ids import GuildId

FAVOUR_AGAIN = 3_600.0
"""Seconds after which a guild may be served first again."""


class Arrivals:
    """Which guild is to be served next, out of turn. Pure: the time is passed in.

    Many that come between two requests, as when a code is opened everywhere, wait their turn like
    everyone. And of two requests in a row one is nobody's favour: the others keep half of them.
    """

    def __init__(self) -> None:
        self._new: set[GuildId] = set()
        self._favoured: OrderedDict[GuildId, float] = OrderedDict()
        self._just_favoured = False

    def arrived(self, guild_id: GuildId) -> None:
        """Note a guild that had nobody to be asked, and has."""
        self._new.add(guild_id)

    def alone(self, now: float) -> GuildId | None:
        """Return the one guild that has come since the last request, if it may be favoured."""
        if self._just_favoured:
            self._just_favoured = False
            return None
        new, self._new = self._new, set()
        while self._favoured and next(iter(self._favoured.values())) + FAVOUR_AGAIN <= now:
            self._favoured.popitem(last=False)
        alone = new.pop() if len(new) == 1 else None
        return None if alone in self._favoured else alone

    def favour(self, guild_id: GuildId, now: float) -> None:
        """Note that a guild was put before the others."""
        self._favoured[guild_id] = now
        self._just_favoured = True
