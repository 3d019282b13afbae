"""Keeps boards up to date: of many guilds at once, without a storm, and over restarts."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.guild_directory import DiscordDirectory
from autoredeem.bot.gateway.messages import (
    ChannelRefused,
    delete,
    edit,
    post,
    send_direct_message,
)
from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.bot.kit.channels import Refusal
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.services import BotServices, Played, TitleServices, titles_played_by
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.bot.services.progress_board.render import blocked_card
from autoredeem.bot.services.progress_board.state import BoardState, Place
from autoredeem.bot.services.progress_board.views import View, views_of
from autoredeem.bot.words import Say
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import Board
from autoredeem.domain.ids import GuildId, MessageId, UserId
from autoredeem.engine import RunEnd
from autoredeem.engine.events import AnotherSends, Event, RunFinished, RunOpened, RunProgressed
from autoredeem.observe.tasks import task_group
from autoredeem.store.records import RunStatus

log = structlog.get_logger(__name__)

MOST_CONCURRENT = 5
"""Boards that are updated at the same time."""

NOT_POSTED = MessageId(0)
"""The message of a board that its channel refused: the guild's owner was notified, once."""

Key = tuple[str, GuildId]


class ProgressBoards:
    """The boards of all guilds. Events come at any time; showing them needs a connection."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._pace = services.pace
        self._states: dict[Key, BoardState] = {}
        self._unposted: dict[Key, list[Board]] = {}
        self._client: discord.Client | None = None
        self._wake = asyncio.Event()
        self._updates: set[asyncio.Task[None]] = set()
        self._loaded = False
        self._polled_at = float("-inf")

    def on_event(self, title: str, event: Event) -> None:
        """Note an event of a title's engine for the guild's board."""
        guild_id = _guild_of(event)
        if guild_id is not None:
            self._state_of(title, guild_id).on_event(event)
            self._wake.set()

    def channel_chosen(self, title: str, guild_id: GuildId) -> None:
        """Show the runs that are going on in the channel that was just chosen for a guild."""
        state = self._states.get((title, guild_id))
        if state:
            state.channel_chosen()
            self._wake.set()

    def connected(self, client: discord.Client) -> None:
        """Show boards through this connection from now on."""
        self._client = client
        self._wake.set()

    def disconnected(self) -> None:
        """Show nothing until there is a connection again."""
        self._client = None

    async def finish(self, seconds: float) -> None:
        """Start no update any more, and wait at most so long for those in progress.

        A message that was posted and not saved would stay in the channel for ever.
        """
        self.disconnected()
        if self._updates:
            await asyncio.wait(self._updates, timeout=seconds)

    async def serve(self) -> None:
        """Keep boards up to date until cancelled."""
        async with task_group() as tasks:
            while True:
                await self._wait()
                with suppress(OutsideError):
                    await self._load()
                    await self._poll_elsewhere()
                for state in self._due():
                    state.busy = True
                    update = tasks.create_task(self._update(state))
                    self._updates.add(update)
                    update.add_done_callback(self._updates.discard)
                    await asyncio.sleep(self._pace.tick)

    async def _wait(self) -> None:
        """Wait for an event, or until a board may have become due."""
        waits = any(state.changed for state in self._states.values())
        self._wake.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.tick if waits else self._pace.elsewhere):
                await self._wake.wait()

    def _due(self) -> list[BoardState]:
        """Return the boards to update now, those that have waited longest first."""
        if self._client is None:
            return []
        now, all_of_them = self._services.clock.monotonic(), self._states.values()
        busy = sum(state.busy for state in all_of_them)
        due = [one for one in all_of_them if one.changed and not one.busy and one.due <= now]
        return sorted(due, key=lambda one: one.due)[: MOST_CONCURRENT - busy]

    def _state_of(self, title: str, guild_id: GuildId) -> BoardState:
        key = title, guild_id
        if key not in self._states:
            self._states[key] = state = BoardState(title, guild_id)
            state.begun(self._unposted.get(key, ()))
        return self._states[key]

    async def _load(self) -> None:
        """Load the boards of an earlier process, and their runs as they are now."""
        if self._loaded:
            return
        for title, services in self._services.titles.items():
            await self._load_title(title, services)
        self._loaded = True

    async def _load_title(self, title: str, services: TitleServices) -> None:
        posted: defaultdict[GuildId, list[Board]] = defaultdict(list)
        for board in await services.store.boards():
            if _is_posted(board):
                posted[board.guild_id].append(board)
            else:
                self._unposted.setdefault((title, board.guild_id), []).append(board)
        boards = [board for of_guild in posted.values() for board in of_guild]
        keys = {(board.guild_id, code) for board in boards for code in board.listed}
        for record in await services.store.runs(among=keys):
            state = self._state_of(title, record.guild_id)
            state.begun(posted[record.guild_id])
            if record.key[1] not in state.runs:
                state.update([record])
        # A board whose runs are all gone stays in its channel as it is.
        lost = [board.key for board in boards if (title, board.guild_id) not in self._states]
        await services.store.drop_boards(lost)

    async def _poll_elsewhere(self) -> None:
        """Read the runs of which no events come here: that another process works on, or nobody."""
        now = self._services.clock.monotonic()
        if now - self._polled_at < self._pace.elsewhere:
            return
        self._polled_at = now
        for title, services in self._services.titles.items():
            if isinstance(services.engine.trouble, AnotherSends):
                await self._poll_runs(title, services)
            else:
                await self._poll_waiting(title, services)

    async def _poll_waiting(self, title: str, services: TitleServices) -> None:
        """Read runs that waited for their codes: they end with these, without being worked on."""
        waiting = [
            (state.guild_id, code)
            for state in self._states.values()
            if state.title == title
            for code, run in state.runs.items()
            if run.end is RunEnd.WAITING
        ]
        ended = await services.store.runs(RunStatus.DONE, among=waiting) if waiting else ()
        for record in ended:
            self._state_of(title, record.guild_id).update([record])

    async def _poll_runs(self, title: str, services: TitleServices) -> None:
        going = await services.store.runs(RunStatus.OPEN)
        open_now = {record.key for record in going}
        listed = [
            (state.guild_id, code)
            for state in self._states.values()
            if state.title == title
            for code, run in state.runs.items()
            if not run.end and (state.guild_id, code) not in open_now
        ]
        for record in [*going, *(await services.store.runs(among=listed))]:
            self._state_of(title, record.guild_id).update([record])

    async def _update(self, state: BoardState) -> None:
        """Update one board; what fails is tried again later, and never ends the others."""
        wait = self._pace.edits
        try:
            state.changed = False
            await self._show(state)
        except (OutsideError, *DISCORD_ERRORS) as error:
            log.info("A board could not be shown", why=str(error) or "no answer in time")
            state.changed, wait = True, self._pace.again
        except Exception:
            if self._client is None:
                # The connection was closed in the middle of it.
                state.changed = True
            else:
                log.exception("A board could not be made")
                # Updated once more, so that it is left when its runs are over.
                state.broken = state.changed = True
        finally:
            state.busy = False
            state.due = self._services.clock.monotonic() + wait

    async def _show(self, state: BoardState) -> None:
        """Show the guild's board and those of its alliances, then leave them if all is over."""
        played = await titles_played_by(self._services.titles, state.guild_id)
        # Once the connection was given up, another process shows what happens to the runs.
        client = self._client
        if client and played.of(state.title).left_at is None:
            await self._show_all(client, state, played)
        if client and state.over and not state.changed:
            await self._close(state)

    async def _show_all(self, client: discord.Client, state: BoardState, played: Played) -> None:
        """Show each board: one that Discord does not take keeps no other waiting."""
        services, settings = self._services.titles[state.title], played.of(state.title)
        say = say_in_guild(self._services.words, client, settings, state.title)
        failed: Exception | None = None
        now = self._services.clock.now()
        async for view in views_of(services, state, say, settings.channel, now):
            card = blocked_card(say, view.card) if settings.blocked_at else view.card
            card = card_in_game(say, state.title, card) if played.several else card
            if card == view.place.shown:
                continue
            if view.place.alliance:
                await asyncio.sleep(self._pace.tick)
            try:
                await self._publish(client, state, replace(view, card=card))
            except ChannelRefused as refused:
                await self._notify_owner(client, state, view, refused.why, say)
            except DISCORD_ERRORS as error:
                failed = error
        if failed:
            raise failed

    async def _publish(self, client: discord.Client, state: BoardState, view: View) -> None:
        """Edit the board, or post it: the first time, when it is old, or in another channel.

        Nothing is posted or edited in another guild's channel, whatever the store says.
        """
        place, channel, card = view.place, view.channel, view.card
        if await DiscordDirectory(client, state.guild_id).refusal_of(channel) is Refusal.GONE:
            raise ChannelRefused(Refusal.GONE)
        board = place.board if _is_posted(place.board) else None
        stays = board and board.channel == channel and not place.is_old(self._services.clock.now())
        if board and stays and await edit(client, channel, board.message, card):
            await self._save(state, place, replace(board, listed=frozenset(state.runs)))
        else:
            message = await post(client, channel, card)
            now, listed = self._services.clock.now(), frozenset(state.runs)
            posted = Board(state.guild_id, channel, message, now, listed, place.alliance)
            await self._save(state, place, posted)
            if board:
                await delete(client, board.channel, board.message)
        place.shown = card

    async def _save(self, state: BoardState, place: Place, board: Board) -> None:
        if board != place.board:
            place.board = board
            await self._services.titles[state.title].store.save_boards([board])

    async def _notify_owner(
        self, client: discord.Client, state: BoardState, view: View, why: Refusal, say: Say
    ) -> None:
        """Notify the guild's owner once that the channel takes no messages; the runs go on."""
        place, channel = view.place, view.channel
        place.refused = True
        board, guild = place.board, client.get_guild(state.guild_id)
        if board and board.channel == channel and not _is_posted(board):
            return
        now, alliance = self._services.clock.now(), place.alliance
        noted = Board(state.guild_id, channel, NOT_POSTED, now, alliance=alliance)
        await self._save(state, place, noted)
        log.info("A channel takes no messages", why=why.name.lower())
        if guild and guild.owner_id:
            where, server = f"<#{channel}>", say.name(guild.name)
            text = say(f"board-{why.name.lower()}", channel=where, server=server)
            card = Card(say("error-title"), text, tone=Tone.WARNING)
            await send_direct_message(client, UserId(guild.owner_id), card)

    async def _close(self, state: BoardState) -> None:
        """Leave the boards as they are, and begin new ones with the next run.

        A run that comes while the store forgets the boards goes on in these.
        """
        boards = [place.board for place in state.places.values() if place.board]
        posted = [board for board in boards if _is_posted(board)]
        if posted:
            keys = [board.key for board in posted]
            await self._services.titles[state.title].store.drop_boards(keys)
            if state.changed:
                for board in posted:
                    # Unlike what is to be kept next, so that it is kept again.
                    state.place_of(board.alliance).board = replace(board, listed=frozenset())
                return
        key = state.title, state.guild_id
        self._unposted[key] = [board for board in boards if not _is_posted(board)]
        if not self._unposted[key]:
            del self._unposted[key]
        self._states.pop(key, None)


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
