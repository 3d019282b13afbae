"""Codes that are for all: opened in every guild that wants codes. In virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from autoredeem.codes import Rollout
from autoredeem.codes.rollout import PAUSE
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import GuildSettings, Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Process
from autoredeem.store.records import Claim, CodeRecord
from support.engine_play import ToldGame, enrol, everyone, playing
from support.facts import changes_to
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

ONE, TWO, OFF, GONE = map(GuildId, (1, 2, 3, 4))


class Wanted(MemoryStore):
    """A store, and what is wanted in it, call by call. It can be gone."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[set[tuple[GuildId, str]]] = []
        self.failing: Callable[[], bool] = lambda: False
        self.looks = 0

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        assert not anew, "only a person gives those another go whose part ended"
        self.calls.append(set(wanted))

    async def awaiting_rollout(self) -> Sequence[CodeRecord]:
        self.looks += 1
        if self.failing():
            raise StoreUnavailable("the server is gone")
        return await super().awaiting_rollout()


class ForgetsToMark(Wanted):
    """A store that a process is killed before it marks a code in."""

    async def mark_rolled_out(self, codes: Collection[str], *, at: datetime) -> None:
        if len(self.calls) > 1:
            await super().mark_rolled_out(codes, at=at)
            return
        raise StoreUnavailable("killed")


async def choose(store: MemoryStore) -> None:
    """Let two guilds want codes, one not, and one has removed the bot."""
    chosen = [GuildSettings(guild, enabled=guild is not OFF) for guild in (ONE, TWO, OFF)]
    gone = GuildSettings(GONE, enabled=True, left_at=EPOCH)
    await store.change_guilds(changes_to(*chosen, gone), by="test", at=EPOCH)


async def sharing(after: timedelta) -> Wanted:
    """Return a store with a guild's own code that is to be shared so much later."""
    store = Wanted()
    await choose(store)
    await store.add_codes(["GIFT"], at=EPOCH, shared=False)
    await store.post_codes([Posting(ONE, "GIFT", "test", EPOCH)])
    await store.set_sharing(ONE, ["GIFT"], due=VirtualClock().now() + after)
    return store


@asynccontextmanager
async def rolling_out(store: Wanted) -> AsyncIterator[Rollout]:
    async with Rollout(store, store, VirtualClock()).working() as rollout:
        yield rollout


async def test_a_shared_code_is_opened_once_in_every_guild_that_wants_codes() -> None:
    store = Wanted()
    await choose(store)
    await store.add_codes(["GIFT", "Other"], at=EPOCH)
    async with rolling_out(store):
        await asyncio.sleep(600)
    assert store.calls == [{(guild, code) for guild in (ONE, TWO) for code in ("GIFT", "Other")}]
    assert store.looks == 10


async def test_a_code_that_is_not_shared_or_dead_is_not_rolled_out() -> None:
    store = Wanted()
    await choose(store)
    await store.add_codes(["OURS"], at=EPOCH, shared=False)
    await store.add_codes(["DEAD"], at=EPOCH)
    await store.judge({"DEAD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=EPOCH)
    async with rolling_out(store):
        await asyncio.sleep(600)
    assert store.calls == []


async def test_what_was_wanted_by_hand_and_waited_for_its_code_goes_on_when_that_works() -> None:
    store = Wanted()
    await choose(store)
    await store.add_codes(["GIFT"], at=EPOCH, shared=False)
    await store.want_runs([(OFF, "GIFT")], at=EPOCH)
    await store.claim_runs(Claim("a process", 1, 60))
    await store.release_runs("a process", [(OFF, "GIFT")], due_in=None)
    await store.judge({"GIFT": Standing(Life.ALIVE, opens=True)}, at=EPOCH)
    async with rolling_out(store):
        await asyncio.sleep(600)
    assert store.calls == [{(OFF, "GIFT")}]


async def test_a_code_that_another_process_adds_is_found_within_a_minute() -> None:
    store = Wanted()
    await choose(store)
    async with rolling_out(store):
        await asyncio.sleep(600)
        await store.add_codes(["GIFT"], at=EPOCH)
        await asyncio.sleep(PAUSE)
        assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}]


async def test_a_code_that_is_added_or_shared_here_is_opened_at_once() -> None:
    store = Wanted()
    await choose(store)
    await store.add_codes(["GIFT"], at=EPOCH, shared=False)
    async with rolling_out(store) as rollout:
        await asyncio.sleep(10)
        await store.add_codes(["GIFT"], at=EPOCH)
        rollout.poll()
        await asyncio.sleep(0.1)
        assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}]


async def test_a_code_is_shared_when_it_is_due_neither_earlier_nor_a_minute_later() -> None:
    store = await sharing(timedelta(seconds=75))
    async with rolling_out(store):
        await asyncio.sleep(74.9)
        assert store.calls == []
        await asyncio.sleep(0.2)
        assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}]


async def test_a_restart_in_between_neither_loses_nor_hastens_it() -> None:
    store = await sharing(timedelta(seconds=60))
    async with rolling_out(store):
        await asyncio.sleep(10)
    async with rolling_out(store):
        await asyncio.sleep(49.9)
        assert store.calls == []
        await asyncio.sleep(0.2)
        assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}]


async def test_what_came_due_while_the_program_was_away_is_shared_when_it_is_back() -> None:
    store = await sharing(timedelta(seconds=60))
    await asyncio.sleep(3_600)
    async with rolling_out(store):
        await asyncio.sleep(0.1)
    assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}]


async def test_what_is_taken_back_in_time_is_not_shared() -> None:
    store = await sharing(timedelta(seconds=60))
    async with rolling_out(store):
        await asyncio.sleep(59.9)
        await store.set_sharing(ONE, ["GIFT"], due=None)
        await asyncio.sleep(600)
    assert store.calls == []


async def test_of_two_spellings_the_one_that_is_alive_is_opened_else_the_latest() -> None:
    store = Wanted()
    await store.change_guilds(changes_to(GuildSettings(ONE, enabled=True)), by="test", at=EPOCH)
    await store.add_codes(["Gift", "first"], at=EPOCH)
    await store.judge({"Gift": Standing(Life.ALIVE)}, at=EPOCH)
    async with rolling_out(store):
        await store.add_codes(["GIFT", "FIRST"], at=VirtualClock().now().replace(hour=1))
        await asyncio.sleep(1)
    assert store.calls == [{(ONE, "Gift"), (ONE, "FIRST")}]
    assert await store.awaiting_rollout() == []


async def test_whoever_is_killed_before_it_is_marked_opens_it_again() -> None:
    store = ForgetsToMark()
    await choose(store)
    await store.add_codes(["GIFT"], at=EPOCH)
    async with rolling_out(store):
        await asyncio.sleep(600)
    assert store.calls == [{(ONE, "GIFT"), (TWO, "GIFT")}] * 2


async def test_a_store_that_is_gone_is_said_once_and_asked_again() -> None:
    store, loop = Wanted(), asyncio.get_running_loop()
    await choose(store)
    await store.add_codes(["GIFT"], at=EPOCH)
    store.failing = lambda: loop.time() < 290
    with capture_logs() as lines:
        async with rolling_out(store):
            await asyncio.sleep(600)
    assert len(store.calls) == 1
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == [
        "New codes can't be opened in all guilds, it is tried again: the server is gone"
    ]


async def test_thousands_of_guilds_are_wanted_in_batches() -> None:
    store = Wanted()
    everywhere = [GuildSettings(GuildId(n), enabled=True) for n in range(1, 5001)]
    await store.change_guilds(changes_to(*everywhere), by="test", at=EPOCH)
    await store.add_codes(["GIFT"], at=EPOCH)
    async with rolling_out(store):
        await asyncio.sleep(1)
    assert [len(call) for call in store.calls] == [2000, 2000, 1000]
    assert await store.awaiting_rollout() == []


async def _known(store: MemoryStore) -> None:
    """Make known: two shared codes, a dead one, one of guild 1's own and one of guild 2's."""
    await store.add_codes(["GIFT", "DONE", "DEAD"], at=EPOCH)
    await store.mark_rolled_out(["DONE"], at=EPOCH)
    await store.judge({"DEAD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=EPOCH)
    await store.add_codes(["OURS", "THEIRS"], at=EPOCH, shared=False)
    await store.post_codes([Posting(ONE, "OURS", "Ann", EPOCH), Posting(ONE, "DEAD", "Ann", EPOCH)])
    await store.post_codes([Posting(TWO, "THEIRS", "Bob", EPOCH)])


async def test_a_guild_that_begins_gets_all_codes_that_are_for_it_with_one_wish() -> None:
    store = Wanted()
    await choose(store)
    await _known(store)
    given = await Rollout(store, store, VirtualClock()).open_in(ONE)
    assert set(given) == {"GIFT", "DONE", "OURS"}
    assert store.calls == [{(ONE, code) for code in given}]


async def test_many_guilds_that_begin_get_what_is_for_each_of_them_together() -> None:
    store = Wanted()
    await choose(store)
    await _known(store)
    given = await Rollout(store, store, VirtualClock()).open_in_all([ONE, TWO, OFF, GONE])
    each = {guild: set(codes) for guild, codes in given.items()}
    assert each == {ONE: {"GIFT", "DONE", "OURS"}, TWO: {"GIFT", "DONE", "THEIRS"}}
    assert store.calls == [{(guild, code) for guild, codes in each.items() for code in codes}]


@pytest.mark.parametrize("guild", [OFF, GONE, GuildId(5)])
async def test_a_guild_that_does_not_want_codes_gets_none(guild: GuildId) -> None:
    store = Wanted()
    await choose(store)
    await _known(store)
    assert await Rollout(store, store, VirtualClock()).open_in(guild) == ()
    assert store.calls == []


async def test_rolled_out_codes_are_redeemed_and_a_guild_without_members_costs_nothing() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await choose(store)
    await enrol(store, [11, 12], guild=ONE)
    await enrol(store, [31], guild=OFF)
    await store.add_codes(["GIFT"], at=EPOCH)
    async with (
        playing(store, game, process=Process("serves")) as engine,
        Rollout(store, engine, VirtualClock()).working(),
    ):
        await asyncio.sleep(60)
    assert sorted(fid for _, _, fid in game.asked) == [11, 12]
    assert await store.awaiting_rollout() == []


async def test_a_code_that_one_guild_redeems_by_itself_is_not_rolled_out() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await choose(store)
    await enrol(store, [11], guild=ONE)
    await enrol(store, [21], guild=TWO)
    async with playing(store, game, process=Process("serves")) as engine:
        await (await engine.open(ONE, "OURS")).end
    assert await store.awaiting_rollout() == []
    assert [fid for _, _, fid in game.asked] == [11]
