"""Whom the benchmarks work on: made-up players, under a title that meets no other title's rows."""

from collections.abc import Callable
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.observe.clock import SystemClock
from autoredeem.store import StoreOptions
from autoredeem.store.batches import batched
from autoredeem.store.interface import Roster

TITLE = "bench"
FIRST_FID = 100_000_000
PATIENT = StoreOptions(command=600.0)
"""What takes long is what is measured."""

PART = 5_000

Report = Callable[[str], None]
"""Shows a line of progress."""


def fids(count: int, start: int = 0) -> list[Fid]:
    """Return so many players, from the `start`-th on."""
    return [Fid(FIRST_FID + n) for n in range(start, start + count)]


async def enrol(
    roster: Roster, guild_id: GuildId, count: int, start: int = 0, at: datetime | None = None
) -> None:
    """Enrol so many players of one state in a guild, now or at a time."""
    at = at or SystemClock().now()
    for part in batched(range(start, start + count), PART):
        members = [Member(Fid(FIRST_FID + n), State(1)) for n in part]
        await roster.enrol(guild_id, members, by="bench", at=at)


async def remove(roster: Roster, guild_id: GuildId, count: int, start: int = 0) -> None:
    """Remove them again."""
    for part in batched(range(start, start + count), PART):
        await roster.remove(guild_id, [Fid(FIRST_FID + n) for n in part])
