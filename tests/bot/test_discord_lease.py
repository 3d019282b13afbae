"""One process is connected to Discord at a time, in virtual time, on a store in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from autoredeem.bot.discord_lease import NAME, DiscordLease
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.engine import Process
from autoredeem.store.leases import Lease
from support.engine_play import Line
from support.store_model import MemoryStore
from support.virtual_time import VirtualClock, run_virtual

LEASE = 30.0
RENEWAL = Process("any", LEASE).renewal
PATIENCE = Process("any", LEASE).patience


def nobody_has_ended(_name: str) -> bool:
    return False


@dataclass(slots=True)
class Serving:
    """A process that waits for the lease, and its way to the store."""

    lease: DiscordLease
    line: Line
    task: asyncio.Task[None]

    @property
    def mine(self) -> bool:
        return self.lease.mine.is_set()

    async def killed(self) -> None:
        """End without a word to the store."""
        self.line.reachable = False
        self.task.cancel()
        await asyncio.wait({self.task})

    async def left(self) -> None:
        """End as a program that is told to stop."""
        self.task.cancel()
        await asyncio.wait({self.task})
        await self.lease.give_back()


@asynccontextmanager
async def serving(
    store: MemoryStore, name: str, has_ended: Callable[[str], bool] = nobody_has_ended
) -> AsyncIterator[Serving]:
    line = Line(store)
    lease = DiscordLease(line, Process(name, LEASE, has_ended), VirtualClock())
    task = asyncio.create_task(lease.serve())
    try:
        yield Serving(lease, line, task)
    finally:
        task.cancel()
        await asyncio.wait({task})


def now() -> float:
    return asyncio.get_running_loop().time()


def test_of_two_processes_one_is_connected_and_the_other_waits() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            for _ in range(100):
                await asyncio.sleep(LEASE / 7)
                assert (one.mine, two.mine) == (True, False)
            assert not one.lease.lost.is_set()

    run_virtual(main())


def test_whoever_waits_follows_at_once_when_the_first_gives_it_back() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            await asyncio.sleep(100)
            await one.left()
            gave_back = now()
            await two.lease.mine.wait()
            assert now() - gave_back <= PATIENCE
            assert not one.mine
            assert one.lease.lost.is_set()

    run_virtual(main())


def test_whoever_is_gone_without_a_word_is_followed_when_its_lease_has_ended() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            await asyncio.sleep(100)
            await one.killed()
            killed = now()
            await two.lease.mine.wait()
            assert LEASE - RENEWAL <= now() - killed <= LEASE + PATIENCE

    run_virtual(main())


def test_whoever_is_known_to_have_ended_is_followed_at_once() -> None:
    async def main() -> None:
        store, ended = MemoryStore(), set[str]()
        async with serving(store, "one") as one, serving(store, "two", ended.__contains__) as two:
            await asyncio.sleep(100)
            await one.killed()
            killed = now()
            ended.add("one")
            await two.lease.mine.wait()
            assert now() - killed <= PATIENCE

    run_virtual(main())


def test_a_store_that_fails_disconnects_nobody_and_connects_nobody() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            await asyncio.sleep(10)
            one.line.reachable = two.line.reachable = False
            for _ in range(50):
                await asyncio.sleep(LEASE)
                assert (one.mine, two.mine) == (True, False)
            assert not one.lease.lost.is_set()

    run_virtual(main())


def test_a_lease_that_was_lost_is_noticed_and_may_be_had_again() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            await asyncio.sleep(10)
            one.line.reachable = False
            await two.lease.mine.wait()
            assert one.mine, "the store does not tell it otherwise"
            one.line.reachable = True
            await one.lease.lost.wait()
            assert (one.mine, two.mine) == (False, True)
            await two.left()
            await one.lease.mine.wait()
            assert not one.lease.lost.is_set()

    run_virtual(main())


def test_before_the_store_has_said_anything_nobody_is_connected() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one:
            one.line.reachable = False
            await asyncio.sleep(5 * LEASE)
            assert not one.mine
            one.line.reachable = True
            await one.lease.mine.wait()

    run_virtual(main())


def test_a_lease_of_which_the_answer_was_lost_is_given_back_all_the_same() -> None:
    async def main() -> None:
        store = Deaf()
        lease = DiscordLease(store, Process("one", LEASE), VirtualClock())
        task = asyncio.create_task(lease.serve())
        await asyncio.sleep(3)
        task.cancel()
        await asyncio.wait({task})
        assert store.leases[NAME][0].owner == "one"
        assert not lease.mine.is_set()
        await lease.give_back()
        assert not store.leases[NAME][0].owner

    run_virtual(main())


def test_whoever_only_waited_has_nothing_to_give_back() -> None:
    async def main() -> None:
        store = MemoryStore()
        async with serving(store, "one") as one, serving(store, "two") as two:
            await asyncio.sleep(10)
            two.line.reachable = False
            await two.lease.give_back()
            await asyncio.sleep(10)
            assert one.mine

    run_virtual(main())


def test_who_is_connected_is_told_once_each_time_and_a_silent_store_too() -> None:
    async def main() -> None:
        store = MemoryStore()
        with capture_logs() as logs:
            async with serving(store, "host:1 abc") as one, serving(store, "host:2 def") as two:
                await asyncio.sleep(50)
                two.line.reachable = False
                await asyncio.sleep(50)
                two.line.reachable = True
                await asyncio.sleep(50)
                assert one.mine
        waits = "Another process is connected to Discord (host:1): this one waits"
        silent = "Whose turn it is to be connected is not known: the line is cut"
        assert [line["event"] for line in logs] == [waits, silent, waits]

    run_virtual(main())


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["cut", "mend"]), st.integers(0, 2), st.floats(0.1, 2 * LEASE)),
        max_size=25,
    )
)
def test_of_those_that_reach_the_store_never_two_are_connected(
    plan: list[tuple[str, int, float]],
) -> None:
    async def main() -> None:
        store = MemoryStore()
        async with (
            serving(store, "one") as one,
            serving(store, "two") as two,
            serving(store, "three") as three,
        ):
            everyone = [one, two, three]
            for what, who, seconds in plan:
                everyone[who].line.reachable = what == "mend"
                # Whoever reaches the store again learns of it with its next renewal.
                await asyncio.sleep(RENEWAL + seconds)
                assert sum(each.mine for each in everyone if each.line.reachable) <= 1
            for each in everyone:
                each.line.reachable = True
            await asyncio.sleep(LEASE + RENEWAL)
            assert sum(each.mine for each in everyone) == 1

    run_virtual(main())


class Deaf(MemoryStore):
    """A store that does what it is told, and whose answers are lost."""

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        await super().hold_lease(name, owner, seconds=seconds, instead_of=instead_of)
        raise StoreUnavailable("no answer")
