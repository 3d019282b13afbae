"""What acts work with: a desk for each title, limits, and what is shared by all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from autoredeem.bot.kit.guild_cache import Memory
from autoredeem.bot.kit.pace import Pace
from autoredeem.bot.words import Words
from autoredeem.codes import Spreader
from autoredeem.domain.players import UserId
from autoredeem.engine import Engine
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """One title's store and engine, and what opens its codes everywhere."""

    title: str
    store: Store
    engine: Engine
    spreader: Spreader


@dataclass(frozen=True, slots=True)
class Limits:
    """What the operator allows a guild: members, and new codes in a day (UTC)."""

    members: int = 1_000
    codes_a_day: int = 50


@dataclass(frozen=True, slots=True)
class Office:
    """What acts are done with."""

    desks: Mapping[str, Desk]
    words: Words
    clock: Clock
    operators: Collection[UserId]
    limits: Limits
    memory: Memory
    pace: Pace = field(default_factory=Pace)
