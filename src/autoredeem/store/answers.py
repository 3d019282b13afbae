"""What the game answered, as it is recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autoredeem.domain.codes import Standing
from autoredeem.domain.players import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Settlement

Settled = Mapping[tuple[str, Fid], frozenset[GuildId]]
"""For each (code key, fid) the guilds in which it is settled now."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the game answered, to be recorded together: who is settled, and who got which answer.

    `standings` is what the answers say of spellings, as it was known `at` a time.
    """

    at: datetime
    settlements: Collection[Settlement] = ()
    attempts: Collection[Attempt] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
