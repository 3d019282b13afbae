"""The card of an alert: what happened, and what the operators are to do. No secrets."""

from datetime import datetime, timedelta

from autoredeem.bot.features.runs.format import halted_text
from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.bot.services.operator_alerts.state import Alert, AlertKind
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.domain.redemptions import Outcome


def alert_card(say: Say, alert: Alert, now: datetime) -> Card:
    """Return the card of an alert that is due `now`; `say` is for its title."""
    if alert.over:
        feed, time = {"feed": say.plain(alert.feed)}, {"time": say.duration(alert.seconds)}
        text = say(f"{key_of('alarm', alert.kind)}-over", **(feed if alert.feed else time))
        return Card(say("alarm-title-over"), text, tone=Tone.GOOD)
    return Card(say("alarm-title"), _text(say, alert, now), tone=Tone.BAD)


def _text(say: Say, alert: Alert, now: datetime) -> str:
    began = moment(now - timedelta(seconds=alert.seconds))
    if alert.kind is AlertKind.NOT_RECORDED:
        return say("alarm-not-recorded", count=alert.count, when=began)
    if alert.feed:
        return say(key_of("alarm", alert.kind), feed=say.plain(alert.feed))
    if alert.outcome is Outcome.REFUSED_AT_THE_DOOR:
        return say("alarm-refused", when=began)
    if alert.kind is AlertKind.SILENT and alert.outcome:
        reason = say(key_of("outcome", alert.outcome))
        return say("alarm-silent", reason=reason, when=began)
    return halted_text(say, alert.title)
