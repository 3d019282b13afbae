"""What the game said of players, in whatever guild that was."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import MOST_REFUSED, KnownPlayer, joined
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import Document, time_or_none, time_text
from autoredeem.store.mongo.rows import player_in


class MongoPlayers(OnConnection):
    """The port `Players`."""

    async def note_players(self, players: Collection[KnownPlayer]) -> None:
        """Join on the server, so that of two who write at once neither is lost."""
        said: dict[Fid, KnownPlayer] = {}
        for one in players:
            said[one.fid] = joined(said.get(one.fid, one), one)
        await self._connection.write_over(self._connection.players, map(_noted, said.values()))

    async def players(self, fids: Collection[Fid]) -> Mapping[Fid, KnownPlayer]:
        """Read by `_id`s."""
        known: dict[Fid, KnownPlayer] = {}
        for batch in batched(fids, BATCH):
            asked = {str(fid): fid for fid in batch}
            query = {"_id": {"$in": list(asked)}}
            async for rows in self._connection.find(self._connection.players, query):
                for row in rows:
                    fid = asked[row["_id"]]
                    known[fid] = joined(KnownPlayer(fid), player_in(row, fid))
        return known


def _noted(said: KnownPlayer) -> tuple[Query, Sequence[Document]]:
    """Return the update that does on the server what `joined` does here.

    What is out of order, or should be forgotten, is put right where it is read.
    """
    proven_at, missing_at = time_or_none(said.proven_at), time_or_none(said.missing_at)
    newer = {"$gt": [proven_at, {"$ifNull": ["$proven_at", None]}]}
    others = {"$not": [{"$in": ["$$this.state", [state for state, _ in said.refused]]}]}
    together = {
        "state": {"$cond": [newer, said.state, {"$ifNull": ["$state", None]}]},
        "proven_at": {"$max": ["$proven_at", proven_at]},
        "refused": {
            "$concatArrays": [_refused(others), [_latest(*one) for one in said.refused]],
        },
        "missing_at": {"$max": ["$missing_at", missing_at]},
    }
    kept = {"$filter": {"input": "$refused", "cond": {"$gt": ["$$this.at", "$proven_at"]}}}
    still = {"$gt": ["$missing_at", "$proven_at"]}
    not_void = {
        "refused": {"$slice": [kept, -MOST_REFUSED]},
        "missing_at": {"$cond": [still, "$missing_at", None]},
    }
    return {"_id": str(said.fid)}, [{"$set": together}, {"$set": not_void}]


def _refused(which: Document) -> Document:
    return {"$filter": {"input": {"$ifNull": ["$refused", []]}, "cond": which}}


def _latest(state: State, at: datetime) -> Document:
    """Return a refused state as it is written: with the later of two times."""
    before = {"$map": {"input": _refused({"$eq": ["$$this.state", state]}), "in": "$$this.at"}}
    return {"state": state, "at": {"$max": [time_text(at), {"$max": before}]}}
