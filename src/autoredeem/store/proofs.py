"""The port of proofs and searches. It is held to the same as those of `interface`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.ids import GuildId
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures


class Proofs(Protocol):
    """Which players were asked for in which states for their own sake, and what is searched for."""

    async def note_proofs(self, proofs: Collection[ProofRecord]) -> None:
        """Keep the latest request for each player and state: the latest by `at` wins.

        Of the same `at`, it is the one that is written last.
        """

    async def proofs_since(self, at: datetime) -> Sequence[ProofRecord]:
        """Return the requests since a time, oldest first."""

    async def note_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Write how far searches are, each whole; one that is new begins."""

    async def guilds_searching(self) -> Sequence[GuildId]:
        """Return the guilds in which a search is not over."""

    async def searches_to_do(self, guild_id: GuildId, *, most: int) -> Sequence[SearchedPlayer]:
        """Return players of a guild whose search is not over, `most` at most, in no order."""

    async def search_figures(self, guild_id: GuildId) -> SearchFigures:
        """Count a guild's searches, those that are over too."""

    async def drop_searches(self, guilds: Collection[GuildId]) -> None:
        """Forget all searches in guilds, also those that are not over."""
