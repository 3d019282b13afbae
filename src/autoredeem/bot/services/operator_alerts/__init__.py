"""What needs the operators is told to them in a direct message.

`troubles` says when, `telling` how it reads, `sending` brings it to them.
"""

from autoredeem.bot.services.operator_alerts.service import OperatorAlerts

__all__ = ["OperatorAlerts"]
