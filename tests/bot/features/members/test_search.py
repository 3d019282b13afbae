"""Pages of members are the same as if all had been sorted at once; buttons carry any search."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.members.list_state import (
    MOST_CARRIED,
    Sort,
    View,
    carried,
    encoded_size,
    parse_view,
)
from autoredeem.bot.features.members.search import (
    ORDERS,
    PAGE_SIZE,
    Search,
    find_by_name,
    fold,
    search_members,
)
from autoredeem.bot.kit.custom_ids import custom_id, parse_custom_id
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from support.facts import GUILD
from support.store_model import MemoryStore

members = st.builds(
    Member,
    st.integers(1, 500).map(Fid),
    st.none() | st.integers(1, 30).map(State),
    st.text(max_size=3),
    st.none() | st.integers(1, 9),
)
views = st.builds(
    View, st.text(max_size=80).map(carried), st.sampled_from(Sort), st.integers(1, 999_999)
)


class Batches(MemoryStore):
    """A store that returns its members in many small batches."""

    def __init__(self, everyone: Sequence[Member], size: int) -> None:
        super().__init__()
        self._everyone = everyone
        self._size = size
        self.readings = Counter[GuildId]()

    async def members(self, guild_id: GuildId) -> AsyncIterator[Sequence[Member]]:
        self.readings[guild_id] += 1
        for start in range(0, len(self._everyone), self._size):
            yield self._everyone[start : start + self._size]


@given(
    st.lists(members, max_size=60, unique_by=lambda one: one.fid),
    st.integers(1, 20),
    st.sampled_from(Sort),
    st.sampled_from(["", "1", "a", "29"]),
    st.integers(1, 9),
)
async def test_a_page_is_a_part_of_all_sorted_at_once(
    everyone: list[Member], size: int, sort: Sort, search: str, page: int
) -> None:
    store = Batches(everyone, size)
    found = await search_members(store, GUILD, View(search, sort, page))
    fitting = sorted(filter(Search(search).matches, everyone), key=ORDERS[sort])
    start = (found.page - 1) * PAGE_SIZE
    assert found.shown == fitting[start : start + PAGE_SIZE]
    assert found.page == min(page, found.pages)
    assert (found.found, found.total) == (len(fitting), len(everyone))
    assert found.lacking == sum(one.state is None for one in everyone)
    assert store.readings == {GUILD: 1}


@given(views)
def test_what_a_view_shows_is_carried_by_a_button(view: View) -> None:
    assert parse_view(parse_custom_id(custom_id("members", **view.params())).params) == view


@given(views, st.integers(1, 10**15 - 1), st.integers(1, 126))
def test_a_button_of_a_member_has_room_for_the_way_back(view: View, fid: int, part: int) -> None:
    assert custom_id("member", id=fid, part=part, **view.params())


@given(st.text())
def test_a_search_is_cut_to_what_a_button_carries(text: str) -> None:
    assert encoded_size(carried(text)) <= MOST_CARRIED
    assert len(custom_id("x", y=carried(text))) <= MOST_CARRIED + len("x?y=")


@pytest.mark.parametrize(
    ("name", "typed"), [("Ängström", "angstrom"), ("𝓐𝓷𝓷", "ann"), ("ＡＬＩ", "ali"), ("Ёж", "еж")]
)
def test_names_are_found_as_people_type_them(name: str, typed: str) -> None:
    assert fold(name) == fold(typed)


async def test_who_is_called_just_so_comes_before_who_has_it_in_the_name() -> None:
    ann, anna, bob = (Member(Fid(n), nickname=x) for n, x in enumerate(["Ann", "Anna", "Bob"], 1))
    store = Batches([bob, anna, ann], 1)
    assert await find_by_name(store, GUILD, "ANN") == [ann]
    assert await find_by_name(store, GUILD, "nn") == [anna, ann]
    assert not await find_by_name(store, GUILD, "x")
