"""The search for the state that a player lives in, where nobody says it: its port, and its cost."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from autoredeem.domain.ids import Fid, GuildId, UserId


@dataclass(frozen=True, slots=True)
class SearchCost:
    """What a search costs at the most: `minutes` at its `share` of the budget."""

    players: int
    requests: int
    minutes: int
    share: float


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """How far a guild's search is: of `players` as many are `done`, and of these `found`.

    `asked` counts requests. It is `paused` while runs come first, or nobody can be asked.
    """

    players: int
    done: int
    found: int
    asked: int
    paused: bool = False

    @property
    def over(self) -> bool:
        """Whether nobody is left to be searched for."""
        return self.done >= self.players


class StateSearch(Protocol):
    """Whoever searches for the states of players."""

    async def cost(
        self, guild_id: GuildId, fids: Collection[Fid], *, span: int = 0, check: bool = False
    ) -> SearchCost:
        """Return what a search would cost. Raises OutsideError where the store fails."""

    async def start(
        self,
        guild_id: GuildId,
        fids: Collection[Fid],
        *,
        by: UserId,
        span: int = 0,
        check: bool = False,
    ) -> None:
        """Search for players' states, beside those that are searched for already.

        With a `span`, also that far from the guild's usual state. To `check` is to ask only for the
        state that the entry says. Raises OutsideError where the store fails.
        """

    async def stop(self, guild_id: GuildId) -> None:
        """Search for nobody of a guild any more. Raises OutsideError where the store fails."""

    async def progress(self, guild_id: GuildId) -> SearchProgress | None:
        """Return how far a guild's search is; None where there is none."""
