"""The alliances that a request is about, and which of them a person may manage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from autoredeem.bot.features.members.list_state import alliance_in
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceId, in_order, name_key
from autoredeem.domain.players import Member
from autoredeem.observe.cooperative import list_of


async def alliances_of(request: Request) -> Sequence[Alliance]:
    """Return the guild's alliances in order: those whose members the person may manage."""
    there = await request.services.store.alliances([request.guild_id])
    scope = request.scope
    return in_order(one for one in there if scope is None or one.id in scope)


async def alliance_given(request: Request) -> Alliance:
    """Return the alliance that was chosen or carried. Raises Rejection for none of these."""
    wanted = alliance_in(request.picked or request.params.get("a", ""))
    for one in await alliances_of(request):
        if one.id == wanted:
            return one
    raise Rejection("alliances-gone")


async def target_alliance(request: Request) -> Alliance | None:
    """Return the alliance into which members are to come, or None for none of them.

    Whoever may manage only some has to name one of these, if there is more than one.
    """
    alliances = await alliances_of(request) if request.scope or request.params.get("a") else ()
    wanted = alliance_in(request.params.get("a", ""))
    if request.scope is not None and wanted is None and len(alliances) == 1:
        return alliances[0]
    if request.scope is None and wanted in (None, NO_ALLIANCE):
        return None
    for one in alliances:
        if one.id == wanted:
            return one
    raise Rejection("alliances-gone")


async def members_into(request: Request, members: Sequence[Member]) -> Sequence[Member]:
    """Return members with the alliance into which they are to come.

    What a file says of it outranks the alliance that is open, where the person may manage it.
    """
    target = await target_alliance(request)
    if target is None:
        return members
    scope = request.scope

    def stays(one: Member) -> bool:
        return one.alliance is not None and (scope is None or one.alliance in scope)

    return await list_of(one if stays(one) else replace(one, alliance=target.id) for one in members)


async def alliances_by_name(request: Request) -> Mapping[str, AllianceId]:
    """Return the guild's alliances by what their names are compared by."""
    return {name_key(one.name): one.id for one in await alliances_of(request)}


def in_scope(request: Request, member: Member) -> bool:
    """Whether the person may manage a member."""
    return request.scope is None or member.alliance in request.scope


def names_of(alliances: Collection[Alliance]) -> Mapping[AllianceId | None, str]:
    """Return alliances' names, as they were typed."""
    return {one.id: one.name for one in alliances}
