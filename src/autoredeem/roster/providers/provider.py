"""The one shape of whoever keeps lists of players."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from autoredeem.domain.ids import Fid
from autoredeem.domain.synchronisation import ProvidedPlayer
from autoredeem.roster.hints import PlayerHint

MOST_PLAYERS = 250_000
"""Of one list: more is no list of players that anybody keeps."""

LONGEST_GROUP = 60


class Provider(Protocol):
    """A provider of lists of one title's players. `every` is the time between two readings."""

    @property
    def name(self) -> str:
        """What the operator calls it."""

    @property
    def title(self) -> str:
        """The game whose players it knows."""

    @property
    def every(self) -> timedelta:
        """How long a reading holds."""

    @property
    def group_hint(self) -> str:
        """How a list is named, such as `KID/TAG`; empty where there is but one."""

    def parse_group(self, text: str) -> str:
        """Return a list's name as it is kept. Raises InvalidInput with what is allowed."""

    async def mark(self, group: str) -> object:
        """Return what is another one when a list has changed; None where that can't be known."""

    def read(self, group: str) -> AsyncGenerator[Sequence[ProvidedPlayer], None]:
        """Yield a list's players in batches. Raises ProviderFailed, whatever goes wrong.

        What was yielded by then is then no whole list.
        """

    async def lookup(self, fid: Fid) -> PlayerHint | None:
        """Return what is said of one player; None where nothing is. Raises ProviderFailed."""


Providers = Mapping[str, Provider]
"""A title's providers by name."""
