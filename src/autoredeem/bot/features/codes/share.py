"""Sharing a code of the guild's own with all guilds."""

from autoredeem.bot.features.codes.code_results import code_card
from autoredeem.bot.features.codes.lookup import find_code, reject_dead
from autoredeem.bot.features.codes.publish import publish
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Rejection, Request


async def share(request: Request) -> Card:
    """Share a code that this guild published. Raises Rejection for any other."""
    known = await find_code(request)
    reject_dead(request, known)
    if known.posting is None:
        raise Rejection("codes-not-own", code=request.say.code(known.code))
    if known.can_be_shared:
        await publish(request, (), shared=[known.code])
        await request.audit("code-shared", code=known.code)
        request.bot.cache.invalidate(request.guild_id)
    return await code_card(request, await find_code(request))
