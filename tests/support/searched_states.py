"""A search for states that asks no game: a test says what it finds."""

from collections.abc import Collection
from dataclasses import replace

from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.roster.state_search import SearchCost, SearchProgress

EACH = 10
"""Requests for a player at the most."""


class SearchedStates:
    """In the search's place: keeps what was started, by guild, and tells of what a test sets."""

    def __init__(self) -> None:
        self.started: dict[GuildId, tuple[frozenset[Fid], UserId, int]] = {}
        self.shown: dict[GuildId, SearchProgress] = {}

    async def cost(
        self,
        guild_id: GuildId,  # noqa: ARG002 - alike in all
        fids: Collection[Fid],
        *,
        span: int = 0,
        check: bool = False,
    ) -> SearchCost:
        """Return ten requests a player, and two more for each state of the span; one to check."""
        requests = len(fids) * (1 if check else EACH + 2 * span)
        return SearchCost(len(fids), requests, minutes=requests, share=0.05)

    async def start(
        self,
        guild_id: GuildId,
        fids: Collection[Fid],
        *,
        by: UserId,
        span: int = 0,
        check: bool = False,  # noqa: ARG002 - alike in all
    ) -> None:
        """Keep who is searched for."""
        self.started[guild_id] = frozenset(fids), by, span
        self.shown[guild_id] = SearchProgress(len(fids), done=0, found=0, asked=0)

    async def stop(self, guild_id: GuildId) -> None:
        """Have nobody left."""
        if guild_id in self.shown:
            self.shown[guild_id] = replace(self.shown[guild_id], players=self.shown[guild_id].done)

    async def progress(self, guild_id: GuildId) -> SearchProgress | None:
        """Return what a test has set, or nothing done yet."""
        return self.shown.get(guild_id)
