"""How many entries of managers one user may claim or take away in a day, and a guild may lose.

A day is the last 24 hours. What counts stands in audit trails. Managers of a guild have no limit.
"""

from datetime import timedelta

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.services import TitleServices
from autoredeem.domain.ids import GuildId

CLAIMS = 5
"""Entries that one user claims in a day, in all guilds."""

DEPARTURES = 3
"""Entries of managers that one user takes away in a day, in all guilds."""

MOST_LOST = 10
"""Entries of managers that a guild loses in a day: a tenth of its roster, and no more than that."""

PART = 10
DAY = timedelta(days=1)

CLAIM_KINDS = ("claimed",)
DEPARTURE_KINDS = ("claimed-never", "claimed-unenrolled")


async def check_may_claim(request: Request) -> None:
    """Raise Rejection where the person has claimed enough for a day."""
    if request.manager:
        return
    claimed = await request.services.store.count_of_user(
        request.person.user, CLAIM_KINDS, since=request.at - DAY
    )
    if claimed >= CLAIMS:
        raise Rejection("players-too-many-claims", most=CLAIMS)


async def departures_left(request: Request, services: TitleServices, guild_id: GuildId) -> int:
    """Return how many entries of the guild's managers the person may take away now."""
    store, since = services.store, request.at - DAY
    members = await store.count_members(guild_id)
    if request.manager and guild_id == request.guild_id:
        return members
    gone = await store.count_of_user(request.person.user, DEPARTURE_KINDS, since=since)
    lost = await store.count_of_guild(guild_id, DEPARTURE_KINDS, since=since)
    # Of a few members one may go, too.
    most = min(MOST_LOST, -(-(members + lost) // PART))
    return max(0, min(DEPARTURES - gone, most - lost))
