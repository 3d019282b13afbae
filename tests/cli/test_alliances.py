"""`autoredeem alliances …`; and members listed, exported and imported by their alliances."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import COMMAND_LINE, GuildId
from autoredeem.store.interface import Store
from support.command import Call
from support.member_commands import GUILD, folder, on, roster

__all__ = ["folder", "roster"]


@pytest.fixture
def reds(roster: None, call: Call) -> None:
    """Make an alliance with one of the three members in it."""
    made = call("alliances", "add", "Reds", "--state", "7", "--priority", "3", *GUILD)
    assert (made.status, made.out) == (0, "alliance 'Reds' made\n")
    moved = call("alliances", "move", "10000001", "--to", "reds", *GUILD)
    assert (moved.status, moved.out) == (0, "1 member moved to 'reds'\n")


def test_alliances_are_listed_with_their_members(reds: None, call: Call) -> None:
    assert call("alliances", "list", *GUILD).out == "Reds\t1\t7\t3\n"
    [shown] = json.loads(call("alliances", "list", "--json", *GUILD).out)["alliances"]
    assert shown == {"name": "Reds", "members": 1, "state": 7, "priority": 3}


def test_a_guild_without_alliances_is_told_so_and_lists_no_column(roster: None, call: Call) -> None:
    said = call("alliances", "list", *GUILD)
    assert (said.status, said.out) == (0, "")
    assert "has no alliances" in said.err
    listed = call("members", "list", *GUILD).out
    assert listed.startswith("10000001\t[bold]Bob\t245\t\n")
    assert "alliance" not in call("members", "list", "--json", *GUILD).out


def test_the_members_of_an_alliance_are_listed_alone(reds: None, call: Call) -> None:
    listed = call("members", "list", "--alliance", "REDS", *GUILD)
    assert listed.out.splitlines() == ["10000001\t[bold]Bob\t245\t\tReds"]
    [shown] = json.loads(call("members", "list", "--alliance", "Reds", "--json", *GUILD).out)[
        "members"
    ]
    assert (shown["fid"], shown["alliance"]) == (10000001, "Reds")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["alliances", "add", "reds"], "has an alliance 'reds' already"),
        (["alliances", "add", " "], "can't be an alliance's name"),
        (["alliances", "add", "X", "--priority", "10"], "a number from 1 to 9"),
        (["alliances", "rename", "Greens", "X"], "has no alliance 'Greens'; there are: 'Reds'"),
        (["alliances", "remove", "Greens"], "has no alliance 'Greens'"),
        (["alliances", "move", "10000001", "--to", "Greens"], "has no alliance 'Greens'"),
        (["members", "list", "--alliance", "Greens"], "has no alliance 'Greens'"),
    ],
)
def test_what_can_not_be_says_why_and_changes_nothing(
    reds: None, call: Call, arguments: list[str], why: str
) -> None:
    said = call(*arguments, *GUILD)
    assert said.status != 0
    assert why in said.err
    assert call("alliances", "list", *GUILD).out == "Reds\t1\t7\t3\n"


def test_an_alliance_is_renamed_and_removed_and_its_members_stay(reds: None, call: Call) -> None:
    assert call("alliances", "rename", "Reds", "Greens", *GUILD).status == 0
    assert call("alliances", "list", *GUILD).out.startswith("Greens\t1")
    assert call("alliances", "remove", "greens", *GUILD).status == 0
    assert call("alliances", "list", *GUILD).out == ""
    assert len(call("members", "list", *GUILD).out.splitlines()) == 3


def test_members_are_moved_out_and_who_is_none_is_named(reds: None, call: Call) -> None:
    said = call("alliances", "move", "10000001", "99999999", *GUILD)
    assert (said.status, said.out) == (0, "1 member moved to none\n")
    assert "99999999 is not enrolled" in said.err
    assert call("alliances", "list", *GUILD).out == "Reds\t0\t7\t3\n"


def test_what_is_exported_is_imported_again_with_alliances(
    reds: None, call: Call, folder: Path
) -> None:
    table = call("members", "export", *GUILD).out
    assert table.splitlines()[0] == "fid,nickname,state,level,alliance"
    call("alliances", "move", "10000001", *GUILD)
    (folder / "again.csv").write_text(table.replace("30,\n", "30,Blues\n"), encoding="utf-8")

    said = call("members", "import", "again.csv", *GUILD)

    assert "1 updated" in said.out
    assert "there is no alliance 'Blues': 1 player stays out of it" in said.err
    assert call("alliances", "list", *GUILD).out == "Reds\t1\t7\t3\n"


def test_what_is_done_to_alliances_stands_in_the_trail(
    reds: None, call: Call, folder: Path
) -> None:
    call("alliances", "rename", "Reds", "Blues", *GUILD)
    call("alliances", "move", "10000001", *GUILD)
    call("alliances", "remove", "Blues", *GUILD)

    async def trail(store: Store) -> Sequence[Action]:
        return await store.actions(GuildId(int(GUILD[1])), limit=9)

    done = on(folder, trail)
    done = [one for one in done if one.what != "members-added"]
    assert {one.user for one in done} == {COMMAND_LINE}
    assert sorted((one.what, *one.details.values()) for one in done) == [
        ("alliance-changed", "Blues"),
        ("alliance-made", "Reds"),
        ("alliance-removed", "Blues"),
        ("members-moved", 1, "Reds"),
        ("members-moved-out", 1),
    ]


def test_who_comes_into_an_alliance_without_a_state_gets_the_alliance_s(
    reds: None, call: Call, folder: Path
) -> None:
    (folder / "new.csv").write_text("fid,alliance\n10000011,Reds\n10000012,\n")
    assert call("members", "import", str(folder / "new.csv"), "--dry-run", *GUILD).out.startswith(
        "added\t10000011\tstate 7\n"
    )
    call("members", "import", str(folder / "new.csv"), *GUILD)
    call("alliances", "move", "10000012", "--to", "Reds", *GUILD)

    listed = call("members", "list", "--alliance", "Reds", "--json", *GUILD).out
    states = {one["fid"]: one["state"] for one in json.loads(listed)["members"]}
    assert states == {10000001: 245, 10000011: 7, 10000012: 7}
