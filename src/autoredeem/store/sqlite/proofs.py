"""Which players were asked for in which states, and what is searched for."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.clearing import Clearing
from autoredeem.store.sqlite.connection import Row
from autoredeem.store.sqlite.rows import as_list, time_text

NOTE_PROOF = "REPLACE INTO proofs VALUES (?, ?, ?, ?, ?)"

SINCE = """
SELECT fid, state, at, outcome FROM proofs WHERE title = ? AND at >= ? ORDER BY at, fid, state
"""

NOTE_SEARCH = """
UPDATE searches SET at = ?4, span = ?5, most = ?6, tried = ?7, state = ?8, over = ?9
WHERE title = ?1 AND guild_id = ?2 AND fid = ?3
"""

BEGIN_SEARCH = "REPLACE INTO searches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

SEARCHING = "SELECT DISTINCT guild_id FROM searches WHERE title = ? AND NOT over ORDER BY guild_id"

TO_DO = """
SELECT guild_id, fid, at, span, most, tried, state, over FROM searches INDEXED BY searches_to_do
WHERE title = ? AND guild_id = ? AND NOT over LIMIT ?
"""

FIGURES = """
SELECT count(*), total(over), count(state), total(json_array_length(tried)) FROM searches
WHERE title = ? AND guild_id = ?
"""


class SqliteProofs(Clearing):
    """The port `Proofs`."""

    async def note_proofs(self, proofs: Collection[ProofRecord]) -> None:
        """Replace rows."""
        rows = (
            (self.title, time_text(one.at), one.fid, one.state, one.outcome and one.outcome.value)
            for one in proofs
        )
        await self._write(NOTE_PROOF, rows)

    async def proofs_since(self, at: datetime) -> Sequence[ProofRecord]:
        """Read a range of the key."""
        rows = await self._database.read(SINCE, self.title, time_text(at))
        return await list_of(map(_proof_in, rows))

    async def begin_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Replace rows."""
        await self._write(BEGIN_SEARCH, (_of_search(one, self.title) for one in searches))

    async def note_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Update by the key."""
        await self._write(NOTE_SEARCH, (_of_search(one, self.title) for one in searches))

    async def guilds_searching(self) -> Sequence[GuildId]:
        """Read the index of what is to be done."""
        rows = await self._database.read(SEARCHING, self.title)
        return [GuildId(guild_id) for (guild_id,) in rows]

    async def searches_to_do(self, guild_id: GuildId, *, most: int) -> Sequence[SearchedPlayer]:
        """Read by the index of what is to be done."""
        rows = await self._database.read(TO_DO, self.title, guild_id, most)
        return await list_of(map(_search_in, rows))

    async def search_figures(self, guild_id: GuildId) -> SearchFigures:
        """Count by the key."""
        (row,) = await self._database.read(FIGURES, self.title, guild_id)
        return SearchFigures(*map(int, row))

    async def drop_searches(self, guilds: Collection[GuildId]) -> None:
        """Delete by the key."""
        for batch in batched(guilds, BATCH):
            among = "guild_id IN (SELECT value FROM json_each(?))"
            await self._clear("searches", among, as_list(batch))


def _proof_in(row: Row) -> ProofRecord:
    fid, state, at, outcome = row
    said = Outcome(outcome) if outcome else None
    return ProofRecord(Fid(fid), State(state), datetime.fromisoformat(at), said)


def _of_search(one: SearchedPlayer, title: str) -> Row:
    bounds, tried = (time_text(one.at), one.span, one.most), as_list(one.tried)
    return title, one.guild_id, one.fid, *bounds, tried, one.state, one.over


def _search_in(row: Row) -> SearchedPlayer:
    guild_id, fid, at, span, most, tried, state, over = row
    return SearchedPlayer(
        GuildId(guild_id),
        Fid(fid),
        datetime.fromisoformat(at),
        span,
        most,
        tuple(map(State, json.loads(tried))),
        None if state is None else State(state),
        bool(over),
    )
