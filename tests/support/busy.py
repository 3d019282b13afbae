"""The suite on a busy machine: three busy loops a core beside it. `make test-busy` runs this.

First the whole suite once, then ten times the files whose tests depend on a machine the most.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LOOPS_A_CORE = 3
TIMES = 10

ROOT = Path(__file__).parents[2]

SENSITIVE = (
    "tests/bot/features/members/test_export.py",
    "tests/bot/features/members/test_file_import.py",
    "tests/bot/features/members/test_missing_states.py",
    "tests/bot/services/test_progress_board_pace.py",
    "tests/bot/services/test_progress_board.py",
    "tests/cli/test_kills.py",
    "tests/cli/test_two_processes.py",
    "tests/large",
    "tests/nets",
    "tests/store/test_runs.py",
)
"""What waits for other processes, or takes the longest steps."""

LOOP = """
import os, sys
parent = int(sys.argv[1])
while os.getppid() == parent:
    for _ in range(1_000_000):
        pass
"""
"""Ends with whoever started it, however that ends."""


@contextmanager
def busy(loops: int) -> Iterator[Sequence[subprocess.Popen[bytes]]]:
    """Keep so many busy loops going."""
    command = [sys.executable, "-c", LOOP, str(os.getpid())]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(loops):
            started.append(subprocess.Popen(command))  # noqa: PERF401 - known at once, to be ended
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


def tell(line: str) -> None:
    """Print how far it is, between what the tests themselves print."""
    print(f"test-busy: {line}", flush=True)  # noqa: T201 - a command's output


def passes(*arguments: str) -> bool:
    """Run tests, and print how it went."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    how = "passed" if status == 0 else f"FAILED ({status})"
    tell(f"{' '.join(arguments) or 'all'}: {how}, {time.monotonic() - began:.0f} s")
    return status == 0


def main() -> int:
    """Run it all, also after a failure; return the exit status."""
    loops = LOOPS_A_CORE * (os.cpu_count() or 1)
    tell(f"beside {loops} busy loops, load {os.getloadavg()[0]:.1f} before")
    with busy(loops):
        went_well = [passes(), *(passes(*SENSITIVE) for _ in range(TIMES))]
    tell(f"{sum(went_well)} of {len(went_well)} runs passed")
    return 0 if all(went_well) else 1


if __name__ == "__main__":
    sys.exit(main())
