"""Audit trails and notices in memory, in plain words: a part of the store's model."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import COMMAND_LINE, NOBODY, GuildId, UserId
from autoredeem.store.batches import SEARCHED


class MemoryAudit:
    """What was done in guilds, and what users are to be told of it."""

    def __init__(self) -> None:
        self.done: dict[str, Action] = {}
        self.left: dict[str, Action] = {}

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Add what is not there."""
        for action in actions:
            self.done.setdefault(action.id, action)

    async def actions(
        self,
        guild_id: GuildId,
        *,
        limit: int,
        before: Action | None = None,
        by: UserId | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Action]:
        """Filter, sort and cut."""
        here = (one for one in self.done.values() if one.guild_id == guild_id)
        latest = sorted(here, key=lambda one: (one.at, one.id), reverse=True)
        if by is not None or kinds is not None:
            among = latest[:SEARCHED]
            latest = [
                one
                for one in among
                if by in (None, one.user) and (kinds is None or one.what in kinds)
            ]
        older = [
            one for one in latest if before is None or (one.at, one.id) < (before.at, before.id)
        ]
        return older[:limit]

    async def count_of_guild(
        self, guild_id: GuildId, kinds: Collection[str], *, since: datetime
    ) -> int:
        """Filter and count."""
        here = [one for one in self.done.values() if one.guild_id == guild_id]
        return sum(one.what in kinds and one.at >= since for one in here)

    async def count_of_user(self, user: UserId, kinds: Collection[str], *, since: datetime) -> int:
        """Filter and count."""
        own = [one for one in self.done.values() if one.user == user]
        return sum(one.what in kinds and one.at >= since for one in own)

    async def leave_notices(self, notices: Collection[Action]) -> None:
        """Add what is not there."""
        for notice in notices:
            self.left.setdefault(notice.id, notice)

    async def notices(self, guild_id: GuildId, user: UserId) -> Sequence[Action]:
        """Filter and sort."""
        here = [one for one in self.left.values() if (one.guild_id, one.user) == (guild_id, user)]
        return sorted(here, key=lambda one: (one.at, one.id))

    async def drop_notices(self, ids: Collection[str]) -> None:
        """Forget them."""
        drop(self.left, self.left.keys() & set(ids))

    async def forget_pseudonyms(self, *, at: datetime) -> None:
        """Put nobody in the place of those that are thirty days old."""
        today = (at - timedelta(days=30) - datetime(1970, 1, 1, tzinfo=UTC)).days
        for name, one in self.done.items():
            if one.user < COMMAND_LINE and -one.user // 10**9 < today:
                self.done[name] = replace(one, user=NOBODY)


def drop(kept: dict[Any, Any], gone: Iterable[object]) -> None:
    """Forget what is gone."""
    for key in list(gone):
        del kept[key]
