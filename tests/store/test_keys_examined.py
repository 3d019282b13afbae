"""No question is slower by what others keep: a store looks at what it answers, and little else.

Around what verbs are called about there are thousands of others' rows: of other guilds, of other
members and codes of the same guild, and on SQLite, where titles share tables, of another title.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

from autoredeem.domain.ids import GuildId
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.counted import counted, counted_store
from support.deadlines import PATIENT
from support.examined import Examined, Profile, of_statements
from support.facts import GUILD, YOU
from support.mongod import raw_database
from support.sized_world import Sizes, World, filled
from support.store_verbs import VERBS

COUNTS = "it counts keys, and the count is one row"
ADDS_UP = "operators see who spends most of all: every guild's sum is made"
WALKS = "it walks over the guild's roster where that is kept, for the page and the counts"
SEARCHES = "it searches the guild's latest 10,000 lines"
SINCE = "it looks through what one list of the guild changed since a reading, for each kind"

BOTH: Mapping[str, str] = {
    "count_members": COUNTS,
    "member_counts": COUNTS,
    "count_of_guild": COUNTS,
    "alliance_counts": COUNTS,
    "count_changes": COUNTS,
    "changes_in": SINCE,
    "member_page": WALKS,
    "member_page (of an alliance)": WALKS,
    "member_page (by the last outcome)": WALKS,
    "member_page (searched)": WALKS,
    "member_page (in need)": WALKS,
    "members (in need)": WALKS,
    "count_needs": WALKS,
    "spenders": ADDS_UP,
}

SQLITE: Mapping[str, str] = {
    **BOTH,
    "told_since": "many accounts of a person are one",
    "enrol (who is there)": "it looks up all living codes in each guild of who is in several",
}

MONGODB: Mapping[str, str] = {
    **BOTH,
    "actions (nobody's)": SEARCHES,
    "actions (of a kind)": SEARCHES,
}


async def add_strangers(store: Store) -> None:
    """Fill a store with what nobody is going to ask about."""
    neighbours, elsewhere = Sizes(2_500, 1_000, 1), Sizes(100, 2_500, 2_000)
    await filled(store, neighbours, first_fid=40_000_000, named="ALSO", user=YOU)
    far = GuildId(GUILD + 5_000)
    await filled(
        store, elsewhere, first=far, first_fid=60_000_000, named="OTHER", user=YOU, shared=False
    )


@asynccontextmanager
async def world_among_strangers(url: str) -> AsyncIterator[World]:
    """Open a store with strangers and few others."""
    async with counted_store(url) as store:
        await add_strangers(store)
        yield await filled(store, Sizes(20, 20, 20))


async def test_a_file_looks_at_what_it_answers_alone(sqlite_url: str) -> None:
    async with open_store(sqlite_url, "kingshot", PATIENT) as other:
        await add_strangers(other)
    too_much: dict[str, list[Examined]] = {}
    async with world_among_strangers(sqlite_url) as world:
        for verb in VERBS:
            with counted() as asked:
                await verb.call(world)
            if found := [one for one in of_statements(asked) if one.is_too_much]:
                too_much.setdefault(verb.name, []).extend(found)

    assert too_much.keys() == SQLITE.keys(), "\n".join(_lines(too_much, SQLITE))


async def test_a_server_looks_at_what_it_answers_alone(mongodb_url: str) -> None:
    too_much: dict[str, list[Examined]] = {}
    async with world_among_strangers(mongodb_url) as world, raw_database(mongodb_url) as database:
        profile = Profile(database)
        await profile.begin()
        for verb in VERBS:
            await verb.call(world)
            if found := [one for one in await profile.read() if one.is_too_much]:
                too_much.setdefault(verb.name, []).extend(found)

    assert too_much.keys() == MONGODB.keys(), "\n".join(_lines(too_much, MONGODB))


async def test_no_statement_walks_over_a_table(sqlite_url: str) -> None:
    statements: set[str] = set()
    async with counted_store(sqlite_url) as store:
        world = await filled(store, Sizes())
        for verb in VERBS:
            with counted() as asked:
                await verb.call(world)
            statements.update(one.sql for one in asked.statements)
        database = cast("Any", store)._backend._database
        tables = {name for (name,) in await database.read(TABLES)}
        walks = [
            f"{step}: {' '.join(sql.split())}"
            for sql in sorted(statements)
            for *_, step in await database.read(f"EXPLAIN QUERY PLAN {sql}", *_nothing(sql))
            if step.startswith("SCAN") and step.split()[1] in tables
        ]

    assert walks == []


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def _nothing(sql: str) -> list[None]:
    """Return a value for each place of a statement: they make no difference to its plan."""
    numbered = [number for number in range(1, 30) if f"?{number}" in sql]
    return [None] * max(numbered, default=sql.count("?"))


def _lines(found: Mapping[str, list[Examined]], excepted: Mapping[str, str]) -> Iterator[str]:
    """Yield what is too much without being an exception, and exceptions that are none."""
    for name in found.keys() - excepted.keys():
        yield from (f"{name}: {one}" for one in found[name][:3])
    yield from (f"{name} is no exception any more" for name in excepted.keys() - found.keys())
