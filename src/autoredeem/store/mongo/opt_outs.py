"""Who is never to be enrolled in a guild."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Connection, OnConnection
from autoredeem.store.mongo.documents import entry_ids, forms, of_guild
from autoredeem.store.mongo.guild_documents import of_opt_out
from autoredeem.store.mongo.guild_rows import opt_out_in
from autoredeem.store.mongo.rows import fid_in, guild_in


async def unwilling(
    connection: Connection, guild_id: GuildId, batch: Collection[Fid]
) -> frozenset[Fid]:
    """Return who of a batch is never to be enrolled, by one query that reads keys only."""
    if not batch:
        return frozenset()
    asking = entry_ids(guild_id, batch)
    found = await connection.existing(connection.opt_outs, list(asking))
    return frozenset(asking[name] for name in found)


class MongoOptOuts(OnConnection):
    """The part of the port `Roster` that is about those who are not enrolled."""

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Write the opt-outs first: who enrols asks for them once more afterwards."""
        for batch in batched(opt_outs, BATCH):
            await self._connection.insert(self._connection.opt_outs, map(of_opt_out, batch))
            await self._unenrol({(one.guild_id, one.fid) for one in batch})

    async def opt_in(self, guild_id: GuildId, fids: Collection[Fid], *, by: UserId) -> None:
        """Delete by key and user."""
        for batch in batched(fids, BATCH):
            query = {"_id": {"$in": list(entry_ids(guild_id, batch))}, "by": str(by)}
            await self._connection.clear(self._connection.opt_outs, query)

    async def opted_out(self, guild_id: GuildId) -> Sequence[OptOut]:
        """Read by how the key begins."""
        found = self._connection.find(self._connection.opt_outs, of_guild(guild_id))
        opt_outs = [opt_out_in(row) async for rows in found for row in rows]
        return sorted(opt_outs, key=lambda opt_out: opt_out.fid)

    async def _unenrol(self, leaving: Collection[tuple[GuildId, Fid]]) -> None:
        """Read the entries first: old rows have other `_id`s."""
        members, fields = self._connection.members, {"guild_id": 1, "fid": 1}
        query = {
            "guild_id": {"$in": forms({guild_id for guild_id, _ in leaving})},
            "fid": {"$in": forms({fid for _, fid in leaving})},
        }
        async for rows in self._connection.find(members, query, fields):
            names = [row["_id"] for row in rows if (guild_in(row), fid_in(row)) in leaving]
            await self._connection.delete(members, names)
