"""A backup is whole or not there, and has all that is in a store of any kind."""

import asyncio
import gzip
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from pymongo.errors import BulkWriteError

from autoredeem.domain.errors import FileTrouble, OutsideError, StoreRefused, StoreUnavailable
from autoredeem.store import open_store
from autoredeem.store.mongo.archive import GUILD_COLUMNS
from autoredeem.store.mongo.tables import TABLES
from support.backups import (
    KINDS,
    STRIDE,
    TITLES,
    Killed,
    KilledAt,
    backed_up,
    beside,
    empty,
    enlarge,
    file,
    fill,
    restored,
    urls,
)
from support.deadlines import PATIENT
from support.disk import no_file_grows_beyond
from support.facts import ANN, BOB, CODE, GUILD, NOW, members
from support.mongod import fail_command, raw_database
from support.raw_rows import PASSING, raw_rows

__all__ = ["file", "urls"]


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_everything_is_restored_on_any_kind_of_store_as_it_is_written_there(
    urls: Mapping[str, str], file: Path, kind: str, to: str
) -> None:
    url, target = urls[kind], urls[to]
    await fill(target, *TITLES)
    expected = await raw_rows(target)
    if url != target:
        await fill(url, *TITLES)
    made = await backed_up(url, file)
    assert made.left == 0
    assert made.contents.rows == {"members": 6, "redemptions": 6, "codes": 12, "servers": 4}
    await asyncio.to_thread(empty, target)
    await restored(target, file)
    assert await raw_rows(target) == expected
    async with open_store(target, "kingshot", PATIENT) as store:
        assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: True, BOB: True}


async def test_a_backup_has_every_table_and_column_that_there_is(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with open_store(f"sqlite:///{file}", "wos", PATIENT):
        pass

    def columns() -> dict[str, set[str]]:
        with closing(sqlite3.connect(file)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
                for (name,) in names.fetchall()
                if name != "leases"
            }

    known = {table.name: {"title", *table.columns} for table in TABLES}
    assert await asyncio.to_thread(columns) == {**known, "guilds": {"title", *GUILD_COLUMNS}}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_backup_that_is_killed_at_any_step_leaves_no_file_and_is_made_again(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    await fill(url)
    kills = 0
    while True:
        try:
            await backed_up(url, file, step=KilledAt(kills))
        except Killed:
            assert file.name not in await beside(file)
            kills += STRIDE[kind]
        else:
            break
    assert kills > 2
    assert await beside(file) == {file.name: 0o600}


async def test_a_file_is_copied_as_it_was_at_one_moment_while_others_write(
    sqlite_url: str, file: Path
) -> None:
    await enlarge(sqlite_url)
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    steps = 0

    def write() -> None:
        nonlocal steps
        steps += 1
        with closing(sqlite3.connect(place)) as other, other:
            other.execute("DELETE FROM members WHERE fid = ?", (20_000_000 + steps,))

    made = await backed_up(sqlite_url, file, step=write)
    assert steps > 4
    assert made.contents.rows["members"] == 3_000


def test_on_mongodb_what_says_that_something_is_done_is_read_before_what_was_done() -> None:
    names = [table.name for table in TABLES]
    assert names.index("codes") < names.index("runs") < names.index("members")
    assert names[-1] == "ledger"


async def test_an_unpacked_backup_is_a_store(sqlite_url: str, file: Path) -> None:
    await fill(sqlite_url)
    await backed_up(sqlite_url, file)
    expected = await raw_rows(sqlite_url)
    unpacked = file.with_name("unpacked.db")
    packed = await asyncio.to_thread(file.read_bytes)
    await asyncio.to_thread(unpacked.write_bytes, gzip.decompress(packed))
    url = f"sqlite:///{unpacked}"
    async with open_store(url, "wos", PATIENT) as store:
        assert await store.count_members(GUILD) == 3
    assert await raw_rows(url) == expected


@pytest.mark.parametrize(("kind", "to"), [("sqlite", "mongodb"), ("mongodb", "sqlite")])
async def test_pages_of_many_rows_come_over_whole(
    urls: Mapping[str, str], file: Path, kind: str, to: str
) -> None:
    await enlarge(urls[kind])
    await backed_up(urls[kind], file)
    await restored(urls[to], file)
    async with open_store(urls[to], "wos", PATIENT) as store:
        found = [one.fid async for batch in store.members(GUILD) for one in batch]
    assert sorted(found) == list(range(20_000_000, 20_003_000))


async def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    sqlite_url: str, file: Path
) -> None:
    await fill(sqlite_url)
    await asyncio.to_thread(file.write_bytes, b"dear to me")
    with pytest.raises(FileTrouble, match="is there already; name another file, or say --force"):
        await backed_up(sqlite_url, file)
    assert await asyncio.to_thread(file.read_bytes) == b"dear to me"
    with pytest.raises(FileTrouble, match="is there and is no backup; name another file"):
        await backed_up(sqlite_url, file, force=True)
    store = Path(sqlite_url.removeprefix("sqlite:///"))
    with pytest.raises(FileTrouble, match="is there and is no backup"):
        await backed_up(sqlite_url, store, force=True)
    await asyncio.to_thread(file.write_bytes, gzip.compress(b"an older one"))
    made = await backed_up(sqlite_url, file, force=True)
    assert made.size == len(await asyncio.to_thread(file.read_bytes))


async def test_what_is_not_there_is_not_backed_up(
    sqlite_url: str, file: Path, emptied_mongodb_url: str
) -> None:
    for url, why in (
        (sqlite_url, "it isn't there"),
        (emptied_mongodb_url, "nothing of autoredeem"),
    ):
        with pytest.raises(StoreRefused, match=why):
            await backed_up(url, file)
        assert not await beside(file)


@pytest.mark.parametrize("room", [50_000, 300_000, 450_000])
async def test_a_full_disk_is_named_and_nothing_half_is_left(
    sqlite_url: str, file: Path, room: int
) -> None:
    await enlarge(sqlite_url)
    with no_file_grows_beyond(room), pytest.raises(OutsideError) as caught:
        await backed_up(sqlite_url, file)
    assert str(caught.value).startswith(str(file))
    assert "room" in str(caught.value)
    assert not await beside(file)


async def test_a_server_that_fails_on_the_way_leaves_no_file(
    emptied_mongodb_url: str, mongod_uri: str, file: Path
) -> None:
    await fill(emptied_mongodb_url)
    database, _, _ = emptied_mongodb_url.rpartition("/")[2].partition("?")
    members = f"{database}.auto_redeem_members"
    async with fail_command(mongod_uri, "find", error_code=24, namespace=members):
        with pytest.raises(StoreUnavailable):
            await backed_up(emptied_mongodb_url, file)
    assert not await beside(file)


async def test_documents_that_are_not_ours_are_left_out_counted_and_never_removed(
    emptied_mongodb_url: str, file: Path, tmp_path: Path
) -> None:
    async with open_store(emptied_mongodb_url, "wos", PATIENT) as store:
        await store.enrol(GUILD, members([ANN]), by="test", at=NOW)
    strange: dict[str, list[dict[str, Any]]] = {
        "auto_redeemed_codes": [
            {"_id": "1:GIFT"},
            {"_id": 5},
            {"_id": f"{GUILD}:gift-2026:10000001"},
        ],
        "gift_codes": [{"_id": "no code!", "code_key": ""}],
        "auto_redeem_members": [{"_id": "x", "guild_id": "nobody"}],
        "auto_redeem_settings": [{"_id": "global", "enabled": True}],
    }
    older: dict[str, list[dict[str, Any]]] = {
        "auto_redeemed_codes": [{"_id": f"{GUILD}:GIFT-2026:{ANN}"}],
        "gift_codes": [{"_id": CODE, "date": "2025-01-02", "code_key": "GIFT-2026"}],
        "auto_redeem_members": [{"guild_id": str(GUILD), "fid": BOB, "nickname": "Bob"}],
        "auto_redeem_channels": [{"_id": GUILD, "channel_id": "700001"}],
    }
    async with raw_database(emptied_mongodb_url) as database:
        for rows in (strange, older):
            for name, documents in rows.items():
                await database[name].insert_many(documents)
    made = await backed_up(emptied_mongodb_url, file)
    assert made.left == sum(map(len, strange.values()))
    url = f"sqlite:///{tmp_path / 'store.db'}"
    await restored(url, file)
    async with open_store(url, "wos", PATIENT) as store:
        assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: True, BOB: False}
        assert await store.count_members(GUILD) == 2
        assert [one.code for one in await store.codes()] == [CODE]
        (guild,) = await store.guilds()
        assert guild.channel == 700_001
    await restored(emptied_mongodb_url, file, force=True)
    async with raw_database(emptied_mongodb_url) as database:
        for name, documents in strange.items():
            named = {"_id": {"$in": [one["_id"] for one in documents]}}
            found = await database[name].find(named).to_list()
            assert sorted(found, key=repr) == sorted(documents, key=repr)


async def test_whatever_stands_in_a_field_no_document_keeps_the_others_from_being_backed_up(
    emptied_mongodb_url: str, file: Path
) -> None:
    await fill(emptied_mongodb_url)
    junk = (None, "text", True, 1.5, [1], {"a": 1}, NOW, ObjectId())
    odd = 0
    async with raw_database(emptied_mongodb_url) as database:
        for name in sorted(set(await database.list_collection_names()) - {*PASSING}):
            if document := await database[name].find_one():
                strange = [
                    {**document, "_id": f"{field} {number}", field: value}
                    for field in document
                    for number, value in enumerate(junk)
                    if field != "_id"
                ]
                odd += len(strange)
                with suppress(BulkWriteError):
                    await database[name].insert_many(strange, ordered=False)
    made = await backed_up(emptied_mongodb_url, file)
    assert 0 < made.left < odd
    assert made.contents.rows["members"] >= 3
    await restored(emptied_mongodb_url, file, force=True)
    assert (await backed_up(emptied_mongodb_url, file, force=True)).left == made.left
