"""Tells each guild once, in its channel, that a code works.

`render` makes the card, `service` posts it.
"""

from autoredeem.bot.services.announcer.service import Announcer

__all__ = ["Announcer"]
