"""Tells people of accounts of theirs that get no codes until they mend them, once for each cause.

`failures` reads whose accounts fail, `letters` puts together what is told of them and to whom,
`render` makes the cards, `service` sends them.
"""

from autoredeem.bot.services.notifier.service import Notifier

__all__ = ["Notifier"]
