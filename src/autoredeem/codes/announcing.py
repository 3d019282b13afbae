"""What is to be told of codes that work: noted for each guild before anybody tells it, once.

Whoever tells it finds it among the store's unfinished announcements, after a restart, too.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.sources import Announcement
from autoredeem.store.batches import batched
from autoredeem.store.interface import Codes, Guilds, Sources
from autoredeem.store.records import CodeRecord

AT_ONCE = 2_000
"""Announcements that are noted at a time."""


class Facts(Codes, Guilds, Sources, Protocol):
    """What is read and written here of a title's store."""


async def to_announce(store: Codes) -> Sequence[CodeRecord]:
    """Return what works, was not announced yet, and is opened wherever it is wanted."""
    waiting = await store.awaiting_announcement()
    return [one for one in waiting if not one.standing.opens and (one.rolled_out or not one.shared)]


async def announce(store: Facts, records: Collection[CodeRecord], *, at: datetime) -> None:
    """Note living codes for all who are to be told of them. Who was told already stays so.

    Those are the guilds that posted a code, and for a shared one all that want codes. Two
    questions, and the writes, for all codes.
    """
    alive = [one for one in records if one.standing.life is Life.ALIVE]
    if not alive:
        return
    postings = await store.postings_of([one.code for one in alive])
    shared = any(one.shared for one in alive)
    chosen = await store.guilds(None if shared else {one.guild_id for one in postings})
    posted = {(one.guild_id, one.code) for one in postings}
    for record in alive:
        told = (
            guild
            for guild in chosen
            if (guild.guild_id, record.code) in posted or (record.shared and guild.wants_codes)
        )
        await announce_in(store, told, record, at=at)


async def announce_in(
    store: Sources, guilds: Iterable[GuildSettings], record: CodeRecord, *, at: datetime
) -> None:
    """Note a living code for those of the guilds that are served and have a channel.

    Whatever its spelling, it is one code: it is noted by its key.
    """
    issue = code_key(record.issue)
    wanted = (
        Announcement(guild.guild_id, issue, guild.channel, at)
        for guild in guilds
        if guild.channel and guild.is_served
    )
    for part in batched(wanted, AT_ONCE):
        await store.begin_announcements(part)
