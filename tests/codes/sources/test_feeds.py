"""The feeds of a title at work: when each is asked, and what follows. In virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from structlog.testing import capture_logs

from autoredeem.codes.intake import Intake, Listed
from autoredeem.codes.sources import Feed, FeedKind, Feeds
from autoredeem.codes.sources.feeds import Surroundings
from autoredeem.codes.sources.items import Items
from autoredeem.codes.sources.polling import Poll
from autoredeem.domain.errors import FeedFailed, StoreUnavailable
from autoredeem.domain.sources import FeedState, FeedTrouble, SourceKind
from autoredeem.engine.events import FeedPolled
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0

FEED = Feed("news", "wos", FeedKind.JSON, "https://news.example", timedelta(minutes=15))
OTHER = replace(FEED, name="other")


class NoChance(Random):
    """Chance that adds nothing."""

    def random(self) -> float:
        return 0.0


class Failing(MemoryStore):
    """A store of which a verb fails for a while."""

    failing = ""
    order: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.order = []

    def _check(self, verb: str) -> None:
        self.order.append(verb)
        if self.failing == verb:
            raise StoreUnavailable("the server is gone")

    async def feeds(self) -> Sequence[FeedState]:
        self._check("feeds")
        return await super().feeds()

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        self._check("save_feeds")
        await super().save_feeds(feeds)

    async def add_codes(self, codes: Collection[str], **named: object) -> frozenset[str]:
        self._check("add_codes")
        return await super().add_codes(codes, **named)  # type: ignore[arg-type]


@dataclass
class Play:
    """Feeds that answer what a test says, a store that can be gone, and a process that may send.

    `asked` has when each feed was asked, and with which mark.
    """

    says: Callable[[Feed], Poll | Exception] = lambda _feed: lists()
    sends: bool = True
    store: Failing = field(default_factory=Failing)
    asked: list[tuple[str, float, str]] = field(default_factory=list)
    events: list[FeedPolled] = field(default_factory=list)
    random: Random = field(default_factory=NoChance)

    async def ask(self, feed: Feed, now: datetime, *, etag: str = "", modified: str = "") -> Poll:
        assert (now, modified) == (VirtualClock().now(), "")
        self.asked.append((feed.name, VirtualClock().monotonic(), etag))
        await asyncio.sleep(1)
        said = self.says(feed)
        if isinstance(said, Exception):
            raise said
        return said

    @asynccontextmanager
    async def working(self, *feeds: Feed) -> AsyncIterator[Feeds]:
        clock = VirtualClock()
        intake = Intake(self.store, clock, lambda: None)
        around = Surroundings(
            self.store, intake, self, clock, self.random, self.events.append, self.ask
        )
        async with Feeds(feeds or [FEED], around).working() as at_work:
            yield at_work

    def times(self, name: str = "news") -> list[float]:
        return [round(at, 1) for feed, at, _ in self.asked if feed == name]


def lists(*codes: str, etag: str = "", wait: float = 0.0) -> Poll:
    return Poll(Items(dict.fromkeys(codes)), etag, "", wait)


async def known(play: Play) -> dict[str, bool]:
    return {one.code: one.shared for one in await play.store.codes()}


async def remembered(play: Play) -> FeedState:
    (state,) = await play.store.feeds()
    return state


async def test_what_a_feed_lists_is_known_to_all_and_counted_as_listed_for_a_day() -> None:
    play = Play(lambda _: lists("GIFT"))
    async with play.working():
        await asyncio.sleep(HOUR)
    (record,) = await play.store.codes()
    assert (record.shared, record.source) == (True, SourceKind.FEED)
    last = EPOCH + timedelta(seconds=play.times()[-1] + 1)
    assert record.listing.until == last + timedelta(hours=24)
    assert (await remembered(play)).good_at == last


async def test_each_feed_is_asked_in_its_own_time_and_one_s_failure_is_its_own() -> None:
    play = Play(lambda feed: FeedFailed("gone") if feed is OTHER else lists("GIFT"))
    async with play.working(FEED, OTHER):
        await asyncio.sleep(HOUR)
    assert play.times() == [0, 901, 1_802, 2_703]
    assert play.times("other") == [0, 1_801]
    assert await known(play) == {"GIFT": True}


async def test_chance_makes_a_feed_asked_later_never_earlier() -> None:
    play = Play(random=Random(7))
    async with play.working():
        await asyncio.sleep(DAY)
    gaps = {round(after - before) for before, after in pairwise(play.times())}
    assert len(gaps) > 10
    assert all(900 <= gap <= 992 for gap in gaps)


async def test_a_feed_that_fails_is_asked_less_and_less_often_up_to_six_hours() -> None:
    answers: list[Poll | Exception] = [FeedFailed("HTTP 500")] * 9
    play = Play(lambda _: answers.pop() if answers else lists())
    with capture_logs() as lines:
        async with play.working():
            await asyncio.sleep(3 * DAY)
    gaps = [round((b - a - 1) / MINUTE) for a, b in pairwise(play.times())]
    assert gaps[:11] == [30, 60, 120, 240, 360, 360, 360, 360, 360, 15, 15]
    assert [line["event"] for line in lines] == [
        "Feed news fails, it is tried again by itself: HTTP 500",
        "Feed news is as it should be again",
    ]


async def test_whoever_asks_to_be_left_alone_is() -> None:
    answers: list[Poll | Exception] = [
        FeedFailed("HTTP 429", wait=5 * HOUR),
        lists(wait=2 * HOUR),
    ]
    play = Play(lambda _: answers.pop(0) if answers else lists())
    async with play.working():
        await asyncio.sleep(8 * HOUR)
    assert play.times()[:4] == [0, 5 * HOUR + 1, 7 * HOUR + 2, 7 * HOUR + 903]


async def test_a_feed_on_this_computer_may_be_asked_every_few_seconds() -> None:
    play = Play()
    async with play.working(replace(FEED, every=timedelta(seconds=3))):
        await asyncio.sleep(MINUTE)
    assert len(play.asked) == 15


async def test_what_has_not_changed_is_listed_on_and_asked_for_with_its_mark() -> None:
    play = Play(lambda _: lists("GIFT", etag="v1") if len(play.asked) == 1 else Poll(None, "v1"))
    async with play.working():
        await asyncio.sleep(HOUR)
    assert [mark for *_, mark in play.asked] == ["", "v1", "v1", "v1"]
    assert [event.changed for event in play.events] == [True, False, False, False]
    (record,) = await play.store.codes()
    assert record.listing.until == EPOCH + timedelta(seconds=play.times()[-1] + 1, hours=24)
    assert (await remembered(play)).polls == 4


async def test_after_a_start_it_is_asked_no_sooner_and_without_its_mark() -> None:
    play = Play(lambda _: lists("GIFT", etag="v1"))
    async with play.working():
        await asyncio.sleep(10 * MINUTE)
    async with play.working():
        await asyncio.sleep(10 * MINUTE)
    assert play.asked == [("news", 0, ""), ("news", 901, "")]
    assert (await remembered(play)).polls == 2


async def test_codes_are_taken_in_before_that_is_remembered() -> None:
    play = Play(lambda _: lists("GIFT"))
    async with play.working():
        await asyncio.sleep(MINUTE)
    assert play.store.order == ["feeds", "add_codes", "save_feeds"]


async def test_killed_in_between_it_takes_them_in_again() -> None:
    play = Play(lambda _: lists("GIFT"))
    play.store.failing = "save_feeds"
    async with play.working():
        await asyncio.sleep(30)
    play.store.failing = ""
    async with play.working():
        await asyncio.sleep(30)
    assert await known(play) == {"GIFT": True}
    assert (await remembered(play)).codes.keys() == {"GIFT"}


@pytest.mark.parametrize("verb", ["feeds", "add_codes", "save_feeds"])
async def test_a_store_that_is_gone_costs_the_feed_no_request(verb: str) -> None:
    play = Play(lambda _: lists("GIFT"))
    play.store.failing = verb
    with capture_logs() as lines:
        async with play.working():
            await asyncio.sleep(10 * MINUTE)
            play.store.failing = ""
            await asyncio.sleep(2 * MINUTE)
    assert len(play.asked) == 1
    assert await known(play) == {"GIFT": True}
    assert [line["log_level"] for line in lines].count("warning") == 1


async def test_of_two_processes_the_one_that_sends_asks_and_the_other_goes_on_from_there() -> None:
    one = Play(lambda _: lists("GIFT"))
    two = Play(lambda _: lists("GIFT", "NEW"), sends=False, store=one.store)
    async with one.working(), two.working() as watching:
        await asyncio.sleep(20 * MINUTE)
        assert watching.status_of("news").state is None
        one.sends, two.sends = False, True
        await asyncio.sleep(40 * MINUTE)
    assert one.times() == [0, 901]
    assert 1_802 <= two.times()[0] <= 1_810
    assert two.events[0].new == 1


async def test_a_flood_is_taken_fifty_an_hour_and_the_operator_told() -> None:
    flood = lists(*(f"CODE{n}" for n in range(120)), etag="v1")
    play = Play(lambda _: Poll(None, "v1") if len(play.asked) > 1 else flood)
    async with play.working() as feeds:
        await asyncio.sleep(30 * MINUTE)
        assert len(await known(play)) == 50
        assert feeds.status_of("news").waiting == 70
        assert play.events[-1].troubles == {FeedTrouble.FLOODED}
        await asyncio.sleep(3 * HOUR)
        assert len(await known(play)) == 120
        assert play.events[-1].troubles == set()


async def test_more_items_than_are_read_are_a_flood_as_well() -> None:
    play = Play(lambda _: Poll(Items({"GIFT": None}, left_out=9_500)))
    async with play.working() as feeds:
        await asyncio.sleep(MINUTE)
        assert feeds.status_of("news").waiting == 9_500
    assert play.events[-1].troubles == {FeedTrouble.FLOODED}


async def test_a_feed_that_fails_for_a_day_or_is_silent_for_two_weeks_is_an_operator_s_matter() -> (
    None
):
    play = Play(lambda _: lists("GIFT"))
    async with play.working():
        await asyncio.sleep(13.9 * DAY)
        assert play.events[-1].troubles == set()
        await asyncio.sleep(0.2 * DAY)
        assert play.events[-1].troubles == {FeedTrouble.SILENT}
        play.says = lambda _: FeedFailed("gone")
        await asyncio.sleep(0.9 * DAY)
        assert play.events[-1].troubles == {FeedTrouble.SILENT}
        await asyncio.sleep(0.6 * DAY)
        assert play.events[-1].troubles == {FeedTrouble.SILENT, FeedTrouble.FAILING}
        play.says = lambda _: lists("GIFT", "NEW")
        await asyncio.sleep(0.5 * DAY)
        assert play.events[-1].troubles == set()


async def test_its_status_says_what_came_of_the_last_answers() -> None:
    play = Play(lambda _: Poll(Items({"GIFT": None, "OLD": EPOCH}, refused=3)))
    async with play.working() as feeds:
        await asyncio.sleep(MINUTE)
        play.says = lambda _: FeedFailed("it answers HTTP 500")
        await asyncio.sleep(20 * MINUTE)
        (status,) = feeds.statuses()
    assert (status.items, status.refused, status.trouble) == (5, 3, "it answers HTTP 500")
    assert status.state
    assert status.state.good_at == EPOCH + timedelta(seconds=1)
    assert [event.failed for event in play.events] == [False, True]


async def test_what_is_a_bug_of_ours_fails_that_feed_alone_and_is_in_the_log() -> None:
    play = Play(lambda feed: ZeroDivisionError() if feed is OTHER else lists("GIFT"))
    with capture_logs() as lines:
        async with play.working(FEED, OTHER) as feeds:
            await asyncio.sleep(20 * MINUTE)
            assert feeds.status_of("other").trouble
    assert len(play.times()) == 2
    assert [line["event"] for line in lines if line["log_level"] == "error"] == [
        "Feed other can't be read"
    ]


async def test_a_code_that_comes_back_after_a_day_is_given_on_as_coming_anew() -> None:
    given: list[Listed] = []

    class Noting(Intake):
        async def listed(self, codes: Collection[Listed], *, until: datetime) -> None:
            given.extend(one for one in codes if one.anew)
            await super().listed(codes, until=until)

    play, clock = Play(lambda _: lists("GIFT", "OTHER")), VirtualClock()
    intake = Noting(play.store, clock, lambda: None)
    around = Surroundings(play.store, intake, play, clock, NoChance(), play.events.append, play.ask)
    async with Feeds([FEED], around).working():
        await asyncio.sleep(DAY)
        play.says = lambda _: lists("OTHER")
        await asyncio.sleep(DAY + HOUR)
        assert given == []
        play.says = lambda _: lists("GIFT", "OTHER")
        await asyncio.sleep(HOUR)
    assert given == [Listed("GIFT", anew=True)]
