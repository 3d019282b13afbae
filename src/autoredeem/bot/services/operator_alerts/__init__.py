"""Direct messages to the operators about troubles that need them.

`state` decides when, `render` makes the card, `service` sends it.
"""

from autoredeem.bot.services.operator_alerts.service import OperatorAlerts

__all__ = ["OperatorAlerts"]
