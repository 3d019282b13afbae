"""A look at the store: a line each, whatever fails, and an end to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from autoredeem.domain.text import fold
from autoredeem.observe.clock import SystemClock
from autoredeem.runtime.findings import Finding, Level
from autoredeem.runtime.store_diagnostics import (
    LEAST_FREE,
    SLOW,
    disk_findings,
    room_finding,
    speed_finding,
    store_findings,
)
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.mongo.inspection import INDEXES as ON_MONGODB
from autoredeem.store.sqlite.inspection import INDEXES as IN_THE_FILE
from autoredeem.store.sqlite.schema import MIGRATIONS
from support.mongod import fail_command, raw_database

UNAUTHORIZED = 13


async def looked_at(url: str, within: float = 20.0) -> dict[str, Finding]:
    findings = await store_findings(url, "wos", StoreOptions(), SystemClock(), within=within)
    return {finding.subject: finding for finding in findings}


async def test_writes_that_are_refused_fail_their_own_line_alone(
    mongodb_url: str, mongod_uri: str
) -> None:
    await looked_at(mongodb_url)
    async with fail_command(mongod_uri, "insert", error_code=UNAUTHORIZED):
        found = await looked_at(mongodb_url)
    levels = {subject: finding.level for subject, finding in found.items()}
    assert levels == {
        "store": Level.OK,
        "store speed": Level.OK,
        "store writes": Level.FAIL,
        "store schema": Level.OK,
        "older bot": Level.OK,
    }
    assert "lacks a right" in found["store writes"].found


async def test_a_slow_store_is_a_warning(mongodb_url: str, mongod_uri: str) -> None:
    async with fail_command(mongod_uri, "find", block_ms=300):
        found = await looked_at(mongodb_url)
    assert found["store speed"].level is Level.WARN
    assert "everything works, but slowly" in found["store speed"].found
    assert found["store writes"].level is Level.OK


async def test_a_store_that_stops_answering_has_a_line_for_everything(
    mongodb_url: str, mongod_uri: str
) -> None:
    await looked_at(mongodb_url)
    async with fail_command(mongod_uri, "insert", block_ms=3_000):
        found = await looked_at(mongodb_url, within=1.5)
    assert found["store speed"].level is Level.OK
    assert found["store writes"].level is Level.FAIL
    assert "no answer in time" in found["store writes"].found
    assert found["store schema"].level is Level.FAIL


async def test_a_store_that_never_opens_has_one_line(mongodb_url: str, mongod_uri: str) -> None:
    async with fail_command(mongod_uri, "find", block_ms=1_500):
        found = await looked_at(mongodb_url, within=0.5)
    assert list(found) == ["store"]
    assert found["store"].level is Level.FAIL
    assert found["store"].advice


def test_the_indexes_looked_for_are_those_of_a_new_file() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("fold", 1, fold)
        for statement in (statement for version in MIGRATIONS for statement in version):
            connection.execute(statement)
        indexes = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%INDEX%'")
        assert {name for (name,) in indexes} == set(IN_THE_FILE)


async def test_the_indexes_counted_are_those_of_a_new_database(mongodb_url: str) -> None:
    async with open_store(mongodb_url):
        pass
    async with raw_database(mongodb_url) as database:
        names = await database.list_collection_names()
        there = [await database.get_collection(name).index_information() for name in names]
    assert sum(len(indexes) - 1 for indexes in there) == ON_MONGODB


@pytest.mark.parametrize(("seconds", "level"), [(SLOW, Level.OK), (SLOW + 0.01, Level.WARN)])
def test_a_quarter_of_a_second_a_question_is_slow(seconds: float, level: Level) -> None:
    assert speed_finding(seconds, 5).level is level


@pytest.mark.parametrize(
    ("free", "level"), [(LEAST_FREE, Level.OK), (LEAST_FREE - 1, Level.WARN), (0, Level.WARN)]
)
def test_a_disk_with_little_room_is_a_warning(free: int, level: Level, tmp_path: Path) -> None:
    finding = room_finding(tmp_path, free)
    assert finding.level is level
    assert str(tmp_path) in finding.found
    assert bool(finding.advice) is (level is Level.WARN)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place without any room")
def test_a_place_without_room_is_found_to_be_one() -> None:
    [finding] = disk_findings("sqlite:////proc/store.db")
    assert (finding.level, finding.found) == (Level.WARN, "0 MB are free for /proc")


def test_the_disk_of_a_folder_that_does_not_exist_yet_is_that_of_the_one_above(
    tmp_path: Path,
) -> None:
    [finding] = disk_findings(f"sqlite:///{tmp_path}/not/yet/store.db")
    assert finding.found.endswith(f"for {tmp_path}")


def test_the_disk_of_a_server_is_not_looked_at() -> None:
    assert disk_findings("mongodb://host/facts") == []
