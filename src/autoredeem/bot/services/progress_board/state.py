"""What a guild's board shows, and when it is edited or replaced. Pure, time passed in.

Discord limits edits of a message, and those of one over an hour old much more (its rate limits'
answers say so): a board is edited when something changed, seldom, and replaced while it is young.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from autoredeem.bot.kit.cards import Card
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Board
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Event, RunFinished, RunOpened, RunProgressed
from autoredeem.store.records import RunRecord, RunStatus

REPLACED_AFTER = timedelta(minutes=50)
"""The age at which a board is replaced rather than edited."""


@dataclass(frozen=True, slots=True)
class BoardRun:
    """A run as it was last reported; `end` is set when it asks nobody any more."""

    record: RunRecord
    end: RunEnd | None = None


FiguresByAlliance = Mapping[AllianceId, Figures]
"""What a run came to for the members of each alliance; one without members is left out."""


@dataclass(slots=True)
class Place:
    """Where runs are shown: a guild's own channel, or that of one of its alliances.

    `shown` is what stands there; `refused` when the channel takes no messages: it is tried again
    for the next runs.
    """

    alliance: AllianceId
    board: Board | None = None
    shown: Card | None = None
    refused: bool = False

    def is_old(self, now: datetime) -> bool:
        """Whether the board is to be replaced rather than edited."""
        return self.board is not None and now - self.board.posted_at > REPLACED_AFTER


@dataclass(slots=True)
class BoardState:
    """One guild's runs since its board was begun. `due` is when it may be edited next.

    `requests_before` are those of runs that were opened with nobody to ask: an earlier board showed
    them. `busy` while it is being updated; `broken` when it can't be made: it is tried again for
    the next runs. `figures` are those of runs for alliances, with what they were read for.
    """

    title: str
    guild_id: GuildId
    places: dict[AllianceId, Place] = field(default_factory=dict)
    runs: dict[str, BoardRun] = field(default_factory=dict)
    requests_before: dict[str, int] = field(default_factory=dict)
    figures: dict[str, tuple[BoardRun, FiguresByAlliance]] = field(default_factory=dict)
    due: float = float("-inf")
    changed: bool = False
    busy: bool = False
    broken: bool = False

    def on_event(self, event: Event) -> None:
        """Apply an event to its run."""
        match event:
            case RunOpened(record):
                if not record.figures.to_ask:
                    self.requests_before[code_key(record.code)] = record.figures.requests
                self._put(BoardRun(record))
            case RunProgressed(record):
                self._put(BoardRun(record))
            case RunFinished(summary, end):
                before = self.runs.get(code_key(summary.code))
                if before and end is not RunEnd.TAKEN:
                    self._put(BoardRun(before.record, end))
            case _:
                pass

    def channel_chosen(self) -> None:
        """Show everything again, as another channel has nothing of it."""
        self.broken, self.changed = False, True
        self.figures.clear()
        for place in self.places.values():
            place.shown, place.refused = None, False

    def place_of(self, alliance: AllianceId) -> Place:
        """Return where an alliance's runs are shown, or (NO_ALLIANCE) the guild's."""
        return self.places.setdefault(alliance, Place(alliance))

    def begun(self, boards: Iterable[Board]) -> None:
        """Take over boards of an earlier process, where there is none yet."""
        for board in boards:
            place = self.place_of(board.alliance)
            place.board = place.board or board

    def update(self, records: Iterable[RunRecord]) -> None:
        """Apply what the store has of runs that another process works on, or worked on."""
        for record in records:
            self._put(BoardRun(record, _end_of(record)))

    @property
    def over(self) -> bool:
        """Whether all its runs have ended, and none of them goes on by itself."""
        return all(run.end and run.end is not RunEnd.WAITING for run in self.runs.values())

    def is_worth_a_message(self, place: Place) -> bool:
        """Whether there is anything to show: not for runs that found nobody to ask."""
        if self.broken or place.refused:
            return False
        return place.board is not None or any(self._has_news(key) for key in self.runs)

    def _has_news(self, key: str) -> bool:
        figures = self.runs[key].record.figures
        if figures.requests and figures.requests == self.requests_before.get(key):
            return False
        return bool(figures.requests or figures.to_ask or figures.failed or figures.check_failed)

    def _put(self, run: BoardRun) -> None:
        key = code_key(run.record.code)
        before = self.runs.get(key)
        if before == run or (before and _only_asks_again(before, run)):
            return
        self.runs[key] = run
        self.changed = True


def _end_of(record: RunRecord) -> RunEnd | None:
    if record.status is RunStatus.DONE:
        return RunEnd.DEAD_CODE if record.reason else RunEnd.COMPLETE
    if record.rests:
        return RunEnd.WAITING
    return RunEnd.STOPPED if record.stop and not record.owner else None


def _only_asks_again(before: BoardRun, run: BoardRun) -> bool:
    """Whether a run that waits for its code only asks whether that works by now: that is no news.

    It may ask so every two hours, for days.
    """
    still_waits = before.end is RunEnd.WAITING and run.end in (None, RunEnd.WAITING)
    is_open = run.record.status is RunStatus.OPEN
    return (
        still_waits and is_open and _decided(before.record.figures) == _decided(run.record.figures)
    )


def _decided(figures: Figures) -> tuple[int, int, int]:
    return figures.redeemed, figures.already, sum(figures.failed.values())
