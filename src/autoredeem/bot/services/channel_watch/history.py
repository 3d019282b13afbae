"""Catching up: what was written in channels while nobody read them is read once."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence

import discord

from autoredeem.bot.services.channel_watch.discord_messages import PAGE, Data, page_of_messages
from autoredeem.bot.services.channel_watch.posts import Post
from autoredeem.bot.services.channel_watch.reader import post_in
from autoredeem.domain.ids import ChannelId, GuildId, MessageId

MOST_CAUGHT_UP = 500
"""Messages of a channel that are read afterwards, the latest ones."""

MOST_HELD = 100
"""New messages that wait until their channel has caught up; if there are more, it does so anew."""


class Backlog:
    """The channels that are behind, in turns, with what comes in meanwhile."""

    def __init__(self) -> None:
        self._held: OrderedDict[ChannelId, deque[Post]] = OrderedDict()
        self._guilds: dict[ChannelId, GuildId] = {}

    def add(self, guild_id: GuildId, channel: ChannelId) -> None:
        """Note that a channel is behind."""
        self._held.setdefault(channel, deque(maxlen=MOST_HELD))
        self._guilds[channel] = guild_id

    def hold(self, post: Post) -> bool:
        """Hold a new message back, if its channel is behind."""
        held = self._held.get(post.channel)
        if held is None:
            return False
        held.append(post)
        return True

    def channels(self) -> Iterator[tuple[GuildId, ChannelId]]:
        """Yield the channels that are behind, those that have waited longest first."""
        yield from [(self._guilds[channel], channel) for channel in self._held]

    def put_last(self, channel: ChannelId) -> None:
        """Let the other channels come first."""
        if channel in self._held:
            self._held.move_to_end(channel)

    def caught_up(self, channel: ChannelId) -> Sequence[Post]:
        """Note that a channel has caught up, and return what was held back.

        If that was too much, the channel is behind still, and nothing is returned.
        """
        held = self._held.pop(channel, deque())
        if len(held) == MOST_HELD:
            self._held[channel] = deque(maxlen=MOST_HELD)
            return []
        self._guilds.pop(channel, None)
        return list(held)


async def unread(
    client: discord.Client, channel: ChannelId, seen: MessageId, pause: float
) -> tuple[Sequence[Data], Sequence[Data]]:
    """Return the messages since the last one that was read, and some before it, oldest first.

    It waits between two pages. Raises what DISCORD_ERRORS names.
    """
    new: list[Data] = []
    before: MessageId | None = None
    while True:
        page = await page_of_messages(client, channel, before)
        later = [one for one in page if int(one["id"]) > seen]
        new += later
        if len(later) < len(page) or len(page) < PAGE or len(new) >= MOST_CAUGHT_UP:
            return new[:MOST_CAUGHT_UP][::-1], page[len(later) :][::-1]
        before = MessageId(int(page[-1]["id"]))
        await asyncio.sleep(pause)


def posts_in(messages: Sequence[Data], guild_id: GuildId, me: int) -> Sequence[Post]:
    """Return what is to be read of messages."""
    return [post for one in messages if (post := post_in(one, guild_id, me))]
