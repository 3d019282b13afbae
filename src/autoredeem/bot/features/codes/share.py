"""Share a code of the guild's own with all guilds."""

from autoredeem.bot.features.codes.code_results import history_card
from autoredeem.bot.features.codes.lookup import known_code, refuse_dead
from autoredeem.bot.features.codes.publish import post
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Rejection, Request


async def share(request: Request) -> Card:
    """Give to all a code that was posted here. Raises Sorry for any other."""
    known = await known_code(request)
    refuse_dead(request, known)
    if known.posting is None:
        raise Rejection("codes-not-own", code=request.say.code(known.code))
    if known.can_be_shared:
        await post(request, (), shared=[known.code])
        await request.audit("code-shared", code=known.code)
        request.bot.cache.invalidate(request.guild_id)
    return await history_card(request, await known_code(request))
