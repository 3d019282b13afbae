"""What `autoredeem run` does when it runs."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager

import structlog

from autoredeem import __version__
from autoredeem.app import GameAccess, chosen_store, games, serving_engine, this_process
from autoredeem.cli.common import DONE, run, stopping
from autoredeem.cli.logs import logged, to_stderr
from autoredeem.engine import Engine, Process
from autoredeem.engine.events import Event, RunFinished
from autoredeem.observe.rendering import Form
from autoredeem.runtime.health_server import health_served
from autoredeem.runtime.instruments import Instruments
from autoredeem.settings import Settings
from autoredeem.store.interface import Store

log = structlog.get_logger(__name__)

Stores = Mapping[str, AbstractAsyncContextManager[Store]]


def serve(settings: Settings) -> int:
    """Serve until a signal says to stop; what is in flight then finishes, the rest is kept."""
    titles = games(settings)
    instruments = Instruments()
    stores = {
        title: chosen_store(settings, title, instruments.watch_store(title)) for title in titles
    }
    process = this_process(settings)
    with (
        logged(settings, to_stderr, Form.TEXT) as figures,
        _health(settings, instruments) as where,
    ):
        instruments.watch_log(figures)
        run(_serve(titles, stores, process, instruments, where))
    return DONE


@contextmanager
def _health(settings: Settings, instruments: Instruments) -> Iterator[str]:
    """Tell how the program is at the address that is set; gives what to say of it."""
    host, port = settings.health.host, settings.health.port
    if not port:
        yield "nowhere"
        return
    registry = instruments.metrics.registry
    with health_served(host, port, instruments.health, registry) as url:
        yield url


async def _serve(
    titles: Mapping[str, GameAccess],
    stores: Stores,
    process: Process,
    instruments: Instruments,
    where: str,
) -> None:
    stopped = asyncio.Event()
    engines: list[Engine] = []

    def stop() -> None:
        for engine in engines:
            engine.stop_all()
        stopped.set()

    with instruments.watching_the_loop(), stopping(stop, log.info):
        async with AsyncExitStack() as stack:
            for title, access in titles.items():
                store = await stack.enter_async_context(stores[title])
                working = serving_engine(store, access, instruments, _tell, process)
                engines.append(await stack.enter_async_context(working))
            log.info(f"autoredeem {__version__} is at work", titles=", ".join(titles), health=where)
            await stopped.wait()
    log.info("autoredeem has stopped; open runs go on at the next start")


def _tell(event: Event) -> None:
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
