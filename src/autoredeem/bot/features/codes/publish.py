"""Codes become known: to the guild that posts them, or to all. So many new ones a day."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.bot.features.codes.lookup import Sorted
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Posting


def within_quota(request: Request, codes: Sorted) -> Sequence[str]:
    """Give as many of the new codes as the guild may post today.

    Raises Sorry where none may be, and nothing else is left to do.
    """
    most = request.bot.limits.codes_a_day
    room = max(0, most - codes.today)
    if codes.new and not (room or codes.here):
        raise Rejection("error-quota-codes", most=most)
    return codes.new[:room]


async def post(request: Request, new: Collection[str], *, shared: Collection[str] = ()) -> None:
    """Make new codes known, as the guild's own, and give the `shared` ones to all guilds."""
    store = request.services.store
    await store.add_codes([code for code in new if code not in shared], at=request.at, shared=False)
    await store.add_codes(shared, at=request.at, shared=True)
    await store.post_codes([Posting(request.guild_id, code, BY, request.at) for code in new])
    if shared:
        request.services.spreader.poll()


async def want(request: Request, codes: Collection[str]) -> None:
    """Have the runs of codes opened in this guild, or looked at again: one of each code."""
    each = {code_key(code): code for code in codes}
    await request.services.engine.want([(request.guild_id, code) for code in each.values()])


def told_of(request: Request, groups: Mapping[str, Collection[str]]) -> list[str]:
    """Tell of groups of codes, each by its own message; of empty ones nothing."""
    return [
        request.say(key, codes=request.say.some(codes, request.say.code), count=len(codes))
        for key, codes in groups.items()
        if codes
    ]
