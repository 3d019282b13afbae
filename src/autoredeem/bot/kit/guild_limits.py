"""The limits of a guild: how many members it may have, and how many new codes in a day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuildLimits:
    """What the operator allows a guild: members, and new codes in a day (UTC)."""

    members: int = 1_000
    codes_a_day: int = 50
