"""Tells guilds what the lists that they follow changed, one message for each reading with news."""

from autoredeem.bot.services.roster_news.service import RosterNews

__all__ = ["RosterNews"]
