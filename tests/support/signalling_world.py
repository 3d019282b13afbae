"""A game that signals who asks it, at a moment of its run, however busy the machine is."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from autoredeem.simulator import Reply, World


class SignallingWorld(World):
    """Sends one signal at a time. `sent_in` counts requests by the second of their own time.

    That is when each left: how late a busy machine lets it arrive changes nothing.
    """

    _left = 0
    _process = 0
    _number = signal.SIGCONT
    _later = 0.0

    @cached_property
    def sent_in(self) -> Counter[str]:
        return Counter()

    def signal(
        self, process: int, number: signal.Signals, *, after: int, later: float = 0.0
    ) -> None:
        """Signal a process with the answer that is so many from now, or some seconds `later`."""
        self._process, self._number, self._later, self._left = process, number, later, after

    def answer(self, form: Mapping[str, str], now: float, address: str = "") -> Reply:
        """Answer as the game does."""
        self.sent_in[form["time"]] += 1
        self._left -= 1
        if not self._left:
            loop = asyncio.get_running_loop()
            loop.call_later(self._later, os.kill, self._process, self._number)
        return super().answer(form, now, address)
