"""What a person did, as the bot has to answer it."""

import secrets
from dataclasses import dataclass, field

from support.discord_server.messages import Message
from support.discord_server.places import Channel, Guild, User
from support.discord_server.wire import DiscordError, Payload, new_id

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
"""Kinds of interaction."""

SAY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
"""Kinds of callback: how a bot may acknowledge."""


@dataclass(slots=True, eq=False)
class Interaction:
    """Something that a person did, and what the bot made of it.

    `source` is the message that the part stands in. `callback` is how the bot acknowledged, None
    while it has not. `original` is the message that the callback made or deferred. `touched` has
    each message that was said or changed by this interaction's token, at each change.
    """

    kind: int
    user: User
    channel: Channel
    guild: Guild | None
    data: Payload
    source: Message | None = None
    id: int = field(default_factory=new_id)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    callback: Payload | None = None
    original: Message | None = None
    touched: list[Message] = field(default_factory=list)
    refusals: list[DiscordError] = field(default_factory=list)
    expired: bool = False

    @property
    def answered_with(self) -> int | None:
        """The kind of the callback, None before it."""
        return None if self.callback is None else self.callback["type"]
