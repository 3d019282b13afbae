"""When the game itself is in trouble: stop asking members, ask one at a time whether it is back."""

from random import Random

from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome

TROUBLE = frozenset({Outcome.UNREACHABLE, Outcome.UNKNOWN, Outcome.REFUSED_AT_THE_DOOR})
IN_A_ROW = 5
FIRST_WAIT = 30.0
LONGEST_WAIT = 15 * 60.0


class Breaker:
    """Pauses a title after five members in a row got no answer, or one that nobody knows.

    A refusal at the door is none of a member's doing: five in a row are too many, whomever they
    were for. Pure: times are seconds of the clock that the caller uses. While it is open, one
    request at a time leaves, after waits that double from 30 s to 15 min, each with up to a quarter
    of jitter.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._in_a_row: set[object] = set()
        self._wait = 0.0
        self.not_before = float("-inf")

    @property
    def open(self) -> bool:
        """Whether the title is paused."""
        return self._wait > 0

    def answered(self, outcome: Outcome, fid: Fid, now: float) -> bool:
        """Count an answer; return whether the breaker has just opened or closed."""
        was_open = self.open
        if outcome in TROUBLE:
            self._in_a_row.add(object() if outcome is Outcome.REFUSED_AT_THE_DOOR else fid)
        else:
            self._in_a_row.clear()
            self._wait, self.not_before = 0.0, float("-inf")
        if outcome in TROUBLE and (was_open or len(self._in_a_row) >= IN_A_ROW):
            self._wait = min(self._wait * 2 or FIRST_WAIT, LONGEST_WAIT)
            self.not_before = now + self._wait * self._random.uniform(1.0, 1.25)
        return self.open != was_open
