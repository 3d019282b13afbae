"""The batch check, the same for every kind of store: who is settled, asked in few questions."""

import asyncio
from collections.abc import (
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from collections.abc import Set as AbstractSet
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
    WASTE,
    Asked,
    Found,
    LedgerKeys,
    Line,
    P,
    Part,
    Range,
    packed,
)
from autoredeem.store.checked import Checked, CheckedMany, Subject

IN_FLIGHT = 2
"""How many questions are asked at a time."""

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
    for subject, fids in asked.items():
        await check.add(subject, fids)
    await check.run()
    if check.failure:
        known = await check.known()
        raise check.told(check.failure, known, known) from check.failure
    return CheckedMany(
        {subject: one.checked for subject, one in check.asked.items()}, check.queries
    )


async def check_members(
    store: LedgerKeys, again: Again, guild_id: GuildId, code: str, fids: Iterable[Fid]
) -> Checked:
    """Ask about one subject what `check_in_batches` asks about many; `known` is by player."""
    check, subject, players = _Check(store, again), (guild_id, code), dict.fromkeys(fids)
    if len(players) <= ROWS:
        # The usual guild is one question: to plan for many takes as long as its answer.
        settled = await check.ask_at_once(guild_id, code_key(code), players)
        if settled is not None:
            return Checked(check.queries, {fid: fid in settled for fid in players})
    asked = await check.add(subject, players)
    if check.queries:
        asked.checked.queries = check.queries
        asked.note_range(0, None)
    await check.run()
    if check.failure:
        known = await check.known()
        raise check.told(check.failure, known, known[subject]) from check.failure
    return asked.checked


class _Check:
    """One check under way, worked on by several tasks that share the questions."""

    def __init__(self, store: LedgerKeys, again: Again) -> None:
        self.asked: dict[Subject, Asked] = {}
        self.failure: OutsideError | None = None
        self.queries = 0
        self._store, self._again = store, again
        self._taken = 0

    async def add(self, subject: Subject, fids: Collection[Fid]) -> Asked:
        """Take in whom to ask about."""
        guild_id, code = subject
        asked = self.asked[subject] = Asked(guild_id, code_key(code), self._store)
        await asked.add(fids)
        self._taken += len(fids) + FEW
        if self._taken >= ROWS:
            # Very many small guilds are one long loop, too.
            await asyncio.sleep(0)
            self._taken = 0
        return asked

    async def ask_at_once(
        self, guild_id: GuildId, key: str, players: Collection[Fid]
    ) -> AbstractSet[Fid] | None:
        """Return who is settled by one question; None: the range is too long, or nobody answers."""
        if not players:
            return frozenset()
        try:
            if len(players) < FEW:
                part = Part(guild_id, key, list(players))
                [found] = await self._again(self._tried(self._store.settled_among), [part])
            else:
                whole = Range(guild_id, key, None, None, WASTE * len(players))
                [found] = await self._again(self._tried(self._store.settled_within), [whole])
        except OutsideError as error:
            self.failure = error
            return None
        return None if found is None else {*found}

    async def run(self) -> None:
        """Read ranges, then look up whoever is left, until all is known or something fails."""
        ranges = (line for asked in self.asked.values() for line in asked.ranges())
        if not self.failure:
            await self._put(self._store.settled_within, packed(ranges, ROWS, RANGES))
        unread = [asked for asked in self.asked.values() if not asked.is_read]
        async for some in in_parts(unread):
            for asked in some:
                await asked.find_left()
        if unread and not self.failure:
            lookups = (line for asked in unread for line in asked.lookups())
            await self._put(self._store.settled_among, packed(lookups, BATCH, BATCH))

    async def known(self) -> Mapping[Subject, Checked]:
        """Return what is known so far."""
        return {
            subject: await asked.known()
            async for some in in_parts(self.asked.items())
            for subject, asked in some
        }

    def told(
        self,
        failure: OutsideError,
        known: Mapping[Subject, Checked],
        answer: Mapping[Subject, Checked] | Checked,
    ) -> OutsideError:
        """Return the failure with how many it leaves out, and the answer as far as it came."""
        if isinstance(failure, StoreRefused):
            return failure
        count = sum(len(asked.checked) for asked in self.asked.values())
        left = count - sum(map(len, known.values()))
        return StoreUnavailable(
            f"{failure}; {left:,} of {count:,} members were not asked about",
            known=answer,
            queries=self.queries,
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

    def _tried(self, ask: Ask[P]) -> Ask[P]:
        async def tried(parts: Sequence[P]) -> Sequence[Found]:
            self.queries += 1
            return await ask(parts)

        return tried

    def _counted(self, ask: Ask[P], question: Sequence[Line[P]]) -> Ask[P]:
        tried = self._tried(ask)

        async def counted(parts: Sequence[P]) -> Sequence[Found]:
            for asked in {line.asked for line in question}:
                asked.checked.queries += 1
            return await tried(parts)

        return counted
