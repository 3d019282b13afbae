"""When the next request may leave: even slots within what the game grants one address.

The budget is a number of requests in any 60 s, however the game lays its windows. Slots are a
little further apart than that number asks for, and the difference pays for three things: requests
that travel unequally long, a send that was late and is caught up, and some room.

Where others use the address, each answer tells how many requests of theirs the game's window holds:
its limit without what remains and without our own. Slots then leave out what would take their room.
"""

from collections import deque
from itertools import takewhile

MARGIN = 0.02
"""What slots are further apart than the budget asks for, as a share: 1.2 s a minute."""

TRAVEL = 0.01
"""How unequally long two requests may travel, as a share of the window: 0.6 s."""

LATENESS = 0.004
"""The largest lateness of a send that the next slot catches up, likewise: 0.24 s."""

LOOKBACK = 0.025
"""How much longer than the window sends are remembered, likewise: 1.5 s. An answer speaks of the
moment when the game counted, which is a little earlier than that when it is read."""

MOST_KEPT = 0.55
"""The most that is kept for others, as a share of the limit: half, and how much that varies."""


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
        self._sends = deque[float]()
        self._refused = deque[float]()
        self.start(now)

    def start(self, now: float) -> None:
        """Begin to use the address, for the first time or again: another process sent till now."""
        self._started = now
        self._slot = now
        self._others = self._returning = 0
        self._window_began = now
        self._sends.clear()
        self._refused.clear()

    @property
    def gap(self) -> float:
        """The seconds between two slots as things are, on average."""
        return self._spacing(self._beside(self._theirs))

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
        return max(0, self._beside(self._theirs) - recent)

    def sent(self, at: float) -> None:
        """Note that a request left, in its slot or at any other time.

        Slots are counted from here. A send that is a little late does not move those after it.
        """
        due = self._due()
        in_its_slot = 0 <= at - due <= LATENESS * self._window
        self._slot = due if in_its_slot else max(at, self._next)
        self._sends.append(at)
        self._forget(at)

    def answered(self, at: float, limit: int | None, remaining: int | None) -> None:
        """Apply what an answer's headers say, where they say it.

        The limit lowers the rate, and raises it again up to the configured one. What neither
        remains nor was sent from here in the last window is others', who are left as much.
        """
        # It may have been on its way for long: the game counted when the request came.
        self._forget(at - self._window / 2)
        if limit is not None:
            self._limit = max(1, min(limit, self._configured))
        before = self._others
        self._others = 0 if remaining is None else self._taken_by_others(at, remaining)
        if self._others < 0 <= before:
            # Our own are gone before their time: a fixed window began. Others come again in it.
            self._returning, self._window_began = before, at
        elif at - self._window_began >= self._window:
            self._returning = 0

    def throttled(self, at: float, retry_after: float | None) -> None:
        """Hold every request: for `retry_after` seconds, or a window where the game did not say.

        It is the last to have left that was refused, or one that left shortly before.
        """
        wait = self._window if retry_after is None else max(retry_after, self.gap)
        self._held_until = max(self._held_until, at + wait)
        if self._sends:
            self._refused.append(self._sends[-1])

    @property
    def _theirs(self) -> int:
        """How many requests of others a window holds, or will hold."""
        return max(0, self._others, self._returning)

    @property
    def _next(self) -> float:
        # In a fixed window, whoever begins with all of its own can't see what others take later.
        return self._slot + self._spacing(self._beside(self._returning))

    def _beside(self, others: int) -> int:
        """Return how many requests of a window are ours beside so many of others."""
        return self._limit - min(others, int(self._limit * MOST_KEPT))

    def _taken_by_others(self, at: float, remaining: int) -> int:
        """Return how many requests of others the game's window held; less than 0: it is a new one.

        What was refused took nothing. Somebody else is there for certain when even all that may be
        our own does not explain what is missing; only then is it counted closely.
        """
        ours = len(self._sends) - len(self._refused)
        unexplained = self._limit - remaining - ours
        if unexplained <= self._sent_before(at):
            return min(0, unexplained)
        begin = self._sends[-1] - self._window if self._sends else at
        return unexplained + sum(1 for _ in takewhile(lambda sent: sent <= begin, self._sends))

    def _sent_before(self, at: float) -> float:
        """Return how much of the window a process that ran until the start may have taken."""
        left = 1 - (at - self._started) / (self._window * (1 + LOOKBACK))
        return 1 + self._limit * left if left > 0 else 0

    def _due(self) -> float:
        return max(self._next, self._held_until, self._window_has_room())

    def _window_has_room(self) -> float:
        """Return when one request more is within the limit of every window that it may fall into.

        This matters after the limit was lowered, and beside others: they are left what they take,
        and one more that may come meanwhile. Until there are enough sends to go by,
        those of a process before this one are assumed: the last at the start, evenly spaced.
        """
        ours = max(1, self._beside(self._theirs) - (self._theirs > 0))
        assumed = ours - len(self._sends)
        if assumed > 0:
            first = self._started - (assumed - 1) * self._spacing(ours)
        else:
            first = self._sends[-ours]
        return first + self._window * (1 + TRAVEL)

    def _spacing(self, limit: float) -> float:
        return self._window / limit * (1 + MARGIN)

    def _forget(self, now: float) -> None:
        """Drop the sends that no window reaches back to."""
        for sends in (self._sends, self._refused):
            while sends and sends[0] <= now - self._window * (1 + LOOKBACK):
                sends.popleft()
