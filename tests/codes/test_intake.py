"""What it means that a source brings a code. In virtual time, on the store in memory."""

import asyncio
from datetime import datetime, timedelta

import pytest

from autoredeem.codes import Intake
from autoredeem.codes.intake import Found, Listed, Retried
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import SourceKind
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

ONE, TWO = GuildId(1), GuildId(2)
HOUR = 3_600.0
DEAD = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)


class Sources:
    """An intake on a store, and how often it had news."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.news = 0
        self.intake = Intake(self.store, VirtualClock(), self._count)

    def _count(self) -> None:
        self.news += 1

    async def die(self, code: str, *, shared: bool = True) -> None:
        now = VirtualClock().now()
        await self.store.add_codes([code], at=now, shared=shared)
        await self.store.judge({code: DEAD}, at=now)

    async def by_hand(self, *codes: str, guild: GuildId = ONE, room: int = 50) -> Found:
        return await self.intake.found(guild, codes, by="x", source=SourceKind.HAND, room=room)

    async def life(self, code: str) -> Life:
        return next(r for r in await self.store.codes() if r.code == code).standing.life


def tomorrow() -> datetime:
    return VirtualClock().now() + timedelta(days=1)


async def test_what_a_feed_lists_is_for_all_and_what_it_says_of_it_is_kept() -> None:
    sources, expires = Sources(), EPOCH + timedelta(days=7)
    await sources.intake.listed([Listed("Gift", expires), Listed("Other")], until=tomorrow())
    known = {record.code: record for record in await sources.store.codes()}
    assert known["Gift"].shared
    assert known["Gift"].source is SourceKind.FEED
    assert known["Gift"].listing.expires == expires
    assert known["Other"].listing.until == tomorrow()
    assert sources.news == 1


async def test_what_has_expired_as_the_feed_says_makes_nothing_known() -> None:
    sources = Sources()
    await sources.intake.listed([Listed("Gift", EPOCH - timedelta(days=1))], until=tomorrow())
    assert not await sources.store.codes()
    assert not sources.news


async def test_what_was_removed_does_not_come_back_as_long_as_a_feed_lists_it() -> None:
    sources = Sources()
    await sources.intake.listed([Listed("Gift")], until=tomorrow())
    await sources.store.remove_codes(["Gift"])
    await sources.intake.listed([Listed("Gift", is_new=False)], until=tomorrow())
    assert not await sources.store.codes()


async def test_what_a_feed_lists_all_the_time_is_no_news() -> None:
    sources = Sources()
    for _ in range(3):
        await sources.intake.listed([Listed("Gift")], until=tomorrow())
    assert sources.news == 1


async def test_a_guilds_own_code_becomes_everybodys_when_a_feed_brings_it() -> None:
    sources = Sources()
    await sources.by_hand("Gift")
    assert not (await sources.store.codes())[0].shared
    await sources.intake.listed([Listed("Gift")], until=tomorrow())
    [record] = await sources.store.codes()
    assert record.shared
    assert record.source is SourceKind.HAND, "where it came from first"


async def test_a_dead_code_is_revived_by_a_feed_only_where_it_comes_anew() -> None:
    sources = Sources()
    await sources.die("Gift")
    await sources.intake.listed([Listed("Gift")], until=tomorrow())
    assert await sources.life("Gift") is Life.DEAD
    await sources.intake.listed([Listed("Gift", anew=True)], until=tomorrow())
    assert await sources.life("Gift") is Life.UNTRIED


async def test_what_a_guild_finds_is_its_own_and_posted_there() -> None:
    sources = Sources()
    found = await sources.by_hand("Gift", "Gift", "More")
    assert found == Found(
        new=(
            "Gift",
            "More",
        )
    )
    assert [one.code for one in await sources.store.postings(ONE)] == ["Gift", "More"]
    assert await sources.by_hand("Gift") == Found(here=("Gift",))
    assert await sources.by_hand("Gift", guild=TWO) == Found(new=("Gift",))


async def test_what_an_official_channel_brings_is_for_all() -> None:
    sources = Sources()
    await sources.by_hand("Known")
    codes = ["Gift", "Known"]
    await sources.intake.found(
        ONE, codes, by="x", source=SourceKind.CHANNEL, room=50, official=True
    )
    assert all(record.shared for record in await sources.store.codes())


async def test_a_dead_code_is_revived_by_a_find_six_hours_after_the_verdict() -> None:
    sources = Sources()
    await sources.die("Gift")
    await asyncio.sleep(5.9 * HOUR)
    assert await sources.by_hand("Gift") == Found(dead={"Gift": DEAD})
    await asyncio.sleep(0.2 * HOUR)
    assert await sources.by_hand("Gift", guild=TWO) == Found(revived=("Gift",))
    assert [one.guild_id for one in await sources.store.postings_of(["Gift"])] == [TWO]
    assert await sources.life("Gift") is Life.UNTRIED


async def test_new_and_revived_codes_count_against_one_quota() -> None:
    sources = Sources()
    await sources.die("Old")
    await asyncio.sleep(7 * HOUR)
    found = await sources.by_hand("One", "Old", "Two", "Three", room=3)
    assert (found.new, found.revived, found.over_quota) == (("One", "Two"), ("Old",), ("Three",))


async def test_looking_up_changes_nothing() -> None:
    sources = Sources()
    await sources.die("Old")
    await asyncio.sleep(7 * HOUR)
    found = await sources.intake.look_up(ONE, ["Old", "New"])
    assert (found.new, found.revived) == (("New",), ("Old",))
    assert await sources.life("Old") is Life.DEAD
    assert len(await sources.store.codes()) == 1


async def test_on_somebodys_word_a_dead_code_is_tried_again_once_an_hour() -> None:
    sources = Sources()
    assert await sources.intake.try_again("Gift") is Retried.NOT_DEAD
    await sources.die("Gift")
    assert await sources.intake.try_again("gift") is Retried.OK, "in any spelling"
    assert await sources.intake.try_again("Gift") is Retried.NOT_DEAD
    await sources.store.judge(
        {"Gift": Standing(Life.DEAD, Outcome.EXPIRED, turn=3)}, at=VirtualClock().now()
    )
    assert await sources.intake.try_again("Gift") is Retried.TOO_SOON
    await asyncio.sleep(HOUR)
    assert await sources.intake.try_again("Gift") is Retried.OK


async def test_a_spelling_that_is_alive_is_what_counts() -> None:
    sources = Sources()
    await sources.die("GIFT")
    await sources.store.add_codes(["Gift"], at=EPOCH)
    await sources.store.judge({"Gift": Standing(Life.ALIVE)}, at=EPOCH)
    assert await sources.intake.try_again("GIFT") is Retried.NOT_DEAD
    await sources.store.post_codes([Posting(ONE, "Gift", "x", EPOCH)])
    assert (await sources.by_hand("Gift")).here == ("Gift",)
