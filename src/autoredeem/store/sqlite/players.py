"""What the game said of players, in whatever guild that was."""

from collections.abc import Collection, Mapping

from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import KnownPlayer, joined
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import as_list, of_player, player_in

KNOWN = """
SELECT fid, state, proven_at, refused, missing_at FROM redeem_players
WHERE title = ? AND fid IN (SELECT value FROM json_each(?))
"""

NOTE = "INSERT OR REPLACE INTO redeem_players VALUES (?, ?, ?, ?, ?, ?)"


class SqlitePlayers(OnDatabase):
    """The port `Players`."""

    async def note_players(self, players: Collection[KnownPlayer]) -> None:
        """Read, join, write the differences."""
        if not players:
            return
        async with self._database.transaction() as transaction:
            for batch in batched(players, BATCH):
                fids = as_list({one.fid for one in batch})
                rows = await transaction.rows(KNOWN, self.title, fids)
                before = {one.fid: one for one in map(player_in, rows)}
                now = dict(before)
                for one in batch:
                    now[one.fid] = joined(now.get(one.fid, one), one)
                changed = (one for fid, one in now.items() if one != before.get(fid))
                await transaction.write(NOTE, (of_player(one, self.title) for one in changed))

    async def players(self, fids: Collection[Fid]) -> Mapping[Fid, KnownPlayer]:
        """Read by the key."""
        known: dict[Fid, KnownPlayer] = {}
        for batch in batched(fids, BATCH):
            rows = await self._database.read(KNOWN, self.title, as_list(batch))
            known.update((one.fid, one) for one in map(player_in, rows))
        return known
