"""What a list of members costs: a page in each order, searched and filtered, and suggestions."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceId
from autoredeem.domain.ids import GuildId, State
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store import open_store
from autoredeem.store.batches import batched
from autoredeem.store.interface import Store
from autoredeem.store.records import MemberQuery
from benchmarks.alliances import PART, PATIENT, TITLE, Report, fids
from benchmarks.pauses import Timing, timed

CODE = "BENCHLIST"
REDS = AllianceId(1)
PAGE = 25


@dataclass(frozen=True, slots=True)
class ListOperation:
    """Something done with a list; medians of seconds, and of the longest pause of the loop."""

    name: str
    seconds: float
    longest_pause: float


@dataclass(frozen=True, slots=True)
class ListFigures:
    """What each operation took in a guild of so many members."""

    store: str
    members: int
    rounds: int
    operations: Sequence[ListOperation]


async def measure_lists(
    url: str, members: int, rounds: int, at: datetime, report: Report
) -> ListFigures:
    """Fill a guild, and do each operation in turns."""
    guild_id = GuildId(int(at.timestamp() * 1_000_000))
    async with open_store(url, TITLE, PATIENT) as store:
        report(f"Enrolling {members:,} members, half of them in an alliance")
        await _fill(store, guild_id, members, at)
        asked = _operations(store, guild_id, members, at)
        timings: dict[str, list[Timing]] = {name: [] for name in asked}
        for number in range(rounds + 1):
            for name, work in asked.items():
                timing = await timed(work())
                if number:
                    timings[name].append(timing)
        report("Forgetting the guild")
        await store.forget_guilds([guild_id])
    operations = [
        ListOperation(name, median(one.seconds for one in each), median(one.pause for one in each))
        for name, each in timings.items()
    ]
    return ListFigures(url.partition(":")[0], members, rounds, operations)


async def _fill(store: Store, guild_id: GuildId, count: int, at: datetime) -> None:
    await store.add_alliances([Alliance(guild_id, REDS, "Reds")])
    for part in batched(enumerate(fids(count)), PART):
        everyone = [
            Member(fid, State(1 + n % 9), f"Player {n:06}", alliance=REDS if n % 2 else None)
            for n, fid in part
        ]
        await store.enrol(guild_id, everyone, by="bench", at=at)
        settled = [
            Settlement(guild_id, CODE, fid, Outcome.REDEEMED, at) for n, fid in part if n % 3
        ]
        await store.settle(settled)


def _operations(
    store: Store, guild_id: GuildId, count: int, at: datetime
) -> Mapping[str, Callable[[], Awaitable[object]]]:
    def page(**wanted: object) -> Callable[[], Awaitable[object]]:
        query = MemberQuery(size=PAGE, alliances=[REDS], issue=CODE, **wanted)  # type: ignore[arg-type]
        return lambda: store.member_page(guild_id, query)

    def like(typed: str) -> Callable[[], Awaitable[object]]:
        return lambda: store.members_like(guild_id, typed, most=PAGE)

    some = fids(min(count, 1_000))
    return {
        **{f"a page by {one.value}": page(sort=one) for one in MemberSort},
        "the last page": page(page=count),
        "a page of an alliance": page(alliance=REDS),
        "a page of no alliance": page(alliance=NO_ALLIANCE),
        "a page without owners": page(unowned=True),
        "a part of a name": page(find=f"{count - 1}"),
        "suggestions: nothing typed": like(""),
        "suggestions: a beginning": like("player"),
        "suggestions: a rare part": like(f"{count - 1:06}"),
        "members of each alliance": lambda: store.alliance_counts(guild_id),
        f"{len(some):,} moved": lambda: store.move_members(
            guild_id, dict.fromkeys(some, REDS), at=at
        ),
    }
