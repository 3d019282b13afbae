"""What ids are called, and what time it is: all that a page knows besides the payloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""When it is on a page, unless something else is said."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of users, roles and channels by id, and the time at which the page is looked at.

    `shift` is added to every time in the payloads, so that a page made anew says the same.
    """

    users: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)
    now: datetime = NOON
    shift: timedelta = timedelta()

    def user(self, number: int) -> str:
        """Name a user as a mention does."""
        return f"@{self.users.get(number, 'unknown-user')}"

    def role(self, number: int) -> str:
        """Name a role as a mention does."""
        return f"@{self.roles.get(number, 'deleted-role')}"

    def channel(self, number: int) -> str:
        """Name a channel as a mention does."""
        return f"#{self.channels.get(number, 'unknown')}"
