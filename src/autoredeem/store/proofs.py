"""The port of proofs and searches. It is held to the same as those of `interface`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.ids import GuildId
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures


class Proofs(Protocol):
    """Which players were asked for in which states for their own sake, and what is searched for."""

    async def note_proofs(self, proofs: Collection[ProofRecord]) -> None:
        """Keep requests: one for the same player and state at the same time is written over."""

    async def proofs_since(self, at: datetime) -> Sequence[ProofRecord]:
        """Return the requests since a time, oldest first."""

    async def begin_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Write searches, each whole, over those that were there for the same players."""

    async def note_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Write how far searches are, each whole; those that were dropped stay so."""

    async def guilds_searching(self) -> Sequence[GuildId]:
        """Return the guilds in which a search is not over."""

    async def searches_to_do(self, guild_id: GuildId, *, most: int) -> Sequence[SearchedPlayer]:
        """Return players of a guild whose search is not over, `most` at most, in no order."""

    async def search_figures(self, guild_id: GuildId) -> SearchFigures:
        """Count a guild's searches, those that are over too."""

    async def drop_searches(self, guilds: Collection[GuildId]) -> None:
        """Forget all searches in guilds, also those that are not over."""
