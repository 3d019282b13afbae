"""What was answered, tried against the real thing."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from autoredeem.app import GameAccess, chosen_store, game_access, store_options, this_process
from autoredeem.cli.common import run
from autoredeem.cli.doctor_feeds import feed_findings
from autoredeem.codes.sources import PRESETS
from autoredeem.domain.errors import OutsideError
from autoredeem.engine import Process
from autoredeem.game.client import open_game
from autoredeem.game.pacer import Pacer
from autoredeem.observe.clock import SystemClock
from autoredeem.runtime.diagnostics import GAME_WITHIN
from autoredeem.runtime.discord_diagnostics import API, Diagnosis, diagnose_discord
from autoredeem.runtime.findings import Finding, Level
from autoredeem.runtime.game_diagnostics import GAME, game_findings
from autoredeem.runtime.store_diagnostics import store_findings
from autoredeem.settings import Settings
from autoredeem.store.archive import Owner, take_lease
from autoredeem.store.interface import Store
from autoredeem.store.records import ADDRESS

DISCORD_API = API
"""Where Discord is asked; tests ask elsewhere."""

REQUESTS = 2
"""The most requests that proving a salt takes."""

BUSY = Finding(
    Level.WARN,
    GAME,
    "not asked: autoredeem is running on this store, and only one process may ask the game",
    "keep the salt: the running one says at once if it is wrong. Or stop that one and try again",
)


def check_store(settings: Settings, title: str) -> Sequence[Finding]:
    """Open the store, write into it, and remove what was written."""
    url, options = settings.url_of_store(), store_options(settings)
    return _in_short(run(store_findings(url, title, options, SystemClock())))


def check_salt(settings: Settings, title: str) -> Sequence[Finding]:
    """Sign a request that redeems nothing, when this process may send and a slot is there."""
    store, process = chosen_store(settings, title), this_process(settings)
    return _in_short(run(_ask_game(store, process, game_access(settings, title), title)))


def check_discord(settings: Settings) -> Diagnosis:
    """Ask Discord who the bot is."""
    content = settings.discord.message_content
    return run(diagnose_discord(settings.discord_token, DISCORD_API, message_content=content))


def check_feeds(settings: Settings) -> Sequence[Finding]:
    """Ask each public feed that is named for what it lists."""

    async def main() -> Sequence[Finding]:
        feeds = [PRESETS[name] for name in settings.feed_presets]
        return await feed_findings(feeds, SystemClock().now())

    return run(main())


def _in_short(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return what is not as it should be; where all is, the first alone."""
    return [it for it in findings if it.level is not Level.OK] or findings[:1]


async def _ask_game(
    opening: AbstractAsyncContextManager[Store], process: Process, access: GameAccess, title: str
) -> Sequence[Finding]:
    try:
        async with opening as store:
            if not await _may_send(store, process):
                return [BUSY]
            try:
                return await _ask_in_slots(access, title)
            finally:
                await store.release_lease(ADDRESS, process.name)
    except OutsideError as error:
        advice = "mend the store first: it says whether another process asks the game"
        return [Finding(Level.WARN, GAME, f"not asked: {error}", advice)]


async def _may_send(store: Store, process: Process) -> bool:
    lease = await take_lease(store, Owner(process.name, process.has_ended))
    return lease.owner == process.name


async def _ask_in_slots(access: GameAccess, title: str) -> Sequence[Finding]:
    clock = SystemClock()
    # Whoever sent last did so before now; so did this process, for another salt.
    pacer = Pacer(access.requests_per_minute, clock.monotonic())
    await asyncio.sleep(pacer.time_for(REQUESTS, clock.monotonic()))
    salt, page = access.salt.get_secret_value(), access.page
    async with open_game(access.url, salt, clock, page=page, deadline=GAME_WITHIN) as game:
        return await game_findings(game, access.url, title, clock)
