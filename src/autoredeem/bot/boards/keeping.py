"""Boards are kept up to date: of many guilds at once, without a storm, and after a restart, too."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import discord
import structlog

from autoredeem.bot.boards.composing import board_card
from autoredeem.bot.boards.tally import Tally
from autoredeem.bot.cards import Card, Tone
from autoredeem.bot.client import TROUBLES
from autoredeem.bot.desks import Desk, Office
from autoredeem.bot.words import Say
from autoredeem.bot.writing import ChannelRefused, Refusal, delete, edit, post, write_to
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import Board, ChannelId, GuildSettings, MessageId
from autoredeem.domain.players import GuildId, UserId
from autoredeem.engine.events import AnotherSends, Event, RunFinished, RunOpened, RunProgressed
from autoredeem.observe.tasks import task_group
from autoredeem.store.interface import RunStatus

log = structlog.get_logger(__name__)

AT_ONCE = 5
"""Boards that are being shown at the same time."""

NOT_POSTED = MessageId(0)
"""Stands in a board that its channel refused: the guild's owner was told, once."""

Key = tuple[str, GuildId]


class Boards:
    """All boards. What happens is taken in at any time; what is shown needs a connection."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._pace = office.pace
        self._tallies: dict[Key, Tally] = {}
        self._unposted: dict[Key, Board] = {}
        self._client: discord.Client | None = None
        self._news = asyncio.Event()
        self._showing: set[asyncio.Task[None]] = set()
        self._loaded = False
        self._looked = float("-inf")

    def take_in(self, title: str, event: Event) -> None:
        """Take in what a title's engine tells."""
        guild_id = _guild_of(event)
        if guild_id is not None:
            self._tally(title, guild_id).take_in(event)
            self._news.set()

    def connected(self, client: discord.Client) -> None:
        """Show boards through this connection."""
        self._client = client
        self._news.set()

    def disconnected(self) -> None:
        """Show none for now."""
        self._client = None

    async def finish(self, seconds: float) -> None:
        """Show none any more, and wait so long for what is under way.

        A message that is posted and not kept would stand there for ever.
        """
        self.disconnected()
        if self._showing:
            await asyncio.wait(self._showing, timeout=seconds)

    async def serve(self) -> None:
        """Bring boards up to date until cancelled."""
        async with task_group() as tasks:
            while True:
                await self._wait()
                with suppress(OutsideError):
                    await self._load()
                    await self._look_elsewhere()
                for tally in self._due():
                    tally.busy = True
                    showing = tasks.create_task(self._bring_up_to_date(tally))
                    self._showing.add(showing)
                    showing.add_done_callback(self._showing.discard)
                    await asyncio.sleep(self._pace.tick)

    async def _wait(self) -> None:
        """Wait for news, or until something may have become due."""
        waits = any(tally.changed for tally in self._tallies.values())
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.tick if waits else self._pace.elsewhere):
                await self._news.wait()

    def _due(self) -> list[Tally]:
        """Give the boards to be shown now, those that have waited longest first."""
        if self._client is None:
            return []
        now, all_of_them = self._office.clock.monotonic(), self._tallies.values()
        busy = sum(tally.busy for tally in all_of_them)
        due = [one for one in all_of_them if one.changed and not one.busy and one.due <= now]
        return sorted(due, key=lambda one: one.due)[: AT_ONCE - busy]

    def _tally(self, title: str, guild_id: GuildId) -> Tally:
        key = title, guild_id
        if key not in self._tallies:
            self._tallies[key] = Tally(title, guild_id, self._unposted.get(key))
        return self._tallies[key]

    async def _load(self) -> None:
        """Find the boards of an earlier process again, and what became of their runs."""
        if self._loaded:
            return
        for title, desk in self._office.desks.items():
            await self._load_of(title, desk)
        self._loaded = True

    async def _load_of(self, title: str, desk: Desk) -> None:
        boards = await desk.store.boards()
        posted = {board.guild_id: board for board in boards if _is_posted(board)}
        unposted = (board for board in boards if not _is_posted(board))
        self._unposted.update(((title, board.guild_id), board) for board in unposted)
        keys = [(board.guild_id, code) for board in posted.values() for code in board.listed]
        for record in await desk.store.runs(among=keys):
            tally = self._tally(title, record.guild_id)
            tally.board = tally.board or posted[record.guild_id]
            if record.key[1] not in tally.runs:
                tally.look([record])
        # Those that list nothing which is there any more are left as they are.
        lost = [guild_id for guild_id in posted if (title, guild_id) not in self._tallies]
        await desk.store.drop_boards(lost)

    async def _look_elsewhere(self) -> None:
        """Read the runs that another process works on: it tells this one nothing."""
        now = self._office.clock.monotonic()
        if now - self._looked < self._pace.elsewhere:
            return
        self._looked = now
        for title, desk in self._office.desks.items():
            if isinstance(desk.engine.trouble, AnotherSends):
                await self._look_at_runs(title, desk)

    async def _look_at_runs(self, title: str, desk: Desk) -> None:
        going = await desk.store.runs(RunStatus.OPEN)
        open_now = {record.key for record in going}
        listed = [
            (tally.guild_id, code)
            for tally in self._tallies.values()
            if tally.title == title
            for code, told in tally.runs.items()
            if not told.end and (tally.guild_id, code) not in open_now
        ]
        for record in [*going, *(await desk.store.runs(among=listed))]:
            self._tally(title, record.guild_id).look([record])

    async def _bring_up_to_date(self, tally: Tally) -> None:
        """Show one board; whatever fails is tried again later, and never ends the others."""
        wait = self._pace.edits
        try:
            tally.changed = False
            await self._show(tally)
        except (OutsideError, *TROUBLES) as error:
            log.info("A board could not be shown", why=str(error) or "no answer in time")
            tally.changed, wait = True, self._pace.again
        except Exception:
            if self._client is None:
                # The connection was closed in the middle of it.
                tally.changed = True
            else:
                log.exception("A board could not be made")
                # Looked at once more, so that it is left when its runs are over.
                tally.refused = tally.changed = True
        finally:
            tally.busy = False
            tally.due = self._office.clock.monotonic() + wait

    async def _show(self, tally: Tally) -> None:
        desk = self._office.desks[tally.title]
        found = await desk.store.guilds([tally.guild_id])
        settings = found[0] if found else GuildSettings(tally.guild_id)
        wanted = settings.left_at is None and tally.worth_a_message and not tally.refused
        # What became of the runs since the connection was given up is not for this one to tell.
        client = self._client
        if client and settings.channel and wanted:
            say = self._say(client, settings, tally.title)
            card = board_card(say, tally, desk.engine.estimate, desk.engine.trouble)
            try:
                await self._put(client, tally, settings.channel, card)
            except ChannelRefused as refused:
                await self._refused(client, tally, settings.channel, refused.why, say)
        if client and tally.over and not tally.changed:
            await self._close(tally)

    async def _put(
        self, client: discord.Client, tally: Tally, channel: ChannelId, card: Card
    ) -> None:
        """Edit the board, or post it: for the first time, anew when it is old, or elsewhere."""
        if card == tally.shown:
            return
        board = tally.board if _is_posted(tally.board) else None
        stays = board and board.channel == channel and not tally.is_old(self._office.clock.now())
        if board and stays and await edit(client, channel, board.message, card):
            await self._keep(tally, replace(board, listed=frozenset(tally.runs)))
        else:
            message = await post(client, channel, card)
            now, listed = self._office.clock.now(), frozenset(tally.runs)
            await self._keep(tally, Board(tally.guild_id, channel, message, now, listed))
            if board:
                await delete(client, board.channel, board.message)
        tally.shown = card

    async def _keep(self, tally: Tally, board: Board) -> None:
        if board != tally.board:
            tally.board = board
            await self._office.desks[tally.title].store.save_boards([board])

    async def _refused(
        self,
        client: discord.Client,
        tally: Tally,
        channel: ChannelId,
        why: Refusal,
        say: Say,
    ) -> None:
        """Tell the guild's owner once that the channel takes no messages; the runs go on."""
        tally.refused = True
        board, guild = tally.board, client.get_guild(tally.guild_id)
        if board and board.channel == channel and not _is_posted(board):
            return
        now = self._office.clock.now()
        await self._keep(tally, Board(tally.guild_id, channel, NOT_POSTED, now))
        log.info("A channel takes no messages", why=why.name.lower())
        if guild and guild.owner_id:
            where, server = f"<#{channel}>", say.name(guild.name)
            text = say(f"board-{why.name.lower()}", channel=where, server=server)
            card = Card(say("error-title"), text, tone=Tone.WARNING)
            await write_to(client, UserId(guild.owner_id), card)

    async def _close(self, tally: Tally) -> None:
        """Leave the board as it is, and begin a new one with the next run.

        A run that comes while the store is being told goes on in this one.
        """
        key, board = (tally.title, tally.guild_id), tally.board
        if board and _is_posted(board):
            await self._office.desks[tally.title].store.drop_boards([tally.guild_id])
            if tally.changed:
                # Unlike what is to be kept next, so that it is kept again.
                tally.board = replace(board, listed=frozenset())
                return
            self._unposted.pop(key, None)
        elif board:
            self._unposted[key] = board
        self._tallies.pop(key, None)

    def _say(self, client: discord.Client, settings: GuildSettings, title: str) -> Say:
        guild = client.get_guild(settings.guild_id)
        locale = guild.preferred_locale.value if guild else ""
        return self._office.words.say(settings.language or locale, title)


def _is_posted(board: Board | None) -> bool:
    return board is not None and board.message != NOT_POSTED


def _guild_of(event: Event) -> GuildId | None:
    match event:
        case RunOpened(record) | RunProgressed(record):
            return record.guild_id
        case RunFinished(summary):
            return summary.guild
        case _:
            return None
