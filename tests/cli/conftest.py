"""The command line in a folder of its own, on each kind of store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autoredeem.cli import status_of
from autoredeem.simulator import SIMULATOR_SALT, Player, Rules, World
from autoredeem.simulator.refusals import Code
from support.command import Call, caller
from support.deadlines import PATIENT
from support.discord_server import discord_certificates, discord_server
from support.game_server import game_server
from support.mongod import emptied_databases, emptied_mongodb_url, mongod_uri, mongodb_url

__all__ = [
    "discord_certificates",
    "discord_server",
    "emptied_databases",
    "emptied_mongodb_url",
    "mongod_uri",
    "mongodb_url",
]

FAST = Rules(limit=60_000, player_gap=0.02)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command of the program."""
    return caller(status_of, capsys)


def be_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store that is there take its time: the machine may be busy."""
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", str(PATIENT.find_server))
    monkeypatch.setenv("AUTOREDEEM_STORE__COMMAND", str(PATIENT.command))


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Name a new store of each kind in the settings."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'autoredeem.db'}"
    else:
        url = request.getfixturevalue("emptied_mongodb_url")
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", url)
    be_patient(monkeypatch)
    return url


@pytest.fixture
def sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a file as the store: for what is the same on every kind of store."""
    file = tmp_path / "autoredeem.db"
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{file}")
    be_patient(monkeypatch)
    return file


@pytest.fixture
def world() -> World:
    """Five players in state 7, and codes of every fate."""
    players = [Player(fid, 7, level=20, spent=10) for fid in range(101, 106)]
    codes = [
        Code("ALIVE"),
        Code("OLD", expired=True),
        Code("RARE", limit=1),
        Code("HIGH", level=99),
    ]
    return World(players, codes, FAST, held={"RARE": [999]})


@pytest.fixture
def game(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the world, and point the settings at it."""
    monkeypatch.chdir(tmp_path)
    with game_server(world) as url:
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", url)
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__SALT", SIMULATOR_SALT)
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(FAST.limit))
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__PLAYER_GAP", str(FAST.player_gap))
        yield url
