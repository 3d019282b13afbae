"""What was taken from another bot's data, what was left, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

EXAMPLES: Final = 5
"""How many examples are kept of each reason: enough to find the rest by."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading another bot's data, in plain phrases.

    `taken` counts by kind ("members", "ledger rows"), `left` by reason ("no player's id"), and
    `examples` shows up to `EXAMPLES` different ones of each reason.
    """

    taken: Mapping[str, int]
    left: Mapping[str, int]
    examples: Mapping[str, Sequence[str]]

    def in_short(self) -> str:
        """Return what was taken as people read it, such as `118 members, 3 states`."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.taken.items()) or "nothing"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was taken and nothing was left."""
        return not self.taken and not self.left


@dataclass(slots=True)
class Tally:
    """Counts while data is read; bounded by the number of kinds and reasons, not by the data."""

    _taken: dict[str, int] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)
    _examples: dict[str, list[str]] = field(default_factory=dict)

    def take(self, kind: str, count: int = 1) -> None:
        """Count what was taken; nothing taken leaves no line."""
        if count:
            self._taken[kind] = self._taken.get(kind, 0) + count

    def leave(self, reason: str, example: str = "", count: int = 1) -> None:
        """Count what was left for this reason, and keep the example if there is room for it."""
        if not count:
            return
        self._left[reason] = self._left.get(reason, 0) + count
        kept = self._examples.setdefault(reason, [])
        if example and example not in kept and len(kept) < EXAMPLES:
            kept.append(example)

    def report(self) -> Report:
        """Return what was counted so far; later counting does not change it."""
        return Report(
            MappingProxyType(dict(self._taken)),
            MappingProxyType(dict(self._left)),
            MappingProxyType({why: tuple(shown) for why, shown in self._examples.items() if shown}),
        )
