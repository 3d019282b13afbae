"""The search for the state that a player lives in, where nobody says it: its port, and its cost."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from autoredeem.domain.ids import Fid, GuildId, UserId


@dataclass(frozen=True, slots=True)
class SearchCost:
    """What a search takes at the most: requests, minutes, and its share of the budget (0 to 1)."""

    players: int
    requests: int
    minutes: int
    share: float


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """How far a search is: of `players` so many are `done`, of whom so many were `found`.

    `asked` counts its requests. One that is `paused` waits for codes that are being redeemed.
    """

    players: int
    done: int
    found: int
    asked: int
    paused: bool = False

    @property
    def over(self) -> bool:
        """Whether nobody is left to be looked for."""
        return self.done >= self.players


class StateSearch(Protocol):
    """Looks for players' states by asking the game, a few requests a player, beside all else."""

    async def cost(self, guild_id: GuildId, fids: Collection[Fid], *, span: int = 0) -> SearchCost:
        """Return what a search for these players would take.

        With a `span`, the states so far on either side of the likely ones are tried as well.
        """

    async def start(
        self, guild_id: GuildId, fids: Collection[Fid], *, by: UserId, span: int = 0
    ) -> None:
        """Search for these players, in the place of a search that goes on in the guild."""

    async def stop(self, guild_id: GuildId) -> None:
        """Stop the guild's search; what it found stays."""

    async def progress(self, guild_id: GuildId) -> SearchProgress | None:
        """Return how far the guild's latest search is; None where there is none."""
