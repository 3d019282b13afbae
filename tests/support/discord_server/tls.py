"""Certificates for Discord's names, and the way from those names to loopback."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field

import aiohttp
import trustme
from aiohttp import ClientRequest
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

API = "discord.com"
GATEWAY = "gateway.discord.gg"
RESUME_GATEWAY = "gateway-us-east1-b.discord.gg"
CDN = "cdn.discordapp.com"
HOSTS = API, GATEWAY, RESUME_GATEWAY, CDN


@dataclass(slots=True)
class Certificates:
    """A certificate authority of the tests' own; making one takes too long for a loop."""

    for_server: ssl.SSLContext = field(init=False)
    for_client: ssl.SSLContext = field(init=False)
    authority: bytes = field(init=False)
    """The authority's own certificate (PEM), for clients in other processes."""

    def __post_init__(self) -> None:
        authority = trustme.CA()
        self.for_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*HOSTS).configure_cert(self.for_server)
        self.for_client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(self.for_client)
        self.authority = authority.cert_pem.bytes()


@dataclass(slots=True)
class LoopbackResolver(AbstractResolver):
    """Sends Discord's names to a port on loopback, and knows no others."""

    port: int
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the port is the server's
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - there is but one address
    ) -> list[ResolveResult]:
        """Return the server's address."""
        self.asked.append(host)
        if host not in HOSTS:
            raise OSError(f"the tests' Discord is not asked for {host}")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self.port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is kept."""


class Connector(aiohttp.TCPConnector):
    """What a client connects with: it reaches the server on `port`, and nothing else.

    A TLS connection that is closed waits for the other side to agree. A client's loop may end
    before that, and leave a socket open: so closing the connector cuts what is left.
    """

    def __init__(self, port: int, trusting: ssl.SSLContext) -> None:
        super().__init__(resolver=LoopbackResolver(port), ssl=trusting, limit=0)
        self._made: list[asyncio.WriteTransport] = []

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's signature
    ) -> Connection:
        """Connect, and note with what."""
        connection = await super().connect(req, traces, timeout)
        if isinstance(connection.transport, asyncio.WriteTransport):
            self._made.append(connection.transport)
        return connection

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Close all connections, and see them closed."""
        await super().close(abort_ssl=abort_ssl)
        await cut(self._made)


async def cut(transports: Iterable[asyncio.WriteTransport]) -> None:
    """Cut connections, in whatever state they are, and let the loop take leave of them."""
    for transport in transports:
        transport.abort()
    # One step for TLS to let go of the socket, one for the socket to be closed.
    for _ in range(2):
        await asyncio.sleep(0)
