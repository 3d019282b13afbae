"""Who is not to be enrolled in a guild."""

from collections.abc import Collection, Iterable, Sequence

from pymongo import UpdateOne

from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Connection, OnConnection, Query, Update
from autoredeem.store.mongo.documents import entry_id, entry_ids, forms, of_guild
from autoredeem.store.mongo.guild_documents import of_opt_out
from autoredeem.store.mongo.guild_rows import opt_out_in
from autoredeem.store.mongo.rows import fid_in, guild_in

REPLACEABLE = {"status": {"$in": [OptOutStatus.ASKED, OptOutStatus.LIFTED]}}
STANDING = {"status": {"$nin": [OptOutStatus.ASKED, OptOutStatus.LIFTED]}}
"""Also of a row that has no such field: earlier versions knew no others."""


async def unwilling(
    connection: Connection, guild_id: GuildId, batch: Collection[Fid]
) -> frozenset[Fid]:
    """Return who of a batch is never to be enrolled, by one query that finds them by key."""
    if not batch:
        return frozenset()
    asking = entry_ids(guild_id, batch)
    found = await connection.existing(connection.opt_outs, list(asking), STANDING)
    return frozenset(asking[name] for name in found)


class MongoOptOuts(OnConnection):
    """The part of the port `Roster` that is about those who are not enrolled."""

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Write the opt-outs first: who enrols asks for them once more afterwards."""
        for batch in batched(opt_outs, BATCH):
            await self._connection.write_over(self._connection.opt_outs, map(_asking, batch))
            leaving = [one for one in batch if one.status is not OptOutStatus.ASKED]
            await self._unenrol({(one.guild_id, one.fid) for one in leaving})

    async def lift_opt_outs(self, opt_outs: Collection[OptOut]) -> None:
        """Update by key and user."""
        updates = (
            UpdateOne(
                {"_id": entry_id(one.guild_id, one.fid), "by": str(one.by)},
                {"$set": {"status": OptOutStatus.LIFTED}},
            )
            for one in opt_outs
        )
        await self._connection.update(self._connection.opt_outs, updates)

    async def opted_out(
        self,
        guild_id: GuildId,
        status: Collection[OptOutStatus] = (OptOutStatus.STANDING,),
        *,
        among: Collection[Fid] | None = None,
    ) -> Sequence[OptOut]:
        """Read by how the key begins, or by the keys."""
        queries: Iterable[Query] = [of_guild(guild_id)]
        if among is not None:
            names = list(entry_ids(guild_id, among))
            queries = ({"_id": {"$in": batch}} for batch in batched(names, BATCH))
        found = [one for query in queries for one in await self._opt_outs(query)]
        wanted = (opt_out for opt_out in found if opt_out.status in status)
        return sorted(wanted, key=lambda opt_out: opt_out.fid)

    async def opted_out_by(self, guild_id: GuildId, user: UserId) -> Sequence[OptOut]:
        """Read by the index of users."""
        found = await self._opt_outs({"by": str(user), "guild_id": guild_id})
        wanted = (opt_out for opt_out in found if opt_out.status is not OptOutStatus.LIFTED)
        return sorted(wanted, key=lambda opt_out: opt_out.fid)

    async def _opt_outs(self, query: Query) -> Sequence[OptOut]:
        found = self._connection.find(self._connection.opt_outs, query)
        return [opt_out_in(row) async for rows in found for row in rows]

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


def _asking(opt_out: OptOut) -> tuple[Query, Update]:
    """Return what replaces an opt-out that doesn't stand, or makes one."""
    row = of_opt_out(opt_out)
    managed = {"$cond": [{"$eq": ["$managed", True]}, True, row["managed"]]}
    return {"_id": row["_id"], **REPLACEABLE}, [{"$set": {**row, "managed": managed}}]
