"""Autocompletion: answered from memory, at once; what is not known is read for the next key."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

import structlog
from discord.app_commands import Choice

from autoredeem.bot.gateway.dispatcher import chosen
from autoredeem.bot.gateway.interactions import Interaction, person_in, typed_in
from autoredeem.bot.kit.guild_cache import MOST_MEMBERS, Known, Memory, codes_like, members_like
from autoredeem.bot.kit.permissions import is_manager
from autoredeem.bot.kit.services import Desk
from autoredeem.bot.words import plain
from autoredeem.codes.visible import visible_codes
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.players import Fid, GuildId

log = structlog.get_logger(__name__)

LONGEST_CHOICE = 100
"""Characters of a choice's name, by Discord's documentation."""

TO_ANSWER = 10.0
MOST_LOADING = 20
"""Guilds that are read at the same time: more than that are not worth a store's while."""


class Suggester:
    """Completes what is typed. Its tasks, which fill the memory, belong to the group given.

    `reading` are those under way: whoever ends the group cancels them.
    """

    def __init__(self, desks: Mapping[str, Desk], memory: Memory, tasks: asyncio.TaskGroup) -> None:
        self._desks = desks
        self._memory = memory
        self._tasks = tasks
        self._loading: dict[GuildId, asyncio.Task[None]] = {}

    @property
    def reading(self) -> Collection[asyncio.Task[None]]:
        """Tasks that fill the memory just now."""
        return list(self._loading.values())

    async def suggest(self, interaction: Interaction) -> None:
        """Answer with what is in memory; nothing, where nothing is."""
        guild_id = GuildId(interaction.guild_id or 0)
        known = self._memory.of(guild_id)
        if known is None and guild_id:
            self._load(guild_id)
        found = self._choices(interaction, known) if known else []
        async with asyncio.timeout(TO_ANSWER):
            await interaction.response.autocomplete(found)

    @staticmethod
    def _choices(interaction: Interaction, known: Known) -> list[Choice[str]]:
        _, option, typed = typed_in(interaction)
        if option == "code":
            return [Choice(name=code, value=code) for code in codes_like(known, typed)]
        if not is_manager(person_in(interaction), known.settings):
            # Who is enrolled is for managers to see.
            return []
        found = members_like(known, typed)
        return [Choice(name=_line(fid, name), value=str(fid)) for fid, name in found]

    def _load(self, guild_id: GuildId) -> None:
        if guild_id not in self._loading and len(self._loading) < MOST_LOADING:
            self._loading[guild_id] = self._tasks.create_task(self._read(guild_id))

    async def _read(self, guild_id: GuildId) -> None:
        self._memory.begin_reading(guild_id)
        try:
            title, settings = await chosen(self._desks, guild_id)
            if title:
                store = self._desks[title].store
                codes = [one.code for one in await visible_codes(store, guild_id)]
                members = await _first_members(self._desks[title], guild_id)
                self._memory.keep_read(guild_id, Known(settings, codes, members))
        except OutsideError as error:
            log.info("Nothing can be suggested for now", why=str(error))
        finally:
            self._loading.pop(guild_id, None)


async def _first_members(desk: Desk, guild_id: GuildId) -> Sequence[tuple[Fid, str]]:
    found: list[tuple[Fid, str]] = []
    async for batch in desk.store.members(guild_id):
        found += [(one.fid, one.nickname) for one in batch]
        if len(found) >= MOST_MEMBERS:
            break
    return found


def _line(fid: Fid, name: str) -> str:
    shown = f"{fid} {plain(name)}" if name else str(fid)
    return shown[:LONGEST_CHOICE]
