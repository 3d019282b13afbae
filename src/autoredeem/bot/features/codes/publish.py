"""Publishing codes for the guild itself, up to its daily quota."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.bot.features.codes.lookup import CodeLookup
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Posting


def within_quota(request: Request, codes: CodeLookup) -> Sequence[str]:
    """Return as many of the new codes as the guild may publish today.

    Raises Rejection where that is none, and nothing else is left to do.
    """
    most = request.bot.limits.codes_a_day
    room = max(0, most - codes.today)
    if codes.new and not (room or codes.here):
        raise Rejection("error-quota-codes", most=most)
    return codes.new[:room]


async def publish(request: Request, new: Collection[str]) -> None:
    """Publish new codes as the guild's own."""
    store = request.services.store
    await store.add_codes(new, at=request.at, shared=False)
    await store.post_codes([Posting(request.guild_id, code, BY, request.at) for code in new])


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
