"""What goes wrong on demand."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from autoredeem.simulator import answers
from autoredeem.simulator.answers import Answer, Delivery, Reply


class FaultKind(StrEnum):
    """What happens to a request instead of an ordinary answer."""

    TOO_FREQUENT = "too_frequent"
    TIMEOUT_RETRY = "timeout_retry"
    ROLE_NOT_EXIST = "role_not_exist"
    ANSWER = "answer"
    """The game says `words` and `number`: by default an error that nobody knows."""
    TOO_MANY_REQUESTS = "too_many_requests"
    """HTTP 429 with JSON; with `seconds`, so long in `Retry-After`."""
    PAGE = "page"
    """A page of HTML with `status`; with `seconds`, so long in `Retry-After`."""
    SERVER_ERROR = "server_error"
    """HTTP `status` with a line of text."""
    JUNK = "junk"
    """HTTP 200 with bytes that are neither JSON nor text."""
    SLOW = "slow"
    """The ordinary answer, `seconds` later."""
    HALF = "half"
    """Half of the ordinary answer, then the connection is closed."""
    CLOSE = "close"
    """The connection is closed without an answer."""
    HANG = "hang"
    """No answer; the connection stays open."""


Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong, and when.

    It strikes requests that are within the rate limit, of `fid` and for `code` (None: any), but
    not the first `after` of them; `times` of them (None: all), and for `lasting` seconds after the
    first one struck (None: for ever). Unless `carried_out`, a request that is struck does nothing;
    those that get a slow answer or half of one are always carried out.
    """

    kind: FaultKind
    fid: int | None = None
    code: str | None = None
    after: Count = 0
    times: Count | None = 1
    lasting: Seconds | None = None
    status: Annotated[int, Field(ge=200, le=599)] = 503
    seconds: Seconds | None = None
    words: str = "SOMETHING NEW"
    number: int = 49999
    carried_out: bool = False

    @property
    def is_carried_out(self) -> bool:
        """Whether the request does what it asks for all the same."""
        return self.carried_out or self.kind in (FaultKind.SLOW, FaultKind.HALF)

    def answer(self) -> Answer | None:
        """Return what the game says, if the fault is that it says something."""
        if self.kind is FaultKind.ANSWER:
            return Answer(self.words, self.number, ending="")
        return _ANSWERS.get(self.kind)

    def spoil(self, ordinary: Reply | None) -> Reply:
        """Return what becomes of a request on the wire; `ordinary` is its answer if carried out."""
        if self.kind is FaultKind.SLOW and ordinary:
            return replace(ordinary, delay=1.0 if self.seconds is None else self.seconds)
        if self.kind is FaultKind.HALF and ordinary:
            return replace(ordinary, delivery=Delivery.HALF)
        return self._written()

    def _written(self) -> Reply:
        wait = None if self.seconds is None else round(self.seconds)
        match self.kind:
            case FaultKind.TOO_MANY_REQUESTS:
                return answers.too_many_requests(wait)
            case FaultKind.PAGE:
                return answers.page(self.status, wait)
            case FaultKind.SERVER_ERROR:
                return Reply(f"HTTP {self.status}", self.status, _TEXT, b"Service Unavailable")
            case _:
                return _BARE[self.kind]


_TEXT = {"Content-Type": "text/plain"}
_ANSWERS = {
    FaultKind.TOO_FREQUENT: answers.TOO_FREQUENT,
    FaultKind.TIMEOUT_RETRY: answers.TIMEOUT_RETRY,
    FaultKind.ROLE_NOT_EXIST: answers.ROLE_NOT_EXIST,
}
_BARE = {
    FaultKind.JUNK: Reply("junk", 200, answers.JSON, b'\xff\xfe{"code":\x00'),
    FaultKind.CLOSE: Reply("closed", 0, {}, b"", Delivery.NOTHING),
    FaultKind.HANG: Reply("no answer", 0, {}, b"", Delivery.NEVER),
}


class Script:
    """The faults to come. Of those that match a request, the first scripted strikes it."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []

    def add(self, *faults: Fault) -> None:
        """Script more faults, after those that are there."""
        self._entries.extend(_Entry(fault) for fault in faults)

    def strike(self, fid: int | None, code: str, now: float) -> Fault | None:
        """Return the fault that strikes this request; one that has struck often enough is over."""
        if not self._entries:
            return None
        self._entries = [entry for entry in self._entries if not entry.is_over(now)]
        ready = [entry for entry in self._entries if entry.meets(fid, code)]
        if not ready:
            return None
        return ready[0].strike(now)


@dataclass(slots=True)
class _Entry:
    """A fault with what it has met and struck so far."""

    fault: Fault
    met: int = 0
    struck: int = 0
    first_at: float = 0.0

    def is_over(self, now: float) -> bool:
        times, lasting = self.fault.times, self.fault.lasting
        if times is not None and self.struck >= times:
            return True
        return lasting is not None and self.struck > 0 and now >= self.first_at + lasting

    def meets(self, fid: int | None, code: str) -> bool:
        """Count a request that is of the kind; return whether it is to be struck."""
        if self.fault.fid not in (None, fid) or self.fault.code not in (None, code):
            return False
        self.met += 1
        return self.met > self.fault.after

    def strike(self, now: float) -> Fault:
        self.first_at = self.first_at if self.struck else now
        self.struck += 1
        return self.fault
