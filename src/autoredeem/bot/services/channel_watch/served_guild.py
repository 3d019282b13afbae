"""The guild whose turn it is, and what it plays."""

from dataclasses import dataclass
from datetime import datetime

from autoredeem.bot.kit.services import BotServices, TitleServices, played_title
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId


@dataclass(frozen=True, slots=True)
class ServedGuild:
    """A guild that the bot works for, with the services of its title, `at` a time."""

    guild_id: GuildId
    services: TitleServices
    settings: GuildSettings
    at: datetime


async def served_guild(services: BotServices, guild_id: GuildId) -> ServedGuild | None:
    """Return a guild with what it plays; None where the bot does not work for it.

    Raises OutsideError where a store fails.
    """
    title, settings = await played_title(services.titles, guild_id)
    left = settings.left_at or settings.blocked_at or not services.allows(guild_id)
    if not title or left:
        return None
    return ServedGuild(guild_id, services.titles[title], settings, services.clock.now())
