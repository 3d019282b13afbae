"""What others may watch. Plain data: it could cross a process border."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autoredeem.domain.redemptions import Outcome, RunSummary
from autoredeem.domain.sources import FeedTrouble
from autoredeem.engine.runs import RunEnd
from autoredeem.store.records import RunRecord


@dataclass(frozen=True, slots=True)
class RunOpened:
    """A run has checked its members and begins, or goes on."""

    record: RunRecord


@dataclass(frozen=True, slots=True)
class RunProgressed:
    """Figures of a run have changed and are recorded."""

    record: RunRecord


@dataclass(frozen=True, slots=True)
class RunFinished:
    """A run asks nobody any more. `reason` says why its code is dead, where it is."""

    summary: RunSummary
    end: RunEnd
    reason: Outcome | None = None


@dataclass(frozen=True, slots=True)
class EveryoneWaits:
    """No request leaves for `seconds`, because of `outcome`; `message` is what the game said."""

    outcome: Outcome
    seconds: float
    message: str


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The game answers again after everyone waited for it."""


@dataclass(frozen=True, slots=True)
class TitleHalted:
    """Nothing is sent for the title until the operator has mended a setting."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """`count` outcomes could not be written yet; 0 when they have been."""

    count: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The parts of so many members have ended, each with its outcome, and are written down."""

    outcomes: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class FeedPolled:
    """A feed was asked. It listed so many new codes; nothing `changed`, or it `failed`.

    `troubles` is what operators have to know of it as it is now.
    """

    feed: str
    new: int = 0
    changed: bool = True
    failed: bool = False
    troubles: frozenset[FeedTrouble] = frozenset()


@dataclass(frozen=True, slots=True)
class AnotherSends:
    """Another process sends for this address, and this one watches. `name` is for people."""

    name: str


@dataclass(frozen=True, slots=True)
class StoreSilent:
    """The store does not say who may send, or what is to be done."""

    why: str


Trouble = TitleHalted | AnotherSends | StoreSilent | EveryoneWaits | NotRecorded
"""Why nobody is asked, as it is now."""

Event = (
    RunOpened
    | RunProgressed
    | RunFinished
    | EveryoneWaits
    | GoesOn
    | TitleHalted
    | NotRecorded
    | Recorded
    | FeedPolled
)
Watch = Callable[[Event], None]
