"""Codes that a guild's people found: taken in for the guild itself, up to its daily quota."""

from collections.abc import Collection, Mapping

from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.codes import Found
from autoredeem.domain.codes import code_key
from autoredeem.domain.sources import SourceKind


async def look_up(request: Request, codes: Collection[str]) -> Found:
    """Return what would come of codes."""
    return await request.services.intake.look_up(request.guild_id, codes)


async def take_in(request: Request, codes: Collection[str]) -> Found:
    """Take codes in, as many as the guild may publish or have tried again today (UTC).

    Raises Rejection where that is none, and nothing else is left to do.
    """
    services, most = request.services, request.bot.limits.codes_a_day
    room = await services.intake.room_today(request.guild_id, most, at=request.at)
    found = await services.intake.found(
        request.guild_id, codes, by=BY, source=SourceKind.HAND, room=room
    )
    if found.over_quota and not (found.new or found.revived or found.here):
        raise Rejection("error-quota-codes", most=most)
    return found


async def unshared(request: Request, codes: Collection[str]) -> frozenset[str]:
    """Return which of codes, in these spellings, are not for all guilds."""
    known = await request.services.store.codes({code_key(code) for code in codes})
    return frozenset(codes) - {one.code for one in known if one.shared}


async def start_runs(request: Request, codes: Collection[str]) -> None:
    """Open the runs of codes in this guild, or resume them: one of each code."""
    each = {code_key(code): code for code in codes}
    await request.services.engine.want([(request.guild_id, code) for code in each.values()])


def group_lines(request: Request, groups: Mapping[str, Collection[str]]) -> list[str]:
    """Return a line for each group of codes, by its own message; none for an empty one."""
    return [
        request.say(key, codes=request.say.some(codes, request.say.code), count=len(codes))
        for key, codes in groups.items()
        if codes
    ]
