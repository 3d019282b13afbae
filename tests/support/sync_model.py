"""The lists that guilds follow, in memory."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    RosterChange,
    Sync,
    SyncState,
)
from support.audit_model import drop

Change = Callable[[Member], Member]
ChangeKey = tuple[GuildId, str, int, ChangeKind, Fid]


class MemorySyncs:
    """The port `Synchronisations`. `change_member` changes whoever is enrolled."""

    def __init__(self, change_member: Callable[[GuildId, Fid, datetime, Change], None]) -> None:
        self.followed: dict[tuple[GuildId, str], Sync] = {}
        self.named: dict[tuple[GuildId, str, Fid], Listed] = {}
        self.history: dict[ChangeKey, RosterChange] = {}
        self._change_member = change_member

    async def syncs(self, guilds: Collection[GuildId] | None = None) -> Sequence[Sync]:
        """Filter and sort."""
        among = [one for one in self.followed.values() if guilds is None or one.guild_id in guilds]
        return sorted(among, key=lambda one: (one.added_at, one.guild_id, one.key))

    async def follow(self, syncs: Collection[Sync]) -> None:
        """Add, or change what may change."""
        for one in syncs:
            new = replace(one, state=SyncState())
            known = self.followed.get((one.guild_id, one.key), new)
            self.followed[one.guild_id, one.key] = replace(
                known, enrols=one.enrols, alliance=one.alliance
            )

    async def unfollow(self, guild_id: GuildId, keys: Collection[str]) -> None:
        """Drop the list and what it said."""
        for kept in (self.followed, self.named):
            gone = [key for key in kept if key[0] == guild_id and key[1] in keys]
            drop(kept, gone)

    async def note_sync(self, sync: Sync) -> None:
        """Change the state of one that is there."""
        key = sync.guild_id, sync.key
        if key in self.followed:
            self.followed[key] = replace(self.followed[key], state=sync.state)

    async def listed_page(
        self, guild_id: GuildId, key: str, *, after: Fid, most: int
    ) -> Sequence[Listed]:
        """Filter, sort and cut."""
        here = [one for place, one in self.named.items() if place[:2] == (guild_id, key)]
        return sorted((o for o in here if o.fid > after), key=lambda one: one.fid)[:most]

    async def listed_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Sequence[Listed]:
        """Filter."""
        among = self.named.values()
        return [one for one in among if one.guild_id == guild_id and one.fid in fids]

    async def apply_listing(self, changes: ListingChanges) -> None:
        """Write one part after the other."""
        for change in changes.history:
            key = change.guild_id, change.key, change.reading, change.kind, change.fid
            self.history.setdefault(key, change)
        for update in changes.members:
            self._change_member(changes.guild_id, update.fid, changes.at, _updating(update))
        for one in changes.listed:
            self.named[one.guild_id, one.key, one.fid] = one

    async def count_changes(
        self, guild_id: GuildId, key: str, *, after: int
    ) -> Mapping[ChangeKind, int]:
        """Count what fits."""
        return Counter(one.kind for one in self._changes(guild_id, key, after))

    async def changes_in(
        self,
        guild_id: GuildId,
        key: str,
        *,
        after: int,
        most: int,
        kinds: Collection[ChangeKind] = tuple(ChangeKind),
    ) -> Sequence[RosterChange]:
        """Cut each kind, and sort."""
        fitting = self._changes(guild_id, key, after)
        cut = [[one for one in fitting if one.kind is kind][:most] for kind in kinds]
        return sorted((one for some in cut for one in some), key=_order)

    async def changes_of(self, guild_id: GuildId, fid: Fid, *, most: int) -> Sequence[RosterChange]:
        """Filter, sort and cut."""
        among = self.history.values()
        theirs = [one for one in among if (one.guild_id, one.fid) == (guild_id, fid)]
        return sorted(theirs, key=lambda one: one.at, reverse=True)[:most]

    async def prune_changes(self, before: datetime) -> None:
        """Drop what is old."""
        drop(self.history, [key for key, one in self.history.items() if one.at < before])

    def forget_follower(self, user: UserId, gone: Mapping[GuildId, Collection[Fid]]) -> None:
        """Put nobody in the place of who added lists; drop what they changed of those gone."""
        for key, one in self.followed.items():
            if one.added_by == user:
                self.followed[key] = replace(one, added_by=NOBODY)
        theirs = [key for key in self.history if key[4] in gone.get(key[0], ())]
        drop(self.history, theirs)

    def _changes(self, guild_id: GuildId, key: str, after: int) -> Sequence[RosterChange]:
        among = self.history.values()
        here = [one for one in among if (one.guild_id, one.key) == (guild_id, key)]
        return sorted((one for one in here if one.reading > after), key=_order)


def _order(one: RosterChange) -> tuple[int, str, Fid]:
    return one.reading, one.kind, one.fid


def _updating(update: MemberUpdate) -> Change:
    def updated(before: Member) -> Member:
        renamed = update.nickname is not None and before.nickname == update.was
        return replace(
            before,
            nickname=(update.nickname or "") if renamed else before.nickname,
            state=update.state if before.state is None else before.state,
            level=before.level if update.level is None else update.level,
            alliance=update.alliance if before.alliance is None else before.alliance,
        )

    return updated
