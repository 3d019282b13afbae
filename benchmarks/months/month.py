"""A month of the whole program: real HTTP, a real store, no real time; it is killed ever again."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from pydantic import SecretStr

from autoredeem.app import GameAccess, Outsiders, codes_at_work, working_engine
from autoredeem.codes.sources import Feed
from autoredeem.codes.sources.feed import FeedKind
from autoredeem.domain.codes import Standing, code_key
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import ChannelId, Fid, GuildId
from autoredeem.engine import Process
from autoredeem.observe.tasks import cancel_all
from autoredeem.simulator import SIMULATOR_SALT, Delivery, Reply, World, serve
from autoredeem.store.interface import Store
from benchmarks.alliances import TITLE
from benchmarks.months.far_store import FarLoop, KilledError, Life, far_store
from benchmarks.months.feed_server import serve_feeds
from benchmarks.months.game import (
    PER_MINUTE,
    PLAYER_GAP,
    SLOW_SECONDS,
    accidents,
    is_called_dead,
    make_world,
)
from benchmarks.months.people import BY, People, enrol
from benchmarks.months.plan import Plan, Stop, issues_of
from benchmarks.months.quiet_time import QuietClock, QuietTimeLoop


class QuietProcess(Process):
    """A process that knows of all others that they have ended, and seldom polls for them.

    Its leases end by the store's real clock, and are renewed by the month's: they last for long.
    """

    @property
    def patience(self) -> float:
        """Seconds between two polls of what another process does."""
        return 600.0

    @property
    def renewal(self) -> float:
        """Seconds between two renewals."""
        return 3_600.0


LEASE = 4 * 3_600.0
CHANNEL = 1_000
"""What a guild's channel is called, less its own number."""

LOST_SECONDS = SLOW_SECONDS + 60 / PER_MINUTE
"""How long before a stop an answer may have been sent that is not recorded."""

WRONG_STATE = "USER INFO ERROR"
ORDINARY = frozenset({"SUCCESS", "RECEIVED", "TIME ERROR", "CDK NOT FOUND", "USED"})


@dataclass(slots=True)
class Month:
    """What came of a month: the game's own counters, and what was left in the store.

    `standings` is what the program knows of each code in the end, `stopped` how often it was
    killed. `asides` counts the requests that were spent on wrong states, and on injected faults,
    `lost` the answers about a code that a stop or an accident lost or kept. `unrecorded` are the
    issues of codes that the game paid to members of guilds in whose ledger that is not.
    `announced` are (guild, issue) of what is told in guilds, as often as it is.
    """

    plan: Plan
    world: World
    standings: Mapping[str, Standing] = field(default_factory=dict)
    stopped: int = 0
    asides: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    unrecorded: list[str] = field(default_factory=list)
    announced: Sequence[tuple[int, str]] = ()


def pass_month(plan: Plan, url: str) -> Month:
    """Let a month pass on a new store, and return what came of it.

    Raises InvalidInput for a store that holds guilds or codes.
    """
    loop = QuietTimeLoop()
    with FarLoop(loop.flights) as far, asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(_pass_month(plan, url, far, QuietClock(loop)))


async def _pass_month(plan: Plan, url: str, far: FarLoop, clock: QuietClock) -> Month:
    return await _Driver(plan, url, far, clock).pass_()


class _Driver:
    """Lets a month pass."""

    def __init__(self, plan: Plan, url: str, far: FarLoop, clock: QuietClock) -> None:
        self._plan = plan
        self._url = url
        self._far = far
        self._clock = clock
        self._random = Random(2)  # noqa: S311 - for jitter
        self._life = Life()
        self._stops: Iterator[Stop] = iter(plan.stops)
        self._stop = next(self._stops, None)
        self._requests = 0
        self._month = Month(plan, make_world(plan))
        self._people = People(plan, self._month.world)
        if plan.accidents:
            self._month.world.script(*accidents(plan))

    async def pass_(self) -> Month:
        """Let it pass."""
        async with (
            serve(self._month.world, self._clock, watch=self._watch) as game,
            serve_feeds(self._plan, self._clock) as feed_url,
        ):
            async with far_store(self._far, self._url, Life()) as store:
                await self._begin(store)
            people = asyncio.create_task(self._people.serve())
            try:
                async with asyncio.timeout(self._plan.seconds):
                    await self._lives(game, feed_url)
            except TimeoutError:
                pass
            finally:
                await cancel_all({people})
            async with far_store(self._far, self._url, Life()) as store:
                await self._read(store)
        return self._month

    async def _read(self, store: Store) -> None:
        """Read what is left in the store."""
        month, held = self._month, self._month.world.holdings
        month.standings = {one.code: one.standing for one in await store.codes()}
        told = await store.announcements_of([code_key(issue) for issue in issues_of(self._plan)])
        month.announced = [(one.guild_id, one.issue) for one in told]
        for guild in self._guilds():
            here = {Fid(one.fid) for one in self._plan.entries if one.guild == guild}
            for issue in held.counts():
                paid = here & held.holders(issue)
                checked = await store.batch_check_members(GuildId(guild), issue, paid)
                if not all(checked.values()):
                    month.unrecorded.append(f"{issue} in {guild}")

    async def _begin(self, store: Store) -> None:
        if await store.guilds() or await store.codes():
            raise InvalidInput("--store: it holds guilds or codes; a month needs a new one")
        now = self._clock.now()
        guilds = {
            GuildId(guild): GuildChanges(enabled=True, channel=ChannelId(CHANNEL + guild))
            for guild in self._guilds()
        }
        await store.change_guilds(guilds, by=BY, at=now)
        for guild in self._guilds():
            here = [one for one in self._plan.entries if one.guild == guild and not one.since]
            await enrol(store, guild, here, now)

    def _guilds(self) -> Collection[int]:
        return range(1, self._plan.size.guilds + 1)

    async def _lives(self, game: str, feed_url: Callable[[str], str]) -> None:
        """Run the program, over and over."""
        while True:
            self._life, self._requests = Life(), 0
            try:
                await self._live(f"life{self._month.stopped}", game, feed_url)
            except* KilledError:
                pass
            self._note_stop()
            stop, self._stop = self._stop, next(self._stops, None)
            await asyncio.sleep(stop.away if stop else 0.0)

    async def _live(self, name: str, game: str, feed_url: Callable[[str], str]) -> None:
        """Run the program until it is killed."""
        life, clock = self._life, self._clock
        access = GameAccess(game, SecretStr(SIMULATOR_SALT), PER_MINUTE, PLAYER_GAP)
        process = QuietProcess(name, LEASE, has_ended=lambda _name: True)
        async with (
            far_store(self._far, self._url, life) as store,
            working_engine(store, access, clock, self._random, _nothing, process) as engine,
            codes_at_work(store, engine, clock, Outsiders(self._feeds(feed_url))) as at_work,
            self._people.meet(store, at_work, clock),
        ):
            await life.over.wait()

    def _note_stop(self) -> None:
        self._month.stopped += 1
        since = self._clock.now().timestamp() - LOST_SECONDS
        for one in reversed(self._month.world.counters.served):
            if one.at < since:
                break
            self._month.lost[one.code] += 1

    def _feeds(self, feed_url: Callable[[str], str]) -> Sequence[Feed]:
        return [
            Feed(
                name=feed.name,
                title=TITLE,
                kind=feed.kind,
                url=feed_url(feed.name),
                every=timedelta(minutes=feed.minutes),
                items="" if feed.kind is FeedKind.RSS else "data.giftCodes",
                code="title" if feed.kind is FeedKind.RSS else "code",
                expires="" if feed.kind is FeedKind.RSS else "expiresAt",
            )
            for feed in self._plan.feeds
        ]

    def _watch(self, form: Mapping[str, str], reply: Reply) -> None:
        self._requests += 1
        if self._stop and self._requests == self._stop.requests:
            self._life.ends_after(self._stop.verbs, before=self._stop.before)
        month, code, broke_off = self._month, form["cdk"], reply.delivery is Delivery.HALF
        now = self._clock.now().timestamp()
        # Before a slow answer comes, others are asked.
        month.lost[code] += broke_off or reply.delay > 0
        spoiled = broke_off or reply.name not in ORDINARY
        month.asides += spoiled or is_called_dead(month.world, code, reply.name, now)


def _nothing(_event: object) -> None:
    """Watch nothing."""
