"""The store that everyone sees: a kind of store, asked again while asking again may help."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from datetime import datetime
from functools import partial
from inspect import getmembers, iscoroutinefunction
from operator import attrgetter, itemgetter
from time import monotonic
from typing import Generic, ParamSpec, Protocol, TypeVar

import structlog
from stamina import AsyncRetryingCaller
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.store.batch_check import check_in_batches, check_members
from autoredeem.store.check_questions import LedgerKeys
from autoredeem.store.checked import Checked, CheckedMany, Subject
from autoredeem.store.interface import Entries, Ports, Store
from autoredeem.store.options import Meter, unmeasured
from autoredeem.store.records import Entry

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

LABELS = {
    "batch_check": "check_members",
    "awaiting_rollout": "to_spread",
    "mark_rolled_out": "mark_spread",
}
"""What verbs are called where tries are measured, if otherwise: labels that operators know."""

ATTEMPTS = 4
FIRST_WAIT = 0.2
LONGEST_WAIT = 5.0
GROWTH = 3.0
JITTER = 0.3
"""Waits of 0.2, 0.6 and 1.8 s, each up to 0.3 s longer, so that not all come back at once."""


class Backend(Entries, Ports, LedgerKeys, Protocol):
    """What a kind of store offers: the ports, with a question's parts for the whole check."""


def retrying(backend: Backend, patience: float, meter: Meter = unmeasured) -> Store:
    """Return a backend as a store: whatever raises StoreUnavailable is done again, a few times.

    No new try begins when `patience` seconds have passed since the first: a verb that takes at
    most that long ends within twice the time and the last wait. `meter` measures every try.
    """
    # The checker can't see the verbs that it gets when it is made.
    return _RetryingStore(backend, patience, meter)  # type: ignore[abstract]


class _RetryingStore(Store):
    """A verb that streams, or asks in batches, is written here; all others are retried whole."""

    def __init__(self, backend: Backend, patience: float, meter: Meter) -> None:
        self.title = backend.title
        self._backend = backend
        self._meter = meter
        # The library's own hooks would be imported at the first retry, on the loop.
        set_on_retry_hooks([_log_retry])
        self._patience = patience
        for name in WHOLE:
            setattr(self, name, partial(self._again, name, getattr(backend, name)))

    async def batch_check_members(
        self, guild_id: GuildId, code: str, fids: Iterable[Fid]
    ) -> Checked:
        """Retry each question by itself."""
        again = partial(self._again, "batch_check")
        return await check_members(self._backend, again, guild_id, code, fids)

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        """Retry each question by itself."""
        again = partial(self._again, "batch_check")
        return await check_in_batches(self._backend, again, asked)

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Retry where it failed: nobody is given twice."""
        start = partial(self._backend.members, guild_id, need)
        reading = _Reading(start, attrgetter("fid"))
        while batch := await self._again("members", reading.next_batch):
            yield batch

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Retry where it failed: nobody is given twice."""
        start = partial(self._backend.entries, guilds, since)
        reading = _Reading(start, itemgetter(0, 1))
        while batch := await self._again("entries", reading.next_batch):
            yield batch

    async def _again(
        self,
        name: str,
        verb: Callable[P, Coroutine[object, object, T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        async def measured() -> T:
            with self._meter(LABELS.get(name, name)):
                return await verb(*args, **kwargs)

        began = monotonic()
        try:
            return await measured()
        except StoreUnavailable as error:
            return await _tried_on(measured, error, self._patience - (monotonic() - began))


async def _tried_on(
    verb: Callable[[], Awaitable[T]], error: StoreUnavailable, patience: float
) -> T:
    """Do again what failed once, with this error; raises the last.

    The library comes in here, not before: it takes longer than a small question.
    """
    if patience <= 0:
        raise error
    failed = [error]

    async def again() -> T:
        if failed:
            raise failed.pop()
        return await verb()

    return await AsyncRetryingCaller(
        attempts=ATTEMPTS,
        timeout=patience,
        wait_initial=FIRST_WAIT,
        wait_max=LONGEST_WAIT,
        wait_jitter=JITTER,
        wait_exp_base=GROWTH,
    )(StoreUnavailable, again)


WHOLE = [
    name for name, _ in getmembers(Store, iscoroutinefunction) if name not in vars(_RetryingStore)
]
"""The verbs that are done again as a whole."""


class _Reading(Generic[T]):
    """Something being read. After a failure it starts anew and leaves out what it gave before.

    `name` returns what tells one thing from another.
    """

    def __init__(
        self, start: Callable[[], AsyncIterator[Sequence[T]]], name: Callable[[T], object]
    ) -> None:
        self._start = start
        self._name = name
        self._batches: AsyncIterator[Sequence[T]] | None = None
        self._given: set[object] = set()

    async def next_batch(self) -> Sequence[T]:
        """Return what was not given yet; nothing at the end."""
        self._batches = self._batches or self._start()
        try:
            async for batch in self._batches:
                new = [one for one in batch if self._name(one) not in self._given]
                self._given.update(map(self._name, new))
                if new:
                    return new
        except StoreUnavailable:
            self._batches = None
            raise
        return ()


def _log_retry(details: RetryDetails) -> None:
    log.warning(f"Asking the store again in {details.wait_for:.1f} s: {details.caused_by}")
