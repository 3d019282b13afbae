"""`autoredeem run` with a handler of events that holds the loop: what must never be released.

Started as a program: `held_run.py sleeps` or `held_run.py computes`.
"""

import sys
import time

from autoredeem.cli import main, run_serve
from autoredeem.engine.events import Event, RunFinished


def sleeps(event: Event) -> None:
    """Block for half a second."""
    if isinstance(event, RunFinished):
        time.sleep(0.5)


def computes(event: Event) -> None:
    """Compute for half a second."""
    if isinstance(event, RunFinished):
        end = time.thread_time() + 0.5
        while time.thread_time() < end:
            sum(range(1_000))


if __name__ == "__main__":
    run_serve._log_end = {"sleeps": sleeps, "computes": computes}[sys.argv[1]]
    main(["run"])
