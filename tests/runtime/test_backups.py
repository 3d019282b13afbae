"""Backups that the program makes by itself: when, how many stay, and what a failure stops."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isnan
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.errors import FileTrouble
from autoredeem.runtime.backups import BackupPlan, ScheduledBackups
from support.facts import NOW

EVERY = timedelta(hours=24)


class Ended(BaseException):
    """What ends the work of a test."""


class Days:
    """A clock that goes on by what is slept, for so many times."""

    def __init__(self, sleeps: int) -> None:
        self.time = NOW
        self.slept: list[float] = []
        self._sleeps = sleeps

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def monotonic(self) -> float:
        """Return it in seconds."""
        return (self.time - NOW).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Let time pass; end the work when it is enough."""
        self.slept.append(seconds)
        if len(self.slept) == self._sleeps:
            raise Ended
        self.time += timedelta(seconds=seconds)


class Maker:
    """Makes files, and fails at first if it is told to."""

    def __init__(self, error: Exception | None = None, failures: int = 0) -> None:
        self._error = error
        self._failures = failures

    async def make(self, file: Path) -> None:
        """Make one."""
        self._failures -= 1
        if self._error and self._failures >= 0:
            raise self._error
        await asyncio.to_thread(file.write_text, "all of it")


async def work(folder: Path, clock: Days, maker: Maker, keep: int = 3) -> ScheduledBackups:
    plan = BackupPlan(folder, EVERY, keep)
    backups = ScheduledBackups(plan, maker.make, clock, clock.sleep)
    with pytest.raises(Ended):
        await backups.work()
    return backups


async def names(folder: Path) -> Sequence[str]:
    return sorted(one.name for one in await asyncio.to_thread(lambda: list(folder.iterdir())))


async def test_a_backup_is_made_at_once_then_every_day_and_the_latest_stay(tmp_path: Path) -> None:
    folder, clock = tmp_path / "new" / "backups", Days(5)
    backups = await work(folder, clock, Maker())
    assert clock.slept == pytest.approx([EVERY.total_seconds()] * 5, abs=1)
    assert await names(folder) == [
        "autoredeem-20260303T120000Z.backup",
        "autoredeem-20260304T120000Z.backup",
        "autoredeem-20260305T120000Z.backup",
    ]
    assert backups.part().ok
    assert backups.age() == pytest.approx(0, abs=1)


async def test_a_program_that_is_started_anew_waits_until_the_next_is_due(tmp_path: Path) -> None:
    await asyncio.to_thread((tmp_path / "autoredeem-20260301T060000Z.backup").touch)
    clock = Days(1)
    backups = await work(tmp_path, clock, Maker())
    assert clock.slept == pytest.approx([18 * 3600], abs=1)
    assert backups.age() == pytest.approx(6 * 3600, abs=1)
    assert len(await names(tmp_path)) == 1


async def test_only_what_is_ours_is_removed_and_only_when_the_new_one_is_whole(
    tmp_path: Path,
) -> None:
    old = ["autoredeem-20260101T120000Z.backup", "autoredeem-20260102T120000Z.backup"]
    others = ["autoredeem.db", "mine.backup", "autoredeem-99999999T999999Z.backup"]

    def lay_out() -> None:
        for name in (*old, *others):
            (tmp_path / name).touch()
        (tmp_path / "autoredeem-20260103T120000Z.backup.unfinished").mkdir()
        (tmp_path / "mine.backup.unfinished").mkdir()

    await asyncio.to_thread(lay_out)
    full = FileTrouble("no room")
    await work(tmp_path, Days(1), Maker(full, failures=1), keep=1)
    assert set(old) < set(await names(tmp_path))
    await work(tmp_path, Days(1), Maker(), keep=1)
    assert set(await names(tmp_path)) == {
        *("autoredeem-20260301T120000Z.backup", "mine.backup.unfinished", *others)
    }


async def test_backups_of_a_time_to_come_keep_none_from_being_made_and_go_first(
    tmp_path: Path,
) -> None:
    for year in (2031, 2032):
        await asyncio.to_thread((tmp_path / f"autoredeem-{year}0101T000000Z.backup").touch)
    await work(tmp_path, Days(1), Maker(), keep=2)
    assert await names(tmp_path) == [
        "autoredeem-20260301T120000Z.backup",
        "autoredeem-20320101T000000Z.backup",
    ]


@pytest.mark.parametrize("error", [FileTrouble("no room left"), KeyError("a bug")])
async def test_a_backup_that_fails_is_told_and_tried_again_in_an_hour(
    tmp_path: Path, error: Exception
) -> None:
    with capture_logs() as logs:
        clock = Days(1)
        failed = await work(tmp_path, clock, Maker(error, failures=9))
        assert clock.slept == [3600]
        assert (failed.failures, failed.part().ok, failed.part().needed) == (1, False, False)
        assert isnan(failed.age())
        clock = Days(3)
        mended = await work(tmp_path, clock, Maker(error, failures=2))
        assert (mended.failures, mended.part().ok) == (2, True)
    told = [one for one in logs if one["event"].startswith("No backup could be made")]
    assert len(told) == 3


async def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    await asyncio.to_thread((tmp_path / "file").touch)
    failed = await work(tmp_path / "file" / "folder", Days(1), Maker())
    assert str(tmp_path / "file" / "folder") in failed.part().why
