"""Living codes redeemed for an account that was just enrolled, or whose state was corrected."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from autoredeem.bot.features.players.contact import contact_button
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.proofs import proof_report
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member

log = structlog.get_logger(__name__)


async def proven_card(request: Request, entry: Member, title: str, lines: Sequence[str]) -> Card:
    """Have the game say whether it knows an account in its new state, then open the codes."""
    fid, state = entry.fid, entry.state
    assert state is not None, "an account without a state is not enrolled"  # noqa: S101 - a bug of ours
    report = await proof_report(request, fid, state, "enroll-mend-form")
    card = await catch_up_card(request, fid, title, [*lines, *report.lines])
    if report.mend:
        card = replace(card, title=request.say("players-proof-refused-title"))
    return report.warn_on(card)


async def catch_up_card(request: Request, fid: Fid, title: str, lines: Sequence[str]) -> Card:
    """Open the codes, and return a card of `lines` and what came of that.

    What was done before stays, even if they can't be opened: a button tries it again.
    """
    say = request.say
    try:
        text = "\n".join([*lines, await _open_codes(request)])
    except OutsideError as error:
        log.warning(f"Codes can't be opened for a member: {error}")
        text = "\n".join([*lines, say("players-codes-not-opened")])
        again = Button(
            say("players-button-again"), custom_id("enroll", id=fid, again=1), ButtonStyle.MAIN
        )
        return Card(title, text, tone=Tone.WARNING, rows=[[again, *next_buttons(request)]])
    return Card(title, text, tone=Tone.GOOD, rows=[next_buttons(request)])


def next_buttons(request: Request) -> Sequence[Button]:
    """Return the buttons that lead on from an account that is enrolled."""
    accounts = Button(request.say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)
    another = Button(request.say("players-button-another"), custom_id("enroll-form"))
    return [accounts, another, contact_button(request.say)]


async def _open_codes(request: Request) -> str:
    say = request.say
    if not request.settings.enabled:
        return say("players-switched-off")
    codes = await request.services.rollout.open_in(request.guild_id)
    return say("players-redeeming", count=len(codes)) if codes else say("players-no-codes")
