"""Boards spare Discord: what docs/discord.md promises, at the paces that ship, in virtual time."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from itertools import pairwise

import pytest

from autoredeem.bot.kit.pace import Pace
from autoredeem.domain.alliances import MOST_ALLIANCES, Alliance, AllianceId, AllianceKey
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import ChannelId, Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store.records import Matrix
from support.board_play import LATENCY, Scene, end, progress, showing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, run_virtual

EVERY = 5.0
"""Seconds between two edits of a message."""

A_SECOND = 5
"""Messages a second, over all servers."""

HOUR = 3600.0
ONE = GuildId(1)
A_BIT = 1e-6
A_MINUTE = timedelta(minutes=1)


async def progresses(scene: Scene, seconds: float, every: float) -> int:
    """Let each guild's run get on so often, for so long; gives how far the last one is."""
    steps = round(seconds / every)
    for step in range(1, steps + 1):
        for guild_id in scene.guilds:
            scene.tell(progress(guild_id, step))
        await asyncio.sleep(every)
    return steps


def test_a_message_is_edited_at_most_every_five_seconds_and_shows_the_last_count() -> None:
    async def main() -> None:
        async with showing(MemoryStore()) as scene:
            last = await progresses(scene, 120, every=0.1)
            await asyncio.sleep(EVERY + LATENCY + 1)
        posted, *edited = scene.calls
        assert posted.method == "POST"
        assert {(call.method, call.message) for call in edited} == {("PATCH", posted.message)}
        gaps = [after.at - before.at for before, after in pairwise(scene.calls)]
        assert min(gaps) >= EVERY - A_BIT
        # And not much more seldom: it is kept up to date.
        assert max(gaps) <= EVERY + LATENCY + 2 * Pace().tick
        assert f"{last:,}" in edited[-1].embed

    run_virtual(main())


def test_a_message_is_not_edited_while_no_count_changes() -> None:
    async def main() -> None:
        async with showing(MemoryStore()) as scene:
            for _ in range(600):
                scene.tell(progress(ONE, 3))
                await asyncio.sleep(1)
        assert [call.method for call in scene.calls] == ["POST"]

    run_virtual(main())


@pytest.mark.parametrize("guilds", [6, 200])
def test_at_most_five_messages_a_second_are_written_over_all_servers(guilds: int) -> None:
    async def main() -> None:
        async with showing(MemoryStore(), guilds) as scene:
            await progresses(scene, 120, every=1.0)
            # However many there are, each has its turn before another has its second.
            await asyncio.sleep(guilds / A_SECOND + EVERY)
        times = [call.at for call in scene.calls]
        windows = zip(times, times[A_SECOND:], strict=False)
        assert min(sixth - first for first, sixth in windows) >= 1.0 - A_BIT
        assert len(scene.called("POST")) == guilds
        assert len({call.message for call in scene.calls[-guilds:]}) == guilds

    run_virtual(main())


def test_a_message_is_replaced_before_it_is_an_hour_old_and_the_old_one_deleted() -> None:
    async def main() -> None:
        async with showing(MemoryStore()) as scene:
            last = await progresses(scene, 5 * HOUR, every=30.0)
            # What is old when nothing has changed for long is not edited either.
            await asyncio.sleep(2 * HOUR)
            scene.tell(progress(ONE, last + 1))
            await asyncio.sleep(60)
        posted = {call.message: call.at for call in scene.called("POST")}
        assert len(posted) >= 6
        edited = [call.at - posted[call.message] for call in scene.called("PATCH")]
        assert max(edited) < HOUR
        *old, newest = posted
        assert [call.message for call in scene.called("DELETE")] == old
        assert [str(board.message) for board in await scene.store.boards()] == [newest]
        # One is there all the time: the new one comes before the old one goes.
        replaced = zip(scene.called("DELETE"), list(posted.values())[1:], strict=True)
        assert all(deleted.at >= posted_at for deleted, posted_at in replaced)

    run_virtual(main())


class Leaving(MemoryStore):
    """A store that takes a while to forget a board; something happens meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        if keys:
            self.begun.set()
            await self.let_go.wait()
        await super().drop_boards(keys)


def test_a_run_that_comes_while_a_board_is_being_left_is_told_of_in_it_and_kept() -> None:
    async def main() -> None:
        store = Leaving()
        async with showing(store) as scene:
            # given
            scene.tell(progress(ONE, 3))
            scene.tell(end(ONE, 3))
            await store.begun.wait()
            # when
            scene.tell(progress(ONE, 1, "SECOND"))
            await asyncio.sleep(1)
            store.let_go.set()
            await asyncio.sleep(2 * EVERY)
            # then
            assert "SECOND" in scene.calls[-1].embed
            (board,) = await store.boards()
            assert str(board.message) == scene.calls[-1].message
            assert "SECOND" in board.listed
            # when that is over as well
            scene.tell(end(ONE, 1, "SECOND"))
            await asyncio.sleep(2 * EVERY)
            # then
            assert not await store.boards()
            assert len(scene.called("POST")) == 1

    run_virtual(main())


class Failing(MemoryStore):
    """A store that can't forget a board at first."""

    failures = 1

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        if keys and self.failures:
            self.failures -= 1
            raise StoreUnavailable("gone")
        await super().drop_boards(keys)


def test_a_board_that_could_not_be_left_is_left_later() -> None:
    async def main() -> None:
        store = Failing()
        async with showing(store) as scene:
            scene.tell(progress(ONE, 3))
            scene.tell(end(ONE, 3))
            await asyncio.sleep(10)
            assert await store.boards()
            await asyncio.sleep(Pace().again)
            assert not await store.boards()
            assert [call.method for call in scene.calls] == ["POST"]

    run_virtual(main())


class Asked(MemoryStore):
    """A store that counts what is asked for alliances' figures."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0

    async def matrix(self, guild_id: GuildId, codes: Collection[str]) -> Matrix:
        self.questions += 1
        return await super().matrix(guild_id, codes)


async def with_alliances(store: MemoryStore, members: int) -> None:
    """Make as many alliances as there can be, each with a channel and so many members."""
    ids = [AllianceId(number) for number in range(1, MOST_ALLIANCES + 1)]
    where = ChannelId(ONE + 10**6)
    await store.add_alliances([Alliance(ONE, one, f"A{one}", channel=where) for one in ids])
    entries = [
        Member(Fid(one * 10_000 + number), State(1), alliance=one)
        for one in ids
        for number in range(members)
    ]
    await store.enrol(ONE, entries, by="test", at=EPOCH)


@pytest.mark.parametrize("members", [1, 40])
def test_figures_of_all_alliances_are_one_question_however_many_members_there_are(
    members: int,
) -> None:
    async def main() -> None:
        store = Asked()
        await with_alliances(store, members)
        async with showing(store) as scene:
            scene.tell(progress(ONE, 3))
            await asyncio.sleep(60)
            assert len(scene.called("POST")) == 1 + MOST_ALLIANCES
            assert store.questions == 1

    run_virtual(main())


def test_no_alliances_message_is_edited_while_none_of_its_counts_changes() -> None:
    async def main() -> None:
        store = Asked()
        await with_alliances(store, 2)
        async with showing(store) as scene:
            scene.tell(progress(ONE, 3))
            await asyncio.sleep(60)
            posted = len(scene.calls)
            await progresses(scene, 60, 10)
            edited = {call.message for call in scene.calls[posted:]}
            assert len(edited) == 1
            first = Settlement(ONE, "GIFT", Fid(10_000), Outcome.REDEEMED, EPOCH + A_MINUTE)
            await store.settle([first])
            scene.tell(progress(ONE, 9))
            await asyncio.sleep(60)
            assert len({call.message for call in scene.calls[posted:]} - edited) == 1

    run_virtual(main())
