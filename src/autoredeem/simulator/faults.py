"""What goes wrong on demand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from autoredeem.simulator import answers
from autoredeem.simulator.answers import Answer, Delivery, Manner, Reply


class FaultKind(StrEnum):
    """What happens to a request instead of an ordinary answer."""

    TOO_FREQUENT = "too_frequent"
    TIMEOUT_RETRY = "timeout_retry"
    ROLE_NOT_EXIST = "role_not_exist"
    NOT_LOGIN = "not_login"
    EXPIRED = "expired"
    """A code is said to be dead, as in the two that follow, to players whom the game finds."""
    NO_SUCH_CODE = "no_such_code"
    USED_UP = "used_up"
    ANSWER = "answer"
    """The game says `words` and `number`: by default an error that nobody knows."""
    TOO_MANY_REQUESTS = "too_many_requests"
    """HTTP 429 with JSON; `seconds` go into `Retry-After`."""
    PAGE = "page"
    """A page of HTML with `status`, as the three that follow; `seconds` go into `Retry-After`."""
    REFUSED = "refused"
    """A server in front of the game turns whoever asks away."""
    CHALLENGE = "challenge"
    """Such a server wants proof of a person."""
    ERROR_1015 = "error_1015"
    """Such a server says that there were too many requests."""
    SERVER_ERROR = "server_error"
    """HTTP `status` with a line of text."""
    JUNK = "junk"
    """HTTP 200 with bytes that are neither JSON nor text."""
    NUMBER_AS_WORDS = "number_as_words"
    """The ordinary answer, with the number where the words are due."""
    OTHER_NAME = "other_name"
    """The ordinary answer, with the number under its other name, `errCode`."""
    NO_NUMBER = "no_number"
    """The ordinary answer in words alone."""
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
    those that get the ordinary answer, slow, in half or otherwise written, are always carried out.
    A `status` of None is the kind's own.
    """

    kind: FaultKind
    fid: int | None = None
    code: str | None = None
    after: Count = 0
    times: Count | None = 1
    lasting: Seconds | None = None
    status: Annotated[int, Field(ge=200, le=599)] | None = None
    seconds: Seconds | None = None
    words: str = "SOMETHING NEW"
    number: int = 49999
    carried_out: bool = False

    @property
    def is_carried_out(self) -> bool:
        """Whether the request does what it asks for all the same."""
        ordinary = self.kind in (FaultKind.SLOW, FaultKind.HALF) or self.kind in _MANNERS
        return self.carried_out or ordinary

    @property
    def of_the_code(self) -> Answer | None:
        """What is said of the code, if that is the fault."""
        return _OF_THE_CODE.get(self.kind)

    @property
    def manner(self) -> Manner | None:
        """How the ordinary answer is written, if the fault is in that."""
        return _MANNERS.get(self.kind)

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
        status = self.status or _STATUSES.get(self.kind, 503)
        match self.kind:
            case FaultKind.TOO_MANY_REQUESTS:
                return answers.too_many_requests(wait)
            case FaultKind.SERVER_ERROR:
                return Reply(f"HTTP {status}", status, _TEXT, b"Service Unavailable")
            case kind if kind in _PAGES:
                return _PAGES[kind](status, wait)
            case _:
                return _BARE[self.kind]


_TEXT = {"Content-Type": "text/plain"}
_ANSWERS = {
    FaultKind.TOO_FREQUENT: answers.TOO_FREQUENT,
    FaultKind.TIMEOUT_RETRY: answers.TIMEOUT_RETRY,
    FaultKind.ROLE_NOT_EXIST: answers.ROLE_NOT_EXIST,
    FaultKind.NOT_LOGIN: answers.NOT_LOGIN,
}
_OF_THE_CODE = {
    FaultKind.EXPIRED: answers.EXPIRED,
    FaultKind.NO_SUCH_CODE: answers.CDK_NOT_FOUND,
    FaultKind.USED_UP: answers.USED,
}
_MANNERS = {
    FaultKind.NUMBER_AS_WORDS: Manner(number_as_words=True),
    FaultKind.OTHER_NAME: Manner(number_name="errCode"),
    FaultKind.NO_NUMBER: Manner(number_name=""),
}
_PAGES: Mapping[FaultKind, Callable[[int, int | None], Reply]] = {
    FaultKind.PAGE: answers.page,
    FaultKind.REFUSED: answers.refused,
    FaultKind.CHALLENGE: answers.challenge,
    FaultKind.ERROR_1015: answers.error_1015,
}
_STATUSES = {FaultKind.REFUSED: 403, FaultKind.CHALLENGE: 403, FaultKind.ERROR_1015: 429}
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
