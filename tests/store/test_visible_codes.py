"""A guild sees what is shared and what it posted, and pays for nothing that others keep."""

import asyncio
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from autoredeem.codes.visible import history_of
from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.sqlite.codes import VISIBLE
from autoredeem.store.sqlite.lifecycle import DUE, TO_ANNOUNCE
from autoredeem.store.sqlite.postings import AWAITING_ROLLOUT
from support.facts import ANN, CODE, GUILD, NOW, OTHER_CODE, OTHER_GUILD, members
from support.mongod import raw_database

LATER = NOW + timedelta(hours=1)
FOREIGN = 10_000


async def post(store: Store, guild_id: GuildId, codes: Collection[str]) -> None:
    """Make codes known that a guild posts for itself."""
    await store.add_codes(codes, at=NOW, shared=False)
    await store.post_codes([Posting(guild_id, code, "Bob", NOW) for code in codes])


async def fill_elsewhere(store: Store) -> None:
    """Post codes in other guilds, all of them alive."""
    codes = [f"FOREIGN{number}" for number in range(FOREIGN)]
    for start in range(0, FOREIGN, 500):
        part = codes[start : start + 500]
        await post(store, GuildId(1_000 + start), part)
        await store.judge(dict.fromkeys(part, Standing(Life.ALIVE, due=LATER)), at=NOW)
        await store.mark_announced(dict.fromkeys(part, 1))


async def test_a_guild_sees_what_is_shared_and_what_it_posted_newest_first(store: Store) -> None:
    await store.add_codes(["Shared", "Also"], at=NOW)
    await store.add_codes(["Newest"], at=LATER)
    await post(store, GUILD, [CODE, "Also"])
    await post(store, OTHER_GUILD, [CODE, OTHER_CODE])

    async def seen(guild_id: GuildId) -> Sequence[str]:
        return [one.code for one in await store.visible_codes(guild_id)]

    assert await seen(GUILD) == ["Newest", "Also", CODE, "Shared"]
    assert await seen(OTHER_GUILD) == ["Newest", "Also", CODE, OTHER_CODE, "Shared"]
    assert await seen(GuildId(5)) == ["Newest", "Also", "Shared"]


async def test_what_many_guilds_see_is_told_at_once(store: Store) -> None:
    await store.add_codes(["Also"], at=NOW)
    await store.add_codes(["Newest"], at=LATER)
    await post(store, GUILD, [OTHER_CODE, CODE, "Also"])
    strangers = [GuildId(1_000 + number) for number in range(250)]
    for guild_id in (OTHER_GUILD, *strangers[::50]):
        await post(store, guild_id, [CODE])

    seen = await store.codes_in([GUILD, OTHER_GUILD, *strangers[50:]])

    assert [one.code for one in seen.shared] == ["Also", "Newest"]
    own = {guild_id: [one.code for one in codes] for guild_id, codes in seen.own.items()}
    one_each = {guild_id: [CODE] for guild_id in (OTHER_GUILD, *strangers[50::50])}
    assert own == {GUILD: [CODE, OTHER_CODE], **one_each}
    nothing = await store.codes_in([])
    assert (nothing.shared, nothing.own) == ((), {})


async def test_what_is_seen_of_a_code_is_what_is_known_of_it(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await post(store, GUILD, [OTHER_CODE, OTHER_CODE.lower()])
    await store.judge({OTHER_CODE: Standing(doubted_by=ANN)}, at=LATER)
    await store.mark_rolled_out([CODE], at=LATER)

    seen = await store.visible_codes(GUILD)

    known = {one.code: one for one in await store.codes()}
    assert {one.code: one for one in seen} == known
    assert len(seen) == len(known)


async def test_a_guild_sees_thousands_of_its_own(store: Store) -> None:
    codes = [f"Code{number:04}" for number in range(2_500)]
    await post(store, GUILD, codes)

    assert [one.code for one in await store.visible_codes(GUILD)] == codes


async def test_thousands_of_keys_are_asked_about_at_once(store: Store) -> None:
    codes = [f"Code{number:04}" for number in range(2_500)]
    await store.add_codes([*codes, CODE], at=NOW)

    assert [one.code for one in await store.codes(list(map(code_key, codes)))] == codes


QUESTIONS: Sequence[tuple[str, Sequence[Any]]] = [
    (VISIBLE, ["wos", GUILD]),
    (AWAITING_ROLLOUT, ["wos"]),
    (DUE, ["wos", "", "2026-03-01T12:00:00.250000+00:00", 9]),
    (TO_ANNOUNCE, ["wos"]),
]


def steps_of(file: Path) -> Sequence[int]:
    """Count the steps that SQLite takes to answer each question."""
    counted = []
    with closing(sqlite3.connect(file)) as connection:
        for sql, parameters in QUESTIONS:
            steps: list[None] = []
            connection.set_progress_handler(partial(steps.append, None), 1)
            connection.execute(sql, parameters).fetchall()
            counted.append(len(steps))
    return counted


def plan_of(file: Path, sql: str, parameters: Sequence[Any]) -> Sequence[str]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return [row[3] for row in rows]


async def test_on_sqlite_codes_of_other_guilds_cost_no_step(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with open_store(f"sqlite:///{file}") as store:
        await store.add_codes([CODE], at=NOW)
        await post(store, GUILD, [OTHER_CODE])
        await store.judge({OTHER_CODE: Standing(due=LATER)}, at=NOW)
        before = await asyncio.to_thread(steps_of, file)

        await fill_elsewhere(store)

        assert await asyncio.to_thread(steps_of, file) == before
        assert min(before) > 1, "they are counted"
        plan = await asyncio.to_thread(plan_of, file, *QUESTIONS[0])
    assert "SEARCH codes USING COVERING INDEX codes_shared (title=?)" in plan
    assert "SEARCH postings USING COVERING INDEX postings_by_time (title=? AND guild_id=?)" in plan
    assert "SEARCH codes USING PRIMARY KEY (title=? AND code=?)" in plan
    assert not [step for step in plan if "SCAN" in step]


async def test_on_mongodb_codes_of_other_guilds_are_not_read(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given what the guild has, and as a row of the older bot
        await store.add_codes([CODE], at=NOW)
        await database["gift_codes"].insert_one({"_id": "OLDER", "date": "2026-03-01"})
        await post(store, GUILD, [OTHER_CODE])
        await fill_elsewhere(store)
        await database.command("profile", 2)
        # when all is asked that a guild's commands ask
        seen = await store.visible_codes(GUILD)
        found = await store.codes([code_key(CODE), "OLDER"])
        await history_of(store, GUILD, ANN)
        opening = await store.awaiting_rollout()
        due = await store.codes_due(NOW, most=9)
        telling = await store.awaiting_announcement()
        await store.postings_of([OTHER_CODE])
        await store.witnesses(CODE, most=9)
        await store.runs_of([CODE])
        await store.enrol(GUILD, members([ANN]), by="x", at=NOW)
        await database.command("profile", 0)
        # then
        assert {one.code for one in seen} == {CODE, OTHER_CODE, "OLDER"}
        assert {one.code for one in found} == {CODE, "OLDER"}
        assert {one.code for one in opening} == {CODE, "OLDER"}
        assert (due, telling) == ([], [])
        ours = {"appName": "autoredeem", "ns": {"$not": {"$regex": "system"}}}
        noted = await database.get_collection("system.profile").find(ours).to_list()
        assert len(noted) > 14
        assert max(one.get("docsExamined", 0) for one in noted) <= 2
        assert max(one.get("keysExamined", 0) for one in noted) < 10
        assert all("COLLSCAN" not in one.get("planSummary", "") for one in noted)
