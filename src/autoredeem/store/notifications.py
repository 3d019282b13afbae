"""The port of what people are told of accounts that fail.

It is held to the same as those of `interface`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.ids import GuildId, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.store.records import Failing, GatePassed


class Notifications(Protocol):
    """Whose accounts fail for what people can mend, who was told of it, and how they want to be."""

    async def failing_members(self) -> Sequence[Failing]:
        """Return all entries, in every guild, of players against whom the game has said something.

        That may be old, or of another state than the entry's: it is for the caller to judge. What
        the game said is read by an index of just that; entries by those of players, 1,000 a query.
        """

    async def gates_passed(self, issues: Collection[str]) -> Sequence[GatePassed]:
        """Return owned entries whose level rose above that at which one of the codes was refused.

        They may be settled since. Each issue of a code is read by an index of its low levels.
        """

    async def note_failures(self, notifications: Collection[Notification]) -> None:
        """Keep what is to be told; what is known of the same stays as it is."""

    async def untold(self) -> Sequence[Notification]:
        """Return what is to be told and was not yet, oldest first."""

    async def save_notifications(self, notifications: Collection[Notification]) -> None:
        """Write batch, beginning and telling of notifications; those that are gone stay gone."""

    async def drop_notifications(self, notifications: Collection[Notification]) -> None:
        """Forget notifications: their causes are gone."""

    async def told_since(self, at: datetime) -> frozenset[tuple[GuildId, UserId]]:
        """Return who was told something after a time, and in which guild; NOBODY: its managers."""

    async def contact_ways(
        self, people: Collection[tuple[GuildId, UserId]]
    ) -> Mapping[tuple[GuildId, UserId], ContactWay]:
        """Return how people want to be told; whoever chose nothing is left out."""

    async def set_contact_ways(self, chosen: Mapping[tuple[GuildId, UserId], ContactWay]) -> None:
        """Keep how people want to be told, each in a guild."""
