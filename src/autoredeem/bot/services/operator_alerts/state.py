"""When operators are alerted: once for each trouble, and never in a storm. Pure, time passed in.

A wrong salt is reported at once: only they can correct it. What may pass by itself is reported when
it has lasted for some time. A kind of trouble of a title is reported once an hour at most, however
often it comes and goes. Its end is reported if it was itself. A game that was silent and now turns
the program away is reported anew: something else is to be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.breaker import TROUBLE
from autoredeem.engine.events import Event, EveryoneWaits, GoesOn, NotRecorded, TitleHalted

HOUR = 3_600.0


class AlertKind(Enum):
    """Kinds of troubles that operators are alerted to."""

    HALTED = auto()
    SILENT = auto()
    NOT_RECORDED = auto()


@dataclass(frozen=True, slots=True)
class Alert:
    """A trouble of a title, or its end, that is to be reported.

    `seconds` is how long it has gone on, or went on. `outcome` is the game's last answer, `count`
    how many outcomes are not recorded, where the kind has them.
    """

    title: str
    kind: AlertKind
    seconds: float
    over: bool = False
    outcome: Outcome | None = None
    count: int = 0


@dataclass(slots=True)
class _Trouble:
    """A kind of trouble, in seconds of the caller's clock.

    `reported` says that it goes on, `reported_outcome` what it was reported with.
    """

    began: float
    ended: float | None = None
    reported: bool = False
    reported_at: float = float("-inf")
    outcome: Outcome | None = None
    reported_outcome: Outcome | None = None
    count: int = 0

    @property
    def is_news(self) -> bool:
        """Whether those who were told of it would have to be told something else by now."""
        refused = Outcome.REFUSED_AT_THE_DOOR
        return not self.reported or (self.outcome is refused) is not (
            self.reported_outcome is refused
        )


class TroubleTracker:
    """All titles' troubles. `lasts` is the patience, in seconds, with what may pass by itself."""

    def __init__(self, lasts: float) -> None:
        self._lasts = lasts
        self._troubles: dict[tuple[str, AlertKind], _Trouble] = {}

    def on_event(self, title: str, event: Event, now: float) -> None:
        """Track an event of a title's engine."""
        match event:
            case TitleHalted(outcome):
                # The game answered, so it is not silent.
                self._end(title, AlertKind.SILENT, now)
                self._begin_or_continue(title, AlertKind.HALTED, now).outcome = outcome
            case EveryoneWaits(outcome) if outcome in TROUBLE:
                self._begin_or_continue(title, AlertKind.SILENT, now).outcome = outcome
            case EveryoneWaits() | GoesOn():
                self._end(title, AlertKind.SILENT, now)
            case NotRecorded(count, why) if count and why:
                self._begin_or_continue(title, AlertKind.NOT_RECORDED, now).count = count
            case NotRecorded():
                self._end(title, AlertKind.NOT_RECORDED, now)
            case _:
                pass

    def next_due(self) -> float | None:
        """Return when the next report is due; None if not before another event."""
        return min((due for due, *_ in self._unreported()), default=None)

    def due(self, now: float) -> list[Alert]:
        """Return the alerts that are due now; they count as reported."""
        found = [(title, kind, one) for due, title, kind, one in self._unreported() if due <= now]
        return [_report(title, kind, one, now) for title, kind, one in found]

    def _unreported(self) -> Iterable[tuple[float, str, AlertKind, _Trouble]]:
        for (title, kind), one in self._troubles.items():
            if one.ended is None and one.is_news:
                lasts = 0.0 if kind is AlertKind.HALTED else self._lasts
                yield max(one.began + lasts, one.reported_at + HOUR), title, kind, one
            elif one.ended is not None and one.reported:
                yield one.ended, title, kind, one

    def _begin_or_continue(self, title: str, kind: AlertKind, now: float) -> _Trouble:
        trouble = self._troubles.setdefault((title, kind), _Trouble(now))
        if trouble.ended is not None and not trouble.reported:
            trouble.began = now
        trouble.ended = None
        return trouble

    def _end(self, title: str, kind: AlertKind, now: float) -> None:
        trouble = self._troubles.get((title, kind))
        if trouble and trouble.ended is None:
            trouble.ended = now


def _report(title: str, kind: AlertKind, trouble: _Trouble, now: float) -> Alert:
    over = trouble.ended is not None
    trouble.reported = not over
    if not over:
        trouble.reported_at, trouble.reported_outcome = now, trouble.outcome
    until = now if trouble.ended is None else trouble.ended
    return Alert(title, kind, until - trouble.began, over, trouble.outcome, trouble.count)
