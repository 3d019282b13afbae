"""What guilds chose, and the message that shows each of its runs."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.guilds import Board, GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, forms
from autoredeem.store.mongo.guild_documents import guild_name, of_board, of_channel, of_settings
from autoredeem.store.mongo.guild_rows import board_in, named_guild_in, settings_in


class MongoGuilds(OnConnection):
    """The port `Guilds`, but for audit trails and what is forgotten."""

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Read the older bot's two collections: either may have a row of a guild."""
        chosen = await self._by_guild(self._connection.settings, among)
        channels = await self._by_guild(self._connection.channels, among)
        known = sorted(chosen.keys() | channels.keys())
        return [
            settings_in(guild_id, chosen.get(guild_id, {}), channels.get(guild_id, {}))
            async for part in in_parts(known)
            for guild_id in part
        ]

    async def save_guilds(
        self, guilds: Collection[GuildSettings], *, by: str, at: datetime
    ) -> None:
        """Write both collections. Of one guild given twice the later is saved."""
        for batch in batched({guild.guild_id: guild for guild in guilds}.values(), BATCH):
            chosen = ((_named(guild), {"$set": of_settings(guild, by, at)}) for guild in batch)
            await self._connection.write_over(self._connection.settings, chosen)
            await self._connection.write_over(self._connection.channels, _channels(batch, by, at))
            without = [guild.guild_id for guild in batch if guild.channel is None]
            await self._connection.delete(self._connection.channels, forms(without))

    async def boards(self) -> Sequence[Board]:
        """Read all."""
        boards = [board_in(row) async for row in self._rows(self._connection.boards, {})]
        return sorted(boards, key=lambda board: board.guild_id)

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Write over what is there."""
        latest = {board.guild_id: board for board in boards}.values()
        updates = ((_named(board), {"$set": of_board(board)}) for board in latest)
        await self._connection.write_over(self._connection.boards, updates)

    async def drop_boards(self, guilds: Collection[GuildId]) -> None:
        """Delete by key."""
        for batch in batched(guilds, BATCH):
            await self._connection.delete(self._connection.boards, list(map(guild_name, batch)))

    async def _by_guild(
        self, collection: Rows, among: Collection[GuildId] | None
    ) -> Mapping[GuildId, Document]:
        """Return the row of each guild; where the older bot left two, the one that we write."""
        found: defaultdict[GuildId, Document] = defaultdict(dict)
        async for query in _queries(among):
            async for row in self._rows(collection, query):
                guild_id = named_guild_in(row)
                if guild_id is not None and found[guild_id].get("_id") != guild_name(guild_id):
                    found[guild_id] = row
        return found

    async def _rows(self, collection: Rows, query: Document) -> AsyncIterator[Document]:
        async for rows in self._connection.find(collection, query):
            for row in rows:
                yield row


def _named(of_guild: GuildSettings | Board) -> Document:
    return {"_id": guild_name(of_guild.guild_id)}


def _channels(
    guilds: Collection[GuildSettings], by: str, at: datetime
) -> Iterator[tuple[Document, Document]]:
    """Yield what writes channels; who chose one, and when, stays as long as the channel."""
    for guild in guilds:
        if guild.channel is not None:
            another = {"channel_id": {"$ne": guild.channel}}
            yield {**_named(guild), **another}, {"$set": of_channel(guild.channel, by, at)}


async def _queries(among: Collection[GuildId] | None) -> AsyncIterator[Document]:
    """Yield what finds the rows of these guilds, whose `_id`s may be numbers or texts."""
    if among is None:
        yield {}
    else:
        for batch in batched(among, BATCH):
            yield {"_id": {"$in": forms(batch)}}
