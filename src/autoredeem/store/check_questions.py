"""What a batch check asks of a kind of store: ranges of keys, and keys one by one.

All that is settled for an edition of a code in a guild is one range of keys. Who is asked about
most of a roster gets it read; a few of many are looked up.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.checked import Checked

FEW = 32
"""Fewer players are looked up: a range that holds many others would be read for nothing."""

ROWS = 2_500
"""Players to a question for ranges: its answer, with twice as many keys at most, is taken in within
some 3 ms on the machine of docs/benchmarks.md."""

RANGES = 100
"""Ranges to a question."""

WASTE = 2
"""A range is read up to so many keys for each player asked about."""

SAMPLES = 32
"""Players of whom one is looked at to cut ranges alike: with so many a range, none is far off."""


class Part(NamedTuple):
    """Players who are looked up, for a guild and the key of an issue of a code."""

    guild_id: GuildId
    key: str
    fids: Sequence[Fid]


class Range(NamedTuple):
    """Keys of an issue of a code in a guild, in the store's order: from `first` on, before `end`.

    None is where all of them begin, or end. More than `most` are not worth reading.
    """

    guild_id: GuildId
    key: str
    first: Fid | None
    end: Fid | None
    most: int


Found = Collection[Fid] | None
P = TypeVar("P", Part, Range)


class LedgerKeys(Protocol):
    """What a kind of store says of the ledger's keys. No row is read."""

    def place_of(self, fid: Fid) -> Any:  # noqa: ANN401 - text or number, as the store has it
        """Return what players' keys are ordered by, within a range."""

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        """Return who is settled of each part, at most 1,000 players in all, by one query."""

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        """Return who is settled within each range, at most 100 of them, by one query.

        None stands where there is more than is worth reading: of that range, or of all of them.
        """


class Line(NamedTuple, Generic[P]):
    """What a question asks about one subject: so many players, and who hears the answer."""

    asked: "Asked"
    part: P
    players: int
    hears: Callable[[Found], None]


def packed(lines: Iterable[Line[P]], players: int, most: int) -> Iterator[Sequence[Line[P]]]:
    """Yield the lines as questions, each about so many players, and of `most` lines, at most."""
    question: list[Line[P]] = []
    room = players
    for line in lines:
        if question and (line.players > room or len(question) == most):
            yield question
            question, room = [], players
        question.append(line)
        room -= line.players
    if question:
        yield question


class Asked:
    """Who is asked about for one subject, and what became known of them so far."""

    def __init__(self, guild_id: GuildId, key: str, store: LedgerKeys) -> None:
        self.checked = Checked()
        self.left: set[Fid] = set()
        self._guild_id, self._key, self._place_of = guild_id, key, store.place_of
        self._bounds: list[Fid] = []
        self._places: list[Any] = []
        self._whole = [False]
        self._given_up = False

    async def add(self, fids: Collection[Fid]) -> None:
        """Take in who is asked about, and find out where to cut the range of keys."""
        if len(fids) <= ROWS:
            # The usual guild: nothing is to be cut.
            self.checked.ask(fids)
            return
        for part in batched(fids, ROWS):
            self.checked.ask(part)
            await asyncio.sleep(0)
        pieces = -(-len(self.checked) // ROWS)
        step = len(self.checked) // (pieces * SAMPLES)
        sample: list[Fid] = []
        async for part in in_parts(islice(self.checked, 0, None, step)):
            sample += part
        sample.sort(key=self._place_of)
        self._bounds = [sample[len(sample) * number // pieces] for number in range(1, pieces)]
        self._places = [self._place_of(fid) for fid in self._bounds]
        self._whole = [False] * pieces

    def ranges(self) -> Iterator[Line[Range]]:
        """Yield the ranges to read, of much the same length, until one proves too long."""
        players = -(-len(self.checked) // len(self._whole))
        if players < FEW:
            return
        for number, (first, end) in enumerate(pairwise([None, *self._bounds, None])):
            if self._given_up:
                return
            part = Range(self._guild_id, self._key, first, end, WASTE * players)
            yield Line(self, part, players, partial(self.note_range, number))

    def note_range(self, number: int, found: Found) -> None:
        """Note who is settled within one of the ranges; None: it is too long to be read."""
        if found is None:
            self._given_up = True
        else:
            self.checked.settle(found)
            self._whole[number] = True

    def lookups(self) -> Iterator[Line[Part]]:
        """Yield who is left to be looked up."""
        for fids in batched(list(self.left), BATCH):
            part = Part(self._guild_id, self._key, fids)
            yield Line(self, part, len(fids), partial(self._note_lookup, fids))

    @property
    def is_read(self) -> bool:
        """Whether all ranges were read whole."""
        return all(self._whole)

    async def find_left(self) -> None:
        """Find out of whom nothing is known by the ranges that were read."""
        async for part in in_parts(self.checked.items()):
            unsettled = (fid for fid, settled in part if not settled)
            self.left.update(fid for fid in unsettled if not self._is_read_for(fid))

    async def known(self) -> Checked:
        """Return what is known so far."""
        known = Checked(self.checked.queries)
        async for part in in_parts(self.checked.items()):
            known.ask(fid for fid, _ in part if fid not in self.left)
            known.settle({fid for fid, settled in part if settled})
        return known

    def _is_read_for(self, fid: Fid) -> bool:
        return self._whole[bisect_right(self._places, self._place_of(fid))]

    def _note_lookup(self, fids: Collection[Fid], found: Found) -> None:
        self.checked.settle(found or ())
        self.left.difference_update(fids)
