"""What guilds chose, and the message that shows each of its runs."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.alliances import AllianceKey
from autoredeem.domain.guilds import Board, GuildChanges, GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import Connection, OnConnection
from autoredeem.store.mongo.documents import Document, forms
from autoredeem.store.mongo.guild_documents import (
    board_name,
    guild_name,
    of_board,
    of_channel,
    of_settings,
)
from autoredeem.store.mongo.guild_rows import board_in, named_guild_in, settings_in


class MongoGuilds(OnConnection):
    """The port `Guilds`, but for audit trails and what is forgotten."""

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Read the older bot's two collections: either may have a row of a guild."""
        chosen = await rows_by_guild(self._connection, self._connection.settings, among)
        channels = await rows_by_guild(self._connection, self._connection.channels, among)
        known = sorted(chosen.keys() | channels.keys())
        return [
            settings_in(guild_id, chosen.get(guild_id, {}), channels.get(guild_id, {}))
            async for part in in_parts(known)
            for guild_id in part
        ]

    async def change_guilds(
        self, changes: Mapping[GuildId, GuildChanges], *, by: str, at: datetime
    ) -> None:
        """Write the fields of the one collection, and the channels of the other."""
        for batch in batched(changes.items(), BATCH):
            chosen = (
                (_named(guild_id), {"$set": of_settings(guild_id, changed, by, at)})
                for guild_id, changed in batch
            )
            await self._connection.write_over(self._connection.settings, chosen)
            channels = {
                guild_id: changed["channel"] for guild_id, changed in batch if "channel" in changed
            }
            await self._change_channels(channels, by, at)

    async def boards(self) -> Sequence[Board]:
        """Read all."""
        found = self._connection.find(self._connection.boards, {})
        boards = [board_in(row) async for rows in found for row in rows]
        return sorted(boards, key=lambda board: board.key)

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Write over what is there."""
        latest = {board.key: board for board in boards}.values()
        updates = (({"_id": board_name(board.key)}, {"$set": of_board(board)}) for board in latest)
        await self._connection.write_over(self._connection.boards, updates)

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        """Delete by key."""
        for batch in batched(keys, BATCH):
            await self._connection.delete(self._connection.boards, list(map(board_name, batch)))

    async def _change_channels(
        self, channels: Mapping[GuildId, ChannelId | None], by: str, at: datetime
    ) -> None:
        """Write channels; who chose one, and when, stays as long as the channel."""
        selected = (
            (
                {**_named(guild_id), "channel_id": {"$ne": channel}},
                {"$set": of_channel(channel, by, at)},
            )
            for guild_id, channel in channels.items()
            if channel is not None
        )
        await self._connection.write_over(self._connection.channels, selected)
        without = [guild_id for guild_id, channel in channels.items() if channel is None]
        await self._connection.delete(self._connection.channels, forms(without))


async def rows_by_guild(
    connection: Connection, collection: Rows, among: Collection[GuildId] | None = None
) -> Mapping[GuildId, Document]:
    """Return the row of each guild.

    Where the older bot left one under another `_id`, what we have written outranks its fields.
    """
    found: defaultdict[GuildId, Document] = defaultdict(dict)
    async for query in _queries(among):
        async for rows in connection.find(collection, query):
            for row in rows:
                guild_id = named_guild_in(row)
                if guild_id is not None:
                    ours, other = row["_id"] == guild_name(guild_id), found[guild_id]
                    found[guild_id] = {**other, **row} if ours else {**row, **other}
    return found


def _named(guild_id: GuildId) -> Document:
    return {"_id": guild_name(guild_id)}


async def _queries(among: Collection[GuildId] | None) -> AsyncIterator[Document]:
    """Yield what finds the rows of these guilds, whose `_id`s may be numbers or texts."""
    if among is None:
        yield {}
    else:
        for batch in batched(among, BATCH):
            yield {"_id": {"$in": forms(batch)}}
