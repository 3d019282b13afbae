"""Which tests need a server: a `mongod`, the tests' Discord, or a program in a process of its own.

Those take most of the suite's time; `make quick` leaves them out. Who asks for such a fixture is
marked by itself. Who starts a process in another way has to carry the mark, or fails.
"""

import sys
from collections.abc import Iterator

import pytest

SERVER = "server"
"""The mark."""

FIXTURES = frozenset(
    {
        "mongod_uri",
        "mongodb_url",
        "emptied_mongodb_url",
        "own_mongod",
        "replica_set",
        "discord_server",
    }
)
KINDS = frozenset({"mongodb", "mongod"})
"""What a test's parameter says where it is run on each kind of store."""

STARTS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork"})
"""Events by which Python tells that a process is started."""

_without_server = ""


def pytest_configure() -> None:
    """Listen for processes that are started."""
    sys.addaudithook(_listen)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whoever asks for a server."""
    for item in items:
        kinds = getattr(item, "callspec", None)
        asked = {*getattr(item, "fixturenames", ())} & FIXTURES
        if asked or (
            kinds and KINDS & {one for one in kinds.params.values() if isinstance(one, str)}
        ):
            item.add_marker(SERVER)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Refuse to start a process for a test that doesn't say so."""
    global _without_server  # noqa: PLW0603 - an audit hook can't be taken back
    _without_server = "" if item.get_closest_marker(SERVER) else item.nodeid
    try:
        return (yield)
    finally:
        _without_server = ""


def _listen(event: str, _arguments: tuple[object, ...]) -> None:
    if _without_server and event in STARTS:
        raise RuntimeError(f"{_without_server} starts a process: it takes @pytest.mark.{SERVER}")
