"""What a guild's board has to tell, and when: pure, with time passed in.

Discord limits edits of a message, and those of one over an hour old much more (its rate limits'
answers say so): a board is edited when something changed, seldom, and replaced while it is young.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from autoredeem.bot.kit.cards import Card
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Board
from autoredeem.domain.ids import GuildId
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Event, RunFinished, RunOpened, RunProgressed
from autoredeem.store.records import RunRecord, RunStatus

OLD = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class Told:
    """A run as it was last told of; `end` is set when it asks nobody any more."""

    record: RunRecord
    end: RunEnd | None = None


@dataclass(slots=True)
class BoardState:
    """One guild's runs since its board was begun. `due` is when it may be edited next.

    `told` keeps what runs had cost that were opened with nobody to ask: they were told of before.
    `busy` while it is being shown; `refused` when its channel takes no messages: it is tried again
    for the next runs.
    """

    title: str
    guild_id: GuildId
    board: Board | None = None
    runs: dict[str, Told] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    shown: Card | None = None
    due: float = float("-inf")
    changed: bool = False
    busy: bool = False
    refused: bool = False

    def take_in(self, event: Event) -> None:
        """Keep what an event says of a run."""
        match event:
            case RunOpened(record):
                if not record.figures.to_ask:
                    self.told[code_key(record.code)] = record.figures.requests
                self._keep(Told(record))
            case RunProgressed(record):
                self._keep(Told(record))
            case RunFinished(summary, end):
                before = self.runs.get(code_key(summary.code))
                if before and end is not RunEnd.TAKEN:
                    self._keep(Told(before.record, end))
            case _:
                pass

    def look(self, records: Iterable[RunRecord]) -> None:
        """Keep what the store says of runs that another process works on, or worked on."""
        for record in records:
            self._keep(Told(record, _end_of(record)))

    @property
    def over(self) -> bool:
        """Whether nothing is going on any more."""
        return all(told.end for told in self.runs.values())

    @property
    def worth_a_message(self) -> bool:
        """Whether anybody has to be told: not of a run that found nobody to ask."""
        return self.board is not None or any(self._has_news(key) for key in self.runs)

    def is_old(self, now: datetime) -> bool:
        """Say whether the board is to be replaced rather than edited."""
        return self.board is not None and now - self.board.posted_at > OLD

    def _has_news(self, key: str) -> bool:
        figures = self.runs[key].record.figures
        if figures.requests and figures.requests == self.told.get(key):
            return False
        return bool(figures.requests or figures.to_ask or figures.failed or figures.check_failed)

    def _keep(self, told: Told) -> None:
        key = code_key(told.record.code)
        if self.runs.get(key) != told:
            self.runs[key] = told
            self.changed = True


def _end_of(record: RunRecord) -> RunEnd | None:
    if record.status is RunStatus.DONE:
        return RunEnd.DEAD_CODE if record.reason else RunEnd.COMPLETE
    resting = record.due is None and not record.owner
    return RunEnd.STOPPED if resting else None
