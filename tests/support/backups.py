"""Backups made and restored in tests, and what is killed on the way."""

import asyncio
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.observe.threads import Step, no_step
from autoredeem.store import open_store
from autoredeem.store.archive import Owner
from autoredeem.store.backup import Made, back_up, restore
from autoredeem.store.factory import archive_of
from autoredeem.store.interface import Store
from frozen.writes import write_everything
from support.deadlines import PATIENT
from support.facts import GUILD, NOW, members
from support.mongod import empty_database

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


async def change(url: str) -> None:
    """Write later than everything else in the store."""
    async with open_store(url, "wos", PATIENT) as store:
        await store.enrol(GUILD, members([Fid(10_000_090)]), by="test", at=NOW + timedelta(2))


async def enlarge(url: str) -> None:
    async with open_store(url, "wos", PATIENT) as store:
        await _enrol_many(store)


async def _enrol_many(store: Store) -> None:
    many = members([Fid(20_000_000 + number) for number in range(3_000)])
    await store.enrol(GUILD, many, by="test", at=NOW)
