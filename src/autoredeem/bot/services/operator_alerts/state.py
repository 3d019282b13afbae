"""When operators are told of a trouble: once for each, and not in a storm. Pure, time passed in.

A wrong salt is told at once: nothing mends it but they. What may pass by itself is told when it has
gone on for a while. A kind of trouble of a title is told once an hour at most, however often it
comes and goes; that it is over is told if it was itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.breaker import TROUBLE
from autoredeem.engine.events import Event, EveryoneWaits, GoesOn, NotRecorded, TitleHalted

HOUR = 3_600.0


class Kind(Enum):
    """What operators are told of."""

    HALTED = auto()
    SILENT = auto()
    NOT_RECORDED = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """A trouble of a title that is to be told, or that it is over.

    `seconds` is how long it has gone on, or went on. `outcome` is the game's last answer, `count`
    how many outcomes are not recorded, where the kind has them.
    """

    title: str
    kind: Kind
    seconds: float
    over: bool = False
    outcome: Outcome | None = None
    count: int = 0


@dataclass(slots=True)
class _Course:
    """How a kind of trouble goes, in seconds of the caller's clock; `told` that it goes on."""

    began: float
    ended: float | None = None
    told: bool = False
    told_at: float = float("-inf")
    outcome: Outcome | None = None
    count: int = 0


class TroubleTracker:
    """All titles' troubles. `lasts` is the while, in seconds, for what may pass by itself."""

    def __init__(self, lasts: float) -> None:
        self._lasts = lasts
        self._courses: dict[tuple[str, Kind], _Course] = {}

    def take_in(self, title: str, event: Event, now: float) -> None:
        """Take in what a title's engine tells."""
        match event:
            case TitleHalted(outcome):
                # What says so is an answer, so the game is not silent.
                self._ends(title, Kind.SILENT, now)
                self._goes_on(title, Kind.HALTED, now).outcome = outcome
            case EveryoneWaits(outcome) if outcome in TROUBLE:
                self._goes_on(title, Kind.SILENT, now).outcome = outcome
            case EveryoneWaits() | GoesOn():
                self._ends(title, Kind.SILENT, now)
            case NotRecorded(count, why) if count and why:
                self._goes_on(title, Kind.NOT_RECORDED, now).count = count
            case NotRecorded():
                self._ends(title, Kind.NOT_RECORDED, now)
            case _:
                pass

    def next_due(self) -> float | None:
        """Say when something is to be told; None: not before something happens."""
        return min((due for due, *_ in self._untold()), default=None)

    def due(self, now: float) -> list[Notice]:
        """Give what is to be told now; it counts as told."""
        found = [(title, kind, one) for due, title, kind, one in self._untold() if due <= now]
        return [_told(title, kind, one, now) for title, kind, one in found]

    def _untold(self) -> Iterable[tuple[float, str, Kind, _Course]]:
        for (title, kind), one in self._courses.items():
            if one.ended is None and not one.told:
                lasts = 0.0 if kind is Kind.HALTED else self._lasts
                yield max(one.began + lasts, one.told_at + HOUR), title, kind, one
            elif one.ended is not None and one.told:
                yield one.ended, title, kind, one

    def _goes_on(self, title: str, kind: Kind, now: float) -> _Course:
        course = self._courses.setdefault((title, kind), _Course(now))
        if course.ended is not None and not course.told:
            course.began = now
        course.ended = None
        return course

    def _ends(self, title: str, kind: Kind, now: float) -> None:
        course = self._courses.get((title, kind))
        if course and course.ended is None:
            course.ended = now


def _told(title: str, kind: Kind, course: _Course, now: float) -> Notice:
    over = course.ended is not None
    course.told = not over
    if not over:
        course.told_at = now
    until = now if course.ended is None else course.ended
    return Notice(title, kind, until - course.began, over, course.outcome, course.count)
