"""When operators are alerted: once for each trouble, and never in a storm. Pure, time passed in.

A wrong salt is reported at once: only they can correct it. So are feeds' troubles, which have
lasted long by then. What may pass by itself is reported when it has lasted for some time. A kind of
trouble of a title or a feed is reported once an hour at most, however often it comes and goes. Its
end is reported if it was itself. A game that was silent and now turns the program away is reported
anew: something else is to be done.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import FeedTrouble
from autoredeem.engine.breaker import TROUBLE
from autoredeem.engine.events import (
    Event,
    EveryoneWaits,
    FeedPolled,
    GoesOn,
    NotRecorded,
    TitleHalted,
)

HOUR = 3_600.0


class AlertKind(Enum):
    """Kinds of troubles that operators are alerted to."""

    HALTED = auto()
    SILENT = auto()
    NOT_RECORDED = auto()
    FEED_FAILING = auto()
    FEED_SILENT = auto()
    FEED_FLOODED = auto()


_OF_FEEDS = {
    FeedTrouble.FAILING: AlertKind.FEED_FAILING,
    FeedTrouble.SILENT: AlertKind.FEED_SILENT,
    FeedTrouble.FLOODED: AlertKind.FEED_FLOODED,
}
_AT_ONCE = {AlertKind.HALTED, *_OF_FEEDS.values()}


@dataclass(frozen=True, slots=True)
class Alert:
    """A trouble of a title, or its end, that is to be reported.

    `seconds` is how long it has gone on, or went on. `outcome` is the game's last answer, `count`
    how many outcomes are not recorded, where the kind has them; `feed` is the one whose it is.
    """

    title: str
    kind: AlertKind
    seconds: float
    over: bool = False
    outcome: Outcome | None = None
    count: int = 0
    feed: str = ""


_Key = tuple[str, AlertKind, str]
"""What a trouble is one of: its title, its kind, and the feed that has it, if one has."""


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
        self._troubles: dict[_Key, _Trouble] = {}

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
            case FeedPolled(feed, troubles=troubles):
                self._on_feed(title, feed, troubles, now)
            case _:
                pass

    def next_due(self) -> float | None:
        """Return when the next report is due; None if not before another event."""
        return min((due for due, *_ in self._unreported()), default=None)

    def due(self, now: float) -> list[Alert]:
        """Return the alerts that are due now; they count as reported."""
        found = [(key, one) for due, key, one in self._unreported() if due <= now]
        return [_report(key, one, now) for key, one in found]

    def _unreported(self) -> Iterable[tuple[float, _Key, _Trouble]]:
        for key, one in self._troubles.items():
            if one.ended is None and one.is_news:
                lasts = 0.0 if key[1] in _AT_ONCE else self._lasts
                yield max(one.began + lasts, one.reported_at + HOUR), key, one
            elif one.ended is not None and one.reported:
                yield one.ended, key, one

    def _on_feed(
        self, title: str, feed: str, troubles: Collection[FeedTrouble], now: float
    ) -> None:
        for trouble, kind in _OF_FEEDS.items():
            if trouble in troubles:
                self._begin_or_continue(title, kind, now, feed)
            else:
                self._end(title, kind, now, feed)

    def _begin_or_continue(
        self, title: str, kind: AlertKind, now: float, feed: str = ""
    ) -> _Trouble:
        trouble = self._troubles.setdefault((title, kind, feed), _Trouble(now))
        if trouble.ended is not None and not trouble.reported:
            trouble.began = now
        trouble.ended = None
        return trouble

    def _end(self, title: str, kind: AlertKind, now: float, feed: str = "") -> None:
        trouble = self._troubles.get((title, kind, feed))
        if trouble and trouble.ended is None:
            trouble.ended = now


def _report(key: _Key, trouble: _Trouble, now: float) -> Alert:
    title, kind, feed = key
    over = trouble.ended is not None
    trouble.reported = not over
    if not over:
        trouble.reported_at, trouble.reported_outcome = now, trouble.outcome
    until = now if trouble.ended is None else trouble.ended
    return Alert(title, kind, until - trouble.began, over, trouble.outcome, trouble.count, feed)
