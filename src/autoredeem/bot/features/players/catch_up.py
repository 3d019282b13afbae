"""The codes that are out, redeemed for an account that has just been enrolled or mended."""

from collections.abc import Sequence

import structlog

from autoredeem.bot.kit.cards import Button, Card, Look, Tone, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.players import Fid

log = structlog.get_logger(__name__)


async def catching_up(ask: Ask, fid: Fid, title: str, lines: Sequence[str]) -> Card:
    """Have the codes opened; give a card that begins with what was done and ends with that.

    What was done stays, whether or not they can be opened: a button tries it again.
    """
    say = ask.say
    try:
        text = "\n".join([*lines, await _redeem(ask)])
    except OutsideError as error:
        log.warning(f"Codes can't be opened for a member: {error}")
        text = "\n".join([*lines, say("players-codes-not-opened")])
        again = Button(say("players-button-again"), to("enroll", id=fid, again=1), Look.MAIN)
        return Card(title, text, tone=Tone.WARNING, rows=[[again, *done(ask)]])
    return Card(title, text, tone=Tone.GOOD, rows=[done(ask)])


def done(ask: Ask) -> Sequence[Button]:
    """Give the ways on from an account that is enrolled."""
    accounts = Button(ask.say("button-my-accounts"), to("me"), Look.MAIN)
    return [accounts, Button(ask.say("players-button-another"), to("enroll-form"))]


async def _redeem(ask: Ask) -> str:
    say = ask.say
    if not ask.settings.enabled:
        return say("players-switched-off")
    codes = await ask.desk.spreader.spread_to(ask.guild_id)
    return say("players-redeeming", count=len(codes)) if codes else say("players-no-codes")
