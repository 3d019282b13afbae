"""What a simulator has seen and said."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Served:
    """One request: when it came, for whom and which code, and what the counters call its reply.

    `issue` is the edition of the code that was asked for, empty where there was none.
    """

    at: float
    fid: int | None
    code: str
    issue: str
    name: str


@dataclass(slots=True)
class Counters:
    """Counts since the start or the last reset.

    `by_answer` sums to `requests`; its keys are the words of the game's table, `HTTP 429` and the
    like, `config` where no player was concerned, or what became of a request that got no answer.
    `asked` counts requests by player and code as they were sent, whoever sent them; a request
    without a readable player id is not in it. `over_limit` counts what the window did not let in,
    and `most_in_window` is the most that ever came from one address within one window's length,
    whether let in or not. Times are Unix seconds.
    """

    requests: int = 0
    by_answer: Counter[str] = field(default_factory=Counter)
    asked: dict[int, Counter[str]] = field(default_factory=dict)
    over_limit: int = 0
    bad_signature: int = 0
    most_in_window: int = 0
    first_at: float | None = None
    last_at: float | None = None
    served: list[Served] = field(default_factory=list)
    """Each request, for worlds that keep them."""

    def of_player(self, fid: int) -> int:
        """Return how many requests there were for a player."""
        return self.asked[fid].total() if fid in self.asked else 0

    def of(self, code: str, fid: int) -> int:
        """Return how many requests there were for a player and a code."""
        return self.asked[fid][code] if fid in self.asked else 0

    def note(self, request: Served) -> None:
        """Count a request and what was answered."""
        self.requests += 1
        self.by_answer[request.name] += 1
        self.first_at = request.at if self.first_at is None else self.first_at
        self.last_at = request.at
        if request.fid is not None:
            self.asked.setdefault(request.fid, Counter())[request.code] += 1
