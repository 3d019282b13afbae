"""Whether this program can do its work now: plain facts, kept in memory, read from any thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from autoredeem.runtime.watchdog import Watchdog

BADLY_LATE = 1.0
"""Seconds for which the loop may stand before this program is not ready: people wait by then."""

HOPELESS = 60.0
"""Seconds after which nothing but a new start helps; Discord has dropped the connection by then."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is needed for the work, or at least helps. `details` are figures."""

    ok: bool
    why: str = ""
    details: Mapping[str, float] = field(default_factory=dict)
    needed: bool = True


Check = Callable[[], Part]
"""Returns how a part is, at once: it asks nobody."""


class Health:
    """All parts by name, in the order in which they were added."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._watchdog: Watchdog | None = None

    def add(self, name: str, check: Check) -> None:
        """Check one more thing, or another in its place."""
        self._checks[name] = check

    def watched_by(self, watchdog: Watchdog) -> None:
        """Check the loop."""
        self._watchdog = watchdog
        self.add("loop", lambda: _loop_of(watchdog))

    def parts(self) -> Mapping[str, Part]:
        """Return the state of every part."""
        return {name: check() for name, check in list(self._checks.items())}

    @property
    def ready(self) -> bool:
        """Whether all that is needed is well; not before there is a loop."""
        parts = self.parts().values()
        return self._watchdog is not None and all(part.ok for part in parts if part.needed)

    def status(self) -> str:
        """Return in a line that the program is at work, or what is not well."""
        troubles = {name: part for name, part in self.parts().items() if not part.ok}
        if not troubles:
            return "at work"
        needed = any(part.needed for part in troubles.values())
        named = "; ".join(f"{name}: {part.why}" for name, part in troubles.items())
        return f"{'not ready' if needed else 'at work, but'}: {named}"

    @property
    def alive(self) -> bool:
        """Whether a new start would be no better."""
        return self._watchdog is None or self._watchdog.lag < HOPELESS


def _loop_of(watchdog: Watchdog) -> Part:
    lag, recent = watchdog.lag, watchdog.recent_lag
    ok = lag < BADLY_LATE
    why = "" if ok else f"the loop has not moved for {lag:.1f} s"
    figures = {"lag": lag, "worst_in_10_s": recent}
    return Part(ok, why, {name: round(value, 4) for name, value in figures.items()})
