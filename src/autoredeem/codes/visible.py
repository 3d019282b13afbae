"""What became of the codes that a guild may see: those for all, and those posted in it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Redemption
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord

MOST_CODES = 1_000
"""The latest codes that are looked up: as many as the store asks about in one query."""


@dataclass(frozen=True, slots=True)
class PlayerHistory:
    """What became of the codes that a guild may see for one player: `codes` is newest first."""

    codes: Sequence[CodeRecord]
    settled: Iterable[Redemption]
    attempts: Iterable[Attempt]


async def history_of(store: Store, guild_id: GuildId, fid: Fid) -> PlayerHistory:
    """Read what came of the guild's codes for a player. Three questions to the store."""
    seen = await store.visible_codes(guild_id)
    codes = list({code_key(one.code): one.code for one in seen}.values())[:MOST_CODES]
    settled, attempts = await asyncio.gather(
        store.redemptions(guild_id, codes, [fid]), store.attempts_among(guild_id, codes, [fid])
    )
    return PlayerHistory(seen, settled, attempts)
