"""What a reader makes of a line or a row, before anybody knows who was there already."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.roster.heading_words import Field
from autoredeem.roster.problems import Problem


class Entry(NamedTuple):
    """A player of a file. `guessed` are the fields that no heading or label named.

    `alliance` is a name, as it stands in the file.
    """

    line: int
    fid: Fid
    state: State | None = None
    nickname: str = ""
    level: int | None = None
    guessed: frozenset[Field] = frozenset()
    alliance: str = ""

    @property
    def member(self) -> Member:
        """The player as a member."""
        return Member(self.fid, self.state, self.nickname, self.level)


Row = Entry | Problem


@dataclass(slots=True)
class Taken:
    """How a file was read, for whoever wants to know before or after: complete at its end.

    `columns` says which heading was taken for what, `left_alone` which were not understood.
    `alliances` counts players by names of alliances that nobody knows.
    `states` and `levels` count the numbers that were taken so only because they stand beside an
    id; `example` is the first such.
    """

    columns: dict[Field, str] = field(default_factory=dict)
    left_alone: list[str] = field(default_factory=list)
    states: int = 0
    levels: int = 0
    example: tuple[Fid, State] | None = None
    alliances: Counter[str] = field(default_factory=Counter)

    def note(self, entry: Entry) -> None:
        """Count what was guessed of an entry."""
        if Field.STATE in entry.guessed and entry.state:
            self.states += 1
            self.example = self.example or (entry.fid, entry.state)
        if Field.LEVEL in entry.guessed and entry.level:
            self.levels += 1
