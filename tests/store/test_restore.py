"""A store is restored as a whole, on any kind of store, or is known to be half."""

import asyncio
import gzip
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from autoredeem.domain.errors import FileTrouble, OutsideError, StoreRefused, StoreUnavailable
from autoredeem.observe.threads import no_step
from autoredeem.store import open_store
from autoredeem.store.factory import archive_of
from autoredeem.store.packing import unpack
from autoredeem.store.records import ADDRESS
from autoredeem.store.sqlite import open_sqlite
from autoredeem.store.sqlite.schema import MIGRATIONS
from support.backups import (
    KINDS,
    STRIDE,
    TITLES,
    Killed,
    KilledAt,
    backed_up,
    change,
    enlarge,
    file,
    fill,
    restored,
    urls,
)
from support.deadlines import PATIENT
from support.disk import no_file_grows_beyond
from support.facts import ANN, BOB, CODE, GUILD, settlement
from support.raw_rows import raw_rows

__all__ = ["file", "urls"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_restore_that_is_killed_at_any_step_leaves_the_store_as_it_was_or_known_as_half(
    urls: Mapping[str, str], file: Path, kind: str
) -> None:
    url = urls[kind]
    await fill(url)
    expected = await raw_rows(url)
    await backed_up(url, file)
    await change(url)
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
    await change(url)
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
    await change(url)
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
    await enlarge(sqlite_url)
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


async def test_a_file_in_use_is_no_copy_as_what_was_last_written_lies_beside_it(
    sqlite_url: str, emptied_mongodb_url: str
) -> None:
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    async with open_store(sqlite_url, "wos", PATIENT) as store:
        await store.settle([settlement(ANN)])
        with pytest.raises(FileTrouble, match=r"store.db-wal holds what was last written"):
            await restored(emptied_mongodb_url, place)


async def test_a_backup_that_is_not_there_is_named(sqlite_url: str, file: Path) -> None:
    with pytest.raises(FileTrouble, match=f"{file} can't be read: No such file"):
        await restored(sqlite_url, file)


async def test_a_backup_of_an_unknown_game_is_refused(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "of_another.db"
    async with open_store(f"sqlite:///{file}", "chess", PATIENT) as store:
        await store.settle([settlement(ANN)])
    with pytest.raises(StoreRefused, match="the backup is of chess, which is no game here"):
        await restored(urls["mongodb"], file)
