"""Codes in memory, in plain words: a part of the store's model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autoredeem.domain.codes import Life, Standing, code_key, is_due
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.store.records import CodeRecord, CodesIn


class MemoryCodes:
    """The port `Codes`."""

    def __init__(self) -> None:
        self.known: dict[str, CodeRecord] = {}
        self.posted: dict[tuple[GuildId, str], Posting] = {}
        self.pruned: set[str] = set()

    async def add_codes(
        self,
        codes: Collection[str],
        *,
        at: datetime,
        shared: bool = True,
        source: SourceKind = SourceKind.HAND,
    ) -> frozenset[str]:
        """Add what is not known, and share what is to be shared."""
        new = frozenset(code for code in codes if code not in self.known)
        found = CodeRecord("", Standing(), at, at, shared=False, source=source)
        self.known |= {code: replace(found, code=code) for code in new}
        if shared:
            self.known |= {code: replace(self.known[code], shared=True) for code in codes}
        return new

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Keep the first posting of each."""
        new = {one.code for one in postings if (one.guild_id, one.code) not in self.posted}
        for one in postings:
            self.posted.setdefault((one.guild_id, one.code), one)
        return frozenset(new)

    async def postings(
        self, guild_id: GuildId, among: Collection[str] | None = None
    ) -> Sequence[Posting]:
        """Filter and sort what was posted."""
        here = [one for one in self.posted.values() if one.guild_id == guild_id]
        wanted = [one for one in here if among is None or one.code in among]
        return sorted(wanted, key=lambda one: (one.at, one.code))

    async def count_postings(self, guild_id: GuildId, *, since: datetime) -> int:
        """Count what was posted."""
        return sum(one.at >= since for one in await self.postings(guild_id))

    async def postings_of(self, codes: Collection[str]) -> Sequence[Posting]:
        """Filter and sort what was posted."""
        posted = [one for one in self.posted.values() if one.code in codes]
        return sorted(posted, key=lambda one: (one.at, one.guild_id, one.code))

    async def unpost_codes(self, guild_id: GuildId, codes: Collection[str]) -> frozenset[str]:
        """Forget what was posted."""
        return frozenset(code for code in set(codes) if self.posted.pop((guild_id, code), None))

    async def set_sharing(
        self, guild_id: GuildId, codes: Collection[str], *, due: datetime | None
    ) -> None:
        """Keep the first time, or forget it."""
        for key in {(guild_id, code) for code in codes} & self.posted.keys():
            one = self.posted[key]
            self.posted[key] = replace(one, share_at=due and (one.share_at or due))

    async def share_due(self, *, at: datetime) -> datetime | None:
        """Share what is due, and forget that it was to come."""
        for key, one in self.posted.items():
            if one.share_at and one.share_at <= at:
                self.posted[key] = replace(one, share_at=None)
                if one.code in self.known:
                    self.known[one.code] = replace(self.known[one.code], shared=True)
        return min((one.share_at for one in self.posted.values() if one.share_at), default=None)

    async def awaiting_rollout(self) -> Sequence[CodeRecord]:
        """Filter what is known."""
        living = [r for r in await self.codes() if r.standing.life is not Life.DEAD]
        return [r for r in living if r.standing.opens or (r.shared and not r.rolled_out)]

    async def mark_rolled_out(
        self,
        codes: Collection[str],
        *,
        at: datetime,  # noqa: ARG002 - kept by stores for people to read; no verb gives it back
    ) -> None:
        """Mark what is shared; nothing opens any more."""
        for record in [r for r in await self.codes() if r.code in codes]:
            standing, rolled_out = replace(record.standing, opens=False), record.rolled_out
            self.known[record.code] = replace(
                record, standing=standing, rolled_out=rolled_out or record.shared
            )

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Filter and sort what is known."""
        records = [r for r in self.known.values() if keys is None or code_key(r.code) in keys]
        return sorted(records, key=lambda record: (record.added_at, record.code))

    async def visible_codes(self, guild_id: GuildId) -> Sequence[CodeRecord]:
        """Filter what is known by what was posted."""
        known = await self.codes()
        seen = [one for one in known if one.shared or (guild_id, one.code) in self.posted]
        return sorted(seen, key=lambda one: one.added_at, reverse=True)

    async def codes_in(self, guilds: Collection[GuildId]) -> CodesIn:
        """Filter what is known by what was posted."""
        known = await self.codes() if guilds else []
        shared, kept = ([one for one in known if one.shared is which] for which in (True, False))
        own = {
            guild_id: [one for one in kept if (guild_id, one.code) in self.posted]
            for guild_id in guilds
        }
        return CodesIn(shared, {guild_id: codes for guild_id, codes in own.items() if codes})

    async def judge(
        self,
        standings: Mapping[str, Standing],
        *,
        at: datetime,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Write over whatever is not dead, nor of a later turn."""
        for code, standing in standings.items():
            record = self.known.get(
                code, CodeRecord(code, standing, (since or {}).get(code, at), at, shared=False)
            )
            known = record.standing
            if known.life is not Life.DEAD and known.turn <= standing.turn:
                record = replace(record, standing=standing, updated_at=at)
            self.known[code] = record

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Forget what is known."""
        self.pruned -= set(codes)
        return frozenset(code for code in set(codes) if self.known.pop(code, None))

    async def revive(self, turns: Mapping[str, int], *, at: datetime) -> frozenset[str]:
        """Revive what is dead by these verdicts; what just was is told once more."""
        revived = set()
        for code, turn in turns.items():
            record = self.known.get(code)
            if record is None:
                continue
            if record.standing.life is Life.DEAD and record.standing.turn == turn:
                record = replace(record, standing=record.standing.revived(at), updated_at=at)
                self.known[code] = record
                self.pruned.discard(code)
            fresh = Standing(edition=record.standing.edition, turn=turn).revived(at)
            if record.standing == fresh:
                revived.add(code)
        return frozenset(revived)

    async def codes_due(self, at: datetime, *, most: int) -> Sequence[CodeRecord]:
        """Filter, sort and cut."""
        dues = {record.code: record.standing.due for record in self.known.values()}
        due = sorted((when, code) for code, when in dues.items() if when and is_due(when, at))
        records = [self.known[code] for _, code in due]
        return [one for one in records if one.standing.life is not Life.DEAD][:most]

    async def note_listings(self, listings: Mapping[str, Listing]) -> None:
        """Write over, but keep when it expires."""
        for code, said in listings.items():
            if code in self.known:
                record = self.known[code]
                listing = Listing(said.expires or record.listing.expires, said.until)
                self.known[code] = replace(record, listing=listing)

    async def awaiting_announcement(self) -> Sequence[CodeRecord]:
        """Filter what is known."""
        alive = [one for one in await self.codes() if one.standing.life is Life.ALIVE]
        return [one for one in alive if one.announced < one.standing.edition]

    async def mark_announced(self, editions: Mapping[str, int]) -> None:
        """Keep the greater edition."""
        for code, edition in editions.items():
            if code in self.known:
                record = self.known[code]
                self.known[code] = replace(record, announced=max(record.announced, edition))
