"""How a trouble reads for the operators: what happened, and what they are to do. No secrets."""

from autoredeem.bot.features.runs.format import halted_text
from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.bot.services.operator_alerts.state import Kind, Notice
from autoredeem.bot.words import Say, key_of


def alert_card(say: Say, notice: Notice) -> Card:
    """Give the card for a notice; `say` speaks of its title."""
    if notice.over:
        text = say(f"{key_of('alarm', notice.kind)}-over", time=say.duration(notice.seconds))
        return Card(say("alarm-title-over"), text, tone=Tone.GOOD)
    return Card(say("alarm-title"), _text(say, notice), tone=Tone.BAD)


def _text(say: Say, notice: Notice) -> str:
    time = say.duration(notice.seconds)
    if notice.kind is Kind.NOT_RECORDED:
        return say("alarm-not-recorded", count=notice.count, time=time)
    if notice.kind is Kind.SILENT and notice.outcome:
        reason = say(key_of("outcome", notice.outcome))
        return say("alarm-silent", reason=reason, time=time)
    return halted_text(say, notice.title)
