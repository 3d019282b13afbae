"""Keeps the reactions of messages in step with what becomes of their codes."""

import asyncio
from collections import deque
from collections.abc import Collection, Mapping
from contextlib import suppress

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.messages import ChannelRefused, post
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.services import BotServices, titles_played_by
from autoredeem.bot.services.channel_watch.discord_messages import Current, show
from autoredeem.bot.services.channel_watch.registry import WatchRegistry
from autoredeem.bot.services.channel_watch.render import paused_card
from autoredeem.bot.services.channel_watch.signs import (
    CHANGES_FOR,
    SignedPost,
    Signs,
    Verdict,
    standings_of,
)
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import batched

log = structlog.get_logger(__name__)

ALL_EVERY = 12
"""Every so many times all codes are asked about, and not only those of which little is known."""

CODES_AT_ONCE = 1_000
"""Codes of one question to a store."""

TOO_MANY_REQUESTS, SERVER_ERROR = 429, 500
"""HTTP statuses that are not the reaction's fault: it is tried again."""


class SignKeeper:
    """Learns what became of codes, counts it for their channels, and shows it."""

    def __init__(
        self, services: BotServices, registry: WatchRegistry, signs: Signs, client: Current
    ) -> None:
        self._services = services
        self._registry = registry
        self._signs = signs
        self._client = client
        self._learnt = asyncio.Event()
        self._asked = asyncio.Event()
        self._verdicts: deque[Verdict] = deque()

    def wake(self) -> None:
        """Learn and show now: there are new messages, or a new connection."""
        self._asked.set()
        self._learnt.set()

    async def serve_learning(self) -> None:
        """Learn what became of codes, every few seconds and after news, until cancelled."""
        times = 0
        while True:
            try:
                await self._learn(only_waiting=times % ALL_EVERY > 0)
                times += 1
            except OutsideError as error:
                log.info("What became of codes in channels is not known yet", why=str(error))
            await asyncio.sleep(self._services.pace.tick)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._services.pace.edits):
                    await self._asked.wait()
            self._asked.clear()

    async def serve_showing(self) -> None:
        """Show what has changed: one message of each guild after the other, until cancelled."""
        while True:
            changed, client = self._signs.changed(), self._client()
            if not changed or client is None:
                self._learnt.clear()
                await self._learnt.wait()
                continue
            for one in changed:
                await self._show(client, one)
                await asyncio.sleep(self._services.pace.tick)

    async def _learn(self, *, only_waiting: bool) -> None:
        """Ask about all codes at once: one question for a thousand of a title."""
        for title, keys in (await self._keys(only_waiting=only_waiting)).items():
            store = self._services.titles[title].store
            for part in batched(keys, CODES_AT_ONCE):
                known = standings_of(await store.codes(part))
                async for posts in in_parts(self._signs.all()):
                    for one in posts:
                        if one.title == title:
                            self._verdicts += one.learn(known)
                            self._signs.note(one)
        self._learnt.set()
        while self._verdicts:
            if await self._registry.count(self._verdicts[0]):
                await self._say_paused(self._verdicts[0])
            self._verdicts.popleft()

    async def _keys(self, *, only_waiting: bool) -> Mapping[str, Collection[str]]:
        """Return the keys of the codes to be asked about, by title; what is old is left."""
        keys: dict[str, set[str]] = {}
        until = self._services.clock.now() - CHANGES_FOR
        async for posts in in_parts(self._signs.all()):
            for one in posts:
                if one.at < until:
                    self._signs.leave(one.place)
                elif one.codes and (one.waits or not only_waiting):
                    keys.setdefault(one.title, set()).update(map(code_key, one.codes))
        return keys

    async def _show(self, client: discord.Client, one: SignedPost) -> None:
        try:
            await show(client, one)
        except discord.NotFound:
            self._signs.leave(one.place)
        except discord.HTTPException as error:
            if error.status == TOO_MANY_REQUESTS or error.status >= SERVER_ERROR:
                await self._pause(error)
            else:
                log.info("Discord does not take a reaction", why=str(error))
                one.reactions.refused = True
        except (*DISCORD_ERRORS, RuntimeError) as error:
            # discord.py raises RuntimeError where the connection was closed meanwhile.
            await self._pause(error)
        self._signs.note(one)

    async def _pause(self, error: Exception) -> None:
        log.info("Reactions are shown later", why=str(error) or "no answer in time")
        await asyncio.sleep(self._services.pace.again)

    async def _say_paused(self, verdict: Verdict) -> None:
        """Say in the channel that it is not read any more. The panel says so as well."""
        log.info("A watched channel is paused: all that it brought lately was dead")
        client = self._client()
        if client is None:
            return
        title, words = verdict.title, self._services.words
        played = await titles_played_by(self._services.titles, verdict.guild_id)
        say = say_in_guild(words, client, played.of(title), title)
        card = paused_card(say, verdict.channel)
        if played.several:
            card = card_in_game(say, title, card)
        try:
            await post(client, verdict.channel, card)
        except (ChannelRefused, *DISCORD_ERRORS, RuntimeError) as error:
            log.info("A channel could not be told that it is paused", why=str(error))
