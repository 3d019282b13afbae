"""Codes become known: to the guild that posts them, or to all. So many new ones a day."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.bot.acts import BY, Ask, Sorry
from autoredeem.bot.codes.knowing import Sorted
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Posting


def within_quota(ask: Ask, codes: Sorted) -> Sequence[str]:
    """Give as many of the new codes as the guild may post today.

    Raises Sorry where none may be, and nothing else is left to do.
    """
    most = ask.limits.codes_a_day
    room = max(0, most - codes.today)
    if codes.new and not (room or codes.here):
        raise Sorry("error-quota-codes", most=most)
    return codes.new[:room]


async def post(ask: Ask, new: Collection[str], *, shared: Collection[str] = ()) -> None:
    """Make new codes known, as the guild's own, and give the `shared` ones to all guilds."""
    store = ask.desk.store
    await store.add_codes([code for code in new if code not in shared], at=ask.at, shared=False)
    await store.add_codes(shared, at=ask.at, shared=True)
    await store.post_codes([Posting(ask.guild_id, code, BY, ask.at) for code in new])
    if shared:
        ask.desk.spreader.look()


async def want(ask: Ask, codes: Collection[str]) -> None:
    """Have the runs of codes opened in this guild, or looked at again: one of each code."""
    each = {code_key(code): code for code in codes}
    await ask.desk.engine.want([(ask.guild_id, code) for code in each.values()])


def told_of(ask: Ask, groups: Mapping[str, Collection[str]]) -> list[str]:
    """Tell of groups of codes, each by its own message; of empty ones nothing."""
    return [
        ask.say(key, codes=ask.say.some(codes, ask.say.code), count=len(codes))
        for key, codes in groups.items()
        if codes
    ]
