"""Which codes were posted in which guilds."""

from collections.abc import Collection, Sequence

from pymongo import InsertOne

from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.observe.slices import in_slices
from autoredeem.store.batches import BATCH
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import of_guild
from autoredeem.store.mongo.guild_documents import of_posting
from autoredeem.store.mongo.guild_rows import posting_in


class MongoPostings(OnConnection):
    """The part of the port `Codes` that is about guilds."""

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Insert what is absent."""
        new: set[str] = set()
        async for batch in in_slices(postings, BATCH):
            inserts = [InsertOne(of_posting(one)) for one in batch]
            known = await self._connection.write(self._connection.postings, inserts)
            new.update(one.code for position, one in enumerate(batch) if position not in known)
        return frozenset(new)

    async def postings(self, guild_id: GuildId) -> Sequence[Posting]:
        """Read by how the key begins."""
        found = self._connection.find(self._connection.postings, of_guild(guild_id))
        posted = [posting_in(row) async for rows in found for row in rows]
        return sorted(posted, key=lambda posting: (posting.at, posting.code))
