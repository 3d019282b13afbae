"""A ledger's keys in memory, in plain words: what the batch check asks, and what it is told."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Any

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.check_questions import Found, Part, Range

Key = tuple[GuildId, str, Fid]
Question = Sequence[Part] | Sequence[Range]


async def at_once(_: Question) -> None:
    """Let a question through."""


class MemoryKeys:
    """Keys of settled players, sorted as text or as numbers; `asked` holds what was asked.

    Each question passes `gate` first, which may wait or raise. `together` says that where there is
    too much within one range, nothing is told of the others of a question either.
    """

    def __init__(
        self,
        settled: Iterable[Key] = (),
        place_of: Callable[[Fid], Any] = str,
        *,
        together: bool = True,
        gate: Callable[[Question], Awaitable[None]] = at_once,
    ) -> None:
        self.asked: list[Question] = []
        self.place_of = place_of
        self._settled = {*settled}
        self._sorted: defaultdict[tuple[GuildId, str], list[Fid]] = defaultdict(list)
        for guild_id, key, fid in sorted(self._settled, key=lambda one: place_of(one[2])):
            self._sorted[guild_id, key].append(fid)
        self._together = together
        self._gate = gate

    def questions(self) -> list[str]:
        """Return what was asked, in an order of its own, each look-up's players by number."""
        return sorted(
            str(
                [
                    one._replace(fids=sorted(one.fids)) if isinstance(one, Part) else one
                    for one in asked
                ]
            )
            for asked in self.asked
        )

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        """Look up every player."""
        self.asked.append(parts)
        await self._gate(parts)
        return [
            [fid for fid in one.fids if (one.guild_id, one.key, fid) in self._settled]
            for one in parts
        ]

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        """Cut each range out."""
        self.asked.append(ranges)
        await self._gate(ranges)
        found = [self._within(one) for one in ranges]
        if self._together and sum(map(len, found)) > sum(one.most for one in ranges):
            return [None] * len(ranges)
        return [
            fids if len(fids) <= one.most or self._together else None
            for fids, one in zip(found, ranges, strict=True)
        ]

    def _within(self, one: Range) -> Sequence[Fid]:
        fids = self._sorted[one.guild_id, one.key]
        first, end = (
            otherwise
            if bound is None
            else bisect_left(fids, self.place_of(bound), key=self.place_of)
            for bound, otherwise in ((one.first, 0), (one.end, len(fids)))
        )
        return fids[first:end]
