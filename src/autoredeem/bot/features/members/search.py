"""Members who fit a search, in an order, a page of them; and the one whom somebody means.

A roster is read in batches. Each is sifted and sorted by itself, and then they are merged in steps:
however many there are, the loop is never held.
"""

import heapq
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from autoredeem.bot.features.members.list_state import Sort, View
from autoredeem.bot.kit.pagination import pages_of
from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import Member
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.interface import Roster

A_PAGE = 10

Order = Callable[[Member], Any]


def folded(text: str) -> str:
    """Make names alike that people type alike: in any case, without accents, in plain letters."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


ORDERS: Mapping[Sort, Order] = {
    Sort.NAME: lambda one: (not one.nickname, folded(one.nickname), one.fid),
    Sort.ID: lambda one: one.fid,
    # Whoever has none comes first: something has to be done about it.
    Sort.STATE: lambda one: (one.state or 0, one.fid),
    Sort.LEVEL: lambda one: (-(one.level or 0), one.fid),
}


class Search:
    """What is searched for: a part of a name, of an id or of a state."""

    def __init__(self, find: str) -> None:
        self._part = folded(find)
        # Digits of any script, as ids are written in all of them.
        self._digits = "".join(str(int(one)) for one in find) if find.isdecimal() else ""

    def fits(self, member: Member) -> bool:
        """Say whether a member is one of those."""
        if self._part in folded(member.nickname):
            return True
        numbers = (str(member.fid), str(member.state or ""))
        return bool(self._digits) and any(self._digits in one for one in numbers)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of members: `found` fit the search, of `total`, of whom `lacking` have no state."""

    shown: Sequence[Member]
    page: int
    pages: int
    found: int
    total: int
    lacking: int


async def find(roster: Roster, guild_id: GuildId, view: View) -> Found:
    """Give the page that is asked for, or the last one if there are not so many."""
    order, search = ORDERS[view.sort], Search(view.find)
    parts: list[list[Member]] = []
    total = lacking = 0
    async for batch in roster.members(guild_id):
        parts += [sorted(filter(search.fits, part), key=order) async for part in in_parts(batch)]
        total += len(batch)
        lacking += sum(one.state is None for one in batch)
    found = sum(map(len, parts))
    pages = pages_of(found, A_PAGE)
    page = min(view.page, pages)
    before = (page - 1) * A_PAGE
    merged = islice(heapq.merge(*parts, key=order), before + A_PAGE)
    shown: list[Member] = []
    async for part in in_parts(merged):
        shown = [*shown, *part][-min(A_PAGE, found - before) :]
    return Found(shown, page, pages, found, total, lacking)


async def named(roster: Roster, guild_id: GuildId, name: str) -> Sequence[Member]:
    """Give those who are called so; if nobody is, those whose names have it as a part."""
    wanted = folded(name)
    same: list[Member] = []
    like: list[Member] = []
    async for batch in roster.members(guild_id):
        called = [(folded(one.nickname), one) for one in batch]
        same += [one for name, one in called if name == wanted]
        like += [one for name, one in called if wanted in name]
    return same or like
