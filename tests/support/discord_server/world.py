"""All that the server knows: guilds, messages, commands, interactions, and what it was asked."""

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from support.discord_server.bell import Bell
from support.discord_server.gateway import (
    DIRECT_MESSAGES,
    GUILD_MESSAGES,
    GUILD_REACTIONS,
    GUILDS,
    MESSAGE_CONTENT,
    Gateway,
    Session,
    ready,
)
from support.discord_server.interactions import Interaction
from support.discord_server.messages import Files, Message, with_reactions
from support.discord_server.places import DM, Channel, Guild, User, member
from support.discord_server.wire import DiscordError, Payload, new_id, unknown

REFUSALS = {
    50001: "Missing Access",
    50007: "Cannot send messages to this user",
    50013: "Missing Permissions",
}


@dataclass(slots=True, eq=False)
class Call:
    """A request, as read. `route` is its path as the OpenAPI document names it."""

    method: str
    path: str
    route: str
    places: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    files: Files
    status: int = 0
    answer: object = None
    """The status and the body of the answer, once there is one."""
    judged: bool = False


@dataclass(slots=True, eq=False)
class Fault:
    """An answer that the next `times` requests get instead of their own."""

    method: str
    path: re.Pattern[str]
    status: int
    body: Payload
    headers: dict[str, str]
    times: int

    def meets(self, call: Call) -> bool:
        """Whether a request gets it."""
        fits = call.method == self.method and self.path.search(call.path)
        return bool(fits) and self.times > 0


@dataclass(slots=True, eq=False)
class Edit:
    """A change of a message, as the bot asked for it."""

    message: Message
    body: Payload


@dataclass(eq=False)
class World:
    """The state behind the server; changed on the server's thread only, read by anyone."""

    token: str
    bot: User = field(default_factory=lambda: User(new_id(), "autoredeem", bot=True))
    owner: User = field(default_factory=lambda: User(new_id(), "operator"))
    bell: Bell = field(default_factory=Bell)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    commands: dict[int, list[Payload]] = field(default_factory=dict)
    """By guild; 0 is everywhere. A guild that is missing has never had any."""
    puts: int = 0
    interactions: dict[str, Interaction] = field(default_factory=dict)
    cdn: dict[str, bytes] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    transports: set[asyncio.WriteTransport] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    sent: defaultdict[int, list[Message]] = field(default_factory=lambda: defaultdict(list))
    gateway: Gateway = field(init=False)

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.token, self.bell, self._greeting)

    @property
    def application_id(self) -> int:
        """The application's id: the bot's own, as with all newer applications."""
        return self.bot.id

    def _greeting(self, session: Session) -> list[tuple[str, Payload]]:
        guilds = [one for one in self.guilds.values() if one.has_bot and not one.untold]
        ids = [guild.id for guild in guilds]
        told = [("READY", ready(session, self.bot.payload(), self.application_id, ids))]
        if session.intents & GUILDS:
            told += [("GUILD_CREATE", self.available(guild)) for guild in guilds]
        return told

    def available(self, guild: Guild) -> Payload:
        """Write a guild as it is told to a bot that is in it."""
        return {**guild.created(self.bot), "unavailable": False}

    def channel(self, number: str) -> Channel:
        """Find a channel that the bot may use; raises DiscordError as Discord would."""
        channel = self.channels.get(int(number))
        if channel is None and int(number) in self._guild_channels():
            channel = self._guild_channels()[int(number)]
        if channel is None or (channel.guild and not channel.guild.has_bot):
            raise unknown("Channel", 10003)
        if channel.refusal is not None:
            raise DiscordError(403, channel.refusal, REFUSALS[channel.refusal])
        return channel

    def _guild_channels(self) -> dict[int, Channel]:
        return {
            number: channel
            for guild in self.guilds.values()
            for number, channel in guild.channels.items()
        }

    def conversation(self, user: User) -> Channel:
        """Return the direct conversation of the bot with a user."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(user.name, kind=DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def post(self, message: Message) -> None:
        """Put a new message into its channel, and tell who listens. Ephemeral ones aren't told."""
        self.sent[message.channel.id].append(message)
        self.store_files(message)
        if not message.ephemeral:
            message.channel.messages[message.id] = message
            self._tell("MESSAGE_CREATE", message)

    def changed(self, message: Message, body: Payload) -> None:
        """Note an edit, and tell who listens."""
        self.edits.append(Edit(message, body))
        self.store_files(message)
        if not message.ephemeral:
            self._tell("MESSAGE_UPDATE", message)

    def edited_by_author(self, message: Message, body: Payload) -> None:
        """Change a message that is not the bot's, and tell who listens."""
        message.edit(body, {})
        self._tell("MESSAGE_UPDATE", message)

    def deleted(self, message: Message) -> None:
        """Take a message out of its channel, and tell who listens."""
        message.deleted = True
        message.channel.messages.pop(message.id, None)
        if not message.ephemeral:
            data = {"id": str(message.id), "channel_id": str(message.channel.id)}
            self.gateway.dispatch("MESSAGE_DELETE", {**data, **_guild(message)}, _intents(message))

    def reacted(self, message: Message, user: User, emoji: str, *, taken_back: bool) -> None:
        """Put a reaction to a message, or take it back, and tell who listens."""
        users = message.reactions.setdefault(emoji, set())
        if (user.id in users) is not taken_back:
            return
        users.symmetric_difference_update({user.id})
        data: Payload = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
            **_guild(message),
        }
        event = "MESSAGE_REACTION_REMOVE" if taken_back else "MESSAGE_REACTION_ADD"
        if message.channel.guild and not taken_back:
            data["member"] = {**_member(message.channel.guild, user), "user": user.payload()}
        self.gateway.dispatch(event, data, GUILD_REACTIONS)

    def read_by_bot(self, message: Message) -> Payload:
        """Write a message as a request for it is answered."""
        data = with_reactions(message, self.bot)
        granted = self.gateway.allowed & MESSAGE_CONTENT
        return data if granted else self._without_content(message, data)

    def store_files(self, message: Message) -> None:
        """Serve what is attached."""
        for attached in message.body.get("attachments") or ():
            if attached["filename"] in message.files:
                path = attached["url"].partition("cdn.discordapp.com")[2]
                self.cdn[path] = message.files[attached["filename"]]

    def _tell(self, event: str, message: Message) -> None:
        for session in self.gateway.sessions.values():
            if session.intents & _intents(message):
                session.dispatch(event, self._as_seen_by(session, message))

    def _as_seen_by(self, session: Session, message: Message) -> Payload:
        """Leave out what a bot sees only with the privileged intent, or where it is meant."""
        data = {**message.payload(), **_guild(message)}
        if message.channel.guild and "webhook_id" not in data:
            data["member"] = _member(message.channel.guild, message.author)
        return data if session.intents & MESSAGE_CONTENT else self._without_content(message, data)

    def _without_content(self, message: Message, data: Payload) -> Payload:
        own = message.author is self.bot or message.channel.guild is None
        if own or f"<@{self.bot.id}>" in message.content:
            return data
        empty = {"content": "", "embeds": [], "components": [], "attachments": []}
        return {name: empty.get(name, data[name]) for name in data if name != "message_snapshots"}


def _guild(message: Message) -> Payload:
    guild = message.channel.guild
    return {"guild_id": str(guild.id)} if guild else {}


def _member(guild: Guild, user: User) -> Payload:
    return member(user, guild.members.get(user.id, ()))


def _intents(message: Message) -> int:
    return GUILD_MESSAGES if message.channel.guild else DIRECT_MESSAGES
