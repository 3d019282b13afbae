"""Which codes a guild may know of: those for all, and those that were posted in it."""

from collections.abc import Sequence

from autoredeem.domain.players import GuildId
from autoredeem.store.interface import CodeRecord, Store


async def visible_codes(store: Store, guild_id: GuildId) -> Sequence[CodeRecord]:
    """Return every spelling that the guild may see, newest first. Two questions to the store.

    What another guild posted and did not share is not among them, though its verdict counts.
    """
    posted = {posting.code for posting in await store.postings(guild_id)}
    records = await store.codes()
    seen = (one for one in records if one.shared or one.code in posted)
    return sorted(seen, key=lambda one: one.added_at, reverse=True)
