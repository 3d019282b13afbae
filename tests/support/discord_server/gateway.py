"""The gateway: sessions that survive connections, and connections that don't survive everything."""

import asyncio
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from aiohttp import WSMsgType, web

from support.discord_server.bell import Bell
from support.discord_server.tls import RESUME_GATEWAY
from support.discord_server.wire import Payload

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACKNOWLEDGED = 8, 9, 10, 11
UNKNOWN_OP, WRONG_TOKEN, WRONG_INTENTS = 4001, 4004, 4014
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
GUILD_REACTIONS = 1 << 10
GUILD_MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
GOODBYE = 5.0
"""Seconds for a client to answer that it closes, too."""

CLEAN_ENDS = frozenset({1000, 1001})
"""Closing with these, a client gives up its session."""


@dataclass(eq=False)
class Connection:
    """One socket. `received` has every payload that came, `closed` its code when it has ended."""

    socket: web.WebSocketResponse
    request: web.Request
    received: list[Payload] = field(default_factory=list)
    closed: int | None = None
    session: "Session | None" = None
    ending: bool = False
    _outgoing: asyncio.Queue[Payload | int] = field(default_factory=asyncio.Queue)

    def send(self, op: int, data: object = None, **more: object) -> None:
        """Send a payload, in its turn."""
        self._outgoing.put_nowait({"op": op, "d": data, "s": None, "t": None, **more})

    def close(self, code: int) -> None:
        """Close with a code, after all that was sent."""
        self.ending = True
        self._outgoing.put_nowait(code)

    def drop(self) -> None:
        """Cut the connection: no close frame, no goodbye."""
        if self.request.transport is not None:
            self.request.transport.abort()

    @property
    def heartbeats(self) -> int:
        """How many heartbeats came."""
        return sum(payload["op"] == HEARTBEAT for payload in self.received)

    async def write(self) -> None:
        """Send what there is to send, until the connection ends."""
        compressor = zlib.compressobj() if "compress" in self.request.query else None
        # A client that has gone hears nothing more.
        with suppress(ConnectionError):
            while isinstance(payload := await self._outgoing.get(), dict):
                text = json.dumps(payload)
                if compressor is None:
                    await self.socket.send_str(text)
                else:
                    data = compressor.compress(text.encode())
                    await self.socket.send_bytes(data + compressor.flush(zlib.Z_SYNC_FLUSH))
            await self.socket.close(code=payload)


@dataclass(eq=False)
class Session:
    """What a client may resume: all dispatches, numbered, and the connection of now, if any."""

    intents: int
    shard: list[int]
    id: str = field(default_factory=lambda: uuid4().hex)
    history: list[Payload] = field(default_factory=list)
    connection: Connection | None = None

    def dispatch(self, event: str, data: object) -> None:
        """Send an event now, or after a resume."""
        payload = {"t": event, "d": data, "s": len(self.history) + 1}
        self.history.append(payload)
        self._send(payload)

    def attach(self, connection: Connection, seen: int) -> None:
        """Go on over a connection whose client has seen that many dispatches."""
        self.connection, connection.session = connection, self
        for payload in self.history[seen:]:
            self._send(payload)

    def _send(self, payload: Payload) -> None:
        if self.connection is not None:
            data, name, number = payload["d"], payload["t"], payload["s"]
            self.connection.send(DISPATCH, data, t=name, s=number)


@dataclass(eq=False)
class Gateway:
    """All connections and sessions. Everything but reading happens on the server's thread.

    `greet` gives what a new session is told, READY first. `allowed` are the privileged intents
    that the application has been given. `identified` and `resumed` have what clients sent.
    """

    token: str
    bell: Bell
    greet: Callable[[Session], list[tuple[str, Payload]]]
    heartbeat_ms: int = 41_250
    allowed: int = 0
    connections: list[Connection] = field(default_factory=list)
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: list[Payload] = field(default_factory=list)
    resumed: list[Payload] = field(default_factory=list)
    begun: int = 0
    """Sessions so far."""
    heartbeats: int = 0
    acknowledged: int = 0
    answers_heartbeats: bool = True
    lets_in: bool = True
    """Whether it takes new connections."""

    @property
    def live(self) -> list[Connection]:
        """The connections that carry a session now."""
        return [each.connection for each in self.sessions.values() if each.connection is not None]

    def dispatch(self, event: str, data: object, intents: int = 0) -> None:
        """Send an event to every session that asked for one of `intents`; 0 is for all."""
        for session in self.sessions.values():
            if not intents or session.intents & intents:
                session.dispatch(event, data)

    async def connected(self, request: web.Request) -> web.WebSocketResponse:
        """Talk with a client until one of both ends it."""
        if not self.lets_in:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        connection.send(HELLO, {"heartbeat_interval": self.heartbeat_ms})
        writer = asyncio.create_task(connection.write())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._received(connection, json.loads(message.data))
                if connection.ending:
                    # While somebody reads, the socket would be cut before the code is heard.
                    await asyncio.wait({writer}, timeout=GOODBYE)
        finally:
            self._left(connection)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    def _left(self, connection: Connection) -> None:
        code = connection.closed = connection.socket.close_code or 1006
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            if code in CLEAN_ENDS:
                self.sessions.pop(session.id, None)
        self.bell.ring()

    def _received(self, connection: Connection, payload: Payload) -> None:
        connection.received.append(payload)
        acts = {HEARTBEAT: self._beat, IDENTIFY: self._identify, RESUME: self._resume}
        if payload["op"] in acts:
            acts[payload["op"]](connection, payload["d"])
        elif payload["op"] not in {PRESENCE, REQUEST_MEMBERS}:
            connection.close(UNKNOWN_OP)
        self.bell.ring()

    def _beat(self, connection: Connection, _: object) -> None:
        self.heartbeats += 1
        if self.answers_heartbeats:
            connection.send(ACKNOWLEDGED)
            self.acknowledged += 1

    def _identify(self, connection: Connection, data: Payload) -> None:
        self.identified.append(data)
        if data["token"] != self.token:
            connection.close(WRONG_TOKEN)
        elif data["intents"] & PRIVILEGED & ~self.allowed:
            connection.close(WRONG_INTENTS)
        else:
            self._begin(connection, data["intents"], data.get("shard", [0, 1]))

    def _begin(self, connection: Connection, intents: int, shard: list[int]) -> None:
        # The session of a client that has gone is given up; on Discord it would linger for a while.
        for session in tuple(self.sessions.values()):
            if session.connection is None and session.shard == shard:
                del self.sessions[session.id]
        self.begun += 1
        session = Session(intents, shard)
        session.attach(connection, 0)
        for event, data in self.greet(session):
            session.dispatch(event, data)
        self.sessions[session.id] = session

    def _resume(self, connection: Connection, data: Payload) -> None:
        self.resumed.append(data)
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            connection.send(INVALID_SESSION, data=False)
            return
        session.attach(connection, data["seq"])
        session.dispatch("RESUMED", {})


def ready(session: Session, bot: Payload, application_id: int, guilds: list[int]) -> Payload:
    """Write what a new session is told first: who it is, and which guilds will be told of."""
    return {
        "v": 10,
        "user": bot,
        "guilds": [{"id": str(each), "unavailable": True} for each in guilds],
        "session_id": session.id,
        "shard": session.shard,
        "resume_gateway_url": f"wss://{RESUME_GATEWAY}",
        "application": {"id": str(application_id), "flags": 0},
    }
