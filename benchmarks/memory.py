"""How much memory this process has needed."""

import resource
import sys

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what the system counts in."""


def peak_memory() -> int:
    """Return the most bytes of memory that this process ever had, by the system's account."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
