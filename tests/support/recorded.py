"""Which of the game's answers are in the store when whoever asked was killed or stands still."""

import asyncio
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.simulator import World
from autoredeem.store import open_store

GUILD = GuildId(1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who is settled in the store, and who only for the game: in flight, or being written.

    `counted` are those whom the figures of the code's run have.
    """

    settled: frozenset[Fid]
    unrecorded: frozenset[Fid]
    counted: int


def recorded(store_url: str, game: str, world: World, code: str, fids: Collection[Fid]) -> Recorded:
    """Return how it stands, when the game has answered all that was sent to it."""
    # What was sent before this is read before it.
    with urllib.request.urlopen(f"{game.removesuffix('/api')}/_simulator/counters") as page:  # noqa: S310 - the tests' own
        page.read()
    held = {fid for fid in fids if code in world.holdings.codes_of(fid)}
    settled, counted = asyncio.run(_in_the_store(store_url, code, fids))
    return Recorded(settled, frozenset(held - settled), counted)


async def _in_the_store(url: str, code: str, fids: Collection[Fid]) -> tuple[frozenset[Fid], int]:
    async with open_store(url, title="wos") as store:
        checked = await store.batch_check_members(GUILD, code, fids)
        figures = [run.figures for run in await store.runs() if run.code == code]
    settled = frozenset(fid for fid, is_settled in checked.items() if is_settled)
    return settled, sum(one.settled_before + one.redeemed + one.already for one in figures)
