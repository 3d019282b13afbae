"""What others say of players: hints, which only the game can prove."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from autoredeem.domain.ids import Fid, State


@dataclass(frozen=True, slots=True)
class PlayerHint:
    """What a provider says of a player; `None` and `""` mean that it does not say."""

    nickname: str = ""
    state: State | None = None
    level: int | None = None


class PlayerHints(Protocol):
    """Who may know players."""

    async def hints(self, fids: Collection[Fid]) -> Mapping[Fid, PlayerHint]:
        """Return what is said of players; of whom nothing is said is left out. Never raises."""


class NoHints:
    """Where no provider is switched on."""

    async def hints(self, fids: Collection[Fid]) -> Mapping[Fid, PlayerHint]:  # noqa: ARG002 - the port's
        """Return nothing."""
        return {}
