"""Messages that are posted once, also by a process that follows one which was killed.

Discord answers a second post of one nonce with the message of the first, for a few minutes. After
that a message that may have been posted is looked for in its channel.
"""

from collections.abc import Callable, Collection, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import discord

from autoredeem.bot.gateway.messages import find_own
from autoredeem.domain.ids import ChannelId, MessageId

NONCE_HOLDS = timedelta(minutes=2)
"""For so long Discord surely knows a nonce; by its documentation, it does for a few minutes."""

CLOCKS_DIFFER = timedelta(minutes=10)
"""So much earlier than it was begun a message may have been posted, by Discord's clock."""

K = TypeVar("K", bound=Hashable)


class PostedBefore(Generic[K]):
    """Knows which messages, by keys of their own, nobody can have posted yet."""

    def __init__(self) -> None:
        self.tried: set[K] = set()
        self._connected_at: datetime | None = None

    def connected(self, at: datetime) -> None:
        """Note since when this process posts, and nobody else does."""
        self._connected_at = at

    def forget(self, keys: Collection[K]) -> None:
        """Forget messages that are over."""
        self.tried.difference_update(keys)

    async def find(
        self,
        client: discord.Client,
        channel: ChannelId,
        key: K,
        *,
        began: datetime,
        now: datetime,
        wanted: Callable[[discord.Message], bool],
    ) -> MessageId | None:
        """Return the message of one that was `began` and may be there; None: it is to be posted.

        Raises NotFoundOut where nobody can know, and as `post` does.
        """
        before = self._connected_at is None or began < self._connected_at
        found = None
        if now - began >= NONCE_HOLDS and (before or key in self.tried):
            found = await find_own(client, channel, wanted, since=began - CLOCKS_DIFFER)
        if found is None:
            self.tried.add(key)
        return found
