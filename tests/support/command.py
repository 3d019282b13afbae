"""What running a command gives."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Call = Callable[..., Said]
