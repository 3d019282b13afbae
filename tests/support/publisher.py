"""Guilds whose codes are looked after, and a publisher who issues codes, in virtual time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from autoredeem.app import AtWork, codes_at_work
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from support.engine_play import ToldGame, enrol, playing
from support.facts import changes_to
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
GIFT = "Gift"


class Publisher:
    """A game in which a code works in periods (from, to), each of them an issue of its own.

    `moody` is what it says instead, to everyone, in the periods of that outcome.
    """

    def __init__(self, *periods: tuple[float, float]) -> None:
        self.periods = list(periods)
        self.moods: list[tuple[float, float, Outcome]] = []
        self.paid: set[tuple[int, Fid]] = set()
        self.said: Counter[Outcome] = Counter()
        self.asked: list[tuple[float, Fid, Outcome]] = []

    def tell(self, _code: str, fid: Fid, _state: State) -> Outcome:
        now = asyncio.get_running_loop().time()
        outcome = self._judge(now, fid)
        self.said[outcome] += 1
        self.asked.append((now, fid, outcome))
        return outcome

    def times(self, *outcomes: Outcome) -> list[float]:
        """Return when it said one of these, in minutes."""
        return [round(at / MINUTE, 1) for at, _, said in self.asked if said in outcomes]

    def _judge(self, now: float, fid: Fid) -> Outcome:
        for start, end, outcome in self.moods:
            if start <= now < end:
                return outcome
        for number, (start, end) in enumerate(self.periods):
            if start <= now < end:
                fresh = (number, fid) not in self.paid
                self.paid.add((number, fid))
                return Outcome.REDEEMED if fresh else Outcome.ALREADY_REDEEMED
        begun = any(start <= now for start, _ in self.periods)
        return Outcome.EXPIRED if begun else Outcome.NO_SUCH_CODE


async def settle_in(store: MemoryStore, members: Mapping[int, Iterable[int]]) -> None:
    """Let guilds want codes, and enrol their members."""
    settings = [GuildSettings(GuildId(guild), enabled=True) for guild in members]
    await store.change_guilds(changes_to(*settings), by="test", at=EPOCH)
    for guild, fids in members.items():
        await enrol(store, fids, guild)


@asynccontextmanager
async def at_work(store: MemoryStore, publisher: Publisher) -> AsyncIterator[AtWork]:
    """Yield what works on a title, until it is left."""
    game = ToldGame(publisher.tell)
    async with playing(store, game) as engine, codes_at_work(store, engine, VirtualClock()) as work:
        yield work
