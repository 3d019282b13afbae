"""The codes that are out, redeemed for an account that has just been enrolled or mended."""

from collections.abc import Sequence

import structlog

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid

log = structlog.get_logger(__name__)


async def catching_up(request: Request, fid: Fid, title: str, lines: Sequence[str]) -> Card:
    """Have the codes opened; give a card that begins with what was done and ends with that.

    What was done stays, whether or not they can be opened: a button tries it again.
    """
    say = request.say
    try:
        text = "\n".join([*lines, await _redeem(request)])
    except OutsideError as error:
        log.warning(f"Codes can't be opened for a member: {error}")
        text = "\n".join([*lines, say("players-codes-not-opened")])
        again = Button(
            say("players-button-again"), custom_id("enroll", id=fid, again=1), ButtonStyle.MAIN
        )
        return Card(title, text, tone=Tone.WARNING, rows=[[again, *done(request)]])
    return Card(title, text, tone=Tone.GOOD, rows=[done(request)])


def done(request: Request) -> Sequence[Button]:
    """Give the ways on from an account that is enrolled."""
    accounts = Button(request.say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)
    return [accounts, Button(request.say("players-button-another"), custom_id("enroll-form"))]


async def _redeem(request: Request) -> str:
    say = request.say
    if not request.settings.enabled:
        return say("players-switched-off")
    codes = await request.services.spreader.spread_to(request.guild_id)
    return say("players-redeeming", count=len(codes)) if codes else say("players-no-codes")
