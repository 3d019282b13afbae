"""Autocompletion: answered from the cache; the store is waited for no longer than a person would.

Of a guild that is not cached the first key waits until it is read, and of one that has more members
than are cached each key asks for those who fit. When that takes too long, or fails, the answer is
what memory has.
"""

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
from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import Member
from autoredeem.observe.tasks import task_group
from autoredeem.store.interface import Store

log = structlog.get_logger(__name__)

LONGEST_CHOICE = 100
"""Characters of a choice's name, by Discord's documentation."""

LONGEST_TYPED = 60
"""Characters of what is looked for in a store."""

ANSWER_TIMEOUT = 10.0
MOST_READING = 20
"""Guilds that are read at the same time, and keys that ask: suggestions are worth no more."""


class Autocompleter:
    """Answers autocompletions; `serve` fills the cache. `patience` is in seconds: Discord has 3."""

    def __init__(
        self, titles: Mapping[str, TitleServices], cache: GuildCache, patience: float
    ) -> None:
        self._titles = titles
        self._cache = cache
        self._patience = patience
        self._queue: asyncio.Queue[GuildId] = asyncio.Queue()
        self._reading: dict[GuildId, asyncio.Event] = {}
        self._asking = 0

    async def serve(self) -> None:
        """Read guilds that are not in the cache, until cancelled."""
        async with task_group() as tasks:
            while True:
                tasks.create_task(self._read(await self._queue.get()))

    async def complete(self, interaction: Interaction) -> None:
        """Answer with choices; with none where the guild can't be read soon enough."""
        guild_id = GuildId(interaction.guild_id or 0)
        cached = self._cache.get(guild_id)
        if cached is None and guild_id:
            await self._wait_for(guild_id)
            cached = self._cache.get(guild_id)
        found = await self._choices(interaction, cached or {})
        # The next key asks again: an answer that is lost is missed by nobody.
        with suppress(*DISCORD_ERRORS):
            async with asyncio.timeout(ANSWER_TIMEOUT):
                await interaction.response.autocomplete(found)

    async def _choices(
        self, interaction: Interaction, cached: Mapping[str, CachedGuild]
    ) -> list[Choice[str]]:
        """Return what may be meant, of the game that was named, or of all of them."""
        option, typed, game = focused_option(interaction)
        titles = [game] if game in cached else list(cached)
        found = [
            one
            for title in titles
            for one in await self._choices_in(interaction, title, cached[title], (option, typed))
        ]
        return list({one.value: one for one in found}.values())[:MOST_SUGGESTED]

    async def _choices_in(
        self, interaction: Interaction, title: str, cached: CachedGuild, asked: tuple[str, str]
    ) -> Sequence[Choice[str]]:
        option, typed = asked
        person = person_of(interaction)
        manager = is_manager(person, cached.settings)
        if option == "code":
            # What a guild has for itself alone, only managers are shown.
            codes = cached.codes if manager else cached.shared
            return [Choice(name=code, value=code) for code in codes_like(codes, typed)]
        theirs = {alliance for alliance, role in cached.roles.items() if role in person.roles}
        if not (manager or theirs):
            # Nor does anyone else see who is enrolled.
            return []
        found = await self._members(title, cached, typed)
        seen = [one for one in found if manager or one.alliance in theirs]
        return [Choice(name=_choice_name(one), value=str(one.fid)) for one in seen]

    async def _members(self, title: str, cached: CachedGuild, typed: str) -> Sequence[Member]:
        """Return who fits: of those in the cache, or where there are more, of all."""
        if cached.whole or self._asking >= MOST_READING:
            return members_like(cached.members, typed)
        self._asking += 1
        like, guild_id = typed[:LONGEST_TYPED], cached.settings.guild_id
        try:
            async with asyncio.timeout(self._patience):
                store = self._titles[title].store
                return await store.members_like(guild_id, like, most=MOST_SUGGESTED)
        except (OutsideError, TimeoutError) as error:
            log.info("Only some members can be suggested for now", why=repr(error))
            return members_like(cached.members, typed)
        finally:
            self._asking -= 1

    async def _wait_for(self, guild_id: GuildId) -> None:
        """Have a guild read, and wait a little."""
        if guild_id not in self._reading:
            if len(self._reading) >= MOST_READING:
                return
            self._reading[guild_id] = asyncio.Event()
            self._queue.put_nowait(guild_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._reading[guild_id].wait()

    async def _read(self, guild_id: GuildId) -> None:
        self._cache.begin_read(guild_id)
        try:
            played = await titles_played_by(self._titles, guild_id)
            if played.titles:
                read = {
                    title: await _read_title(self._titles[title].store, settings)
                    for title, settings in played.titles.items()
                }
                self._cache.put_read(guild_id, read)
        except OutsideError as error:
            log.info("Nothing can be suggested for now", why=str(error))
        finally:
            self._reading.pop(guild_id).set()


async def _read_title(store: Store, settings: GuildSettings) -> CachedGuild:
    guild_id = settings.guild_id
    seen = await store.visible_codes(guild_id)
    codes, shared = [one.code for one in seen], [one.code for one in seen if one.shared]
    members = await _first_members(store, guild_id)
    alliances = await store.alliances([guild_id])
    roles = {one.id: one.manager_role for one in alliances if one.manager_role}
    return CachedGuild(settings, codes, shared, members, len(members) <= MOST_MEMBERS, roles)


async def _first_members(store: Store, guild_id: GuildId) -> Sequence[Member]:
    """Return as many members as are cached, and one more where there are more."""
    found: list[Member] = []
    async for batch in store.members(guild_id):
        found += batch
        if len(found) > MOST_MEMBERS:
            break
    return found[: MOST_MEMBERS + 1]


def _choice_name(one: Member) -> str:
    shown = f"{one.fid} {plain(one.nickname)}" if one.nickname else str(one.fid)
    return shown[:LONGEST_CHOICE]
