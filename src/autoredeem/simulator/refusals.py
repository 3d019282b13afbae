"""Players, codes, and which player a code is refused."""

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from autoredeem.simulator import answers
from autoredeem.simulator.answers import Answer

ENOUGH_LEVEL = 30
"""A player's level where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Player:
    """A game account. A `state` of None is any that a request names; codes may ask for `spent`."""

    fid: int
    state: int | None = None
    level: int = ENOUGH_LEVEL
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """One promotion of a code: from when it can be redeemed until when, in Unix seconds."""

    begins: float = float("-inf")
    ends: float = float("inf")


@dataclass(frozen=True, slots=True)
class Code:
    """A gift code, exactly spelled, and whom it is for.

    `limit` is how many players an edition is for in all. Of all codes with the same `family` (not
    empty) a player gets one. `vip` chooses which of the two refusals is given to who spent too
    little. Before the first of the `editions`, which are in order, the code does not exist; each
    pays every player once.
    """

    name: str
    expired: bool = False
    editions: tuple[Edition, ...] = (Edition(),)
    limit: Annotated[int, Field(ge=1)] | None = None
    level: Annotated[int, Field(ge=0)] = 0
    spending: Annotated[int, Field(ge=0)] = 0
    vip: bool = False
    family: str = ""

    def edition(self, now: float) -> int:
        """Return the number of the edition that began last, from 1; 0 before the first."""
        return sum(one.begins <= now for one in self.editions)

    def has_expired(self, now: float) -> bool:
        """Whether what began is over."""
        return self.expired or self.editions[self.edition(now) - 1].ends <= now

    def issue(self, now: float) -> str:
        """Return what the present edition is called: the first as the code, later ones `CODE~2`."""
        number = self.edition(now)
        return self.name if number < 2 else f"{self.name}~{number}"  # noqa: PLR2004 - the first


class Holdings:
    """Who redeemed what, by issues of codes."""

    def __init__(self, held: Mapping[str, Collection[int]] | None = None) -> None:
        self._by_code: dict[str, set[int]] = {}
        self._by_fid: dict[int, list[str]] = {}
        for code, fids in (held or {}).items():
            for fid in fids:
                self.add(code, fid)

    def add(self, code: str, fid: int) -> None:
        """Note that the player has the code, once."""
        holders = self._by_code.setdefault(code, set())
        if fid not in holders:
            holders.add(fid)
            self._by_fid.setdefault(fid, []).append(code)

    def holders(self, code: str) -> AbstractSet[int]:
        """Return who holds the code."""
        return self._by_code.get(code, frozenset())

    def codes_of(self, fid: int) -> Collection[str]:
        """Return what the player holds, the first redeemed first."""
        return self._by_fid.get(fid, ())

    def fids(self) -> Collection[int]:
        """Return who holds anything."""
        return self._by_fid.keys()

    def counts(self) -> dict[str, int]:
        """Return how many players hold each code that anyone holds."""
        return {code: len(fids) for code, fids in self._by_code.items()}


@dataclass(frozen=True, slots=True)
class Request:
    """A player asks for a code that exists by `now`."""

    player: Player
    code: Code
    codes: Mapping[str, Code]
    holdings: Holdings
    now: float

    @property
    def holders(self) -> AbstractSet[int]:
        """Who holds the present edition."""
        return self.holdings.holders(self.code.issue(self.now))


def refusal(request: Request) -> Answer | None:
    """Return why the player does not get the code: the first reason that holds, or None."""
    return next((answer for answer, holds in _REASONS if holds(request)), None)


def _has_received(request: Request) -> bool:
    return request.player.fid in request.holders


def _has_same_type(request: Request) -> bool:
    held = (one.partition("~")[0] for one in request.holdings.codes_of(request.player.fid))
    family = request.code.family
    return bool(family) and any(
        request.codes[code].family == family for code in held if code in request.codes
    )


def _is_used_up(request: Request) -> bool:
    limit = request.code.limit
    return limit is not None and len(request.holders) >= limit


def _spent_too_little(request: Request) -> bool:
    return request.player.spent < request.code.spending


_REASONS: tuple[tuple[Answer, Callable[[Request], bool]], ...] = (
    (answers.EXPIRED, lambda request: request.code.has_expired(request.now)),
    (answers.RECEIVED, _has_received),
    (answers.SAME_TYPE, _has_same_type),
    (answers.USED, _is_used_up),
    (answers.LEVEL_TOO_LOW, lambda request: request.player.level < request.code.level),
    (answers.SPENDING_TOO_LOW, lambda r: not r.code.vip and _spent_too_little(r)),
    (answers.VIP_SPENDING_TOO_LOW, lambda r: r.code.vip and _spent_too_little(r)),
)
