"""What people are told of accounts that fail, in memory: a part of the store's model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from support.audit_model import drop

Person = tuple[GuildId, UserId]


class MemoryNotifications:
    """The port `Notifications`, but for what is read of members."""

    def __init__(self) -> None:
        self.owed: dict[tuple[GuildId, Fid, str, UserId], Notification] = {}
        self.ways: dict[Person, ContactWay] = {}

    async def note_failures(self, notifications: Collection[Notification]) -> None:
        """Add what is not there."""
        for one in notifications:
            self.owed.setdefault(one.key, one)

    async def untold(self) -> Sequence[Notification]:
        """Filter and sort what was noted."""
        waiting = (one for one in self.owed.values() if one.told_at is None)
        return sorted(waiting, key=lambda one: (one.noted_at, *one.key))

    async def save_notifications(self, notifications: Collection[Notification]) -> None:
        """Write over what is there."""
        for one in notifications:
            if before := self.owed.get(one.key):
                told = replace(before, batch=one.batch, begun_at=one.begun_at, told_at=one.told_at)
                self.owed[one.key] = told

    async def drop_notifications(self, notifications: Collection[Notification]) -> None:
        """Take them out."""
        drop(self.owed, self.owed.keys() & {one.key for one in notifications})

    async def told_since(self, at: datetime) -> frozenset[Person]:
        """Filter what was told."""
        told = (one for one in self.owed.values() if one.told_at and one.told_at > at)
        return frozenset(one.recipient for one in told)

    async def contact_ways(self, people: Collection[Person]) -> Mapping[Person, ContactWay]:
        """Filter what was chosen."""
        return {person: self.ways[person] for person in people if person in self.ways}

    async def set_contact_ways(self, chosen: Mapping[Person, ContactWay]) -> None:
        """Write over."""
        self.ways |= chosen

    async def prune_notifications(self, before: datetime) -> None:
        """Drop what is old."""
        drop(self.owed, [key for key, one in self.owed.items() if one.noted_at < before])

    def forget_told(self, user: UserId) -> None:
        """Drop what is of a user."""
        drop(self.owed, [key for key, one in self.owed.items() if one.user == user])
        drop(self.ways, [key for key in self.ways if key[1] == user])
