"""A backup is whole or not there, and is restored on any kind of store."""

import asyncio
import gzip
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from autoredeem.domain.errors import FileTrouble, OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid
from autoredeem.observe.threads import Step, no_step
from autoredeem.store import open_store
from autoredeem.store.archive import Owner
from autoredeem.store.backup import Made, back_up, restore
from autoredeem.store.factory import archive_of
from autoredeem.store.interface import Store
from autoredeem.store.mongo.archive import GUILD_COLUMNS
from autoredeem.store.mongo.tables import TABLES
from autoredeem.store.packing import unpack
from autoredeem.store.records import ADDRESS
from autoredeem.store.sqlite import open_sqlite
from autoredeem.store.sqlite.schema import MIGRATIONS
from frozen.writes import write_everything
from support.deadlines import PATIENT
from support.disk import no_file_grows_beyond
from support.facts import ANN, BOB, CODE, GUILD, NOW, members, settlement
from support.mongod import empty_database, raw_database
from support.raw_rows import raw_rows

KINDS = "sqlite", "mongodb"
TITLES = "wos", "kingshot"

STRIDE = {"sqlite": 1, "mongodb": 7}
"""Of so many steps one is the last: there are two for each collection."""


class Killed(BaseException):
    """What ends a process between two steps."""


@dataclass
class KilledAt:
    """Ends what is done at its n-th step."""

    left: int

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed


@pytest.fixture
def urls(sqlite_url: str, emptied_mongodb_url: str) -> Mapping[str, str]:
    """Give the URLs of a store of each kind."""
    return {"sqlite": sqlite_url, "mongodb": emptied_mongodb_url}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a backup."""
    return tmp_path / "all.backup"


async def beside(file: Path) -> Mapping[str, int]:
    """Return what lies where a backup is made, with its rights."""

    def found() -> Mapping[str, int]:
        return {
            one.name: stat.S_IMODE(one.stat().st_mode) for one in file.parent.glob(f"{file.name}*")
        }

    return await asyncio.to_thread(found)


async def fill(url: str, *titles: str) -> None:
    for title in titles or ("wos",):
        async with open_store(url, title, PATIENT) as store:
            await write_everything(store)
            await store.release_lease("lease", "owner")


def empty(url: str) -> None:
    """Leave nothing of a store."""
    if url.startswith("mongodb:"):
        empty_database(url)
    else:
        for each in Path(url.removeprefix("sqlite:///")).parent.glob("store.db*"):
            each.unlink()


async def backed_up(url: str, file: Path, *, force: bool = False, step: Step = no_step) -> Made:
    async with archive_of(url, TITLES, PATIENT)() as archive:
        return await back_up(archive, file, force=force, step=step)


async def restored(
    url: str, file: Path, owner: str = "me", *, force: bool = False, step: Step = no_step
) -> None:
    async with archive_of(url, TITLES, PATIENT)() as archive:
        me = Owner(owner, {"gone"}.__contains__)
        await restore(archive, file, me, force=force, step=step)


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


@pytest.mark.parametrize("kind", KINDS)
async def test_a_restore_that_is_killed_at_any_step_leaves_the_store_as_it_was_or_known_as_half(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    await fill(url)
    expected = await raw_rows(url)
    await backed_up(url, file)
    await _change(url)
    before, kills, halves = await raw_rows(url), 0, 0
    while True:
        try:
            await restored(url, file, f"process {kills}", force=True, step=KilledAt(kills))
        except Killed:
            kills += STRIDE[kind]
            try:
                async with open_store(url, "wos", PATIENT):
                    pass
            except StoreRefused as error:
                assert "autoredeem restore FILE" in str(error)
                halves += 1
            else:
                assert await raw_rows(url) in (before, expected)
        else:
            break
    assert kills > 2
    assert (halves > 2) is (kind == "mongodb")
    assert await raw_rows(url) == expected


async def test_half_a_restored_store_is_completed_without_being_told_to(
    urls: Mapping[str, str], file: Path
) -> None:
    url = urls["mongodb"]
    await fill(url)
    expected = await raw_rows(url)
    await backed_up(url, file)
    await _change(url)
    with pytest.raises(Killed):
        await restored(url, file, force=True, step=KilledAt(20))
    await restored(url, file)
    assert await raw_rows(url) == expected
    async with open_store(url, "wos", PATIENT) as store:
        assert await store.count_members(GUILD) == 3


@pytest.mark.parametrize("kind", KINDS)
async def test_a_store_with_anything_in_it_is_replaced_only_if_told_to(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    await fill(url)
    await backed_up(url, file)
    await _change(url)
    before = await raw_rows(url)
    with pytest.raises(StoreRefused) as caught:
        await restored(url, file)
    first, there, coming, _ = str(caught.value).splitlines()
    assert first.endswith("is newer than the backup.")
    assert there == (
        "In it: 4 members, 3 redemptions, 6 codes, 2 servers; last written 2026-03-03 12:00 UTC"
    )
    assert coming == (
        "In the backup: 3 members, 3 redemptions, 6 codes, 2 servers;"
        " last written 2026-03-01 13:00 UTC"
    )
    assert await raw_rows(url) == before
    await restored(url, file, force=True)
    assert await raw_rows(url) != before


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_restored_while_a_process_works_on_the_store(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    async with open_store(url, "wos", PATIENT) as store:
        await backed_up(url, file)
        await store.hold_lease(ADDRESS, "bot", seconds=600)
        with pytest.raises(StoreRefused, match=r"a process works on it \(bot\); stop it first"):
            await restored(url, file, force=True)
        await store.release_lease(ADDRESS, "bot")
        await store.hold_lease(ADDRESS, "gone", seconds=600)
        await restored(url, file, force=True)


@pytest.mark.parametrize("kind", KINDS)
async def test_whoever_has_a_restored_store_next_waits_for_nobody(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    async with open_store(url, "wos", PATIENT) as store:
        await store.hold_lease(ADDRESS, "bot", seconds=600)
        await backed_up(url, file)
        await store.release_lease(ADDRESS, "bot")
    await restored(url, file, force=True)
    async with open_store(url, "wos", PATIENT) as store:
        assert (await store.hold_lease(ADDRESS, "next", seconds=1)).owner == "next"


async def test_a_file_is_copied_as_it_was_at_one_moment_while_others_write(
    sqlite_url: str, file: Path
) -> None:
    await _large(sqlite_url)
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


@pytest.mark.parametrize("damage", ["cut off", "damaged", "no backup"])
async def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    sqlite_url: str, file: Path, damage: str
) -> None:
    await fill(sqlite_url)
    before = await raw_rows(sqlite_url)
    await backed_up(sqlite_url, file)
    content = bytearray(await asyncio.to_thread(file.read_bytes))
    if damage == "cut off":
        content = content[: len(content) // 2]
    elif damage == "damaged":
        content[len(content) // 2] ^= 0xFF
    else:
        content = bytearray(gzip.compress(b"members: none"))
    await asyncio.to_thread(file.write_bytes, content)
    with pytest.raises(FileTrouble, match=damage):
        await restored(sqlite_url, file, force=True)
    assert await raw_rows(sqlite_url) == before


@pytest.mark.parametrize("kind", KINDS)
async def test_a_copy_of_an_older_version_is_brought_up_to_date_and_restored(
    urls: Mapping[str, str], tmp_path: Path, kind: str
) -> None:
    older = tmp_path / "store.db.v3.backup"
    known = MIGRATIONS[:3]
    async with open_sqlite(f"sqlite:///{older}", "wos", PATIENT, known) as store:
        await store.settle([settlement(ANN)])
    await restored(urls[kind], older)
    async with open_store(urls[kind], "wos", PATIENT) as store:
        assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: True, BOB: False}


async def test_a_backup_of_a_newer_version_is_refused(sqlite_url: str, file: Path) -> None:
    newer = file.with_name("newer.db")
    known = [*MIGRATIONS, ("CREATE TABLE more (id INTEGER)",)]
    async with open_sqlite(f"sqlite:///{newer}", "wos", PATIENT, known):
        pass
    with pytest.raises(StoreRefused, match="a newer autoredeem made it") as caught:
        await restored(sqlite_url, newer)
    assert str(newer) in str(caught.value)


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
    await _large(urls[kind])
    await backed_up(urls[kind], file)
    await restored(urls[to], file)
    async with open_store(urls[to], "wos", PATIENT) as store:
        found = [one.fid async for batch in store.members(GUILD) for one in batch]
    assert sorted(found) == list(range(20_000_000, 20_003_000))


async def test_a_lock_that_somebody_keeps_is_waited_for_only_so_long(
    sqlite_url: str, file: Path
) -> None:
    await fill(sqlite_url)
    await backed_up(sqlite_url, file)
    before = await raw_rows(sqlite_url)
    impatient = replace(PATIENT, find_server=0.1)
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    copy = file.with_name("copy.db")
    await asyncio.to_thread(unpack, file, copy, no_step)
    other = await asyncio.to_thread(partial(sqlite3.connect, place, check_same_thread=False))
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    async with archive_of(sqlite_url, TITLES, impatient)() as archive:
        with pytest.raises(StoreUnavailable, match="another process keeps it locked"):
            await archive.fill_from(copy, no_step)
    await asyncio.to_thread(other.close)
    assert await raw_rows(sqlite_url) == before


async def test_a_restore_that_finds_no_room_leaves_a_file_as_it_was(
    sqlite_url: str, file: Path
) -> None:
    await _large(sqlite_url)
    await backed_up(sqlite_url, file)
    small = file.with_name("small.db")
    url = f"sqlite:///{small}"
    await fill(url)
    before = await raw_rows(url)
    room = len(await asyncio.to_thread(small.read_bytes)) + 50_000
    copy = file.with_name("copy.db")
    await asyncio.to_thread(unpack, file, copy, no_step)
    async with archive_of(url, TITLES, PATIENT)() as archive:
        with no_file_grows_beyond(room), pytest.raises(OutsideError, match="room"):
            await archive.fill_from(copy, no_step)
    assert await raw_rows(url) == before


async def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    sqlite_url: str, file: Path
) -> None:
    await fill(sqlite_url)
    await asyncio.to_thread(file.write_bytes, b"dear to me")
    with pytest.raises(FileTrouble, match="is there already; name another file, or say --force"):
        await backed_up(sqlite_url, file)
    assert await asyncio.to_thread(file.read_bytes) == b"dear to me"
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
    await _large(sqlite_url)
    with no_file_grows_beyond(room), pytest.raises(OutsideError) as caught:
        await backed_up(sqlite_url, file)
    assert str(caught.value).startswith(str(file))
    assert "room" in str(caught.value)
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


async def test_a_backup_of_an_unknown_game_is_refused(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "of_another.db"
    async with open_store(f"sqlite:///{file}", "chess", PATIENT) as store:
        await store.settle([settlement(ANN)])
    with pytest.raises(StoreRefused, match="the backup is of chess, which is no game here"):
        await restored(urls["mongodb"], file)


async def _change(url: str) -> None:
    """Write later than everything else in the store."""
    async with open_store(url, "wos", PATIENT) as store:
        await store.enrol(GUILD, members([Fid(10_000_090)]), by="test", at=NOW + timedelta(2))


async def _large(url: str) -> None:
    async with open_store(url, "wos", PATIENT) as store:
        await _enrol_many(store)


async def _enrol_many(store: Store) -> None:
    many = members([Fid(20_000_000 + number) for number in range(3_000)])
    await store.enrol(GUILD, many, by="test", at=NOW)
