"""`autoredeem members list`: who is enrolled, for people and for programs."""

import json
from pathlib import Path

import pytest

from autoredeem.cli.member_commands import LARGEST_TABLE
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from support.command import Call
from support.member_commands import (
    GUILD,
    enrol_as_it_is,
    folder,
    on_a_terminal,
    process,
    roster,
)

__all__ = ["folder", "roster"]


def test_a_list_is_tab_separated_lines_for_programs(roster: None, call: Call) -> None:
    said = call("members", "list", *GUILD)

    assert said.status == 0
    assert said.out.splitlines() == [
        "10000001\t[bold]Bob\t245\t",
        "20000002\t=1+1\t\t12",
        "30000003\tZoë\t245\t30",
    ]
    assert "No state is known for 1 of 3 members" in said.err


@pytest.mark.server
def test_a_list_for_programs_is_utf_8_whatever_the_locale(
    roster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    done = process("members", "list", *GUILD)

    assert "Zoë" in done.stdout.decode("utf-8")


@pytest.mark.server
def test_a_list_is_a_table_on_a_terminal(roster: None) -> None:
    shown = on_a_terminal("members", "list", *GUILD)

    bob = next(line for line in shown.splitlines() if "Bob" in line)
    assert "[bold]Bob" in bob
    assert "\u2502" in bob
    assert "no state" in shown
    assert "No state is known for 1 of 3 members" in shown


@pytest.mark.server
def test_a_long_list_is_plain_lines_on_a_terminal_too(folder: Path, call: Call) -> None:
    ids = [str(fid) for fid in range(100_001, 100_002 + LARGEST_TABLE)]
    (folder / "ids.txt").write_text("\n".join(ids))
    call("members", "import", "ids.txt", *GUILD)

    *listed, _ = on_a_terminal("members", "list", *GUILD).splitlines()

    assert [line.split("\t") for line in listed] == [[fid, "", "", ""] for fid in ids]


@pytest.mark.server
def test_no_name_can_play_with_the_terminal(folder: Path, call: Call) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\tBob\n\u202edrow"
    enrol_as_it_is(folder, Member(Fid(1), nickname=evil))

    assert call("members", "list", *GUILD).out == "1\t]0;owned[2J Bob drow\t\t\n"
    assert "]0;owned[2J Bob drow" in on_a_terminal("members", "list", *GUILD)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("fid", ["1", "2", "3"]),
        ("name", ["2", "1", "3"]),
        ("state", ["1", "3", "2"]),
        ("level", ["2", "3", "1"]),
    ],
)
def test_a_list_is_sorted_and_what_is_not_known_comes_last(
    sort: str, order: list[str], roster: None, call: Call
) -> None:
    said = call("members", "list", *GUILD, "--sort", sort)

    assert [line[0] for line in said.out.splitlines()] == order


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("bOB", "10000001"), ("zoe\u0308", "30000003"), ("0002", "20000002")],
)
def test_a_search_finds_part_of_a_name_or_an_id(
    wanted: str, found: str, roster: None, call: Call
) -> None:
    said = call("members", "list", *GUILD, "--search", wanted)

    assert [line.split("\t")[0] for line in said.out.splitlines()] == [found]


def test_a_search_that_finds_nobody_says_so(roster: None, call: Call) -> None:
    said = call("members", "list", *GUILD, "--search", "Alice")

    assert (said.status, said.out) == (0, "")
    assert "None of the 3 members matches 'Alice'" in said.err


def test_the_json_of_the_list_is_one_object(roster: None, call: Call) -> None:
    said = call("members", "list", *GUILD, "--json", "--search", "Bob")

    assert (said.status, said.err) == (0, "")
    assert json.loads(said.out) == {
        "title": "wos",
        "guild": 7,
        "enrolled": 3,
        "no_state": 1,
        "members": [{"fid": 10000001, "state": 245, "nickname": "[bold]Bob", "level": None}],
    }
