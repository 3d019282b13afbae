"""Posts what lists changed: the store says up to which reading that was told.

Posted first and noted after: whoever is killed in between tells it once more, never not at all. A
nonce keeps Discord from showing it twice within minutes.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS, may_pass
from autoredeem.bot.gateway.messages import ChannelRefused, post
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.services import BotServices, Played, TitleServices, titles_played_in
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.bot.services.roster_news.render import NAMED, TOLD, news_card
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.synchronisation import Sync
from autoredeem.roster.sync import RosterSyncs

log = structlog.get_logger(__name__)


class RosterNews:
    """Tells what the lists of all titles changed. Posting needs a connection."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._client: discord.Client | None = None
        self._wake = asyncio.Event()
        for title_services in services.titles.values():
            if title_services.syncs:
                title_services.syncs.listeners.append(self._wake.set)

    def connected(self, client: discord.Client) -> None:
        """Post through this connection from now on."""
        self._client = client
        self._wake.set()

    def disconnected(self) -> None:
        """Post nothing until there is a connection again."""
        self._client = None

    async def serve(self) -> None:
        """Tell until cancelled; what fails is tried again later."""
        while True:
            self._wake.clear()
            left = False
            for title, services in self._services.titles.items():
                if services.syncs and services.syncs.providers and self._client:
                    try:
                        left |= await self._tell_all(title, services, services.syncs)
                    except OutsideError:
                        left = True
            with suppress(TimeoutError):
                async with asyncio.timeout(self._services.pace.again if left else None):
                    await self._wake.wait()

    async def _tell_all(self, title: str, services: TitleServices, syncs: RosterSyncs) -> bool:
        """Tell what is untold; return whether anything is left."""
        news = [one for one in await services.store.syncs() if one.state.told < one.state.readings]
        guilds = {one.guild_id for one in news}
        played = await titles_played_in(self._services.titles, guilds) if news else {}
        left = False
        for one in news:
            if await self._tell(title, services, one, played[one.guild_id]):
                await self._mark_told(syncs, one)
            else:
                left = True
        return left

    async def _tell(self, title: str, services: TitleServices, sync: Sync, played: Played) -> bool:
        """Post what a list changed; False where that is to be tried again."""
        client = self._client
        if client is None:
            return False
        settings = played.of(title)
        if not (settings.is_served and settings.channel):
            return True
        place, told = (sync.guild_id, sync.key), sync.state.told
        counts = await services.store.count_changes(*place, after=told)
        if told and not any(kind in counts for kind in TOLD):
            return True
        some = await services.store.changes_in(*place, after=told, most=NAMED, kinds=TOLD)
        say = say_in_guild(self._services.words, client, settings, title)
        card = news_card(say, sync, counts, some)
        if played.several:
            card = card_in_game(say, title, card)
        try:
            await post(client, settings.channel, card, _nonce(title, sync))
        except ChannelRefused as refused:
            log.info("A channel takes no news of a list", why=str(refused))
        except DISCORD_ERRORS as error:
            log.info("News of a list could not be told", why=str(error) or "no answer in time")
            return not may_pass(error)
        return True

    async def _mark_told(self, syncs: RosterSyncs, sync: Sync) -> None:
        readings = sync.state.readings
        await syncs.states.change(
            sync, lambda state: replace(state, told=max(state.told, readings))
        )


def _nonce(title: str, sync: Sync) -> str:
    what = f"{title} {sync.guild_id} {sync.key} {sync.state.told}"
    return sha256(what.encode()).hexdigest()[:25]
