"""Entries that managers had made, taken off the roster by those who claimed them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from autoredeem.bot.features.players.limits import departures_left
from autoredeem.bot.features.players.owned_data import Entry, audit_entries
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.services import TitleServices
from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, GuildId, UserId


def managed_opt_outs(
    request: Request, entries: Collection[Entry], status: OptOutStatus
) -> Sequence[OptOut]:
    """Return the person's opt-outs of entries that managers had made."""
    user = request.person.user
    return [
        OptOut(guild, fid, user, request.at, managed=True, status=status) for guild, fid in entries
    ]


async def take_away(
    request: Request,
    services: TitleServices,
    claimed: Collection[Entry],
    kind: str,
    status: OptOutStatus,
) -> Sequence[Entry]:
    """Unenrol claimed entries, and keep that as opt-outs; return those beyond a day's limits.

    `kind` is what the trail calls it.
    """
    by_guild: defaultdict[GuildId, list[Fid]] = defaultdict(list)
    for guild_id, fid in claimed:
        by_guild[guild_id].append(fid)
    beyond: list[Entry] = []
    user = request.person.user
    async with request.bot.locks.deciding(user):
        for guild_id, fids in by_guild.items():
            # Between counting and noting what counts, nobody else takes anything away.
            async with request.bot.locks.enrolling(guild_id):
                theirs = await _still_owned(services, guild_id, fids, user)
                room = await departures_left(request, services, guild_id)
                gone = [(guild_id, fid) for fid in theirs[:room]]
                await services.store.opt_out(managed_opt_outs(request, gone, status))
                await audit_entries(request, services, kind, gone, user=user)
            beyond += [(guild_id, fid) for fid in theirs[room:]]
    return beyond


async def _still_owned(
    services: TitleServices, guild_id: GuildId, fids: Sequence[Fid], user: UserId
) -> Sequence[Fid]:
    """Return whose claim managers have not undone meanwhile."""
    found = await services.store.members_among(guild_id, fids)
    return [fid for fid in fids if fid in found and found[fid].owner == user]
