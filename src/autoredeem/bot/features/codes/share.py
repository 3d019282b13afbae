"""Share a code of the guild's own with all guilds."""

from autoredeem.bot.features.codes.code_results import history_card
from autoredeem.bot.features.codes.lookup import known_code, refuse_dead
from autoredeem.bot.features.codes.publish import post
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.handlers import Ask, Sorry


async def share(ask: Ask) -> Card:
    """Give to all a code that was posted here. Raises Sorry for any other."""
    known = await known_code(ask)
    refuse_dead(ask, known)
    if known.posting is None:
        raise Sorry("codes-not-own", code=ask.say.code(known.code))
    if known.can_be_shared:
        await post(ask, (), shared=[known.code])
        await ask.note("code-shared", code=known.code)
        ask.memory.forget(ask.guild_id)
    return await history_card(ask, await known_code(ask))
