"""When the next request may leave: even slots within what the game grants one address.

The budget is a number of requests in any 60 s, however the game lays its windows. Slots are a
little further apart than that number asks for, and the difference pays for three things: requests
that travel unequally long, a send that was late and is caught up, and some room.
"""

from collections import deque

MARGIN = 0.02
"""What slots are further apart than the budget asks for, as a share: 1.2 s a minute."""

TRAVEL = 0.01
"""How unequally long two requests may travel, as a share of the window: 0.6 s."""

LATENESS = 0.004
"""The largest lateness of a send that the next slot catches up, likewise: 0.24 s."""

LOOKBACK = 0.025
"""How much longer than the window sends are remembered, likewise: 1.5 s. An answer speaks of the
moment when the game counted, which is a little earlier than that when it is read."""


class Pacer:
    """The slots of one outgoing address. It has no clock: all times are passed in.

    Times are seconds of one monotonic clock. Nothing is sent before one gap after `now`, the
    start, or after a later `start`: another process may just have sent. `per_minute` is how many
    requests may arrive within any `window` seconds; at least 1.
    """

    def __init__(self, per_minute: int, now: float, *, window: float = 60.0) -> None:
        self._configured = per_minute
        self._limit = per_minute
        self._window = window
        self._held_until = now
        self._sends: deque[float] = deque()
        self.start(now)

    def start(self, now: float) -> None:
        """Begin to use the address, for the first time or again: another process sent till now."""
        self._started = now
        self._slot = now
        self._granted = self._configured
        self._sends.clear()

    @property
    def gap(self) -> float:
        """The seconds between two slots as things are."""
        return self._spacing(max(self._limit / 2, min(self._limit, self._granted)))

    def next_slot(self, now: float) -> float:
        """Return the earliest moment, `now` or later, at which a request may leave."""
        return max(now, self._due())

    def time_for(self, requests: int, now: float) -> float:
        """Return the seconds until that many more requests have left, if none else does."""
        if requests < 1:
            return 0.0
        return self.next_slot(now) - now + (requests - 1) * self.gap

    def left(self, now: float) -> int:
        """Return how many more requests the budget allows in the window that ends `now`."""
        recent = sum(at > now - self._window for at in tuple(self._sends))
        return max(0, int(min(self._limit, self._granted)) - recent)

    def sent(self, at: float) -> None:
        """Note that a request left, in its slot or at any other time.

        Slots are counted from here. A send that is a little late does not move those after it.
        """
        due = self._due()
        in_its_slot = 0 <= at - due <= LATENESS * self._window
        self._slot = due if in_its_slot else max(at, self._slot + self.gap)
        self._sends.append(at)
        self._forget(at)

    def answered(self, at: float, limit: int | None, remaining: int | None) -> None:
        """Apply what an answer's headers say, where they say it.

        The limit lowers the rate, and raises it again up to the configured one. What remains and
        what was sent from here in the last window make up what the game grants us. If that is less
        than the limit, someone else uses this address: they are left what they take, up to half.
        """
        self._forget(at)
        if limit is not None:
            self._limit = max(1, min(limit, self._configured))
        # Before that, a process that ran until the start would be taken for someone else.
        knows_all_its_own = at - self._started > self._window * (1 + LOOKBACK)
        if remaining is None or not knows_all_its_own:
            self._granted = self._configured
        else:
            self._granted = remaining + len(self._sends)

    def throttled(self, at: float, retry_after: float | None) -> None:
        """Hold every request: for `retry_after` seconds, or a window where the game did not say."""
        wait = self._window if retry_after is None else max(retry_after, self.gap)
        self._held_until = max(self._held_until, at + wait)

    def _due(self) -> float:
        return max(self._slot + self.gap, self._held_until, self._window_has_room())

    def _window_has_room(self) -> float:
        """Return when one request more is within the limit of every window that it may fall into.

        This matters after the limit was lowered. Until there are enough sends to go by,
        those of a process before this one are assumed: the last at the start, evenly spaced.
        """
        assumed = self._limit - len(self._sends)
        if assumed > 0:
            first = self._started - (assumed - 1) * self._spacing(self._limit)
        else:
            first = self._sends[-self._limit]
        return first + self._window * (1 + TRAVEL)

    def _spacing(self, limit: float) -> float:
        return self._window / limit * (1 + MARGIN)

    def _forget(self, now: float) -> None:
        """Drop the sends that no window reaches back to."""
        while self._sends and self._sends[0] <= now - self._window * (1 + LOOKBACK):
            self._sends.popleft()
