"""The batch check, the same for every kind of store: who is settled, asked in few questions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid
from autoredeem.store.checked import PART, Checked

SEARCHED = 10_000
"""Of a guild's trail so many lines are searched: reading them takes a file about 10 ms."""

BATCH = 1_000
"""How many keys (fids, codes, ids) go into one question, and rows into one answer."""

ENTRIES_READ = 2_000
"""Entries of rosters to an answer: they are lean."""

SUBJECTS = 100
"""How many guilds with a code go into one question: each is a range of an index."""

IN_FLIGHT = 2
"""How many questions are asked at a time."""

K = TypeVar("K")
T = TypeVar("T")

Ask = Callable[[Sequence[Fid]], Awaitable[Collection[Fid]]]
"""Returns who of at most BATCH players is settled, at the cost of one query."""

Again = Callable[[Ask, Sequence[Fid]], Awaitable[Collection[Fid]]]
"""Calls the first with the second, again and again while that may help."""


def batched(items: Iterable[T], count: int) -> Iterator[list[T]]:
    """Yield the items in lists of `count`, the last one shorter.

    A fixed count, so that the number of commands depends on no machine. Whoever asks a store
    between two lists gives the loop back by that.
    """
    iterator = iter(items)
    while batch := list(islice(iterator, count)):
        yield batch


async def check_in_batches(ask: Ask, again: Again, fids: Iterable[Fid]) -> Checked:
    """Ask about every player once, each batch with retries of its own.

    When a batch stays without an answer, no new question is asked: a store that is gone shows
    soon. Raises StoreUnavailable then, with the answers of the other batches, or StoreRefused.
    """
    check = _Check(ask, again, fids)
    first = check.take()
    if len(first) < BATCH:
        # The usual guild: one question, which needs no tasks.
        await check.work(first)
    else:
        async with asyncio.TaskGroup() as group:
            for batch in (first, *(check.take() for _ in range(IN_FLIGHT - 1))):
                group.create_task(check.work(batch))
    if isinstance(check.failure, StoreRefused):
        raise check.failure
    if check.failure:
        asked = await check.count_all()
        raise StoreUnavailable(
            f"{check.failure}; {asked - len(check.answer):,} of {asked:,} members were not asked"
            " about",
            known=check.answer,
            queries=check.answer.queries,
        ) from check.failure
    return check.answer


def in_rectangles(
    keys: Collection[K], fids: Collection[Fid]
) -> Iterator[tuple[Sequence[K], Sequence[Fid]]]:
    """Yield every key with every fid: in parts, some keys times some fids, at most BATCH each."""
    rest = iter(fids)
    while some_fids := list(islice(rest, BATCH)):
        height, waiting = BATCH // len(some_fids), iter(keys)
        while some_keys := list(islice(waiting, height)):
            yield some_keys, some_fids


class _Check:
    """One check under way, worked on by several tasks that share the batches."""

    def __init__(self, ask: Ask, again: Again, fids: Iterable[Fid]) -> None:
        self.answer = Checked()
        self.failure: OutsideError | None = None
        self._ask, self._again, self._rest = ask, again, iter(fids)
        self._taken: list[set[Fid]] = [set()]

    def take(self) -> Sequence[Fid]:
        """Return the next BATCH players who were in no batch yet, fewer if there are no more."""
        batch: dict[Fid, None] = {}
        while len(batch) < BATCH and (part := list(islice(self._rest, BATCH - len(batch)))):
            for taken in self._taken:
                part = [fid for fid in part if fid not in taken]
            batch.update(dict.fromkeys(part))
        if len(self._taken[-1]) >= PART:
            self._taken.append(set())
        self._taken[-1].update(batch)
        return list(batch)

    async def work(self, batch: Sequence[Fid]) -> None:
        """Ask about one batch after the other until none is left or one can't be asked."""
        while batch and not self.failure:
            try:
                settled = await self._again(self._counted, batch)
            except OutsideError as error:
                self.failure = error
            else:
                self.answer.add(batch, settled)
                batch = self.take() if len(batch) == BATCH else ()

    async def count_all(self) -> int:
        """Take the batches that are left; return how many players there were."""
        count = sum(map(len, self._taken))
        while batch := self.take():
            count += len(batch)
            await asyncio.sleep(0)
        return count

    async def _counted(self, batch: Sequence[Fid]) -> Collection[Fid]:
        self.answer.queries += 1
        return await self._ask(batch)
