"""What `autoredeem run` does when it runs."""

import asyncio
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import structlog

from autoredeem import __version__
from autoredeem.app import (
    AtWork,
    GameAccess,
    MakeBot,
    Outsiders,
    bot_maker,
    chosen_store,
    games,
    outsiders_of,
    retention_periods,
    scheduled_backups,
    serving_engine,
    this_process,
)
from autoredeem.cli.common import DONE, NOT_DONE, plural, run, stopping
from autoredeem.cli.logs import logged, to_stderr
from autoredeem.codes.sources import PRESETS, Feed
from autoredeem.engine import Process
from autoredeem.engine.events import Event, RunFinished
from autoredeem.game.titles import TITLES, setting
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.rendering import Form
from autoredeem.observe.tasks import serving
from autoredeem.runtime.backups import ScheduledBackups
from autoredeem.runtime.health_server import health_served
from autoredeem.runtime.instrumentation import Instruments
from autoredeem.runtime.retention import pruned
from autoredeem.runtime.supervisor import Supervisor, supervised
from autoredeem.settings import Settings
from autoredeem.store.interface import Store

if TYPE_CHECKING:
    from autoredeem.bot.bot import Bot

log = structlog.get_logger(__name__)

Stores = Mapping[str, AbstractAsyncContextManager[Store]]


def serve(settings: Settings) -> int:
    """Serve until a signal says to stop; what is in flight then finishes, the rest is kept.

    Returns the exit status: it is not done where the store did not take all outcomes by the end.
    """
    titles = games(settings)
    instruments = Instruments()
    stores = {
        title: pruned(
            chosen_store(settings, title, instruments.watch_store(title)),
            retention_periods(settings),
            SystemClock(),
        )
        for title in titles
    }
    process, make_bot = this_process(settings), bot_maker(settings)
    backups = scheduled_backups(settings, SystemClock())
    with (
        logged(settings, to_stderr, Form.TEXT) as figures,
        _health(settings, instruments) as where,
        supervised(os.environ) as supervisor,
    ):
        instruments.watch_log(figures)
        feeds = {title: settings.feeds_of(title) for title in TITLES}
        _say_of_sources(feeds, titles, with_discord=make_bot is not None)
        outsiders = {title: outsiders_of(settings, title) for title in titles}
        service = _Service(
            titles, stores, process, instruments, make_bot, outsiders, backups=backups
        )
        lost = run(service.serve(where, supervisor))
    return NOT_DONE if lost else DONE


def _say_of_sources(
    feeds: Mapping[str, Sequence[Feed]], served: Collection[str], *, with_discord: bool
) -> None:
    """Say where no code comes from by itself, and which feeds are not asked."""
    for title, unasked in feeds.items():
        if unasked and title not in served:
            names, missing = ", ".join(feed.name for feed in unasked), setting(title, "SALT")
            log.warning(f"Not asked, as {missing} is not set: {names}")
    if not with_discord and not any(feeds[title] for title in served):
        public = ",".join(name for name, feed in PRESETS.items() if feed.title in served)
        log.warning(
            "NO SOURCE OF CODES: no feed is set and there is no Discord, so they come by"
            " `autoredeem codes add` alone. To have them come by themselves, set"
            f" AUTOREDEEM_FEED_PRESETS={public}"
        )


@contextmanager
def _health(settings: Settings, instruments: Instruments) -> Iterator[str]:
    """Serve the health at the address that is set; yields what to call that in the log."""
    host, port = settings.health.host, settings.health.port
    if not port:
        yield "nowhere"
        return
    registry = instruments.metrics.registry
    with health_served(host, port, instruments.health, registry) as url:
        yield url


class _Service:
    """All titles at work, and the bot, until a signal says to stop."""

    def __init__(
        self,
        titles: Mapping[str, GameAccess],
        stores: Stores,
        process: Process,
        instruments: Instruments,
        make_bot: MakeBot | None,
        outsiders: Mapping[str, Outsiders],
        *,
        backups: ScheduledBackups | None = None,
    ) -> None:
        self._backups = backups
        self._outsiders = outsiders
        self._titles = titles
        self._stores = stores
        self._process = process
        self._instruments = instruments
        self._make_bot = make_bot
        self._bot: Bot | None = None
        self._at_work: dict[str, tuple[Store, AtWork]] = {}
        self._stopped = asyncio.Event()

    async def serve(self, where: str, supervisor: Supervisor) -> int:
        """Serve, and return how many outcomes are lost, as the store did not take them by the end.

        `where` is where the health is served; `supervisor` is told how it goes.
        """
        with self._instruments.watching_the_loop(), stopping(self._stop, log.info):
            try:
                async with supervisor.watching(), AsyncExitStack() as stack:
                    await self._enter_all(stack)
                    names = ", ".join(self._titles)
                    log.info(f"autoredeem {__version__} is at work", titles=names, health=where)
                    await supervisor.ready(self._instruments.health.status)
                    await self._stopped.wait()
                    await supervisor.stopping()
            finally:
                lost = self._report_lost()
        log.info("autoredeem has stopped; open runs go on at the next start")
        return lost

    async def _enter_all(self, stack: AsyncExitStack) -> None:
        for title, access in self._titles.items():
            await self._enter(stack, title, access)
        if self._make_bot:
            await self._enter_bot(stack, self._make_bot)
        else:
            log.info("Without Discord: AUTOREDEEM_DISCORD_TOKEN is not set")
        if self._backups:
            self._instruments.watch_backups(self._backups)
            await stack.enter_async_context(serving(self._backups.work()))

    async def _enter(self, stack: AsyncExitStack, title: str, access: GameAccess) -> None:
        store = await stack.enter_async_context(self._stores[title])
        watch = partial(self._take, title)
        working = serving_engine(
            store, access, self._instruments, watch, self._process, self._outsiders[title]
        )
        self._at_work[title] = store, await stack.enter_async_context(working)

    async def _enter_bot(self, stack: AsyncExitStack, make_bot: MakeBot) -> None:
        self._bot = bot = make_bot(self._at_work, self._process)
        self._instruments.health.add("discord", bot.health)
        metrics = self._instruments.metrics
        metrics.count_off("announcements_not_known", lambda: bot.announcer.not_known)
        metrics.count_off("notifications_not_known", lambda: bot.notifier.not_known)
        await stack.enter_async_context(bot.working())

    def _report_lost(self) -> int:
        lost = {title: at.engine.not_recorded for title, (_, at) in self._at_work.items()}
        for title, count in lost.items():
            if count:
                log.error(
                    f"{plural(count, 'outcome')} of {title} could not be recorded and can't be"
                    " kept any longer: at the next start these members are asked again"
                )
        return sum(lost.values())

    def _take(self, title: str, event: Event) -> None:
        _log_end(event)
        if self._bot:
            self._bot.on_event(title, event)

    def _stop(self) -> None:
        if self._bot:
            # What stops now goes on at the next start: no board is to say that it is over.
            self._bot.boards.disconnected()
        for _, at_work in self._at_work.values():
            at_work.engine.stop_all()
        self._stopped.set()


def _log_end(event: Event) -> None:
    """Log the end of a run; what else is worth a line, the engine says itself."""
    if isinstance(event, RunFinished):
        summary, how = event.summary, event.end.name.lower().replace("_", " ")
        log.info(
            f"Code {summary.code} in guild {summary.guild}: run over, {how}",
            members=summary.members,
            redeemed=summary.redeemed,
            already=summary.already,
            failed={str(outcome): count for outcome, count in summary.failed.items()},
            requests=summary.requests,
        )
