"""Which channels and roles a guild has: whatever a person sends may be another guild's."""

from collections.abc import Collection, Sequence
from typing import Protocol

from autoredeem.bot.kit.channels import Refusal, Sender, WatchRight
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

    def missing_rights(self, channel: ChannelId) -> Collection[WatchRight]:
        """Return what the bot may not do in a channel to be watched, as far as memory has it."""

    async def senders_in(self, channel: ChannelId) -> Sequence[Sender]:
        """Return who has lately posted in a channel and is no person, latest first.

        Followed channels are left out, and the bot itself.
        """

    async def has_role(self, role: RoleId) -> bool:
        """Whether a role is this guild's."""
