"""A large member file, from its bytes to the last row in the store.

It imports of the program only what its earlier versions have as well, so that one can be measured
beside another.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.enrolment import import_members
from autoredeem.roster.importing import read_members
from autoredeem.store import open_store
from benchmarks.alliances import FIRST_FID, PATIENT, TITLE, Report
from benchmarks.memory import peak_memory
from benchmarks.pauses import timed

CHUNK = 65_536
LARGEST_STATE, LARGEST_LEVEL = 3_000, 80


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """What an import took; `cpu` is this process's seconds, `peak_memory` in bytes."""

    store: str
    members: int
    seconds: float
    cpu: float
    longest_pause: float
    peak_memory: int


async def measure_import(url: str, members: int, folder: Path, report: Report) -> ImportFigures:
    """Make up a file, and import it into a guild of its own."""
    file = folder / "members.csv"
    report(f"Writing a file of {members:,} lines")
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(_lines(members))
    guild_id = GuildId(int(SystemClock().now().timestamp() * 1_000_000))
    async with open_store(url, TITLE, PATIENT) as store:
        report("Importing it")
        rows, spent = read_members(_chunks(file)), time.process_time()
        timing = await timed(import_members(store, guild_id, rows, by="bench", clock=SystemClock()))
        spent = time.process_time() - spent
        if (found := await store.count_members(guild_id)) != members:
            raise OutsideError(f"{found:,} of {members:,} lines were enrolled")
        report("Forgetting the guild")
        await store.forget_guilds([guild_id])
    kind = url.partition(":")[0]
    return ImportFigures(kind, members, timing.seconds, spent, timing.pause, peak_memory())


def _lines(members: int) -> Iterator[str]:
    chance = Random(1)  # noqa: S311 - the same each time
    yield "fid,nickname,state,level\n"
    for number in range(members):
        state, level = chance.randint(1, LARGEST_STATE), chance.randint(1, LARGEST_LEVEL)
        yield f"{FIRST_FID + number},Player {number:06},{state},{level}\n"


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        yield from iter(lambda: stream.read(CHUNK), b"")
