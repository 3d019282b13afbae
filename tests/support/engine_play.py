"""An engine in virtual time: the real rules, pacer and recorder; a store in memory; a told game."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from random import Random

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.engine import Engine, OpenRun, Outside, Process
from autoredeem.engine.events import Event, RunFinished
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.store.checked import CheckedMany, Subject
from autoredeem.store.records import RunRecord
from support.store_model import MemoryStore
from support.virtual_time import VirtualClock

PER_MINUTE = 30
GAP = 3.0
ALLIANCE = GuildId(1)
CODE = "GIFT"
RUN = ALLIANCE, CODE
SENDS, WATCHES = Process("sends"), Process("watches")

Tell = Callable[[str, Fid, State], Outcome | Answer]


def answer(outcome: Outcome, *, retry_after: float | None = None) -> Answer:
    return Answer(outcome, outcome.value.upper(), retry_after, None, None)


def everyone(outcome: Outcome) -> Tell:
    return lambda _code, _fid, _state: outcome


REDEEMED = everyone(Outcome.REDEEMED)


class ToldGame:
    """Answers what it is told to, `latency` seconds after the request left.

    A request leaves after `connecting` seconds.
    """

    def __init__(self, tell: Tell, latency: float = 0.3) -> None:
        self.tell = tell
        self.latency = latency
        self.connecting = 0.0
        self.asked: list[tuple[float, str, Fid]] = []

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        await asyncio.sleep(self.connecting)
        sent()
        self.asked.append((asyncio.get_running_loop().time(), code, fid))
        await asyncio.sleep(self.latency)
        told = self.tell(code, fid, state)
        return answer(told) if isinstance(told, Outcome) else told

    def times_asked(self, fid: int) -> int:
        return sum(asked == fid for _, _, asked in self.asked)


class ShakyStore(MemoryStore):
    """A memory store that can be slow, and gone for checks, for writes, or for saving runs."""

    def __init__(self) -> None:
        super().__init__()
        self.write_seconds = 0.0
        self.check_seconds = 0.0
        self.writable = True
        self.savable = True
        self.checkable = True
        self.known_in_trouble: set[Fid] = set()
        self.groups: list[int] = []

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        await asyncio.sleep(self.check_seconds)
        if self.checkable:
            return await super().batch_check(asked)
        known = {subject: self.known_in_trouble & {*fids} for subject, fids in asked.items()}
        answer = await super().batch_check(known)
        raise StoreUnavailable("no answer within 20 s", known=answer, queries=3)

    async def attempts_of(
        self, subjects: Collection[Subject]
    ) -> Mapping[Subject, Mapping[Fid, Attempt]]:
        if not self.checkable:
            raise StoreUnavailable("no answer within 20 s")
        return await super().attempts_of(subjects)

    async def settle(
        self,
        settlements: Sequence[Settlement],  # type: ignore[override]
    ) -> dict[tuple[str, Fid], frozenset[GuildId]]:
        if not settlements:
            return {}
        await asyncio.sleep(self.write_seconds)
        if not self.writable:
            raise StoreUnavailable("the server is gone")
        self.groups.append(len(settlements))
        return dict(await super().settle(settlements))

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        if not self.savable:
            raise StoreUnavailable("the server is gone")
        await super().save_runs(runs)


async def enrol(store: MemoryStore, fids: Iterable[int], guild: int = ALLIANCE) -> None:
    members = [Member(Fid(fid), State(7)) for fid in fids]
    await store.enrol(GuildId(guild), members, by="test", at=VirtualClock().now())


class Line(MemoryStore):
    """One process's way to a store that others use too. It can be cut, or take long."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store.title)
        self.__dict__.update(store.__dict__)
        self.reachable = True
        self.seconds = 0.0

    async def reach(self) -> None:
        """Take as long as it takes. Raises StoreUnavailable when it is cut."""
        await asyncio.sleep(self.seconds)
        if not self.reachable:
            raise StoreUnavailable("the line is cut")


def _over_the_line(verb: str) -> Callable[..., Awaitable[object]]:
    async def reached(line: Line, *arguments: object, **named: object) -> object:
        await line.reach()
        found: object = await getattr(MemoryStore, verb)(line, *arguments, **named)
        return found

    return reached


for _verb in (
    *("note_players", "players"),
    *("batch_check", "settle", "note_attempts", "attempts", "add_codes", "codes", "judge"),
    *("want_runs", "stop_runs", "asked_of", "claim_runs", "keep_runs", "save_runs"),
    *("release_runs", "runs", "runs_in", "redemptions", "attempts_among", "members_among"),
    *("attempts_of", "settled_since", "member_counts"),
    *("alliances", "add_alliances", "change_alliances", "remove_alliances", "move_members"),
    *("alliance_counts", "members_like"),
    *("count_members", "owned_by", "opt_out", "lift_opt_outs", "opted_out", "undo_claims"),
    *("post_codes", "postings"),
    *("unpost_codes", "set_sharing", "share_due", "visible_codes", "prune_codes", "prune_trails"),
    *("prune_requests", "note_requests", "spenders", "requests_of"),
    *(
        "awaiting_rollout",
        "mark_rolled_out",
        "guilds",
        "change_guilds",
        "forget_guilds",
        "boards",
        "save_boards",
    ),
    *("drop_boards", "note_actions", "actions", "count_of_guild", "count_of_user"),
    "forget_user",
    *("leave_notices", "notices", "drop_notices", "forget_pseudonyms"),
    *("hold_lease", "release_lease", "last_change"),
):
    setattr(Line, _verb, _over_the_line(_verb))


@asynccontextmanager
async def playing(
    store: MemoryStore,
    game: ToldGame,
    events: list[Event] | None = None,
    process: Process | None = None,
) -> AsyncIterator[Engine]:
    clock = VirtualClock()
    outside = Outside(game, Pacer(PER_MINUTE, clock.monotonic()), clock, Random(1), GAP)
    watch: list[Event] = [] if events is None else events
    async with Engine(store, outside, watch.append, process).working() as engine:
        yield engine


@asynccontextmanager
async def at_work(
    store: MemoryStore,
    game: ToldGame,
    *,
    members: int,
    seconds: float,
    process: Process | None = None,
) -> AsyncIterator[tuple[Engine, OpenRun]]:
    """Enrol players 1 to `members`, and yield their run when it was worked on for some seconds."""
    await enrol(store, range(1, members + 1))
    async with playing(store, game, process=process) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(seconds)
        yield engine, run


async def redeem(
    store: MemoryStore, game: ToldGame, *guilds: int, events: list[Event] | None = None
) -> list[RunFinished]:
    """Open the code in the guilds, and work to the end of all."""
    async with playing(store, game, events) as engine:
        opened = [await engine.open(GuildId(guild), CODE) for guild in guilds or (ALLIANCE,)]
        return [await run.end for run in opened]
