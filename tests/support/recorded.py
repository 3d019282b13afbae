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
    """Who is settled in the store, and who only for the game: in flight, or being written."""

    settled: frozenset[Fid]
    unrecorded: frozenset[Fid]


def recorded(store_url: str, game: str, world: World, code: str, fids: Collection[Fid]) -> Recorded:
    """Return how it stands, when the game has answered all that was sent to it."""
    # What was sent before this is read before it.
    with urllib.request.urlopen(f"{game.removesuffix('/api')}/_simulator/counters") as page:  # noqa: S310 - the tests' own
        page.read()
    held = {fid for fid in fids if code in world.holdings.codes_of(fid)}
    settled = asyncio.run(_settled(store_url, code, fids))
    return Recorded(settled, frozenset(held - settled))


def wanted_again(store_url: str, code: str) -> bool:
    """Whether somebody has asked for a code's run that another works on, who has not heard it."""
    return asyncio.run(_is_wanted_again(store_url, code))


async def _settled(url: str, code: str, fids: Collection[Fid]) -> frozenset[Fid]:
    async with open_store(url, title="wos") as store:
        checked = await store.batch_check_members(GUILD, code, fids)
    return frozenset(fid for fid, is_settled in checked.items() if is_settled)


async def _is_wanted_again(url: str, code: str) -> bool:
    async with open_store(url, title="wos") as store:
        return any(run.again for run in await store.runs(among=[(GUILD, code)]))
