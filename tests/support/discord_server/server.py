"""The server itself: a thread of its own, and what a test sees of it and does to it."""

import asyncio
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeVar

import aiohttp
from aiohttp import web

from support.discord_server import tls
from support.discord_server.acting import Standing
from support.discord_server.gateway import INVALID_SESSION, RECONNECT, Connection, Gateway
from support.discord_server.messages import Message
from support.discord_server.people import Person
from support.discord_server.places import MISSING_PERMISSIONS, Channel, Guild, Role, User
from support.discord_server.rest import application
from support.discord_server.schema import schema
from support.discord_server.webhooks import Webhook
from support.discord_server.wire import Payload, new_id
from support.discord_server.world import Call, Edit, Fault, World

T = TypeVar("T")
TOKEN = "bot.token.of-the-tests"  # noqa: S105 - it opens the tests' server only
GUILDS = 1 << 0


@dataclass(eq=False)
class DiscordServer:
    """Discord, on loopback. `with server:` runs it; what went wrong by then is raised at the end.

    `world` has all that it knows; whatever changes it goes through `on_its_thread`.
    """

    certificates: tls.Certificates
    token: str = TOKEN
    world: World = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _thread: threading.Thread = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _port: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.world = World(self.token)
        schema()  # read here, where no loop waits for it

    def __enter__(self) -> Self:
        started = threading.Event()
        self._loop, self._stop = asyncio.new_event_loop(), asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), name="Discord's server")
        self._thread.start()
        assert started.wait(60), "the tests' Discord did not start"
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)
        found = self.take_violations()
        # A test that has failed already has said why.
        assert kind or not found, "Discord would have refused:\n" + "\n".join(found)

    def _run(self, started: threading.Event) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(started))

    async def _serve(self, started: threading.Event) -> None:
        runner = web.AppRunner(application(self.world), access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self.certificates.for_server)
        await site.start()
        self._port = runner.addresses[0][1]
        started.set()
        await self._stop.wait()
        await tls.cut(self.world.transports)
        await runner.cleanup()

    async def on_its_thread(self, act: Callable[[], T]) -> T:
        """Do something to the world where nothing else happens meanwhile."""

        async def acting() -> T:
            result = act()
            self.world.bell.ring()
            return result

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(acting(), self._loop))

    @property
    def port(self) -> int:
        """Where it listens on loopback."""
        return self._port

    def connector(self) -> aiohttp.TCPConnector:
        """Make a connector for a client; call it on the client's loop."""
        return tls.Connector(self._port, self.certificates.for_client)

    # What a test sees

    @property
    def gateway(self) -> Gateway:
        """The gateway: connections, sessions, heartbeats."""
        return self.world.gateway

    @property
    def intents(self) -> int:
        """The intents that were asked for last."""
        intents: int = self.gateway.identified[-1]["intents"]
        return intents

    @property
    def calls(self) -> Sequence[Call]:
        """All requests, in the order in which they came."""
        return tuple(self.world.calls)

    @property
    def edits(self) -> Sequence[Edit]:
        """All changes of messages by the bot, in their order."""
        return tuple(self.world.edits)

    def called(self, method: str, path: str) -> list[Call]:
        """Return the requests by a method whose path has this regular expression in it."""
        return [call for call in self.calls if call.method == method and re.search(path, call.path)]

    def messages(self, channel: Channel) -> list[Message]:
        """Return the messages in a channel that everyone sees and that are there now."""
        return list(channel.messages.values())

    async def message_in(
        self, channel: Channel, where: Callable[[Message], bool] = lambda _: True
    ) -> Message:
        """Wait for a message of the bot's in a channel; gives the latest that fits."""

        def look() -> Message | None:
            there = reversed(self.messages(channel))
            return next((each for each in there if each.author.bot and where(each)), None)

        return await self.until(look, f"a message in #{channel.name}")

    async def until(self, look: Callable[[], T | None], what: str = "a change") -> T:
        """Wait until `look` gives something but None and False; asked after each change."""
        return await self.world.bell.until(look, what)

    async def session(self, number: int = 1) -> Connection:
        """Wait until a bot is connected and has a session, the first, second ... in this test.

        Gives its connection of now.
        """

        def look() -> Connection | None:
            return self.gateway.live[-1] if self._has_begun(number) else None

        return await self.until(look, "a bot's session")

    def _has_begun(self, number: int) -> bool:
        return self.gateway.begun >= number and bool(self.gateway.live)

    async def heartbeat(self, count: int = 1) -> None:
        """Wait until so many more heartbeats have come and been acknowledged."""
        goal = self.gateway.acknowledged + count
        await self.until(lambda: self.gateway.acknowledged >= goal, f"{count} heartbeats")

    def take_violations(self) -> list[str]:
        """Return what Discord would have refused so far, and forget it."""
        found = [*self.world.violations, *self._wrong_by_document()]
        self.world.violations.clear()
        return found

    def _wrong_by_document(self) -> list[str]:
        judge = schema()
        if judge is None:
            return []
        # What was refused has been found wrong already.
        fine = range(200, 300)
        calls = [call for call in self.calls if call.status in fine and not call.judged]
        for call in calls:
            call.judged = True
        return [wrong for wrong in map(judge.wrong_request, calls) if wrong]

    # What a test makes

    def guild(
        self,
        name: str = "North",
        *,
        channels: Sequence[str] = ("general",),
        roles: Sequence[str] = (),
        locale: str = "en-US",
    ) -> Guild:
        """Make a guild that the bot is in, before it connects. Later: `await add_bot(guild)`."""
        guild = Guild(name, locale)
        for channel in channels:
            guild.add_channel(channel)
        for role in roles:
            guild.add_role(role)
        self.world.guilds[guild.id] = guild
        return guild

    def person(
        self,
        user_id: int | None = None,
        guild: Guild | None = None,
        *,
        name: str = "someone",
        roles: Sequence[Role] = (),
        permissions: int = 0,
        locale: str = "en-US",
    ) -> Person:
        """Make someone, or give them another standing. Without a guild: in a conversation."""
        number = user_id or new_id()
        user = self.world.users.setdefault(number, User(number, name))
        channel = next(iter(guild.channels.values())) if guild else self.world.conversation(user)
        if guild:
            guild.members[number] = tuple(roles)
        standing = Standing(user, channel, tuple(roles), permissions, locale)
        return Person(self, standing)

    def webhook(self, channel: Channel, name: str = "News", *, follows: bool = False) -> Webhook:
        """Make a webhook of a channel; one that `follows` brings what another channel announces."""
        return Webhook(self, channel, User(new_id(), name, bot=True), follows)

    # What a test does to the bot

    async def add_bot(self, guild: Guild) -> None:
        """Bring the bot into a guild."""

        def act() -> None:
            guild.has_bot = True
            self.gateway.dispatch("GUILD_CREATE", guild.created(self.world.bot), GUILDS)

        await self.on_its_thread(act)

    async def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out of a guild."""

        def act() -> None:
            guild.has_bot = False
            self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, GUILDS)

        await self.on_its_thread(act)

    async def guild_available(self, guild: Guild) -> None:
        """Send the bot anew what is in a guild, as after an outage."""
        data = self.world.available(guild)
        await self.on_its_thread(lambda: self.gateway.dispatch("GUILD_CREATE", data, GUILDS))

    async def guild_unavailable(self, guild: Guild) -> None:
        """Send that a guild can't be reached for a while: the bot has not left it."""
        data = {"id": str(guild.id), "unavailable": True}
        await self.on_its_thread(lambda: self.gateway.dispatch("GUILD_DELETE", data, GUILDS))

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel: requests for it get a 404 with code 10003."""

        def act() -> None:
            if channel.guild is not None:
                channel.guild.channels.pop(channel.id)
                self.gateway.dispatch("CHANNEL_DELETE", channel.payload(), GUILDS)

        await self.on_its_thread(act)

    async def delete_message(self, message: Message) -> None:
        """Delete a message, as a moderator does."""
        await self.on_its_thread(lambda: self.world.deleted(message))

    def forbid(self, channel: Channel, code: int = MISSING_PERMISSIONS) -> None:
        """Refuse the bot all it wants in a channel: a 403 with 50013, 50001 or (a user) 50007."""
        channel.refusal = code

    async def channel_changed(self, channel: Channel) -> None:
        """Tell the bot what it may do in a channel now."""

        def act() -> None:
            self.gateway.dispatch("CHANNEL_UPDATE", channel.payload(), GUILDS)

        await self.on_its_thread(act)

    def allow(self, channel: Channel) -> None:
        """Take that back."""
        channel.refusal = None

    def answer(
        self, method: str, path: str, status: int, body: Payload | None = None, *, times: int = 1
    ) -> Fault:
        """Answer the next requests whose path has this regular expression in it with a status."""
        fault = Fault(method, re.compile(path), status, body or {}, {}, times)
        self.world.faults.append(fault)
        return fault

    def limit_rate(
        self, method: str, path: str, *, retry_after: float = 0.05, times: int = 1
    ) -> Fault:
        """Answer the next such requests with a 429, as Discord does (seconds to wait)."""
        body = {"message": "You are being rate limited.", "retry_after": retry_after}
        fault = self.answer(method, path, 429, {**body, "global": False}, times=times)
        fault.headers = {"Retry-After": "1", "X-RateLimit-Scope": "shared"}
        return fault

    async def ask_to_reconnect(self) -> None:
        """Send op 7: the client has to reconnect and resume."""
        await self._to_all(lambda connection: connection.send(RECONNECT))

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Send op 9. Unless it is resumable, the sessions are gone."""

        def act(connection: Connection) -> None:
            if not resumable and connection.session is not None:
                self.gateway.sessions.pop(connection.session.id, None)
            connection.send(INVALID_SESSION, resumable)

        await self._to_all(act)

    async def drop_connections(self) -> None:
        """Cut all connections to the gateway without a word; sessions stay."""
        await self._to_all(Connection.drop)

    async def _to_all(self, act: Callable[[Connection], None]) -> None:
        def to_all() -> None:
            for connection in self.gateway.live:
                act(connection)

        await self.on_its_thread(to_all)
