"""The port of proofs and searches in memory, in plain words."""

from collections.abc import Collection, Sequence
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures
from support.audit_model import drop


class MemoryProofs:
    """Of the whole store what is of proofs and searches."""

    def __init__(self) -> None:
        self.proofs: dict[tuple[datetime, Fid, State], ProofRecord] = {}
        self.searches: dict[tuple[GuildId, Fid], SearchedPlayer] = {}

    async def note_proofs(self, proofs: Collection[ProofRecord]) -> None:
        """Replace what is there."""
        self.proofs.update({(one.at, one.fid, one.state): one for one in proofs})

    async def proofs_since(self, at: datetime) -> Sequence[ProofRecord]:
        """Filter and sort."""
        found = (one for one in self.proofs.values() if one.at >= at)
        return sorted(found, key=lambda one: (one.at, one.fid, one.state))

    async def begin_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Replace what is there."""
        self.searches.update({(one.guild_id, one.fid): one for one in searches})

    async def note_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Replace what is still there."""
        there = [one for one in searches if (one.guild_id, one.fid) in self.searches]
        await self.begin_searches(there)

    async def guilds_searching(self) -> Sequence[GuildId]:
        """Tell guilds apart."""
        return sorted({one.guild_id for one in self.searches.values() if not one.over})

    async def searches_to_do(self, guild_id: GuildId, *, most: int) -> Sequence[SearchedPlayer]:
        """Filter."""
        left = [one for one in self._of(guild_id) if not one.over]
        return left[:most]

    async def search_figures(self, guild_id: GuildId) -> SearchFigures:
        """Count."""
        ours = self._of(guild_id)
        return SearchFigures(
            len(ours),
            sum(one.over for one in ours),
            sum(one.state is not None for one in ours),
            sum(len(one.tried) for one in ours),
        )

    async def drop_searches(self, guilds: Collection[GuildId]) -> None:
        """Forget."""
        drop(self.searches, [key for key in self.searches if key[0] in guilds])

    async def prune_proofs(self, before: datetime) -> None:
        """Drop what is old."""
        drop(self.proofs, [key for key, one in self.proofs.items() if one.at < before])
        old = [key for key, one in self.searches.items() if one.over and one.at < before]
        drop(self.searches, old)

    def _of(self, guild_id: GuildId) -> Sequence[SearchedPlayer]:
        return [one for one in self.searches.values() if one.guild_id == guild_id]
