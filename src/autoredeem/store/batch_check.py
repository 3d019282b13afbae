"""The batch check, the same for every kind of store: who is settled, asked in few questions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.batches import BATCH
from autoredeem.store.checked import PART, Checked, CheckedMany, Subject

IN_FLIGHT = 2
"""How many questions are asked at a time."""

Part = tuple[GuildId, str, Sequence[Fid]]
"""Players who are asked about for a guild and the key of an issue of a code."""

Ask = Callable[[Sequence[Part]], Awaitable[Sequence[Collection[Fid]]]]
"""Returns who is settled of each part, BATCH players in all at most, at the cost of one query."""

Again = Callable[[Ask, Sequence[Part]], Awaitable[Sequence[Collection[Fid]]]]
"""Calls the first with the second, again and again while that may help."""

BatchCheck = Callable[[Mapping[Subject, Collection[Fid]]], Awaitable[CheckedMany]]

_Question = Sequence[tuple[Subject, Sequence[Fid]]]


async def check_in_batches(
    ask: Ask, again: Again, asked: Mapping[Subject, Iterable[Fid]]
) -> CheckedMany:
    """Ask about every player of every subject once, each batch with retries of its own.

    A batch holds as many subjects as it takes to fill it. When one stays without an answer, no new
    question is asked: a store that is gone shows soon. Raises StoreUnavailable then, with the
    answers of the other batches, or StoreRefused.
    """
    check = _Check(ask, again, asked)
    first = list(islice(check.questions, IN_FLIGHT))
    if len(first) == 1:
        # The usual guild: one question, which needs no tasks.
        await check.work(first[0])
    else:
        async with asyncio.TaskGroup() as group:
            for question in first:
                group.create_task(check.work(question))
    if check.failure:
        raise await check.told(check.failure) from check.failure
    return check.answer


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

    def __init__(self, ask: Ask, again: Again, asked: Mapping[Subject, Iterable[Fid]]) -> None:
        self.answer = CheckedMany()
        self.failure: OutsideError | None = None
        self.questions = self._questions(asked)
        self._ask, self._again = ask, again
        self._taken = 0

    async def work(self, question: _Question | None) -> None:
        """Ask one question after the other until none is left or one can't be asked."""
        while question and not self.failure:
            parts = [(guild_id, code_key(code), fids) for (guild_id, code), fids in question]
            counted = self._counted(question)
            try:
                settled = await self._again(counted, parts)
            except OutsideError as error:
                self.failure = error
            else:
                for (subject, fids), some in zip(question, settled, strict=True):
                    self.answer[subject].add(fids, some)
                question = next(self.questions, None)

    async def told(self, failure: OutsideError) -> OutsideError:
        """Return the failure with what is known, and how many that leaves out."""
        if isinstance(failure, StoreRefused):
            return failure
        for _ in self.questions:
            await asyncio.sleep(0)
        unasked = self._taken - sum(map(len, self.answer.values()))
        return StoreUnavailable(
            f"{failure}; {unasked:,} of {self._taken:,} members were not asked about",
            known=self.answer,
            queries=self.answer.queries,
        )

    def _questions(self, asked: Mapping[Subject, Iterable[Fid]]) -> Iterator[_Question]:
        """Yield all that is asked in questions of BATCH players, the last one shorter."""
        question: list[tuple[Subject, Sequence[Fid]]] = []
        room = BATCH
        for subject, fids in asked.items():
            self.answer.begin(subject)
            distinct = _Distinct(fids)
            while some := distinct.take(room):
                question.append((subject, some))
                self._taken += len(some)
                room -= len(some)
                if not room:
                    yield question
                    question, room = [], BATCH
        if question:
            yield question

    def _counted(self, question: _Question) -> Ask:
        async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
            self.answer.queries += 1
            for subject, _ in question:
                self.answer[subject].queries += 1
            return await self._ask(parts)

        return ask


class _Distinct:
    """Players who are taken in parts, each of them once."""

    def __init__(self, fids: Iterable[Fid]) -> None:
        self._rest = iter(fids)
        self._taken: list[set[Fid]] = [set()]

    def take(self, count: int) -> Sequence[Fid]:
        """Return the next `count` players who were not taken yet, fewer if there are no more."""
        batch: dict[Fid, None] = {}
        while len(batch) < count and (part := list(islice(self._rest, count - len(batch)))):
            for taken in self._taken:
                part = [fid for fid in part if fid not in taken]
            batch.update(dict.fromkeys(part))
        if len(self._taken[-1]) >= PART:
            self._taken.append(set())
        self._taken[-1].update(batch)
        return list(batch)
