"""What stands between the engine and the outside, and measures it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, State
from autoredeem.engine.events import Event, Recorded
from autoredeem.game.client import Game
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import Clock
from autoredeem.observe.meters import Meter
from autoredeem.observe.metrics import Metrics
from autoredeem.runtime.store_health import StoreHealth


def store_meter(
    title: str, metrics: Metrics, health: StoreHealth, seconds: Callable[[], float]
) -> Meter:
    """Give a meter that counts a title's store's tries, and by which its health is known."""

    @contextmanager
    def asking(operation: str) -> Iterator[None]:
        began, failed = seconds(), False
        try:
            with health.asking(operation):
                yield
        except OutsideError:
            failed = True
            raise
        finally:
            metrics.store_asked(title, operation, seconds() - began, failed=failed)

    return asking


class MeasuredGame:
    """A title's game, with each of its answers counted."""

    def __init__(self, game: Game, title: str, metrics: Metrics, clock: Clock) -> None:
        self._game = game
        self._title = title
        self._metrics = metrics
        self._clock = clock

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        """Ask as the game does, and count from the moment when the request leaves."""
        began = self._clock.monotonic()

        def leaves() -> None:
            nonlocal began
            sent()
            began = self._clock.monotonic()

        answer = await self._game.redeem(code, fid, state, sent=leaves)
        self._metrics.game_answered(self._title, answer.outcome, self._clock.monotonic() - began)
        return answer


def counting(title: str, metrics: Metrics) -> Callable[[Event], None]:
    """Give a watcher that counts what became of members."""

    def watch(event: Event) -> None:
        if isinstance(event, Recorded):
            metrics.recorded(title, event.outcomes)

    return watch
