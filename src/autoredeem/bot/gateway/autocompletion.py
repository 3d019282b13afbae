"""Autocompletion: answered at once, from the cache; a guild not in it is read for the next key."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

import structlog
from discord.app_commands import Choice

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.interactions import Interaction, focused_option, person_of
from autoredeem.bot.kit.guild_cache import (
    MOST_MEMBERS,
    MOST_SUGGESTED,
    CachedGuild,
    GuildCache,
    codes_like,
    members_like,
)
from autoredeem.bot.kit.permissions import is_manager
from autoredeem.bot.kit.services import TitleServices, titles_played_by
from autoredeem.bot.words import plain
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.observe.tasks import task_group

log = structlog.get_logger(__name__)

LONGEST_CHOICE = 100
"""Characters of a choice's name, by Discord's documentation."""

ANSWER_TIMEOUT = 10.0
MOST_READING = 20
"""Guilds that are read at the same time: suggestions are worth no more of a store."""


class Autocompleter:
    """Answers autocompletions from the cache alone; `serve` fills it."""

    def __init__(self, titles: Mapping[str, TitleServices], cache: GuildCache) -> None:
        self._titles = titles
        self._cache = cache
        self._queue: asyncio.Queue[GuildId] = asyncio.Queue()
        self._reading: set[GuildId] = set()

    async def serve(self) -> None:
        """Read guilds that are not in the cache, until cancelled."""
        async with task_group() as tasks:
            while True:
                tasks.create_task(self._read(await self._queue.get()))

    async def complete(self, interaction: Interaction) -> None:
        """Answer with choices from the cache; with none where the guild is not in it."""
        guild_id = GuildId(interaction.guild_id or 0)
        cached = self._cache.get(guild_id)
        if cached is None and guild_id:
            self._request_read(guild_id)
        found = _choices(interaction, cached) if cached else []
        # The next key asks again: an answer that is lost is missed by nobody.
        with suppress(*DISCORD_ERRORS):
            async with asyncio.timeout(ANSWER_TIMEOUT):
                await interaction.response.autocomplete(found)

    def _request_read(self, guild_id: GuildId) -> None:
        if guild_id not in self._reading and len(self._reading) < MOST_READING:
            self._reading.add(guild_id)
            self._queue.put_nowait(guild_id)

    async def _read(self, guild_id: GuildId) -> None:
        self._cache.begin_read(guild_id)
        try:
            played = await titles_played_by(self._titles, guild_id)
            if played.titles:
                read = {
                    title: await _read_title(self._titles[title], settings)
                    for title, settings in played.titles.items()
                }
                self._cache.put_read(guild_id, read)
        except OutsideError as error:
            log.info("Nothing can be suggested for now", why=str(error))
        finally:
            self._reading.discard(guild_id)


def _choices(interaction: Interaction, cached: Mapping[str, CachedGuild]) -> list[Choice[str]]:
    """Return what is like that which is typed: of the game that was named, or of all of them."""
    option, typed, game = focused_option(interaction)
    named = [cached[game]] if game in cached else list(cached.values())
    found = (one for of in named for one in _choices_in(interaction, of, option, typed))
    return list({one.value: one for one in found}.values())[:MOST_SUGGESTED]


def _choices_in(
    interaction: Interaction, cached: CachedGuild, option: str, typed: str
) -> list[Choice[str]]:
    manager = is_manager(person_of(interaction), cached.settings)
    if option == "code":
        # What a guild has for itself alone, only managers are shown.
        codes = cached.codes if manager else cached.shared
        return [Choice(name=code, value=code) for code in codes_like(codes, typed)]
    if not manager:
        # Nor does anyone else see who is enrolled.
        return []
    found = members_like(cached, typed)
    return [Choice(name=_choice_name(fid, name), value=str(fid)) for fid, name in found]


async def _read_title(services: TitleServices, settings: GuildSettings) -> CachedGuild:
    seen = await services.store.visible_codes(settings.guild_id)
    codes, shared = [one.code for one in seen], [one.code for one in seen if one.shared]
    members = await _first_members(services, settings.guild_id)
    return CachedGuild(settings, codes, shared, members)


async def _first_members(services: TitleServices, guild_id: GuildId) -> Sequence[tuple[Fid, str]]:
    found: list[tuple[Fid, str]] = []
    async for batch in services.store.members(guild_id):
        found += [(one.fid, one.nickname) for one in batch]
        if len(found) >= MOST_MEMBERS:
            break
    return found


def _choice_name(fid: Fid, name: str) -> str:
    shown = f"{fid} {plain(name)}" if name else str(fid)
    return shown[:LONGEST_CHOICE]
