"""The problems of a file, told in a few lines: the same fault on many lines is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autoredeem.domain.text import shorten
from autoredeem.roster.problems import Kind, Problem

MOST_LINES = 4
MOST_TEXTS = 4


@dataclass(slots=True)
class Fault:
    """One kind of problem: the first of it, how many there are, their lines and texts."""

    first: Problem
    count: int = 0
    lines: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Count one more."""
        self.count += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(problem.line)
        if problem.text not in ("", self.first.text, *self.texts) and len(self.texts) < MOST_TEXTS:
            self.texts.append(problem.text)

    @property
    def more(self) -> int:
        """How many more there are than `lines`."""
        return self.count - len(self.lines)

    @property
    def text(self) -> str:
        """The fault in English: where, what and what to do, and how often."""
        if self.count == 1:
            return f"line {self.first.line}: {self.first.reason}"
        where = ", ".join(map(str, self.lines)) + (f" and {self.more:,} more" if self.more else "")
        also = f" (also {', '.join(map(shorten, self.texts))})" if self.texts else ""
        return f"lines {where}: {self.first.reason}{also}"


@dataclass(slots=True)
class Faults:
    """All problems of a file, by kind: so many are kept, however many there are."""

    by_kind: dict[Kind, Fault] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Count a problem."""
        self.by_kind.setdefault(problem.kind, Fault(problem)).add(problem)

    def lines(self) -> Sequence[str]:
        """Return a line for each kind, in the order of the first of each."""
        return [fault.text for fault in self.by_kind.values()]
