"""Whom somebody may mean who types a name or an id: found while they type."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.facts import GUILD, NOW, OTHER_GUILD
from support.mongod import raw_database
from support.store_model import MemoryStore

EVERYONE = (
    Member(Fid(211), nickname="Joanna"),
    Member(Fid(101), nickname="\N{MATHEMATICAL BOLD SCRIPT CAPITAL A}nn"),
    Member(Fid(102), nickname="Łukasz"),
    Member(Fid(2_110), nickname="ánna"),
    Member(Fid(9)),
)


async def _found(store: Store, typed: str, most: int = 25) -> Sequence[int]:
    return [one.fid for one in await store.members_like(GUILD, typed, most=most)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [101, 2_110, 211, 102, 9]),
        ("an", [101, 2_110, 211]),
        ("ANN", [101, 2_110, 211]),
        (" ann ", [101, 2_110, 211]),
        ("21", [211, 2_110]),
        ("٢١", [211, 2_110]),
        ("1", [101, 102]),
        ("anna", [2_110, 211]),
        ("łu", [102]),
        ("$", []),
        ("0", []),
        ("n.n", []),
        ("9" * 40, []),
    ],
)
async def test_names_that_begin_so_come_first_then_ids_then_names_with_it_inside(
    store: Store, typed: str, found: Sequence[int]
) -> None:
    await store.enrol(GUILD, EVERYONE, by="test", at=NOW)
    await store.enrol(OTHER_GUILD, [Member(Fid(1), nickname="Anna")], by="test", at=NOW)

    assert await _found(store, typed) == found
    assert await _found(store, typed, most=1) == found[:1]


async def test_a_changed_name_is_found_and_the_one_before_is_not(store: Store) -> None:
    await store.enrol(GUILD, [Member(Fid(1), nickname="Ann")], by="test", at=NOW)
    await store.enrol(GUILD, [Member(Fid(1), nickname="Zoë")], by="test", at=NOW)

    assert await _found(store, "zoe") == [1]
    assert await _found(store, "an") == []


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    names=st.lists(st.text("aAáb\0$.1", max_size=3), max_size=12),
    typed=st.text("aAáb$.1", max_size=2),
    guild=st.integers(1, 10**9).map(GuildId),
)
async def test_nobody_who_fits_is_missing(
    store: Store, names: list[str], typed: str, guild: GuildId
) -> None:
    await store.forget_guilds([guild])
    model = MemoryStore()
    members = [Member(Fid(10 + number), nickname=name) for number, name in enumerate(names)]
    for each in (store, model):
        await each.enrol(guild, members, by="test", at=NOW)

    found = await store.members_like(guild, typed, most=25)

    assert set(found) == set(await model.members_like(guild, typed, most=25))


async def test_members_of_an_older_bots_rows_are_found_as_well(mongodb_url: str) -> None:
    rows = [
        {"guild_id": GUILD, "fid": "40", "nickname": "Ännchen"},
        {"guild_id": str(GUILD), "fid": 45, "nickname": "bob"},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeem_members").insert_many(rows)

        assert await _found(store, "ann") == [40]
        assert await _found(store, "4") == [40, 45]
