"""What a list says now beside what it said before and who is enrolled: compared in memory."""

import heapq
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.synchronisation import FLAGGED, Listed, ProvidedPlayer
from autoredeem.observe.cooperative import Slices, in_parts

FEWEST = 4
"""Of a list that had fewer players than this, any change is plausible."""

PlayerRow = tuple[Fid, str, State | None, int | None, str]
"""A `ProvidedPlayer` as a plain tuple. There are very many, and for as long as a reading lasts: of
plain tuples Python's collector lets go, over all else it walks, again and again, and that in one
step of the loop."""

Entries = Mapping[Fid, tuple[State | None, int | None]]
"""The states and the levels of those who are enrolled."""

Finding = tuple[Listed | None, PlayerRow]
"""A player of a list, with what it said before, where it did."""


@dataclass(slots=True)
class Comparison:
    """What a reading comes to: of `players` whom it lists, `kept` are of the `known` ones.

    `found` are those of whom it has news, for the list or for their entries; `absent` those whom
    it does not list, and who have not left yet. `newcomers` are listed and not enrolled, `left` are
    enrolled and had left before.
    """

    players: int = 0
    known: int = 0
    kept: int = 0
    left: int = 0
    found: list[Finding] = field(default_factory=list)
    absent: list[Listed] = field(default_factory=list)
    newcomers: list[PlayerRow] = field(default_factory=list)

    @property
    def strange(self) -> bool:
        """Whether most of whom it listed before are missing: rather than left, it is misread."""
        return self.known >= FEWEST and 2 * self.kept < self.known


async def compared(
    parts: Sequence[Sequence[PlayerRow]],
    pages: AsyncIterator[Sequence[Listed]],
    enrolled: Entries,
) -> Comparison:
    """Compare a reading, in parts that are each sorted by id, with what was known, in that order.

    Of a player who is in it twice the first counts. It gives the loop back in time.
    """
    result, slices = Comparison(), Slices()
    merge = _Merge(result, _each_once(parts), enrolled)
    async for page in pages:
        async for some in in_parts(page, slices):
            for listed in some:
                if merge.is_before(listed):
                    await merge.meet_all_new(merge.before(listed), slices)
                merge.meet(listed)
    await merge.meet_all_new(merge.rest(), slices)
    return result


class _Merge:
    """Two sorted streams side by side: whoever is in one of them, or in both."""

    def __init__(
        self,
        result: Comparison,
        provided: Iterator[PlayerRow],
        enrolled: Entries,
    ) -> None:
        self._result = result
        self._provided = provided
        self._enrolled = enrolled
        self._next = next(provided, None)

    def is_before(self, listed: Listed) -> bool:
        """Whether somebody new comes before one whom the list named before."""
        return self._next is not None and self._next[0] < listed.fid

    def before(self, listed: Listed) -> Iterator[PlayerRow]:
        """Yield the new ones who come before one whom the list named before."""
        while self._next and self._next[0] < listed.fid:
            yield self._next
            self._next = next(self._provided, None)

    def meet(self, listed: Listed) -> None:
        """Take in one whom the list named before; nobody new comes before."""
        present = not listed.has_left
        self._result.known += present
        if self._next and self._next[0] == listed.fid:
            self._result.kept += present
            self._met(listed, self._next)
            self._next = next(self._provided, None)
        elif present:
            self._result.absent.append(listed)
        elif listed.fid in self._enrolled:
            self._result.left += 1

    async def meet_all_new(self, players: Iterator[PlayerRow], slices: Slices) -> None:
        """Take in those whom the list never named before."""
        async for some in in_parts(players, slices):
            for player in some:
                self._result.found.append((None, player))
                self._count(player)

    def rest(self) -> Iterator[PlayerRow]:
        """Yield those who come after all that were known."""
        while self._next:
            yield self._next
            self._next = next(self._provided, None)

    def _met(self, listed: Listed, row: PlayerRow) -> None:
        player, entry = ProvidedPlayer._make(row), self._enrolled.get(row[0])
        if listed.missed or _has_news(listed, player) or (entry and _is_behind(entry, player)):
            self._result.found.append((listed, row))
        self._count(row)

    def _count(self, player: PlayerRow) -> None:
        self._result.players += 1
        if player[0] not in self._enrolled:
            self._result.newcomers.append(player)


def _each_once(parts: Iterable[Sequence[PlayerRow]]) -> Iterator[PlayerRow]:
    before = 0
    for player in heapq.merge(*parts, key=itemgetter(0)):
        if player[0] != before:
            before = player[0]
            yield player


def _has_news(listed: Listed, player: ProvidedPlayer) -> bool:
    return (
        (player.nickname or listed.nickname) != listed.nickname
        or (player.state or listed.state) != listed.state
        or (player.level or listed.level) != listed.level
    )


def _is_behind(entry: tuple[State | None, int | None], player: ProvidedPlayer) -> bool:
    """Whether a member's entry lacks what the list says."""
    state, level = entry
    lacks = state is None and player.state is not None
    return lacks or (player.level is not None and player.level != level)


def missed_again(listed: Listed, reading: int) -> Listed:
    """Return one whom one more reading did not list; counted once, though it is read again."""
    if listed.missed_in == reading:
        return listed
    return Listed(
        listed.guild_id,
        listed.key,
        listed.fid,
        listed.nickname,
        listed.state,
        listed.level,
        min(listed.missed + 1, FLAGGED),
        reading,
    )
