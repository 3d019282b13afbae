"""What works is noted for all who are to be told of it, each once, however often that is done."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import pytest

from autoredeem.codes import Intake, Rollout
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.domain.sources import SourceKind
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.store.interface import Store
from support.bot_play import CLOCK, eventually
from support.facts import NOW

ONE, TWO, OFF, MUTE = map(GuildId, (1, 2, 3, 4))


class Wants:
    """An engine that opens nothing."""

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        pass


@pytest.fixture(autouse=True)
async def guilds(store: Store) -> None:
    """Let two guilds want codes, one not, and one have no channel."""
    for guild in (ONE, TWO, OFF, MUTE):
        channel = None if guild is MUTE else ChannelId(100 + guild)
        changes = {guild: {"enabled": guild is not OFF, "channel": channel}}
        await store.change_guilds(changes, by="test", at=NOW)  # type: ignore[arg-type]


@asynccontextmanager
async def rolling_out(store: Store) -> AsyncIterator[Rollout]:
    async with Rollout(store, Wants(), CLOCK).working() as rollout:
        yield rollout


async def looked_at(store: Store) -> None:
    """Let everything be looked at that works and is new."""
    async with rolling_out(store):
        await eventually(store.awaiting_rollout, [])
        await eventually(store.awaiting_announcement, [])


async def works(store: Store, edition: int = 1) -> None:
    turn = 2 * edition - 2
    await store.judge({"Gift": Standing(Life.ALIVE, edition=edition, turn=turn)}, at=NOW)


async def find(store: Store, guild: GuildId) -> None:
    intake = Intake(store, CLOCK, lambda: None)
    await intake.found(guild, ["Gift"], by="test", source=SourceKind.HAND, room=1)


async def told(store: Store) -> dict[str, set[GuildId]]:
    """Return who is to be told of each edition."""
    found = await store.announcements_of(["GIFT", "GIFT~2"])
    return {
        issue: {one.guild_id for one in found if one.issue == issue}
        for issue in {one.issue for one in found}
    }


async def test_a_shared_code_is_for_all_that_want_codes_and_have_a_channel(store: Store) -> None:
    await store.add_codes(["Gift"], at=NOW)
    await works(store)
    await looked_at(store)
    assert await told(store) == {"GIFT": {ONE, TWO}}
    (one, _) = await store.announcements_of(["GIFT"])
    assert (one.channel, one.message) == (ChannelId(100 + one.guild_id), None)


async def test_nothing_is_noted_before_a_code_works(store: Store) -> None:
    await store.add_codes(["Gift"], at=NOW)
    await looked_at(store)
    assert await told(store) == {}


async def test_a_guilds_own_code_is_for_the_guilds_that_found_it(store: Store) -> None:
    await find(store, ONE)
    await works(store)
    await looked_at(store)
    assert await told(store) == {"GIFT": {ONE}}
    await find(store, OFF)
    assert await told(store) == {"GIFT": {ONE, OFF}}


async def test_what_becomes_shared_when_it_works_already_is_for_all(store: Store) -> None:
    await find(store, ONE)
    await works(store)
    await looked_at(store)
    await store.add_codes(["Gift"], at=NOW)
    await looked_at(store)
    assert await told(store) == {"GIFT": {ONE, TWO}}


async def test_a_new_edition_is_told_anew(store: Store) -> None:
    await store.add_codes(["Gift"], at=NOW)
    await works(store)
    await looked_at(store)
    await store.judge({"Gift": Standing(Life.DEAD, turn=1)}, at=NOW)
    await store.revive({"Gift": 1}, at=NOW)
    await works(store, 2)
    await looked_at(store)
    assert await told(store) == {"GIFT": {ONE, TWO}, "GIFT~2": {ONE, TWO}}


async def test_one_that_comes_back_in_its_old_edition_is_no_news(store: Store) -> None:
    await store.add_codes(["Gift"], at=NOW)
    await works(store)
    await store.mark_rolled_out(["Gift"], at=NOW)
    await store.mark_announced({"Gift": 1})
    await store.judge({"Gift": Standing(Life.DEAD, turn=1)}, at=NOW)
    await store.revive({"Gift": 1}, at=NOW)
    await store.judge({"Gift": Standing(Life.ALIVE, turn=2, opens=True)}, at=NOW)
    await looked_at(store)
    assert await told(store) == {}


class DiesBeforeItMarks:
    """A store in whose process a look ends before the code is marked as announced."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __getattr__(self, verb: str) -> object:
        return getattr(self.store, verb)

    async def mark_announced(self, _editions: object) -> None:
        raise StoreUnavailable("killed")


async def test_whoever_is_killed_before_a_code_is_marked_has_noted_nobody_twice(
    store: Store,
) -> None:
    await store.add_codes(["Gift"], at=NOW)
    await works(store)
    dying = DiesBeforeItMarks(store)
    async with task_group() as tasks:
        serving = tasks.create_task(Rollout(dying, Wants(), CLOCK).serve())  # type: ignore[arg-type]
        await eventually(lambda: told(store), {"GIFT": {ONE, TWO}})
        await cancel_all({serving})
    assert await store.awaiting_announcement()
    before = await store.announcements_of(["GIFT"])
    await looked_at(store)
    assert await store.announcements_of(["GIFT"]) == before
