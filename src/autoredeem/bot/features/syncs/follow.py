"""Following a list: which one, and into which alliance its players go."""

from autoredeem.bot.features.syncs.one_list import list_card
from autoredeem.bot.features.syncs.resolve import syncs_here
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import LONGEST_SHOWN
from autoredeem.domain.alliances import LONGEST_NAME, AllianceId, alliance_named
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.synchronisation import Sync
from autoredeem.domain.text import trim
from autoredeem.roster.providers.provider import LONGEST_GROUP
from autoredeem.roster.sync.service import MOST_LISTS


def follow_form(context: FormContext) -> Form:
    """Return the form for a list of one provider."""
    say, hint = context.say, context.params.get("hint", "")
    link = custom_id("sync-add", provider=context.params.get("provider", ""))
    inputs = [
        Input("list", say("sync-form-list"), hint=hint, required=bool(hint), most=LONGEST_GROUP),
        Input("alliance", say("sync-form-alliance"), required=False, most=LONGEST_NAME),
    ]
    return Form(say("sync-form-title"), link, inputs)


async def follow(request: Request) -> Card:
    """Follow a list from now on. Raises Rejection for one that can't be, or one too many."""
    syncs, store = syncs_here(request), request.services.store
    provider = syncs.providers.get(request.params.get("provider", ""))
    if provider is None:
        raise Rejection("sync-no-provider")
    typed = request.params.get("list", "")
    try:
        group = provider.parse_group(typed)
    except InvalidInput:
        shown = request.say.name(typed, LONGEST_SHOWN)
        raise Rejection("sync-wrong-list", text=shown, hint=provider.group_hint) from None
    alliance = await _alliance(request)
    async with request.bot.locks.following(request.guild_id):
        followed = await store.syncs([request.guild_id])
        user = request.person.user
        sync = Sync(request.guild_id, provider.name, group, user, request.at, alliance=alliance)
        known = next((one for one in followed if one.key == sync.key), None)
        if known is None and len(followed) >= MOST_LISTS:
            raise Rejection("sync-too-many", most=MOST_LISTS)
        if known is not None:
            sync = Sync(
                *(known.guild_id, known.provider, known.group, known.added_by, known.added_at),
                *(known.enrols, alliance, known.state),
            )
        await store.follow([sync])
        await request.audit("sync-followed", list=f"{provider.name} {group}".strip())
    syncs.poll()
    return await list_card(request, sync)


async def _alliance(request: Request) -> AllianceId | None:
    name = trim(request.params.get("alliance", ""))
    if not name:
        return None
    there = await request.services.store.alliances([request.guild_id])
    if found := alliance_named(there, name):
        return found.id
    raise Rejection("sync-no-such-alliance", text=request.say.name(name, LONGEST_SHOWN))
