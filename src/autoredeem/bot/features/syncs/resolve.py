"""The list that a button carries, and who reads lists here."""

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.synchronisation import Sync
from autoredeem.roster.sync import RosterSyncs
from autoredeem.roster.sync.states import one_sync


def syncs_here(request: Request) -> RosterSyncs:
    """Return who reads lists. Raises Rejection where the operator has switched no provider on."""
    syncs = request.services.syncs
    if syncs is None or not syncs.providers:
        raise Rejection("sync-no-provider")
    return syncs


async def sync_given(request: Request) -> Sync:
    """Return the list that is carried. Raises Rejection for one that is not followed here."""
    key = request.params.get("key", "")
    found = await one_sync(request.services.store, request.guild_id, key)
    if found is None:
        raise Rejection("sync-none-such")
    return found
