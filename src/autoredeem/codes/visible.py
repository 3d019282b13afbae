"""What became of the codes that a guild may see: those for all, and those posted in it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autoredeem.domain.codes import Life, code_key, issue_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Redemption
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord

MOST_CODES = 1_000
"""The latest issues of codes that are looked up: as many as the store asks about in one query."""


@dataclass(frozen=True, slots=True)
class PlayerHistory:
    """What became of the codes that a guild may see for one player: `codes` is newest first.

    In what was settled and tried, each edition of a code stands for itself.
    """

    codes: Sequence[CodeRecord]
    settled: Iterable[Redemption]
    attempts: Iterable[Attempt]


def living_codes(records: Iterable[CodeRecord]) -> Sequence[CodeRecord]:
    """Return a spelling of each code that is not dead: one that is alive, else the last."""
    hopeful = [record for record in records if record.standing.life is not Life.DEAD]
    by_hope = sorted(hopeful, key=lambda record: record.standing.life is Life.ALIVE)
    return list({code_key(record.code): record for record in by_hope}.values())


def issues_of(record: CodeRecord) -> Sequence[str]:
    """Return what the editions of a code are called in the ledger, the present one first."""
    return [issue_of(record.code, number) for number in range(record.standing.edition, 0, -1)]


async def history_of(store: Store, guild_id: GuildId, fid: Fid) -> PlayerHistory:
    """Read what came of the guild's codes for a player. Three questions to the store."""
    seen = await store.visible_codes(guild_id)
    issues = {code_key(issue): issue for one in seen for issue in issues_of(one)}
    asked = list(issues.values())[:MOST_CODES]
    settled, attempts = await asyncio.gather(
        store.redemptions(guild_id, asked, [fid]), store.attempts_among(guild_id, asked, [fid])
    )
    return PlayerHistory(seen, settled, attempts)
