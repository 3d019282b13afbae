"""What a guild has, by what the gateway has told; what that lacks is fetched."""

import asyncio
from collections.abc import Awaitable, Collection, Mapping, Sequence
from typing import TypeVar

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.channels import Refusal, Sender, WatchRight
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.domain.ids import ChannelId, GuildId, RoleId

log = structlog.get_logger(__name__)

FETCH_TIMEOUT = 20.0
"""Seconds for one answer of Discord's."""

MOST_LOOKED_THROUGH = 100
"""Messages in which senders are looked for: as many as Discord gives at a time."""

CROSSPOSTED = discord.MessageFlags(is_crossposted=True).value

RIGHTS: Mapping[WatchRight, str] = {
    WatchRight.VIEW: "view_channel",
    WatchRight.HISTORY: "read_message_history",
    WatchRight.REACT: "add_reactions",
    WatchRight.WRITE: "send_messages",
}
"""What discord.py calls them."""

T = TypeVar("T")


class DiscordDirectory:
    """The channels and roles of one guild. It satisfies `GuildDirectory`."""

    def __init__(self, client: discord.Client, guild_id: GuildId) -> None:
        self._client = client
        self._guild_id = guild_id

    async def refusal_of(self, channel: ChannelId) -> Refusal | None:
        """Return why a channel takes no message: by the permissions, where the gateway told it."""
        guild = self._client.get_guild(self._guild_id)
        found = guild.get_channel_or_thread(channel) if guild else None
        if guild is None or found is None:
            return None if await self._is_fetched(channel) else Refusal.GONE
        if not isinstance(found, discord.abc.Messageable):
            return Refusal.GONE
        user = self._client.user
        me = guild.get_member(user.id) if user else None
        if me is None or guild.unavailable:
            return None
        may = found.permissions_for(me)
        allowed = may.view_channel and may.send_messages and may.embed_links
        return None if allowed else Refusal.FORBIDDEN

    def missing_rights(self, channel: ChannelId) -> Collection[WatchRight]:
        """Return what the permissions lack, where the gateway told them."""
        guild, user = self._client.get_guild(self._guild_id), self._client.user
        me = guild.get_member(user.id) if guild and user else None
        if guild is None or me is None or guild.unavailable:
            return ()
        found = guild.get_channel(channel)
        if found is None:
            # The gateway tells of all channels: this one was deleted.
            return [WatchRight.VIEW]
        may = found.permissions_for(me)
        return [right for right, name in RIGHTS.items() if not getattr(may, name)]

    async def senders_in(self, channel: ChannelId) -> Sequence[Sender]:
        """Return who sent the latest messages; nobody where they can't be read."""
        me = str(self._client.user.id) if self._client.user else ""
        messages = await _answer(self._client.http.logs_from(channel, MOST_LOOKED_THROUGH)) or ()
        found: dict[int, str] = {}
        for one in messages:
            author = one["author"]
            sender = one.get("webhook_id") or (author["id"] if author.get("bot") else None)
            if sender and author["id"] != me and not one.get("flags", 0) & CROSSPOSTED:
                found.setdefault(int(sender), author["username"])
        return [Sender(id_, name) for id_, name in found.items()]

    async def has_role(self, role: RoleId) -> bool:
        """Whether a role is the guild's."""
        guild = self._client.get_guild(self._guild_id)
        if guild and guild.get_role(role):
            return True
        return await _answer(self._client.http.get_role(self._guild_id, role)) is not None

    async def _is_fetched(self, channel: ChannelId) -> bool:
        """Whether Discord says that a channel is the guild's, and for messages."""
        found = await _answer(self._client.fetch_channel(channel))
        return (
            isinstance(found, discord.abc.GuildChannel | discord.Thread)
            and isinstance(found, discord.abc.Messageable)
            and found.guild.id == self._guild_id
        )


async def _answer(request: Awaitable[T]) -> T | None:
    """Return what Discord has; None for what does not exist, or not for the bot.

    Raises LookupFailed.
    """
    try:
        async with asyncio.timeout(FETCH_TIMEOUT):
            return await request
    except (discord.NotFound, discord.Forbidden):
        return None
    except DISCORD_ERRORS as error:
        log.info("Discord could not be asked what a guild has", why=str(error) or "no answer")
        raise LookupFailed("Discord could not be asked what a guild has") from None
