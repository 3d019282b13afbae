"""The file is locked, full, read-only, gone, replaced, in the middle of a run: it ends right."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from autoredeem.store import open_store
from autoredeem.store.sqlite.connection import Connection, Row
from support.disk import no_file_grows_beyond
from support.facts import CODE, GUILD
from support.troubled_run import (
    EVERYONE,
    HASTY,
    Scene,
    ends_right,
    locked_by_another_process,
    play,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of the store's file."""
    return tmp_path / "store.db"


@pytest.fixture
def url(file: Path) -> str:
    """Give the URL of the store."""
    return f"sqlite:///{file}"


async def tell_writer(scene: Scene, statement: str) -> Sequence[Row]:
    """Run a statement on the program's own connection: SQLite's limits are a connection's."""
    store: Any = scene.store
    writer: Connection = store._backend._database._writer
    async with writer.locked():
        return await writer.rows(statement)


@pytest.mark.server
async def test_a_file_that_another_process_locks_loses_nothing(file: Path, url: str) -> None:
    async def locked(scene: Scene) -> None:
        async with locked_by_another_process(file):
            await scene.is_told("another process keeps it locked")
            await scene.is_ready(ready=False, why="another process keeps it locked")

    await ends_right(url, await play(url, locked, HASTY))


async def test_a_full_file_loses_nothing_and_goes_on_when_there_is_room(url: str) -> None:
    async def full(scene: Scene) -> None:
        ((pages,),) = await tell_writer(scene, "PRAGMA page_count")
        await tell_writer(scene, f"PRAGMA max_page_count = {pages}")
        await scene.is_told("there is no room left; make room on the disk", times=2)
        await scene.is_ready(ready=False, why="there is no room left; make room on the disk")
        await tell_writer(scene, f"PRAGMA max_page_count = {pages + 1000}")

    await ends_right(url, await play(url, full, HASTY))


async def test_a_disk_that_takes_a_part_of_a_write_loses_nothing(file: Path, url: str) -> None:
    """The system lets files grow to a size that ends in the middle of a page of the log."""

    async def cut(scene: Scene) -> None:
        log = await asyncio.to_thread(file.with_name(f"{file.name}-wal").stat)
        with no_file_grows_beyond(log.st_size + 5_000):
            await scene.is_told("the disk failed to read or write")
            await scene.is_ready(ready=False, why="the disk failed to read or write")

    await ends_right(url, await play(url, cut, HASTY))


async def test_a_file_that_may_not_be_written_any_more_loses_nothing(url: str) -> None:
    async def read_only(scene: Scene) -> None:
        await tell_writer(scene, "PRAGMA query_only = ON")
        await scene.is_told("it can't be written; allow it for the file and its folder", times=2)
        await scene.is_ready(
            ready=False, why="it can't be written; allow it for the file and its folder"
        )
        await tell_writer(scene, "PRAGMA query_only = OFF")

    await ends_right(url, await play(url, read_only, HASTY))


async def test_a_file_that_is_moved_away_is_not_taken_for_the_store(file: Path, url: str) -> None:
    async def moved(scene: Scene) -> None:
        elsewhere = file.with_name("elsewhere.db")
        await asyncio.to_thread(file.rename, elsewhere)
        await scene.is_told("it was deleted or moved away; put it back", times=2)
        await scene.is_ready(ready=False, why="it was deleted or moved away; put it back")
        await asyncio.to_thread(elsewhere.rename, file)

    await ends_right(url, await play(url, moved, HASTY))


async def test_a_file_in_the_store_s_place_is_not_taken_for_it_and_the_old_one_is_left_alone(
    file: Path, url: str
) -> None:
    why = "another file lies in its place; put the old one back"

    async def replaced(scene: Scene) -> None:
        elsewhere, another = file.with_name("elsewhere.db"), file.with_name("another.db")
        async with open_store(f"sqlite:///{another}"):
            pass
        await asyncio.to_thread(file.rename, elsewhere)
        await asyncio.to_thread(another.rename, file)
        await scene.is_told(why)
        settled = await settled_of(scene)
        await scene.is_told(why, times=2)
        await scene.is_ready(ready=False, why=why)
        assert await settled_of(scene) == settled
        await asyncio.to_thread(elsewhere.rename, file)

    await ends_right(url, await play(url, replaced, HASTY))


async def settled_of(scene: Scene) -> int:
    """Count who is settled in the file that the program has open."""
    return sum((await scene.store.batch_check_members(GUILD, CODE, EVERYONE)).values())
