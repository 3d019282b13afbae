"""*Try it again*: a dead code gets another try on a manager's word, seldom."""

from datetime import timedelta

from autoredeem.bot.features.codes.code_results import code_card
from autoredeem.bot.features.codes.lookup import KnownCode, find_code
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.codes import Retried

KIND = "code-tried-again"
"""The kind of its lines in the audit trail, by which they are counted."""

A_DAY, MOST_A_DAY = timedelta(days=1), 5


async def try_again(request: Request) -> Card:
    """Ask whether a dead code is to be tried again, then (`sure`) have it tried.

    Raises Rejection where that was done lately, or too often in this guild.
    """
    known = await find_code(request)
    if not known.dead:
        return await code_card(request, known)
    if not request.params.get("sure"):
        return _question_card(request, known)
    async with request.bot.locks.publishing(request.guild_id):
        since = request.at - A_DAY
        count = await request.services.store.count_of_guild(request.guild_id, [KIND], since=since)
        if count >= MOST_A_DAY:
            raise Rejection("codes-again-too-often", most=MOST_A_DAY)
        came = await request.services.intake.try_again(known.code)
        if came is Retried.TOO_SOON:
            raise Rejection("codes-again-too-soon", code=request.say.code(known.code))
        if came is Retried.OK:
            await request.audit("code-tried-again", code=known.code)
    request.bot.cache.invalidate(request.guild_id)
    return await code_card(request, await find_code(request))


def _question_card(request: Request, known: KnownCode) -> Card:
    say, code = request.say, known.code
    yes = custom_id("code-again", code=code, sure=1)
    row = [
        Button(say("codes-button-again"), yes, ButtonStyle.MAIN),
        Button(say("button-cancel"), custom_id("code", code=code)),
    ]
    text = say("codes-again-sure", code=say.code(code), most=MOST_A_DAY)
    title = say("codes-history-title", code=say.plain(code))
    return Card(title, text, tone=Tone.WARNING, rows=[row])
