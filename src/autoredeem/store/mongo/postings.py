"""Which codes were posted in which guilds."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import of_guild
from autoredeem.store.mongo.guild_documents import of_posting
from autoredeem.store.mongo.guild_rows import posting_in


class MongoPostings(OnConnection):
    """The part of the port `Codes` that is about guilds."""

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Insert what is absent."""
        rows = map(of_posting, postings)
        known = await self._connection.insert(self._connection.postings, rows)
        return frozenset(one.code for position, one in enumerate(postings) if position not in known)

    async def postings(self, guild_id: GuildId) -> Sequence[Posting]:
        """Read by how the key begins."""
        found = self._connection.find(self._connection.postings, of_guild(guild_id))
        posted = [posting_in(row) async for rows in found for row in rows]
        return sorted(posted, key=lambda posting: (posting.at, posting.code))
