"""What people do, written as the gateway tells it to the bot."""

from dataclasses import dataclass

from support.discord_server.interactions import Interaction
from support.discord_server.messages import SIZE_LIMIT
from support.discord_server.places import (
    ADMINISTRATOR,
    EVERYTHING,
    ORDINARY,
    Channel,
    Guild,
    Role,
    User,
    member,
)
from support.discord_server.wire import Payload
from support.discord_server.world import World


@dataclass(slots=True, eq=False)
class Standing:
    """Who someone is where: the user, the channel, the roles and rights there, the language."""

    user: User
    channel: Channel
    roles: tuple[Role, ...] = ()
    permissions: int = 0
    locale: str = "en-US"

    @property
    def guild(self) -> Guild | None:
        """The guild, None in a direct conversation."""
        return self.channel.guild

    @property
    def rights(self) -> int:
        """All rights: an ordinary member's, those of the roles, and those given by name."""
        rights = ORDINARY | self.permissions
        for role in self.roles:
            rights |= role.permissions
        is_owner = self.guild is not None and self.guild.owner_id == self.user.id
        return EVERYTHING if is_owner or rights & ADMINISTRATOR else rights


def written(world: World, standing: Standing, interaction: Interaction) -> Payload:
    """Write an interaction as INTERACTION_CREATE brings it."""
    payload = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(standing.channel.id),
        "channel": standing.channel.partial(standing.rights),
        "app_permissions": str(standing.channel.bots_permissions),
        "locale": standing.locale,
        "entitlements": [],
        "attachment_size_limit": SIZE_LIMIT,
        **_who(standing),
    }
    if interaction.source is not None:
        payload["message"] = interaction.source.payload()
    return payload


def _who(standing: Standing) -> Payload:
    user, guild = standing.user.payload(), standing.guild
    if guild is None:
        owners = {"0": "0", "1": user["id"]}
        return {"user": user, "context": 1, "authorizing_integration_owners": owners}
    here = {**member(standing.user, standing.roles), "permissions": str(standing.rights)}
    return {
        "member": {**here, "user": user},
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "context": 0,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }
