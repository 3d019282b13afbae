"""Backups that a program makes by itself, again and again, for as long as it runs.

A backup that can't be made is seen, in the log, the metrics and the health, and stops nothing.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nan
from pathlib import Path

import structlog

from autoredeem.domain.errors import FileTrouble, OutsideError
from autoredeem.observe.clock import Clock
from autoredeem.observe.threads import in_own_thread
from autoredeem.runtime.health import Part

log = structlog.get_logger(__name__)

FORM = "autoredeem-%Y%m%dT%H%M%SZ.backup"
UNFINISHED = ".unfinished"
"""How a backup is named, by its time, and what is begun of one."""

AGAIN = timedelta(hours=1)
"""When it is tried again, where that failed."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Into which folder a backup is made, how often, and how many of the latest are kept."""

    folder: Path
    every: timedelta
    keep: int


class ScheduledBackups:
    """Makes backups by a plan. `make` writes one file, whole or not at all."""

    def __init__(
        self,
        plan: BackupPlan,
        make: Callable[[Path], Awaitable[object]],
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._plan = plan
        self._make = make
        self._clock = clock
        self._sleep = sleep
        self._latest: datetime | None = None
        self._trouble = ""
        self.failures = 0

    async def work(self) -> None:
        """Make a backup whenever the latest in the folder is old enough, until cancelled."""
        while True:
            try:
                await self._make_when_due()
                self._trouble = ""
            except OutsideError as error:
                await self._failed(str(error))
            except Exception as error:
                log.exception("A backup failed by a fault of the program's own")
                await self._failed(type(error).__name__)

    def part(self) -> Part:
        """Return how the backups are; nothing else depends on them."""
        figures = {} if self._latest is None else {"age_seconds": round(self.age())}
        return Part(ok=not self._trouble, why=self._trouble, details=figures, needed=False)

    def age(self) -> float:
        """Return how many seconds ago the latest backup was made; NaN if none is known."""
        if self._latest is None:
            return nan
        return (self._clock.now() - self._latest).total_seconds()

    async def _make_when_due(self) -> None:
        plan, now = self._plan, self._clock.now()
        made = await in_own_thread(made_in, plan.folder)
        self._latest = max((at for at in made.values() if at <= now), default=None)
        if self._latest and self._latest + plan.every > now:
            await self._sleep((self._latest + plan.every - now).total_seconds())
            return
        file = plan.folder / now.strftime(FORM)
        await self._make(file)
        self._latest = now
        await in_own_thread(remove_old, plan.folder, plan.keep, now)
        log.info(f"Backed up to {file}")

    async def _failed(self, why: str) -> None:
        self.failures += 1
        self._trouble = why
        log.warning(f"No backup could be made, it is tried again: {why}")
        await self._sleep(AGAIN.total_seconds())


def made_in(folder: Path) -> Mapping[str, datetime]:
    """Return the backups in a folder, by name, with the times that the names say.

    It blocks. The folder is made if it is missing.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        times = ((one.name, _time_in(one.name)) for one in folder.iterdir())
        return {name: at for name, at in times if at}
    except OSError as error:
        raise FileTrouble(f"{folder}: {error.strerror}") from None


def remove_old(folder: Path, keep: int, now: datetime) -> None:
    """Remove all backups but the latest, and what was begun before now. It blocks.

    One of a time to come was made while the clock was wrong: it counts as the oldest.
    """
    made = made_in(folder)
    oldest_first = sorted(made, key=lambda name: (made[name] <= now, made[name]))
    try:
        for name in oldest_first[:-keep]:
            (folder / name).unlink(missing_ok=True)
        for one in folder.iterdir():
            begun = one.name.endswith(UNFINISHED) and _time_in(one.name.removesuffix(UNFINISHED))
            if begun and begun < now:
                shutil.rmtree(one, ignore_errors=True)
    except OSError as error:
        raise FileTrouble(f"{folder}: old backups can't be removed: {error.strerror}") from None


def _time_in(name: str) -> datetime | None:
    """Return the time that a backup's name says; None where it is none of ours."""
    try:
        return datetime.strptime(name, FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
