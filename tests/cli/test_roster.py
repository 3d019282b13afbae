"""Lists that are kept elsewhere, followed and read by command line."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import COMMAND_LINE, GuildId
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import Sync
from autoredeem.store import open_store
from support.command import Call
from support.facts import NOW

pytestmark = pytest.mark.usefixtures("game")

GUILD = GuildId(900_001)
PLACE = ("--guild", str(GUILD))


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of lists that the settings name, beside a store."""
    folder = tmp_path / "lists"
    folder.mkdir()
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setenv("AUTOREDEEM_PROVIDERS__OURS__FILE", str(folder))
    return folder


def followed(url_folder: Path) -> Sequence[Sync]:
    async def main() -> Sequence[Sync]:
        async with open_store(f"sqlite:///{url_folder.parent / 'store.db'}") as store:
            return await store.syncs()

    return asyncio.run(main())


def enrol(url_folder: Path, *members: Member) -> None:
    async def main() -> None:
        async with open_store(f"sqlite:///{url_folder.parent / 'store.db'}") as store:
            await store.enrol(GUILD, members, by="t", at=NOW)

    asyncio.run(main())


def write(lists: Path, *fids: int, name: str = "ABC") -> None:
    (lists / f"{name}.csv").write_text("fid,name\n" + "".join(f"{one},P{one}\n" for one in fids))


MANY = range(31_180_001, 31_180_011)


def test_a_list_is_followed_read_and_followed_no_more(call: Call, lists: Path) -> None:
    write(lists, *MANY)
    assert call("roster", "follow", *PLACE, "--provider", "ours", "--list", "ABC").status == 0
    [sync] = followed(lists)
    assert (sync.provider, sync.group, sync.added_by) == ("ours", "ABC", COMMAND_LINE)

    first = json.loads(call("roster", "sync", *PLACE, "--json").out)["lists"][0]
    assert (first["players"], first["newcomers"], first["joined"]) == (10, 10, 0)

    write(lists, *MANY, 31_180_099)
    second = json.loads(call("roster", "sync", *PLACE, "--json").out)["lists"][0]
    assert (second["players"], second["joined"], second["trouble"]) == (11, 1, None)

    gone = call("roster", "unfollow", *PLACE, "--provider", "ours", "--list", "ABC")
    assert gone.status == 0
    assert followed(lists) == []
    assert call("roster", "unfollow", *PLACE, "--provider", "ours", "--list", "ABC").status == 1


def test_whoever_is_new_is_enrolled_where_that_was_asked_for(call: Call, lists: Path) -> None:
    write(lists, *MANY)
    options = ("--provider", "ours", "--list", "ABC", "--enroll")
    assert call("roster", "follow", *PLACE, *options).status == 0
    call("roster", "sync", *PLACE)
    assert len(call("members", "list", *PLACE).out.splitlines()) == len(MANY)


def test_a_list_that_can_not_be_read_is_said_and_changes_nothing(call: Call, lists: Path) -> None:
    write(lists, *MANY)
    call("roster", "follow", *PLACE, "--provider", "ours", "--list", "ABC")
    call("roster", "sync", *PLACE)
    write(lists, 31_180_001)
    failed = call("roster", "sync", *PLACE)
    assert failed.status == 1
    assert "it lists 1 of 10 whom it listed before" in failed.err
    shown = json.loads(call("roster", "show", *PLACE, "--json").out)["lists"][0]
    assert (shown["players"], shown["trouble"]) == (10, "strange")


def test_members_who_lack_what_the_list_says_get_it(call: Call, lists: Path) -> None:
    enrol(lists, Member(MANY[0]))  # type: ignore[arg-type]
    write(lists, *MANY)
    call("roster", "follow", *PLACE, "--provider", "ours", "--list", "ABC")
    call("roster", "sync", *PLACE)
    assert f"P{MANY[0]}" in call("members", "list", *PLACE).out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--provider", "none"), "'none' is not in the settings; there: ours"),
        (("--provider", "ours"), "--list: '' is no name of a file"),
        (("--provider", "ours", "--list", "../x"), "'../x' is no name of a file"),
        (
            ("--provider", "ours", "--list", "ABC", "--alliance", "Reds"),
            "--alliance: 'Reds' is no alliance",
        ),
    ],
)
def test_what_can_not_be_followed_is_refused_with_what_can(
    call: Call, lists: Path, options: Sequence[str], said: str
) -> None:
    refused = call("roster", "follow", *PLACE, *options)
    assert refused.status != 0
    assert said in refused.err
    assert followed(lists) == []


def test_who_follows_a_list_and_stops_stands_in_the_trail(call: Call, lists: Path) -> None:
    for command in ("follow", "unfollow", "unfollow"):
        call("roster", command, *PLACE, "--provider", "ours", "--list", "ABC")

    async def main() -> Sequence[Action]:
        async with open_store(f"sqlite:///{lists.parent / 'store.db'}") as store:
            return await store.actions(GUILD, limit=9)

    done = asyncio.run(main())
    assert sorted((one.what, one.user, one.details["list"]) for one in done) == [
        ("sync-followed", COMMAND_LINE, "ours ABC"),
        ("sync-stopped", COMMAND_LINE, "ours ABC"),
    ]
