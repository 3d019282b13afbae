"""Lists are read in their time, by the process that sends, and one's trouble is its own."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.errors import ProviderFailed, StoreUnavailable
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.synchronisation import Sync, SyncTrouble
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.sync import RosterSyncs
from autoredeem.roster.sync.service import (
    HINTS_WITHIN,
    LOOK,
    MOST_HINTS,
    REFRESH,
    ProviderStatus,
    SyncParts,
)
from support.facts import ANN, BOB, GUILD, ME, NOW, OTHER_GUILD, changes_to, players
from support.store_model import MemoryStore
from support.sync_play import Leading, ToldProvider, some
from support.virtual_time import VirtualClock

pytestmark = pytest.mark.virtual_time

HOUR = 3_600.0
SOON = 1.0


class Following(Leading):
    """An engine that does not send, unless it is told to."""

    def __init__(self) -> None:
        self.sends = False


async def _opens(_guild_id: GuildId) -> None:
    """Open no codes."""


@asynccontextmanager
async def following(
    store: MemoryStore, *providers: ToldProvider, engine: Leading | None = None
) -> AsyncIterator[RosterSyncs]:
    parts = SyncParts(store, engine or Leading(), VirtualClock(), _opens)
    syncs = RosterSyncs({one.name: one for one in providers}, parts)
    async with syncs.working():
        yield syncs


async def test_a_list_is_read_at_once_and_then_by_the_hour() -> None:
    store, provider = MemoryStore(), ToldProvider(says=some(8))
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    async with following(store, provider):
        await asyncio.sleep(SOON)
        assert provider.reads == 1
        await asyncio.sleep(HOUR - 2 * REFRESH)
        assert provider.reads == 1
        await asyncio.sleep(3 * REFRESH)
        assert provider.reads == 2


async def test_a_list_that_is_followed_later_is_read_within_a_minute_or_when_asked() -> None:
    store, provider = MemoryStore(), ToldProvider(says=some(8))
    async with following(store, provider) as syncs:
        await asyncio.sleep(SOON)
        await store.follow([Sync(GUILD, "told", "A", ME, NOW)])
        await asyncio.sleep(REFRESH + LOOK)
        assert provider.reads == 1
        await store.follow([Sync(GUILD, "told", "B", ME, NOW)])
        syncs.poll()
        await asyncio.sleep(SOON)
        assert provider.reads == 2


async def test_a_file_is_read_soon_after_it_was_written() -> None:
    store, provider = MemoryStore(), ToldProvider(says=some(8), written=1)
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    async with following(store, provider):
        await asyncio.sleep(SOON)
        provider.written = 2
        await asyncio.sleep(LOOK + SOON)
        assert provider.reads == 2
        await asyncio.sleep(10 * LOOK)
        assert provider.reads == 2


async def test_only_the_process_that_sends_reads_lists() -> None:
    store, provider, engine = MemoryStore(), ToldProvider(says=some(8)), Following()
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    async with following(store, provider, engine=engine):
        await asyncio.sleep(2 * HOUR)
        assert provider.reads == 0
        engine.sends = True
        await asyncio.sleep(REFRESH + LOOK)
        assert provider.reads == 1


async def test_lists_of_guilds_that_are_not_served_are_not_read() -> None:
    store, provider = MemoryStore(), ToldProvider(says=some(8))
    blocked = GuildSettings(GUILD, enabled=True, blocked_at=NOW)
    await store.change_guilds(changes_to(blocked), by="t", at=NOW)
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    await store.follow([Sync(OTHER_GUILD, "told", "", ME, NOW)])
    async with following(store, provider):
        await asyncio.sleep(SOON)
        assert provider.reads == 1
    first, other = sorted(await store.syncs(), key=lambda one: one.guild_id)
    assert (first.state.readings, other.state.readings) == (0, 1)


async def test_a_provider_in_trouble_is_told_once_and_holds_up_no_other() -> None:
    store = MemoryStore()
    failing = ToldProvider(name="failing", every=timedelta(minutes=15))
    failing.fails = ProviderFailed(SyncTrouble.UNREACHABLE, "no connection")
    good = ToldProvider(says=some(8))
    await store.follow([Sync(GUILD, name, "", ME, NOW) for name in ("failing", "told")])
    with capture_logs() as logs:
        async with following(store, failing, good):
            await asyncio.sleep(HOUR)
    warnings = [one["event"] for one in logs if one["log_level"] == "warning"]
    assert warnings == ["A list of failing can't be read, it is tried again: no connection"]
    assert failing.reads > 2
    assert good.reads == 1


async def test_how_a_provider_is_can_be_asked() -> None:
    store, provider = MemoryStore(), ToldProvider(says=some(8))
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    async with following(store, provider) as syncs:
        assert syncs.status_of("told") == ProviderStatus()
        await asyncio.sleep(SOON)
        good = syncs.status_of("told")
        assert good.good_at
        provider.fails = ProviderFailed(SyncTrouble.UNREACHABLE, "no connection")
        await asyncio.sleep(HOUR + REFRESH)
        assert syncs.status_of("told") == ProviderStatus(good.good_at, "no connection")
        provider.fails = None
        await asyncio.sleep(HOUR + REFRESH)
        assert syncs.status_of("told").trouble == ""
        assert syncs.status_of("told").good_at != good.good_at


async def test_what_a_store_does_not_take_is_tried_again() -> None:
    class Failing(MemoryStore):
        failures = 3

        async def syncs(self, guilds: Collection[GuildId] | None = None) -> Sequence[Sync]:
            self.failures -= 1
            if self.failures >= 0:
                raise StoreUnavailable("gone")
            return await super().syncs(guilds)

    store, provider = Failing(), ToldProvider(says=some(8))
    await store.follow([Sync(GUILD, "told", "", ME, NOW)])
    async with following(store, provider):
        await asyncio.sleep(4 * (REFRESH + LOOK))
        assert provider.reads == 1


async def test_hints_are_what_providers_say_and_never_fail() -> None:
    hint = PlayerHint("Ann")
    knows = ToldProvider(name="knows", knows={ANN: hint})
    async with following(MemoryStore(), ToldProvider(), knows) as syncs:
        assert await syncs.hints([ANN, BOB]) == {ANN: hint}


async def test_hints_are_asked_for_few_and_waited_for_shortly() -> None:
    class Slow(ToldProvider):
        async def lookup(self, fid: Fid) -> PlayerHint | None:
            self.reads += 1
            await asyncio.sleep(1)
            return PlayerHint(str(fid))

    slow = Slow()
    async with following(MemoryStore(), slow) as syncs:
        found = await syncs.hints(players(50))
    assert len(found) < HINTS_WITHIN + 1
    assert slow.reads <= MOST_HINTS
