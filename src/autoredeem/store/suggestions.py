"""Whom somebody may mean who types: gathered from a few questions, each member once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autoredeem.domain.ids import LARGEST_FID, Fid
from autoredeem.domain.players import Member
from autoredeem.domain.text import fold, trim


@dataclass(slots=True)
class Suggestions:
    """At most `most` members for what is `typed`, in the order in which they are taken."""

    typed: str
    most: int
    _taken: dict[Fid, Member] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """What a name is to have in it."""
        return fold(trim(self.typed))

    @property
    def digits(self) -> str:
        """What an id is to begin with: digits of any script; empty where it is none."""
        typed = trim(self.typed)
        digits = "".join(str(int(one)) for one in typed) if typed.isdecimal() else ""
        return "" if digits.startswith("0") or len(digits) > len(str(LARGEST_FID)) else digits

    @property
    def id_ranges(self) -> Sequence[tuple[int, int]]:
        """Ranges of all ids that begin with the digits, each without its end."""
        first = int(self.digits)
        longer = range(len(str(LARGEST_FID)) - len(self.digits) + 1)
        return [(first * 10**more, (first + 1) * 10**more) for more in longer]

    @property
    def room(self) -> int:
        """How many more are wanted."""
        return self.most - len(self._taken)

    @property
    def found(self) -> Sequence[Member]:
        """All that were taken."""
        return list(self._taken.values())

    def take(self, members: Iterable[Member]) -> None:
        """Take as many as are wanted, of those who are new."""
        for one in members:
            if self.room:
                self._taken.setdefault(one.fid, one)
