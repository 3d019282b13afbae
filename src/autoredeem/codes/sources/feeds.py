"""The feeds of one title at work: each asked in its own time, by one process of those there are."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

import structlog

from autoredeem.codes.intake import Listed
from autoredeem.codes.sources.feed import Feed
from autoredeem.codes.sources.history import Step, after_poll, troubles_of
from autoredeem.codes.sources.items import Items
from autoredeem.codes.sources.polling import Poll, poll
from autoredeem.domain.errors import FeedFailed, OutsideError
from autoredeem.domain.sources import FeedState, FeedTrouble
from autoredeem.engine.events import FeedPolled
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import serving

log = structlog.get_logger(__name__)

LASTS = timedelta(hours=24)
"""How long it counts that a feed listed a code; each good poll renews that."""

NOT_HERE = 5.0
"""Seconds between two looks whether this process is the one that asks."""

STORE_AGAIN = 60.0
"""Seconds until what a feed listed is given to a store again that did not take it."""

JITTER = 0.1
"""Share of a wait that is added by chance at the most, so that not all programs ask at once."""

LONGEST_BACKOFF = 6 * 3_600.0
MOST_DOUBLED = 6
"""A feed that fails is asked after twice the time, so often at the most, and within six hours."""


class Facts(Protocol):
    """What is read and written here of a title's store."""

    async def feeds(self) -> Sequence[FeedState]:
        """Return what is remembered of every feed."""

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        """Write what is remembered of feeds, each whole."""


class Listens(Protocol):
    """Who decides what sightings mean: an intake."""

    async def listed(self, codes: Collection[Listed], *, until: datetime) -> None:
        """Take in what a feed lists; see `Intake`."""


class Sender(Protocol):
    """An engine: one process of several sends, and asks the feeds as well."""

    @property
    def sends(self) -> bool:
        """Whether it is this one."""


class Asks(Protocol):
    """How a feed is asked."""

    async def __call__(
        self, feed: Feed, now: datetime, *, etag: str = "", modified: str = ""
    ) -> Poll:
        """Ask a feed once; see `poll`."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the feeds of a title work with."""

    store: Facts
    intake: Listens
    engine: Sender
    clock: Clock
    random: Random
    watch: Callable[[FeedPolled], None]
    ask: Asks = poll


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """How a feed is, as this process knows it; without a `state` it has not been asked here.

    `trouble` says what failed, empty if nothing. `items` and `refused` are those of the last answer
    that was read; `waiting` is how many new codes are not taken yet.
    """

    feed: Feed
    state: FeedState | None = None
    trouble: str = ""
    troubles: frozenset[FeedTrouble] = frozenset()
    items: int = 0
    refused: int = 0
    waiting: int = 0


class Feeds:
    """All feeds of one title. They are asked inside `working()`; one's failure is its own."""

    def __init__(self, feeds: Collection[Feed], around: Surroundings) -> None:
        self._polled = [_PolledFeed(feed, around) for feed in feeds]

    def statuses(self) -> Sequence[FeedStatus]:
        """Return how each of them is, in the order of the settings; from any thread."""
        return [one.status for one in self._polled]

    def status_of(self, name: str) -> FeedStatus:
        """Return how one of them is."""
        return next(one.status for one in self._polled if one.status.feed.name == name)

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Feeds"]:
        """Ask the feeds while the context is open."""
        async with serving(*(one.serve() for one in self._polled)):
            yield self


class _PolledFeed:
    """One feed: when it is asked, and what follows from each answer.

    What is remembered of it is read before each poll: another process may have asked meanwhile. The
    answer that was `read` last is kept here, with the marks that ask whether it has changed. None
    is kept for longer, as the settings may then say otherwise how it is read.
    """

    def __init__(self, feed: Feed, around: Surroundings) -> None:
        self.status = FeedStatus(feed)
        self._feed = feed
        self._around = around
        self._read = Poll(Items())
        self._failures = 0
        self._failing_since = 0.0
        self._said = False

    async def serve(self) -> None:
        """Ask, wait, and so on, until cancelled."""
        while True:
            wait = await self._serve_once()
            await asyncio.sleep(wait)

    async def _serve_once(self) -> float:
        """Do what is due; return the seconds to wait."""
        if not self._around.engine.sends:
            self.status = FeedStatus(self._feed)
            return NOT_HERE
        try:
            states = {state.name: state for state in await self._around.store.feeds()}
        except OutsideError as error:
            self._say(f"what is remembered of it can't be read: {error}")
            return STORE_AGAIN
        state = states.get(self._feed.name, FeedState(self._feed.name))
        self.status = replace(self.status, state=state)
        return self._early(state) or await self._poll(state)

    def _early(self, state: FeedState) -> float:
        """Return the seconds until it may be asked again, after whichever process asked it last."""
        if state.good_at is None:
            return 0.0
        since = (self._around.clock.now() - state.good_at).total_seconds()
        return self._every - since if 0 <= since < self._every else 0.0

    async def _poll(self, state: FeedState) -> float:
        """Ask once; return the seconds to wait."""
        try:
            found = await self._ask()
        except FeedFailed as error:
            self._failed(error)
            return self._wait(error.wait)
        changed = found.items is not None
        self._read = found if changed else replace(found, items=self._read.items)
        items = self._read.items or Items()
        step = after_poll(state, items, self._around.clock.now())
        if await self._kept(step):
            self._succeeded(step, items, changed=changed)
        return self._wait(found.wait)

    async def _ask(self) -> Poll:
        last = self._read
        try:
            return await self._around.ask(
                self._feed, self._around.clock.now(), etag=last.etag, modified=last.modified
            )
        except OutsideError:
            raise
        except Exception:
            log.exception(f"Feed {self._feed.name} can't be read")
            raise FeedFailed("it can't be read; the log says where the program failed") from None

    async def _kept(self, step: Step) -> bool:
        """Hand on what is listed, then remember it: whoever is killed in between does it again.

        Where the store fails it is tried again, as long as this process is the one that asks: the
        feed's owner has nothing to do with it.
        """
        while self._around.engine.sends:
            try:
                if step.listed:
                    until = self._around.clock.now() + LASTS
                    await self._around.intake.listed(step.listed, until=until)
                await self._around.store.save_feeds([step.state])
            except OutsideError as error:
                self._say(f"the store does not take what it lists: {error}")
                await asyncio.sleep(STORE_AGAIN)
            else:
                return True
        return False

    def _succeeded(self, step: Step, items: Items, *, changed: bool) -> None:
        if self._said:
            log.info(f"Feed {self._feed.name} is as it should be again")
        self._failures, self._said = 0, False
        if step.new:
            log.info(f"Feed {self._feed.name} lists new codes: {', '.join(step.new)}")
        self._tell(
            FeedStatus(
                self._feed,
                step.state,
                items=len(items.codes) + items.refused + items.left_out,
                refused=items.refused,
                waiting=step.waiting + items.left_out,
            ),
            FeedPolled(self._feed.name, len(step.new), changed=changed),
        )

    def _failed(self, error: FeedFailed) -> None:
        if not self._failures:
            self._failing_since = self._around.clock.monotonic()
        self._say(str(error))
        self._failures += 1
        self._tell(
            replace(self.status, trouble=str(error)), FeedPolled(self._feed.name, failed=True)
        )

    def _tell(self, status: FeedStatus, event: FeedPolled) -> None:
        now, clock = self._around.clock.now(), self._around.clock
        failing_for = clock.monotonic() - self._failing_since if self._failures else 0.0
        state = status.state or FeedState(self._feed.name)
        troubles = troubles_of(state, now, failing_for=failing_for, too_many=status.waiting > 0)
        self.status = replace(status, troubles=troubles)
        self._around.watch(replace(event, troubles=troubles))

    def _say(self, why: str) -> None:
        if not self._said:
            self._said = True
            log.warning(f"Feed {self._feed.name} fails, it is tried again by itself: {why}")

    @property
    def _every(self) -> float:
        return self._feed.every.total_seconds()

    def _wait(self, asked: float) -> float:
        """Return the seconds until the next request, never fewer than the feed asks for."""
        doubled = self._every * float(2 ** min(self._failures, MOST_DOUBLED))
        backoff = max(self._every, min(doubled, LONGEST_BACKOFF))
        return max(backoff, asked) * (1 + self._around.random.random() * JITTER)
