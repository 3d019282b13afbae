"""Webhooks: what programs and followed channels post, under a name of their own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.discord_server.messages import Message, message_of
from support.discord_server.places import Channel, User

if TYPE_CHECKING:
    from support.discord_server.server import DiscordServer

IS_CROSSPOST = 1 << 1


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook of a channel. Made by `DiscordServer.webhook`."""

    server: "DiscordServer"
    channel: Channel
    user: User
    follows: bool = False

    @property
    def id(self) -> int:
        """The webhook's id."""
        return self.user.id

    async def say(self, content: str = "", **more: object) -> Message:
        """Post; `more` are other fields of the message, such as `embeds`."""
        message = message_of(self.channel, self.user, {"content": content}, {})
        message.more.update({"webhook_id": str(self.id), **more})
        if self.follows:
            message.more["flags"] = IS_CROSSPOST
        await self.server.on_its_thread(lambda: self.server.world.post(message))
        return message
