"""The fixtures: certificates for a session, a server for a test."""

from collections.abc import Iterator

import pytest

from support.discord_server.server import DiscordServer
from support.discord_server.tls import Certificates


@pytest.fixture(scope="session")
def discord_certificates() -> Certificates:
    """Make the certificates once: keys take their time."""
    return Certificates()


@pytest.fixture
def discord_server(discord_certificates: Certificates) -> Iterator[DiscordServer]:
    """Run a server of the test's own; a bot's mistakes in form fail the test at its end."""
    with DiscordServer(discord_certificates) as server:
        yield server
