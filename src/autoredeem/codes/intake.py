"""What it means that a source brings a code: a new one, one that is known, or a dead one anew."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from autoredeem.codes.announcing import announce_in
from autoredeem.codes.sharing import share_found
from autoredeem.domain.codes import Life, Standing, best_spelling, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import Codes, Guilds, Sources
from autoredeem.store.records import CodeRecord

REVIVED_AFTER = timedelta(hours=6)
"""How old a verdict has to be before a person's or a channel's find brings the code anew."""

RETRIED_AFTER = timedelta(hours=1)
"""How long a code that was revived, and died again, is not tried again on anyone's word."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A code in a good poll of a feed, which is `anew` if the feed had lacked it for long.

    One that `is_new` was not in the poll before.
    """

    code: str
    expires: datetime | None = None
    anew: bool = False
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What came of codes that were found in a guild, each in one of these.

    `new` ones are added and posted, `here` are those that the guild knew, `dead` ones are left
    alone, `revived` ones are tried again, and the guild may post no more of the last today.
    """

    new: Sequence[str] = ()
    here: Sequence[str] = ()
    dead: Mapping[str, Standing] = field(default_factory=dict)
    revived: Sequence[str] = ()
    over_quota: Sequence[str] = ()


class Retried(Enum):
    """What came of the wish to try a code again."""

    OK = auto()
    NOT_DEAD = auto()
    TOO_SOON = auto()


class Facts(Codes, Guilds, Sources, Protocol):
    """What is read and written here of a title's store."""


class Intake:
    """Takes in what the sources of a title bring. All of it can be repeated.

    `news` is called when there may be codes to be opened, or to be asked about.
    """

    def __init__(self, store: Facts, clock: Clock, news: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._news = news

    async def listed(self, codes: Collection[Listed], *, until: datetime) -> None:
        """Take in what a feed lists: for all guilds, and counted as listed `until` that time.

        What has expired by what the feed says makes nothing known, and revives nothing; nor does
        what was listed before: it was removed here since. Raises OutsideError where the store
        fails.
        """
        now = self._clock.now()
        known = await self._known({code_key(one.code) for one in codes})
        alive = [one for one in codes if one.expires is None or one.expires > now]
        for_all = [
            one.code
            for one in alive
            if (not known[one.code].shared if one.code in known else one.is_new)
        ]
        await self._store.add_codes(for_all, at=now, source=SourceKind.FEED)
        await self._store.note_listings(
            {
                one.code: Listing(one.expires, until if one in alive else now)
                for one in codes
                if one in alive or one.code in known
            }
        )
        back = [one.code for one in alive if one.anew and _is_dead(known.get(one.code))]
        revived = await self._store.revive(_turns(back, known), at=now)
        if for_all or revived:
            self._news()

    async def room_today(self, guild_id: GuildId, most: int, *, at: datetime) -> int:
        """Return how many of `most` codes a day (UTC) a guild may still post or revive."""
        midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(0, most - await self._store.count_postings(guild_id, since=midnight))

    async def look_up(self, guild_id: GuildId, codes: Collection[str]) -> Found:
        """Return what would come of codes that a guild finds, had it room for all of them."""
        known = await self._known({code_key(code) for code in codes})
        posted = {one.code for one in await self._store.postings(guild_id, codes)}
        return self._sorted(codes, known, posted, room=len(codes))

    async def found(
        self,
        guild_id: GuildId,
        codes: Collection[str],
        *,
        by: str,
        source: SourceKind,
        room: int,
        official: bool = False,
    ) -> Found:
        """Take in codes that a guild's person or channel found: its own, unless it is `official`.

        At most `room` are posted or revived. Whoever calls opens the runs of the new ones. Raises
        OutsideError where the store fails.
        """
        now = self._clock.now()
        known = await self._known({code_key(code) for code in codes})
        posted = {one.code for one in await self._store.postings(guild_id, codes)}
        found = self._sorted(codes, known, posted, room)
        await self._store.add_codes(found.new, at=now, shared=official, source=source)
        if official:
            await self._store.add_codes(found.here, at=now, source=source)
        posting = [*found.new, *found.revived]
        await self._store.post_codes([Posting(guild_id, code, by, now) for code in posting])
        revived = await self._store.revive(_turns(found.revived, known), at=now)
        if not official:
            await self._spread(guild_id, [known[code] for code in found.new if code in known])
        if found.new or revived or (official and found.here):
            self._news()
        return found

    async def try_again(self, code: str) -> Retried:
        """Try a dead code again, on a manager's or the operator's word.

        Raises OutsideError where the store fails.
        """
        now = self._clock.now()
        known = await self._known({code_key(code)})
        if not known or not all(map(_is_dead, known.values())):
            return Retried.NOT_DEAD
        # Of a code in several spellings, the one that is meant, else the one that died last.
        record = known.get(code) or max(known.values(), key=lambda one: one.updated_at)
        was_revived = record.standing.turn > 1
        if was_revived and now < record.updated_at + RETRIED_AFTER:
            return Retried.TOO_SOON
        if not await self._store.revive(_turns([record.code], known), at=now):
            return Retried.NOT_DEAD
        self._news()
        return Retried.OK

    async def _spread(self, guild_id: GuildId, records: Collection[CodeRecord]) -> None:
        """Announce in a guild what other guilds found before and works, or share it with all."""
        alive = [one for one in records if one.standing.life is Life.ALIVE]
        if not alive:
            return
        await share_found(self._store, alive, at=self._clock.now())
        chosen = await self._store.guilds([guild_id])
        for record in alive:
            await announce_in(self._store, chosen, record, at=self._clock.now())

    async def _known(self, keys: Collection[str]) -> Mapping[str, CodeRecord]:
        return {record.code: record for record in await self._store.codes(keys)}

    def _sorted(
        self,
        codes: Collection[str],
        known: Mapping[str, CodeRecord],
        posted: Collection[str],
        room: int,
    ) -> Found:
        new: list[str] = []
        here: list[str] = []
        over: list[str] = []
        revived: list[str] = []
        dead: dict[str, Standing] = {}
        for code in dict.fromkeys(codes):
            record = _best(code, known)
            taken = len(new) + len(revived)
            if record and _is_dead(record):
                if not self._comes_anew(record):
                    dead[code] = record.standing
                elif taken < room:
                    revived.append(record.code)
                else:
                    over.append(code)
            elif code in posted or (code in known and known[code].shared):
                here.append(code)
            else:
                (new if taken < room else over).append(code)
        return Found(tuple(new), tuple(here), dead, tuple(revived), tuple(over))

    def _comes_anew(self, record: CodeRecord) -> bool:
        return self._clock.now() >= record.updated_at + REVIVED_AFTER


def _best(code: str, known: Mapping[str, CodeRecord]) -> CodeRecord | None:
    """Return what is known of a code in the spelling that would be sent."""
    alike = {name: one for name, one in known.items() if code_key(name) == code_key(code)}
    return alike.get(best_spelling(code, {name: one.standing for name, one in alike.items()}))


def _is_dead(record: CodeRecord | None) -> bool:
    return record is not None and record.standing.life is Life.DEAD


def _turns(codes: Collection[str], known: Mapping[str, CodeRecord]) -> Mapping[str, int]:
    return {code: known[code].standing.turn for code in codes}
