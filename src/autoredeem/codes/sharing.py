"""When what guilds found becomes everybody's: two of them that share found it, and it works."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import structlog

from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.ids import GuildId
from autoredeem.store.interface import Codes, Guilds
from autoredeem.store.records import CodeRecord

log = structlog.get_logger(__name__)

FINDERS = 2
"""Guilds that have to find a code by themselves: one alone may have made it up, or be meant."""


class Facts(Codes, Guilds, Protocol):
    """What is read here of a title's store: codes, where they were posted, what guilds chose."""


async def share_found(
    store: Facts, records: Collection[CodeRecord], *, at: datetime
) -> frozenset[str]:
    """Share those of the codes that are alive and that two sharing guilds found; return which.

    Three questions and a write for all of them; nothing is asked where none is alive and private.
    """
    own = [one.code for one in records if not one.shared and one.standing.life is Life.ALIVE]
    if not own:
        return frozenset()
    postings = await store.postings_of(own)
    chosen = await store.guilds({one.guild_id for one in postings})
    sharing = {one.guild_id for one in chosen if one.shares_finds}
    finders = Counter(one.code for one in postings if one.guild_id in sharing)
    found = frozenset(code for code, count in finders.items() if count >= FINDERS)
    if found:
        await store.add_codes(found, at=at, shared=True)
        log.info(f"Shared, as guilds that share found them: {', '.join(sorted(found))}")
    return found


async def share_found_in(store: Facts, guild_id: GuildId, *, at: datetime) -> frozenset[str]:
    """Do the same for all codes of a guild that shares only now what it found before."""
    posted = {one.code for one in await store.postings(guild_id)}
    known = await store.codes({code_key(code) for code in posted}) if posted else ()
    return await share_found(store, [one for one in known if one.code in posted], at=at)
