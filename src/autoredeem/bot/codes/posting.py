"""Codes become known: to the guild that posts them, or to all. So many new ones a day."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from autoredeem.bot.acts import BY, Ask, Sorry
from autoredeem.bot.codes.knowing import Sorted
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Posting

MOST_NAMED = 10
"""Codes that a message names; of more it says how many there are."""


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
        ask.desk.spreader.poll()


async def want(ask: Ask, codes: Collection[str]) -> None:
    """Have the runs of codes opened in this guild, or looked at again: one of each code."""
    each = {code_key(code): code for code in codes}
    await ask.desk.engine.want([(ask.guild_id, code) for code in each.values()])


def told_of(ask: Ask, groups: Mapping[str, Collection[str]]) -> list[str]:
    """Tell of groups of codes, each by its own message; of empty ones nothing."""
    return [
        ask.say(key, codes=_named(ask, codes), count=len(codes))
        for key, codes in groups.items()
        if codes
    ]


def _named(ask: Ask, codes: Collection[str]) -> str:
    """Name codes in a message: the first ten, and how many more there are."""
    return _first(ask, [ask.say.code(code) for code in islice(codes, MOST_NAMED)], len(codes))


def named_as_typed(ask: Ask, texts: Collection[str]) -> str:
    """Name what was typed and is no code."""
    return _first(ask, [ask.say.name(text, 40) for text in islice(texts, MOST_NAMED)], len(texts))


def _first(ask: Ask, shown: Sequence[str], total: int) -> str:
    listed = ask.say.listing(shown)
    more = total - len(shown)
    return ask.say("codes-and-more", listed=listed, count=more) if more else listed
