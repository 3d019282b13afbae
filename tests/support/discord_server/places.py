"""Guilds, channels, roles and users, and how Discord writes them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.discord_server.wire import Payload, new_id, timestamp

if TYPE_CHECKING:
    from support.discord_server.messages import Message

MANAGE_GUILD = 1 << 5
ADMINISTRATOR = 1 << 3
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
READ_HISTORY = 1 << 16
PIN_MESSAGES = 1 << 51
EVERYTHING = (1 << 53) - 1
ORDINARY = ADD_REACTIONS | VIEW_CHANNEL | SEND_MESSAGES | 1 << 14 | 1 << 15 | READ_HISTORY | 1 << 31
"""What members may: react, see, write, embed links, attach files, read the history, use commands.
"""

TEXT, DM, VOICE = 0, 1, 2
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013


@dataclass(slots=True, eq=False)
class User:
    """An account of Discord's."""

    id: int
    name: str
    bot: bool = False

    def payload(self) -> Payload:
        """Write it as Discord does."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None if self.bot else self.name.capitalize(),
            "discriminator": "0001" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
        }


@dataclass(slots=True, eq=False)
class Role:
    """A role, with the rights that it gives."""

    name: str
    permissions: int = ORDINARY
    id: int = field(default_factory=new_id)

    def payload(self) -> Payload:
        """Write it as Discord does."""
        colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": 1,
            "color": 0,
            "colors": colours,
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, or a direct conversation (`guild` is None).

    `refusal` is the code with which the bot is turned away, None while it may do everything that
    is not `denied`.
    """

    name: str
    guild: "Guild | None" = None
    kind: int = TEXT
    recipient: User | None = None
    refusal: int | None = None
    denied: int = 0
    granted: int = 0
    """Rights that the bot has here beside the ordinary ones."""
    id: int = field(default_factory=new_id)
    messages: "dict[int, Message]" = field(default_factory=dict)
    nonces: "dict[str | None, Message]" = field(default_factory=dict)
    """By the nonces that are known: Discord knows each for a few minutes. A test forgets them."""

    @property
    def bots_permissions(self) -> int:
        """What the bot may here."""
        denied = self.denied
        if self.refusal:
            denied |= VIEW_CHANNEL if self.refusal == MISSING_ACCESS else SEND_MESSAGES
        return (ORDINARY | self.granted) & ~denied

    def payload(self) -> Payload:
        """Write it as Discord does."""
        common: Payload = {
            "id": str(self.id),
            "type": self.kind,
            "flags": 0,
            "last_message_id": None,
        }
        if self.guild is None:
            users = [self.recipient.payload()] if self.recipient else []
            return {**common, "recipients": users}
        return {
            **common,
            "name": self.name,
            "guild_id": str(self.guild.id),
            "position": 0,
            "permission_overwrites": self._overwrites(self.guild),
            "parent_id": None,
            "nsfw": False,
            "topic": None,
            "rate_limit_per_user": 0,
        }

    def _overwrites(self, guild: "Guild") -> list[Payload]:
        """Write what the guild's members, and so the bot, may not do here."""
        denied = ORDINARY & ~self.bots_permissions
        if not denied:
            return []
        return [{"id": str(guild.id), "type": 0, "allow": "0", "deny": str(denied)}]

    def partial(self, permissions: int) -> Payload:
        """Write it as an interaction brings it, with what the user may in it."""
        return {**self.payload(), "permissions": str(permissions)}


_NEVER_SET = (
    "afk_channel_id application_id banner description discovery_splash home_header icon"
    " incidents_data max_presences public_updates_channel_id rules_channel_id"
    " safety_alerts_channel_id splash system_channel_id vanity_url_code widget_channel_id"
)
"""What a guild may have besides, and none here has."""


@dataclass(slots=True, eq=False)
class Guild:
    """A Discord server. The role `@everyone` has the guild's own id."""

    name: str
    locale: str = "en-US"
    id: int = field(default_factory=new_id)
    owner_id: int = field(default_factory=new_id)
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: "dict[int, tuple[Role, ...]]" = field(default_factory=dict)
    """By user, who was made by `DiscordServer.person`, with the roles."""
    has_bot: bool = True
    untold: bool = False
    """Whether new sessions are not told of it, by a mistake of Discord's: the bot is there."""

    def __post_init__(self) -> None:
        self.roles[self.id] = Role("@everyone", ORDINARY, self.id)

    def add_role(self, name: str, permissions: int = 0) -> Role:
        """Make a role; a bot that is connected hears of it with the next GUILD_CREATE only."""
        role = Role(name, permissions)
        self.roles[role.id] = role
        return role

    def add_channel(self, name: str, kind: int = TEXT) -> Channel:
        """Make a channel; as with roles."""
        channel = Channel(name, self, kind)
        self.channels[channel.id] = channel
        return channel

    def channel(self, name: str) -> Channel:
        """Find a channel by its name."""
        return next(channel for channel in self.channels.values() if channel.name == name)

    def role(self, name: str) -> Role:
        """Find a role by its name."""
        return next(role for role in self.roles.values() if role.name == name)

    def payload(self) -> Payload:
        """Write it as the answer to a request for it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "preferred_locale": self.locale,
            "features": [],
            "emojis": [],
            "stickers": [],
            "roles": [role.payload() for role in self.roles.values()],
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "afk_timeout": 300,
            "system_channel_flags": 0,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "region": "deprecated",
            "widget_enabled": False,
            "nsfw": False,
            "nsfw_level": 0,
            "mfa_level": 0,
            **dict.fromkeys(_NEVER_SET.split()),
        }

    def created(self, bot: User) -> Payload:
        """Write it as GUILD_CREATE brings it, with the bot as the one member that is told.

        Of a guild that the bot is in already it says besides that it is not unavailable.
        """
        return {
            **self.payload(),
            "joined_at": timestamp(),
            "large": False,
            "member_count": 2,
            "members": [{**member(bot, ()), "user": bot.payload()}],
            "channels": [channel.payload() for channel in self.channels.values()],
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def member(user: User, roles: tuple[Role, ...]) -> Payload:
    """Write a member as Discord does where the user stands elsewhere."""
    return {
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in roles],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
