"""The alliances of guilds: which there are, and who is in which."""

from datetime import UTC, datetime, timedelta

import pytest

from autoredeem.domain.alliances import (
    MOST_ALLIANCES,
    NO_ALLIANCE,
    Alliance,
    AllianceChanges,
    AllianceId,
    new_alliance_id,
)
from autoredeem.domain.ids import ChannelId, Fid, RoleId, State
from autoredeem.domain.players import Member
from autoredeem.store.interface import Store
from autoredeem.store.records import Entry, MemberQuery
from support.facts import ANN, BOB, CAT, GUILD, NOW, OTHER_GUILD, members, players

REDS = Alliance(GUILD, AllianceId(1), "Reds", State(1), ChannelId(2), RoleId(3), 4)
BLUES = Alliance(GUILD, AllianceId(2), "Blues")
LATER = NOW + timedelta(hours=1)


async def _enrol(store: Store, *fids: Fid) -> None:
    await store.enrol(GUILD, members(fids), by="test", at=NOW)


async def _alliances_of(store: Store, *fids: Fid) -> list[AllianceId | None]:
    found = await store.members_among(GUILD, fids)
    return [found[fid].alliance for fid in fids]


async def test_alliances_are_kept_whole_each_in_its_guild(store: Store) -> None:
    other = Alliance(OTHER_GUILD, AllianceId(1), "Reds")

    added = await store.add_alliances([REDS, BLUES, other])

    assert added == {REDS.key, BLUES.key, other.key}
    assert await store.alliances([GUILD]) == [REDS, BLUES]
    assert await store.alliances([OTHER_GUILD, GUILD]) == [REDS, BLUES, other]
    assert await store.alliances([]) == []


async def test_added_again_an_alliance_stays_as_it_is(store: Store) -> None:
    for _ in range(2):
        assert await store.add_alliances([REDS]) == {REDS.key}
    assert await store.alliances([GUILD]) == [REDS]


@pytest.mark.parametrize("name", ["REDS", "ʳᵉᵈˢ", "réds"])
async def test_a_name_that_looks_like_another_of_the_guild_is_not_added(
    store: Store, name: str
) -> None:
    await store.add_alliances([REDS])

    assert await store.add_alliances([Alliance(GUILD, AllianceId(9), name)]) == frozenset()
    assert await store.alliances([GUILD]) == [REDS]


async def test_a_guild_has_no_more_alliances_than_a_menu_has_room_for(store: Store) -> None:
    many = [Alliance(GUILD, AllianceId(n), f"A{n}") for n in range(1, MOST_ALLIANCES + 3)]

    assert len(await store.add_alliances(many)) == MOST_ALLIANCES
    assert await store.add_alliances([REDS, many[-1]]) == frozenset()
    assert await store.alliances([GUILD]) == many[:MOST_ALLIANCES]


async def test_two_who_change_two_fields_both_have_changed_them(store: Store) -> None:
    await store.add_alliances([BLUES])

    await store.change_alliances({BLUES.key: AllianceChanges(state=State(8))})
    done = await store.change_alliances({BLUES.key: AllianceChanges(name="Azure", priority=2)})

    assert done == {BLUES.key}
    assert await store.alliances([GUILD]) == [
        Alliance(GUILD, BLUES.id, "Azure", State(8), priority=2)
    ]


async def test_a_name_that_another_has_and_an_alliance_that_is_gone_change_nothing(
    store: Store,
) -> None:
    await store.add_alliances([REDS, BLUES])

    gone = OTHER_GUILD, AllianceId(1)
    named = {key: AllianceChanges(name="reds") for key in (BLUES.key, gone)}
    assert await store.change_alliances(named) == frozenset()
    assert await store.change_alliances({REDS.key: AllianceChanges(name="reds")}) == {REDS.key}
    assert [one.name for one in await store.alliances([GUILD])] == ["reds", "Blues"]


async def test_members_move_in_one_go_and_only_those_who_are_enrolled(store: Store) -> None:
    await store.add_alliances([REDS, BLUES])
    await _enrol(store, ANN, BOB)

    moves = {ANN: REDS.id, BOB: BLUES.id, CAT: REDS.id}
    assert await store.move_members(GUILD, moves, at=LATER) == {ANN, BOB}
    assert await _alliances_of(store, ANN, BOB) == [REDS.id, BLUES.id]
    assert await store.alliance_counts(GUILD) == {REDS.id: 1, BLUES.id: 1}

    assert await store.move_members(GUILD, {ANN: None}, at=LATER) == {ANN}
    assert await _alliances_of(store, ANN) == [None]
    assert await store.alliance_counts(GUILD) == {None: 1, BLUES.id: 1}
    assert await store.move_members(GUILD, {}, at=LATER) == frozenset()


async def test_who_enrols_into_an_alliance_is_in_it_and_stays_where_none_is_said(
    store: Store,
) -> None:
    await store.add_alliances([REDS, BLUES])

    await store.enrol(GUILD, [Member(ANN, alliance=REDS.id)], by="test", at=NOW)
    again = await store.enrol(GUILD, [Member(ANN, nickname="Ann")], by="test", at=NOW)
    assert (again.updated, await _alliances_of(store, ANN)) == (1, [REDS.id])

    moved = await store.enrol(GUILD, [Member(ANN, alliance=BLUES.id)], by="test", at=NOW)
    assert (moved.updated, await _alliances_of(store, ANN)) == (1, [BLUES.id])


async def test_a_removed_alliance_leaves_its_members_in_none(store: Store) -> None:
    await store.add_alliances([REDS, BLUES])
    many = players(1_100)
    await _enrol(store, ANN, BOB, *many)
    await store.move_members(GUILD, dict.fromkeys([ANN, *many], REDS.id), at=NOW)
    await store.move_members(GUILD, {BOB: BLUES.id}, at=NOW)

    for _ in range(2):
        await store.remove_alliances([REDS.key], at=LATER)

        assert await store.alliances([GUILD]) == [BLUES]
        assert await store.alliance_counts(GUILD) == {None: 1_101, BLUES.id: 1}
        assert await _alliances_of(store, ANN, BOB) == [None, BLUES.id]
    changed = [one async for some in store.entries([GUILD], {GUILD: LATER}) for one in some]
    assert {one.fid for one in changed} == {ANN, *many}


async def test_an_entry_has_the_priority_of_its_alliance(store: Store) -> None:
    await store.add_alliances([REDS, BLUES])
    await _enrol(store, ANN, BOB, CAT)
    await store.move_members(GUILD, {ANN: REDS.id, BOB: BLUES.id}, at=LATER)

    entries = {
        Entry(GUILD, ANN, None, None, REDS.priority),
        Entry(GUILD, BOB, None, None, 0),
        Entry(GUILD, CAT, None, None, 0),
    }
    assert {one async for some in store.entries([GUILD]) for one in some} == entries
    since = {GUILD: LATER}
    changed = {one async for some in store.entries([GUILD], since) for one in some}
    assert changed == {one for one in entries if one.fid != CAT}


async def test_a_page_has_those_of_one_alliance_or_those_in_none(store: Store) -> None:
    await store.add_alliances([REDS, BLUES])
    await _enrol(store, ANN, BOB, CAT)
    await store.move_members(GUILD, {ANN: REDS.id, BOB: BLUES.id}, at=NOW)

    for alliance, fid in ((REDS.id, ANN), (BLUES.id, BOB), (NO_ALLIANCE, CAT)):
        page = await store.member_page(GUILD, MemberQuery(alliance=alliance))
        assert ([one.fid for one in page.members], page.found, page.total) == ([fid], 1, 3)


async def test_a_forgotten_guild_has_no_alliances_and_others_keep_theirs(store: Store) -> None:
    other = Alliance(OTHER_GUILD, AllianceId(1), "Reds")
    await store.add_alliances([REDS, other])

    await store.forget_guilds([GUILD])

    assert await store.alliances([GUILD, OTHER_GUILD]) == [other]


def test_a_number_is_never_used_again() -> None:
    first = new_alliance_id(NOW, [])
    assert new_alliance_id(NOW, [first]) == first + 1
    assert new_alliance_id(LATER, []) > first + 1
    assert new_alliance_id(datetime(2020, 1, 1, tzinfo=UTC), []) == 1
