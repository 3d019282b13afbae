"""The guild whose turn it is, and what it plays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.bot.kit.services import BotServices, TitleServices, titles_played_by
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId


@dataclass(frozen=True, slots=True)
class ServedGuild:
    """A guild that the bot works for in a game, with the services of a title, `at` a time."""

    guild_id: GuildId
    services: TitleServices
    settings: GuildSettings
    at: datetime


async def served_guilds(services: BotServices, guild_id: GuildId) -> Sequence[ServedGuild]:
    """Return a guild for each game that it plays, and in which the bot works for it.

    Raises OutsideError where a store fails.
    """
    if not services.allows(guild_id):
        return []
    now, played = services.clock.now(), await titles_played_by(services.titles, guild_id)
    return [
        ServedGuild(guild_id, services.titles[title], settings, now)
        for title, settings in played.titles.items()
        if settings.is_served
    ]
