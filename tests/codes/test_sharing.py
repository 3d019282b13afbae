"""What guilds found by themselves becomes everybody's: two that share found it, and it works."""

from collections.abc import Mapping

import pytest

from autoredeem.codes.intake import Intake
from autoredeem.codes.sharing import share_found, share_found_in
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import GuildId
from autoredeem.domain.sources import SourceKind
from autoredeem.store.interface import Store
from support.bot_play import CLOCK
from support.facts import NOW

ONE, TWO, THREE = map(GuildId, (1, 2, 3))
SHARES: GuildChanges = {"share_found": True}


async def choose(store: Store, *guilds: GuildId, **changes: object) -> None:
    chosen: Mapping[GuildId, GuildChanges] = {
        guild: {**SHARES, **changes}  # type: ignore[typeddict-item]
        for guild in guilds
    }
    await store.change_guilds(chosen, by="test", at=NOW)


async def find(store: Store, guild: GuildId, *codes: str) -> None:
    """Let a guild find codes."""
    intake = Intake(store, CLOCK, lambda: None)
    await intake.found(guild, codes, by="test", source=SourceKind.CHANNEL, room=100)


async def works(store: Store, *codes: str) -> None:
    await store.judge({code: Standing(Life.ALIVE) for code in codes}, at=NOW)


async def share_all(store: Store) -> frozenset[str]:
    return await share_found(store, await store.codes(), at=NOW)


async def shared(store: Store) -> list[str]:
    return [one.code for one in await store.codes() if one.shared]


async def test_what_two_guilds_that_share_found_and_works_is_shared(store: Store) -> None:
    await choose(store, ONE, TWO)
    for guild in (ONE, TWO):
        await find(store, guild, "GIFT", "Other")
    await works(store, "GIFT")
    assert await share_all(store) == {"GIFT"}
    assert await shared(store) == ["GIFT"]
    assert await share_all(store) == frozenset()


async def test_what_one_guild_found_stays_its_own(store: Store) -> None:
    await choose(store, ONE, TWO)
    await find(store, ONE, "GIFT")
    await find(store, THREE, "GIFT")
    await works(store, "GIFT")
    assert await share_all(store) == frozenset()


@pytest.mark.parametrize("off", [{"share_found": False}, {"left_at": NOW}, {"blocked_at": NOW}])
async def test_who_does_not_share_or_is_not_served_does_not_count(
    store: Store, off: Mapping[str, object]
) -> None:
    await choose(store, ONE)
    await choose(store, TWO, **off)
    for guild in (ONE, TWO):
        await find(store, guild, "GIFT")
    await works(store, "GIFT")
    assert await share_all(store) == frozenset()


async def test_a_second_find_of_what_works_already_shares_it_at_once(store: Store) -> None:
    await choose(store, ONE, TWO)
    await find(store, ONE, "GIFT")
    await works(store, "GIFT")
    await find(store, TWO, "GIFT")
    assert await shared(store) == ["GIFT"]


async def test_who_switches_sharing_on_shares_what_was_found_before(store: Store) -> None:
    await choose(store, ONE)
    for guild in (ONE, TWO):
        await find(store, guild, "GIFT")
    await works(store, "GIFT")
    await choose(store, TWO)
    assert await share_found_in(store, TWO, at=NOW) == {"GIFT"}
