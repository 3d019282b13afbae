"""A page of a guild's members: sorted, searched and counted by the store."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import MemberPage, MemberQuery
from support.facts import CODE, GUILD, ME, NOW, OTHER_GUILD, attempt, settlement
from support.mongod import raw_database
from support.store_model import MemoryStore

ANN = Member(Fid(40), State(3), "Ännchen", 1)
BOB = Member(Fid(30), None, "bob", 2)
CAT = Member(Fid(200), State(20), "Cat", 9)
NAMELESS = Member(Fid(1_000), State(1))
EVERYONE = (ANN, BOB, CAT, NAMELESS)


async def page_of(store: Store, query: MemberQuery) -> Sequence[Member]:
    return (await store.member_page(GUILD, query)).members


async def _enrol(store: Store, *given: Member, guild_id: GuildId = GUILD) -> None:
    await store.enrol(guild_id, given, by="test", at=NOW)


@pytest.mark.parametrize(
    ("sort", "sorted_so"),
    [
        (MemberSort.NAME, [ANN, BOB, CAT, NAMELESS]),
        (MemberSort.ID, [BOB, ANN, CAT, NAMELESS]),
        (MemberSort.STATE, [BOB, NAMELESS, ANN, CAT]),
        (MemberSort.LEVEL, [CAT, BOB, ANN, NAMELESS]),
    ],
)
async def test_members_are_sorted_by_what_is_asked_for(
    store: Store, sort: MemberSort, sorted_so: Sequence[Member]
) -> None:
    await _enrol(store, *EVERYONE)
    await _enrol(store, Member(Fid(1), State(1), "Other"), guild_id=OTHER_GUILD)

    page = await store.member_page(GUILD, MemberQuery(sort=sort))

    assert page == MemberPage(sorted_so, number=1, found=4, total=4, lacking=1)


async def test_a_page_that_is_not_there_is_the_last(store: Store) -> None:
    await _enrol(store, *EVERYONE)

    page = await store.member_page(GUILD, MemberQuery(page=99, size=3))

    assert page == MemberPage([NAMELESS], number=2, found=4, total=4, lacking=1)
    assert await store.member_page(OTHER_GUILD, MemberQuery(page=2)) == MemberPage([], 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("find", "found"),
    [("ANN", [ANN]), ("b", [BOB]), ("20", [CAT]), ("٢٠", [CAT]), ("0", list(EVERYONE)), ("$b", [])],
)
async def test_a_part_of_a_name_an_id_or_a_state_is_found(
    store: Store, find: str, found: Sequence[Member]
) -> None:
    await _enrol(store, *EVERYONE)

    page = await store.member_page(GUILD, MemberQuery(find))

    assert (page.members, page.found, page.total) == (found, len(found), 4)


async def test_who_is_called_just_so_is_told_from_who_has_it_in_the_name(store: Store) -> None:
    anna, ann = Member(Fid(1), nickname="Anna"), Member(Fid(2), nickname="ÁNN")
    await _enrol(store, anna, ann)

    assert await page_of(store, MemberQuery("ann", whole=True)) == [ann]
    assert await page_of(store, MemberQuery("ann")) == [ann, anna]
    assert await page_of(store, MemberQuery("an", whole=True)) == []


async def test_a_changed_name_is_found_and_the_one_before_is_not(store: Store) -> None:
    await _enrol(store, ANN)
    await _enrol(store, Member(ANN.fid, nickname="Zoë"))

    assert [one.nickname for one in await page_of(store, MemberQuery("zoe"))] == ["Zoë"]
    assert await page_of(store, MemberQuery("chen")) == []


members = st.builds(
    Member,
    st.integers(1, 500).map(Fid),
    st.none() | st.integers(1, 30).map(State),
    st.text(max_size=3),
    st.none() | st.integers(1, 9),
    st.none() | st.just(ME),
    alliance=st.none() | st.integers(1, 3).map(AllianceId),
)
queries = st.builds(
    MemberQuery,
    st.sampled_from(["", "1", "a", "29", "\0", "$1", "²"]) | st.text(max_size=2),
    st.sampled_from(MemberSort),
    st.integers(1, 9),
    st.integers(1, 20),
    st.booleans(),
    st.none() | st.sampled_from([NO_ALLIANCE, AllianceId(1)]),
    st.booleans(),
    st.permutations([AllianceId(1), AllianceId(2)]),
)


GUILDS = count(1)
"""Each example enrolls into a guild of its own: opening a store for each takes long."""


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    everyone=st.lists(members, max_size=60, unique_by=lambda one: one.fid),
    asked=st.lists(queries, min_size=1, max_size=8),
)
async def test_a_page_is_a_part_of_all_sorted_at_once(
    store: Store, everyone: list[Member], asked: list[MemberQuery]
) -> None:
    model, guild_id = MemoryStore(), GuildId(next(GUILDS))
    for each in (model, store):
        await each.enrol(guild_id, everyone, by="test", at=NOW)

    for query in asked:
        expected = await model.member_page(guild_id, query)
        assert await store.member_page(guild_id, query) == expected


async def test_the_last_outcome_sorts_failures_before_no_answer_and_that_before_settlements(
    store: Store,
) -> None:
    everyone = [Member(Fid(fid)) for fid in range(1, 8)]
    model = MemoryStore()
    for each in (store, model):
        await each.enrol(GUILD, everyone, by="test", at=NOW)
        await each.note_attempts(
            [
                replace(attempt(Fid(1)), outcome=Outcome.WRONG_STATE),
                replace(attempt(Fid(2)), outcome=Outcome.LEVEL_TOO_LOW),
                attempt(Fid(3)),
                attempt(Fid(7), code="OTHER"),
                attempt(Fid(99)),
            ]
        )
        already = Outcome.ALREADY_REDEEMED
        await each.settle([settlement(Fid(3)), settlement(Fid(4), how=already)])
        await each.settle([settlement(Fid(5), code="OTHER"), settlement(Fid(98))])
    by_outcome = MemberQuery(sort=MemberSort.LAST_OUTCOME, issue=CODE.lower())

    page = await store.member_page(GUILD, by_outcome)

    assert [one.fid for one in page.members] == [2, 1, 5, 6, 7, 4, 3]
    assert page == await model.member_page(GUILD, by_outcome)


async def test_those_who_are_in_an_alliance_come_in_the_order_of_alliances(store: Store) -> None:
    alliances = {1: 7, 2: 8, 4: 8, 5: 9}
    inside = [Member(Fid(fid), alliance=AllianceId(one)) for fid, one in alliances.items()]
    await _enrol(store, *inside, Member(Fid(3)))

    page = await store.member_page(
        GUILD, MemberQuery(sort=MemberSort.ALLIANCE, alliances=[AllianceId(8), AllianceId(7)])
    )

    assert [one.fid for one in page.members] == [2, 4, 1, 3, 5]


async def test_those_whom_no_user_owns_are_told_from_others(store: Store) -> None:
    await _enrol(store, replace(ANN, owner=ME), BOB)

    page = await store.member_page(GUILD, MemberQuery(unowned=True))

    assert (page.members, page.found, page.total) == ([BOB], 1, 2)


async def test_members_of_an_earlier_program_are_sorted_and_found_by_name(mongodb_url: str) -> None:
    rows = [
        {"guild_id": GUILD, "fid": "40", "nickname": "Ännchen", "furnace_lv": "1", "state": "3"},
        {"guild_id": str(GUILD), "fid": 30, "nickname": "bob", "furnace_lv": 2, "state": ""},
        {"guild_id": GUILD, "fid": 200.0, "nickname": "Cat", "furnace_lv": 9, "state": 20},
        {"guild_id": GUILD, "fid": "1000", "nickname": 7, "furnace_lv": "FC 3", "state": 1},
        {"guild_id": str(GUILD), "fid": "40", "nickname": "Ännchen", "furnace_lv": 1, "state": 3},
        {"guild_id": GUILD, "fid": "nobody", "nickname": "Ann"},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeem_members").insert_many(rows)

        for sort in MemberSort:
            page = await store.member_page(GUILD, MemberQuery(sort=sort))
            model = MemoryStore()
            await _enrol(model, *EVERYONE)
            assert page == await model.member_page(GUILD, MemberQuery(sort=sort))
        assert await page_of(store, MemberQuery("ann")) == [ANN]
