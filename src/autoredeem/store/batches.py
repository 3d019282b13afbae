"""The batch check, the same for every kind of store: who is settled, asked in few questions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice

from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.players import Fid
from autoredeem.observe.slices import in_slices
from autoredeem.store.interface import Checked

BATCH = 1_000
"""How many fids or rows go into one statement."""

IN_FLIGHT = 4
"""How many questions are asked at a time."""

Ask = Callable[[Sequence[Fid]], Awaitable[Collection[Fid]]]
"""Gives who of at most BATCH players is settled, at the cost of one query."""

Again = Callable[[Ask, Sequence[Fid]], Awaitable[Collection[Fid]]]
"""Calls the first with the second, again and again while that may help."""


async def check_in_batches(ask: Ask, again: Again, fids: Iterable[Fid]) -> Checked:
    """Ask about every player once, each batch with retries of its own.

    When a batch stays without an answer, no new question is asked: a store that is gone shows
    soon. Raises StoreUnavailable then, with the answers of the other batches, or StoreRefused.
    """
    asked: dict[Fid, None] = {}
    async for part in in_slices(fids):
        asked.update(dict.fromkeys(part))
    check = _Check(ask, again, iter(asked))
    async with asyncio.TaskGroup() as group:
        for _ in range(min(IN_FLIGHT, -(-len(asked) // BATCH))):
            group.create_task(check.work())
    if isinstance(check.failure, StoreRefused):
        raise check.failure
    if check.failure:
        raise StoreUnavailable(
            f"{check.failure}; {len(asked) - len(check.answer):,} of {len(asked):,} members were"
            " not asked about",
            known=check.answer,
            queries=check.answer.queries,
        ) from check.failure
    return check.answer


class _Check:
    """One check under way, worked on by several tasks that share the batches."""

    def __init__(self, ask: Ask, again: Again, rest: Iterator[Fid]) -> None:
        self.answer = Checked()
        self.failure: OutsideError | None = None
        self._ask, self._again, self._rest = ask, again, rest

    async def work(self) -> None:
        """Take a batch after the other until none is left or one can't be asked."""
        while not self.failure and (batch := list(islice(self._rest, BATCH))):
            try:
                settled = await self._again(self._counted, batch)
            except OutsideError as error:
                self.failure = error
            else:
                self.answer.update((fid, fid in settled) for fid in batch)

    async def _counted(self, batch: Sequence[Fid]) -> Collection[Fid]:
        self.answer.queries += 1
        return await self._ask(batch)
