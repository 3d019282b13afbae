"""The store: whether it is there, how fast, whether it takes writes and is as expected."""

import asyncio
from collections.abc import Awaitable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from shutil import disk_usage
from statistics import median
from typing import Any

from autoredeem.adoption.older_bot import adopt
from autoredeem.domain.errors import InvalidSetting, OutsideError, StoreRefused
from autoredeem.domain.ids import LARGEST_DISCORD_ID, LARGEST_FID, GuildId
from autoredeem.domain.players import Member
from autoredeem.observe.clock import Clock
from autoredeem.runtime.findings import Finding, Level, milliseconds
from autoredeem.runtime.game_diagnostics import NO_CODE
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.factory import inspector_of, older_bot_at
from autoredeem.store.inspection import Inspector
from autoredeem.store.interface import Ledger, Roster, Store
from autoredeem.store.older_bot import OlderBot
from autoredeem.store.sqlite.address import file_at

STORE, SPEED, WRITES, SCHEMA = "store", "store speed", "store writes", "store schema"
OLDER_BOT = "older bot"
DISK = "disk"
MEGABYTE = 1_000_000

LEAST_FREE = 100 * MEGABYTE
"""Bytes: room for the file, its journal, and whatever else lives on the disk."""

WITHIN = 20.0
"""Seconds for all of it, without saying goodbye."""

LONGEST_FIND, LONGEST_COMMAND = 4.0, 10.0
"""The most patience that a part has, in seconds; the settings may have less."""

QUESTIONS, ENOUGH = 5, 2.0
"""So many questions are timed, or as many as begin within so many seconds."""

SLOW = 0.25
"""Seconds for one question, above which people notice."""

NO_GUILD, NO_PLAYER = GuildId(LARGEST_DISCORD_ID), LARGEST_FID
"""The test's own entry: nobody acts on it, even if it is cut short before it is removed. A code
would be tried by a bot that runs on the same store."""

MEND_URL = "set AUTOREDEEM_STORE_URL to an address of that form"
TRY_AGAIN = (
    "try again; if it stays like this, check that the store named in AUTOREDEEM_STORE_URL runs and"
    " can be reached from here"
)
MEND_STORE = (
    "mend what is named there, or name another store in AUTOREDEEM_STORE_URL; a store with a newer"
    " schema needs the newest autoredeem"
)


def store_findings(
    url: str, title: str, options: StoreOptions, clock: Clock, *, within: float = WITHIN
) -> Coroutine[Any, Any, list[Finding]]:
    """Check the title's store at `url`, and the disk if it is a file.

    Opening makes what is missing in it; what is written for the test is removed. All of it takes
    `within` seconds, and what saying goodbye takes. The call imports a driver and reads the
    disk: make it before the loop runs.
    """
    patience = StoreOptions(
        min(options.find_server, LONGEST_FIND),
        min(options.command, LONGEST_COMMAND),
        options.database,
    )
    try:
        opening = open_store(url, title, patience)
    except InvalidSetting as error:
        return _only(Finding(Level.FAIL, STORE, str(error), MEND_URL))
    inspector, disk = inspector_of(url, title, patience), disk_findings(url)
    older = older_bot_at(url, title, patience)
    return _findings(opening, inspector, older, disk, clock, within)


def speed_finding(seconds: float, questions: int) -> Finding:
    """Return the finding on how long one question took: the median of so many."""
    found = f"{milliseconds(seconds)} for one question (the median of {questions})"
    if seconds <= SLOW:
        return Finding(Level.OK, SPEED, found)
    slowly = "; everything works, but slowly"
    return Finding(Level.WARN, SPEED, found + slowly, "move autoredeem and the store closer")


def disk_findings(store_url: str) -> list[Finding]:
    """Check the disk of a store that is a file; a server's disk is not ours to see. It blocks.

    Raises InvalidSetting for a URL of a file that can't be one.
    """
    if not store_url.startswith("sqlite:"):
        return []
    # The folder may not exist yet: then the nearest one above it.
    for folder in file_at(store_url).absolute().parents:
        with suppress(OSError):
            return [room_finding(folder, disk_usage(folder).free)]
    return []


def room_finding(folder: Path, free: int) -> Finding:
    """Return the finding on how many bytes are free for a folder."""
    found = f"{free // MEGABYTE:,} MB are free for {folder}"
    if free >= LEAST_FREE:
        return Finding(Level.OK, DISK, found)
    return Finding(Level.WARN, DISK, found, "make room: delete or move what is not needed")


async def _only(finding: Finding) -> list[Finding]:
    return [finding]


async def _findings(
    opening: AbstractAsyncContextManager[Store],
    inspector: Inspector,
    older: AbstractAsyncContextManager[OlderBot] | None,
    disk: list[Finding],
    clock: Clock,
    within: float,
) -> list[Finding]:
    began = clock.monotonic()
    until = began + within
    found: list[Finding] = []
    try:
        async with asyncio.timeout_at(until) as deadline, opening as store:
            # From here on each part meets the deadline for itself, and all of them are reported.
            deadline.reschedule(None)
            took = milliseconds(clock.monotonic() - began)
            found.append(Finding(Level.OK, STORE, f"{inspector.place} opened in {took}"))
            found.append(await _within(until, SPEED, _speed(store, clock)))
            found.append(await _within(until, WRITES, _writes(store, clock)))
            found.append(await _within(until, SCHEMA, _schema(inspector)))
            if older:
                found += [await _within(until, OLDER_BOT, _older_bot(older, clock))]
    except (TimeoutError, OutsideError) as error:
        # Once it was open, only saying goodbye can have failed: no one misses that.
        found = found or [_failed(STORE, error)]
    return found + disk


async def _within(until: float, subject: str, part: Awaitable[Finding]) -> Finding:
    try:
        async with asyncio.timeout_at(until):
            return await part
    except (TimeoutError, OutsideError) as error:
        return _failed(subject, error)


def _failed(subject: str, error: TimeoutError | OutsideError) -> Finding:
    if isinstance(error, TimeoutError):
        return Finding(Level.FAIL, subject, "no answer in time", TRY_AGAIN)
    advice = MEND_STORE if isinstance(error, StoreRefused) else TRY_AGAIN
    return Finding(Level.FAIL, subject, str(error), advice)


async def _speed(ledger: Ledger, clock: Clock) -> Finding:
    times: list[float] = []
    while len(times) < QUESTIONS and sum(times) < ENOUGH:
        began = clock.monotonic()
        await ledger.batch_check_members(NO_GUILD, NO_CODE, [NO_PLAYER])
        times.append(clock.monotonic() - began)
    return speed_finding(median(times), len(times))


async def _writes(roster: Roster, clock: Clock) -> Finding:
    began = clock.monotonic()
    await roster.enrol(NO_GUILD, [Member(NO_PLAYER)], by="doctor", at=clock.now())
    await roster.remove(NO_GUILD, [NO_PLAYER])
    took = milliseconds(clock.monotonic() - began)
    return Finding(Level.OK, WRITES, f"an entry was made and removed in {took}")


async def _older_bot(older: AbstractAsyncContextManager[OlderBot], clock: Clock) -> Finding:
    """Count what of an older bot's is not read yet, where anything may be; nothing is written."""
    async with older as rows:
        news = await rows.has_news()
        report = await adopt(rows, clock.now(), dry_run=True) if news else None
    if report is None or not report.taken:
        return Finding(Level.OK, OLDER_BOT, "all that can be read of an older bot's rows is read")
    return Finding(
        Level.WARN,
        OLDER_BOT,
        f"not read yet: {report.in_short()}",
        "nothing: `autoredeem run` and `redeem` adopt them before their first request, and change"
        " nothing of them; to see it first: autoredeem adopt --dry-run",
    )


async def _schema(inspector: Inspector) -> Finding:
    seen = await inspector.inspect()
    found = f"version {seen.version}, as expected"
    if seen.missing:
        missing = f"{found}, but it lacks {', '.join(seen.missing)}"
        return Finding(Level.WARN, SCHEMA, missing, seen.remedy)
    return Finding(Level.OK, SCHEMA, f"{found}, with all its {seen.indexes} indexes")
