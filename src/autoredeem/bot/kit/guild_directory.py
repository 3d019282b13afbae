"""Which channels and roles a guild has: whatever a person sends may be another guild's."""

from typing import Protocol

from autoredeem.bot.kit.channels import Refusal
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import ChannelId, RoleId


class LookupFailed(OutsideError):
    """Discord could not be asked what a guild has. It is never an answer."""


class GuildDirectory(Protocol):
    """What one guild has. What memory lacks is fetched; LookupFailed is raised where that fails."""

    async def refusal_of(self, channel: ChannelId) -> Refusal | None:
        """Return why a channel takes no message of the bot's, as far as that is known.

        None while it does. One that is not this guild's, or takes no messages at all, is GONE.
        """

    async def has_role(self, role: RoleId) -> bool:
        """Whether a role is this guild's."""
