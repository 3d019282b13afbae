"""A MongoDB server that takes its time for every answer, from the moment when it is asked to."""

import asyncio
import re
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from pymongo import MongoClient

from autoredeem.domain.errors import InvalidInput
from benchmarks.mongod import Mongod, NoServer

CHUNK = 1024 * 1024
ONE_SERVER = re.compile(r"(mongodb://(?:[^@/]*@)?)([^:/?,@]+)(?::(\d+))?(?:/([^?]*))?(?:\?(.*))?$")

REPLACED = ("directConnection", "replicaSet")
"""Options that would lead past the proxy, to the server's other name."""


class SlowServer(Protocol):
    """A server at `url`."""

    url: str

    def take(self, seconds: float) -> None:
        """Delay each answer to so long after the question, 0 for not at all. It blocks."""


class OwnServer:
    """A `mongod` of our own, with its own fail point: only questions take long."""

    def __init__(self, mongod: Mongod) -> None:
        self.url = mongod.uri
        self._client: MongoClient[dict[str, Any]] = MongoClient(mongod.uri)

    def take(self, seconds: float) -> None:
        """Set the fail point."""
        data = {
            "failCommands": ["find"],
            "blockConnection": True,
            "blockTimeMS": round(seconds * 1000),
        }
        mode = "alwaysOn" if seconds else "off"
        command = {"configureFailPoint": "failCommand", "mode": mode}
        self._client.admin.command(command | ({"data": data} if seconds else {}))

    def close(self) -> None:
        """Close the connection that sets the fail point."""
        self._client.close()


@contextmanager
def own_server(folder: Path) -> Iterator[SlowServer]:
    """Run a `mongod` with its data in a folder. Raises NoServer, with what else can be done."""
    mongod = Mongod(folder)
    try:
        mongod.start()
    except NoServer as error:
        raise NoServer(
            f"{error}; name a server with --store mongodb://host/database, or take the one that"
            " comes with the tests: make incident"
        ) from None
    server = OwnServer(mongod)
    try:
        yield server
    finally:
        server.close()
        mongod.kill()


@contextmanager
def proxied_server(url: str) -> Iterator[SlowServer]:
    """Stand between a server and whoever asks it. Raises InvalidInput for more than one server."""
    found = ONE_SERVER.match(url)
    if not found:
        raise InvalidInput("--store: one server without TLS: mongodb://host:port/database")
    begin, host, port, path, options = found.groups()
    proxy = _Proxy(host, int(port or 27017))
    stop = proxy.start()
    kept = [(name, value) for name, value in parse_qsl(options or "") if name not in REPLACED]
    chosen = urlencode([*kept, ("directConnection", "true")])
    proxy.url = f"{begin}{proxy.address}/{path or ''}?{chosen}"
    try:
        yield proxy
    finally:
        stop()


class _Proxy:
    """A way to a server on which every answer is held back for a while.

    It has a thread and a loop of its own: it goes on while the loop of whoever asks stands still.
    """

    def __init__(self, host: str, port: int) -> None:
        self.url = self.address = ""
        self._server = host, port
        self._seconds = 0.0

    def take(self, seconds: float) -> None:
        """Hold back what comes from now on."""
        self._seconds = seconds

    def start(self) -> Callable[[], None]:
        """Listen on a free port of loopback; return what ends it."""
        ready, stop, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()

        async def serve() -> None:
            listener = await asyncio.start_server(self._connected, "127.0.0.1", 0)
            async with listener:
                self.address = f"127.0.0.1:{listener.sockets[0].getsockname()[1]}"
                ready.set()
                await stop.wait()

        def run() -> None:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(serve())

        thread = threading.Thread(target=run, name="proxy", daemon=True)
        thread.start()
        ready.wait()

        def end() -> None:
            loop.call_soon_threadsafe(stop.set)
            thread.join()

        return end

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        with closing(writer), suppress(OSError):
            answers, questions = await asyncio.open_connection(*self._server)
            passing = asyncio.create_task(_pass_on(reader, questions))
            with closing(questions):
                try:
                    await self._hold_back(answers, writer)
                finally:
                    passing.cancel()

    async def _hold_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Pass answers on one after the other, each so many seconds after it came."""
        while data := await reader.read(CHUNK):
            await asyncio.sleep(self._seconds)
            writer.write(data)
            await writer.drain()


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.close()
