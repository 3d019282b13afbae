"""The search for members, by page and order, and by name.

A roster is read in batches. Each is filtered and sorted by itself, and then they are merged in
steps: however many there are, the loop is never blocked.
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

PAGE_SIZE = 10

Order = Callable[[Member], Any]


def fold(text: str) -> str:
    """Return a name as it is compared: in one case, without accents, in plain letters."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


ORDERS: Mapping[Sort, Order] = {
    Sort.NAME: lambda one: (not one.nickname, fold(one.nickname), one.fid),
    Sort.ID: lambda one: one.fid,
    # Those without one come first: something has to be done about it.
    Sort.STATE: lambda one: (one.state or 0, one.fid),
    Sort.LEVEL: lambda one: (-(one.level or 0), one.fid),
}


class Search:
    """A search for a part of a name, of an id or of a state."""

    def __init__(self, find: str) -> None:
        self._part = fold(find)
        # Digits of any script, as ids are written in all of them.
        self._digits = "".join(str(int(one)) for one in find) if find.isdecimal() else ""

    def matches(self, member: Member) -> bool:
        """Whether a member matches."""
        if self._part in fold(member.nickname):
            return True
        numbers = (str(member.fid), str(member.state or ""))
        return bool(self._digits) and any(self._digits in one for one in numbers)


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A page of members: `found` match the search, of `total`, of whom `lacking` have no state."""

    shown: Sequence[Member]
    page: int
    pages: int
    found: int
    total: int
    lacking: int


async def search_members(roster: Roster, guild_id: GuildId, view: View) -> MemberPage:
    """Return the page that is asked for, or the last one if there are fewer."""
    order, search = ORDERS[view.sort], Search(view.find)
    parts: list[list[Member]] = []
    total = lacking = 0
    async for batch in roster.members(guild_id):
        parts += [sorted(filter(search.matches, part), key=order) async for part in in_parts(batch)]
        total += len(batch)
        lacking += sum(one.state is None for one in batch)
    found = sum(map(len, parts))
    pages = pages_of(found, PAGE_SIZE)
    page = min(view.page, pages)
    before = (page - 1) * PAGE_SIZE
    merged = islice(heapq.merge(*parts, key=order), before + PAGE_SIZE)
    shown: list[Member] = []
    async for part in in_parts(merged):
        shown = [*shown, *part][-min(PAGE_SIZE, found - before) :]
    return MemberPage(shown, page, pages, found, total, lacking)


async def find_by_name(roster: Roster, guild_id: GuildId, name: str) -> Sequence[Member]:
    """Return the members of that name; if there are none, those whose names contain it."""
    wanted = fold(name)
    same: list[Member] = []
    like: list[Member] = []
    async for batch in roster.members(guild_id):
        called = [(fold(one.nickname), one) for one in batch]
        same += [one for name, one in called if name == wanted]
        like += [one for name, one in called if wanted in name]
    return same or like
