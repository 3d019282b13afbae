"""Servers on loopback that behave as a test wants them to, byte by byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class OddServer:
    """A server and what it saw. `url` is the base of the API that it passes itself off as."""

    url: str = ""
    connections: int = 0
    heads: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """A request has come."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """A connection has ended."""


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """Write a whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def saying(answer: bytes) -> Behave:
    """Answer each request with these bytes, and keep the connection."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    return behave


def hanging_up_after(start: bytes) -> Behave:
    """Return a behaviour: answer a request with so much, and close the connection."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        writer.close()

    return behave


def repeating(start: bytes, part: bytes, pause: float = 0) -> Behave:
    """Answer with `start` and then, for ever, with `part` and a pause."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


async def never(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Leave a request without an answer, until the client is gone."""
    await reader.read()


@asynccontextmanager
async def odd_server(behave: Behave, tls: ssl.SSLContext | None = None) -> AsyncIterator[OddServer]:
    """Serve on a free port of 127.0.0.1; `behave` meets each request when it was read whole."""
    seen = OddServer()
    talks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections += 1
        talks.add(asyncio.create_task(_talk(seen, behave, reader, writer)))

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    seen.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}/api"
    try:
        yield seen
    finally:
        server.close()
        for talk in talks:
            talk.cancel()
        for ended in await asyncio.gather(*talks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _talk(
    seen: OddServer, behave: Behave, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        # A client that goes, in the middle or between two requests, is nobody's fault.
        with suppress(asyncio.IncompleteReadError, OSError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = head.lower().partition("content-length:")[2].split()
                body = await reader.readexactly(int(length[0]) if length else 0)
                seen.bodies.append(body.decode())
                seen.heads.append(head)
                seen.asked.set()
                await behave(reader, writer)
    finally:
        seen.left.set()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
