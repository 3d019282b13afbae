"""The batch check, the same for every kind of store: who is settled, asked in few questions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH
from autoredeem.store.check_questions import (
    FEW,
    RANGES,
    ROWS,
    Asked,
    Found,
    LedgerKeys,
    Line,
    P,
    packed,
)
from autoredeem.store.checked import Checked, CheckedMany, Subject

IN_FLIGHT = 2
"""How many questions are asked at a time."""

BatchCheck = Callable[[Mapping[Subject, Collection[Fid]]], Awaitable[CheckedMany]]
Ask = Callable[[Sequence[P]], Awaitable[Sequence[Found]]]


class Again(Protocol):
    """Asks what it is given, again and again while that may help."""

    async def __call__(self, ask: Ask[P], parts: Sequence[P], /) -> Sequence[Found]:
        """Return the answer. Raises what the last try raised."""


async def check_in_batches(
    store: LedgerKeys, again: Again, asked: Mapping[Subject, Collection[Fid]]
) -> CheckedMany:
    """Ask about every player of every subject, each question with retries of its own.

    A question is about as many subjects as it takes to fill it. When one stays without an answer,
    no new one is asked: a store that is gone shows soon. Raises StoreUnavailable then, with what
    the others answered, or StoreRefused.
    """
    check = _Check(store, again)
    for (guild_id, code), fids in asked.items():
        await check.add((guild_id, code), fids)
    await check.run()
    if check.failure:
        raise await check.told(check.failure) from check.failure
    return check.answer()


async def check_members(
    batch_check: BatchCheck, guild_id: GuildId, code: str, fids: Iterable[Fid]
) -> Checked:
    """Ask about one subject what `batch_check` asks about many; raises the same."""
    subject = guild_id, code
    try:
        answer = await batch_check({subject: list(fids)})
    except StoreUnavailable as error:
        known = error.known.get(subject)
        raise StoreUnavailable(str(error), known=known, queries=error.queries) from error
    return answer[subject]


class _Check:
    """One check under way, worked on by several tasks that share the questions."""

    def __init__(self, store: LedgerKeys, again: Again) -> None:
        self.failure: OutsideError | None = None
        self._store, self._again = store, again
        self._asked: dict[Subject, Asked] = {}
        self._queries = 0
        self._taken = 0

    async def add(self, subject: Subject, fids: Collection[Fid]) -> None:
        """Take in whom to ask about."""
        asked = self._asked[subject] = Asked(subject[0], code_key(subject[1]), self._store)
        await asked.add(fids)
        self._taken += len(fids) + FEW
        if self._taken >= ROWS:
            # Very many small guilds are one long loop, too.
            await asyncio.sleep(0)
            self._taken = 0

    async def run(self) -> None:
        """Read ranges, then look up whoever is left, until all is known or something fails."""
        ranges = (line for asked in self._asked.values() for line in asked.ranges())
        await self._put(self._store.settled_within, packed(ranges, ROWS, RANGES))
        unread = [asked for asked in self._asked.values() if not asked.is_read]
        async for some in in_parts(unread):
            for asked in some:
                await asked.find_left()
        if unread and not self.failure:
            lookups = (line for asked in unread for line in asked.lookups())
            await self._put(self._store.settled_among, packed(lookups, BATCH, BATCH))

    def answer(self) -> CheckedMany:
        """Return what the check came to."""
        checked = {subject: asked.checked for subject, asked in self._asked.items()}
        return CheckedMany(checked, self._queries)

    async def told(self, failure: OutsideError) -> OutsideError:
        """Return the failure with what is known, and how many that leaves out."""
        if isinstance(failure, StoreRefused):
            return failure
        known = {
            subject: await asked.known()
            async for some in in_parts(self._asked.items())
            for subject, asked in some
        }
        count = sum(len(asked.checked) for asked in self._asked.values())
        left = count - sum(map(len, known.values()))
        return StoreUnavailable(
            f"{failure}; {left:,} of {count:,} members were not asked about",
            known=known,
            queries=self._queries,
        )

    async def _put(self, ask: Ask[P], questions: Iterator[Sequence[Line[P]]]) -> None:
        first = list(islice(questions, IN_FLIGHT))
        if len(first) == 1:
            # The usual guild: one question, which needs no tasks.
            await self._work(ask, first[0], questions)
        elif first:
            async with asyncio.TaskGroup() as group:
                for question in first:
                    group.create_task(self._work(ask, question, questions))

    async def _work(
        self,
        ask: Ask[P],
        question: Sequence[Line[P]] | None,
        questions: Iterator[Sequence[Line[P]]],
    ) -> None:
        """Ask one question after the other until none is left or one can't be asked."""
        while question and not self.failure:
            try:
                found = await self._again(
                    self._counted(ask, question), [line.part for line in question]
                )
            except OutsideError as error:
                self.failure = error
            else:
                for line, some in zip(question, found, strict=True):
                    line.hears(some)
                question = next(questions, None)

    def _counted(self, ask: Ask[P], question: Sequence[Line[P]]) -> Ask[P]:
        async def counted(parts: Sequence[P]) -> Sequence[Found]:
            self._queries += 1
            for asked in {line.asked for line in question}:
                asked.checked.queries += 1
            return await ask(parts)

        return counted
