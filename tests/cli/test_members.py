"""`autoredeem members`: a guild's roster from and to files, shown, mended, shortened."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autoredeem.cli.member_file import LARGE, MOST_TOLD
from autoredeem.cli.members import LARGEST_TABLE
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.players import Fid, GuildId, Member, UserId
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from support.command import Call

GUILD = ["--guild", "7"]
TABLE = """fid,nickname,state,level
30000003,Zoë,245,30
10000001,[bold]Bob,245,
20000002,=1+1,,12
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder of its own, with the store in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path / 'members.db'}")
    return tmp_path


@pytest.fixture
def roster(folder: Path, call: Call) -> None:
    """Enrol three members, one without a state."""
    (folder / "members.csv").write_text(TABLE, encoding="utf-8")
    assert call("members", "import", "members.csv", *GUILD).status == 0


def process(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, with this on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "autoredeem", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )


def on_a_terminal(*arguments: str) -> str:
    """Run the program on a terminal of its own; give what is on the screen after it."""
    pty = pytest.importorskip("pty", reason="terminals of this kind are a Unix matter")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as program:
        os.close(theirs)
        shown = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    assert program.returncode == 0
    return shown.decode()


def read_terminal(ours: int) -> bytes:
    """Read what a program wrote; nothing when it has ended, which Linux says by an error."""
    try:
        return os.read(ours, 65_536)
    except OSError:
        return b""


def enrol_as_it_is(folder: Path, member: Member) -> None:
    """Put a member into the store with whatever is in its name, as another program might."""

    async def enrol() -> None:
        async with open_store(f"sqlite:///{folder / 'members.db'}") as store:
            await store.enrol(GuildId(7), [member], by="tests", at=SystemClock().now())

    asyncio.run(enrol())


def opt_out(folder: Path, *fids: int) -> None:
    """Let players ask never to be enrolled."""

    async def ask() -> None:
        at = SystemClock().now()
        async with open_store(f"sqlite:///{folder / 'members.db'}") as store:
            await store.opt_out([OptOut(GuildId(7), Fid(fid), UserId(5), at) for fid in fids])

    asyncio.run(ask())


def test_an_import_says_what_became_of_every_line(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("111\nBob\n222 333\n111\n")

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 0
    assert said.out == "3 imported into guild 7: 3 added, 0 updated, 0 unchanged; problems: 2\n"
    assert said.err.startswith("line 2: 'Bob' is not a player id")
    assert "line 4: 111 is already in this file\n" in said.err
    assert "No state is known for 3 of 3 members" in said.err
    assert "autoredeem members set-state STATE --missing --guild 7" in said.err


def test_an_import_done_again_mends_and_keeps(roster: None, folder: Path, call: Call) -> None:
    (folder / "new.csv").write_text("fid,state\n20000002,246\n10000001,245\n")

    said = call("members", "import", "new.csv", *GUILD)

    assert "0 added, 1 updated, 1 unchanged" in said.out
    assert "20000002\t=1+1\t246\t12\n" in call("members", "list", *GUILD).out


@pytest.mark.parametrize(
    ("content", "why"), [("", "no line names a player"), ("Bob\n0\n", "every line has a problem")]
)
def test_an_import_of_nothing_is_not_done(content: str, why: str, folder: Path, call: Call) -> None:
    (folder / "junk.txt").write_text(content)

    said = call("members", "import", "junk.txt", *GUILD)

    assert (said.status, said.out) == (1, "")
    assert why in said.err


def test_an_import_says_how_many_asked_never_to_be_enrolled(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("111\nBob\n222\n")
    opt_out(folder, 111)

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 0
    assert said.out == (
        "1 imported into guild 7: 1 added, 0 updated, 0 unchanged;"
        " 1 asked never to be enrolled; problems: 1\n"
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("111\n222\n", "2 asked never to be enrolled\n"),
        ("111\nBob\n", "1 asked never to be enrolled; the other lines have problems\n"),
    ],
)
def test_an_import_of_those_who_asked_never_to_be_enrolled_is_not_done(
    content: str, why: str, folder: Path, call: Call
) -> None:
    (folder / "ids.txt").write_text(content)
    opt_out(folder, 111, 222)

    said = call("members", "import", "ids.txt", *GUILD)

    assert (said.status, said.out) == (1, "")
    assert said.err.endswith(f"nothing was imported: {why}")


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_can_not_be_read_is_named(name: str, call: Call) -> None:
    said = call("members", "import", name, *GUILD)

    assert said.status == 1
    assert f"'{name}' can't be read" in said.err


def test_a_file_full_of_junk_is_not_told_to_its_end(folder: Path, call: Call) -> None:
    (folder / "junk.txt").write_text("x\n" * (MOST_TOLD + 5) + "111\n")

    said = call("members", "import", "junk.txt", *GUILD)

    assert said.status == 0
    assert said.err.count("is not a player id") == MOST_TOLD
    assert "and 5 more problems" in said.err


def test_a_store_that_is_gone_is_said_to_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    (folder / "ids.txt").write_text("111\n")
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{folder}")

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 1
    assert said.err.startswith("autoredeem: ")


def test_standard_input_is_a_file_too() -> None:
    utf_16 = b"\xff\xfe1\x001\x001\x00\r\x00\n\x00"

    done = process("members", "import", "-", *GUILD, given=utf_16)

    assert done.returncode == 0
    assert done.stdout.startswith(b"1 imported into guild 7: 1 added, ")


def test_a_list_is_tab_separated_lines_for_programs(roster: None, call: Call) -> None:
    said = call("members", "list", *GUILD)

    assert said.status == 0
    assert said.out.splitlines() == [
        "10000001\t[bold]Bob\t245\t",
        "20000002\t=1+1\t\t12",
        "30000003\tZoë\t245\t30",
    ]
    assert "No state is known for 1 of 3 members" in said.err


def test_a_list_for_programs_is_utf_8_whatever_the_locale(
    roster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    done = process("members", "list", *GUILD)

    assert "Zoë" in done.stdout.decode("utf-8")


def test_a_list_is_a_table_on_a_terminal(roster: None) -> None:
    shown = on_a_terminal("members", "list", *GUILD)

    bob = next(line for line in shown.splitlines() if "Bob" in line)
    assert "[bold]Bob" in bob
    assert "\u2502" in bob
    assert "no state" in shown
    assert "No state is known for 1 of 3 members" in shown


def test_a_long_list_is_plain_lines_on_a_terminal_too(folder: Path, call: Call) -> None:
    ids = [str(fid) for fid in range(1, LARGEST_TABLE + 2)]
    (folder / "ids.txt").write_text("\n".join(ids))
    call("members", "import", "ids.txt", *GUILD)

    *listed, _ = on_a_terminal("members", "list", *GUILD).splitlines()

    assert [line.split("\t") for line in listed] == [[fid, "", "", ""] for fid in ids]


def test_no_name_can_play_with_the_terminal(folder: Path, call: Call) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\tBob\n\u202edrow"
    enrol_as_it_is(folder, Member(Fid(1), nickname=evil))

    assert call("members", "list", *GUILD).out == "1\t]0;owned[2J Bob drow\t\t\n"
    assert "]0;owned[2J Bob drow" in on_a_terminal("members", "list", *GUILD)


def test_a_large_import_shows_how_far_it_is_on_a_terminal(folder: Path) -> None:
    (folder / "large.txt").write_text("# a long note\n" * (LARGE // 10) + "111\n")

    shown = on_a_terminal("members", "import", "large.txt", *GUILD)

    assert "Importing" in shown
    assert "1 imported into guild 7" in shown


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


def test_an_empty_roster_says_how_to_fill_it(call: Call) -> None:
    said = call("members", "list", *GUILD, "--title", "kingshot")

    assert (said.status, said.out) == (0, "")
    assert "Nobody is enrolled in guild 7 yet" in said.err
    assert "autoredeem members import FILE --guild 7 --title kingshot" in said.err


@pytest.mark.parametrize("other", [["--guild", "8"], [*GUILD, "--title", "kingshot"]])
def test_guilds_and_titles_are_apart(other: list[str], roster: None, call: Call) -> None:
    assert call("members", "list", *other).out == ""


def test_removed_members_are_gone_and_strangers_are_told(roster: None, call: Call) -> None:
    said = call("members", "remove", *GUILD, "010000001", "999")

    assert (said.status, said.out) == (0, "1 member removed from guild 7\n")
    assert said.err == "999 is not enrolled in guild 7\n"
    assert call("members", "remove", *GUILD, "10000001").status == 1


def test_a_state_is_set_for_those_named(roster: None, call: Call) -> None:
    said = call("members", "set-state", "300", "10000001", "999", *GUILD)

    assert (said.status, said.out) == (0, "1 member set to state 300\n")
    assert said.err == "999 is not enrolled in guild 7\n"
    assert "10000001\t[bold]Bob\t300\t\n" in call("members", "list", *GUILD).out


def test_a_state_is_set_for_all_who_have_none(roster: None, call: Call) -> None:
    said = call("members", "set-state", "300", "--missing", *GUILD)
    assert (said.status, said.out) == (0, "1 member set to state 300\n")

    listed = call("members", "list", *GUILD)
    assert [line.split("\t")[2] for line in listed.out.splitlines()] == ["245", "300", "245"]
    assert listed.err == ""

    again = call("members", "set-state", "300", "--missing", *GUILD)
    assert again.status == 0
    assert "Every member of guild 7 has a state" in again.out


def test_a_state_can_not_be_set_for_nobody(call: Call) -> None:
    said = call("members", "set-state", "300", "--missing", *GUILD)

    assert said.status == 1
    assert "nobody is enrolled in guild 7" in said.err


def test_an_export_is_what_an_import_reads(roster: None, call: Call) -> None:
    exported = call("members", "export", *GUILD).out
    assert exported.splitlines() == [
        "fid,nickname,state,level",
        "10000001,[bold]Bob,245,",
        "20000002,'=1+1,,12",
        "30000003,Zoë,245,30",
    ]

    again = process("members", "import", "-", "--guild", "8", given=exported.encode())
    assert again.returncode == 0
    assert call("members", "export", "--guild", "8").out == exported


@pytest.mark.parametrize(
    ("arguments", "separator"),
    [(["out.tsv"], "\t"), (["out.txt"], ","), (["out.csv", "--format", "tsv"], "\t")],
)
def test_an_export_to_a_file_has_the_format_that_was_asked_for(
    arguments: list[str], separator: str, roster: None, folder: Path, call: Call
) -> None:
    said = call("members", "export", *arguments, *GUILD)

    first, *_ = (folder / arguments[0]).read_text(encoding="utf-8").splitlines()
    assert "3 members written" in said.out
    assert first.split(separator) == ["fid", "nickname", "state", "level"]


def test_an_export_that_can_not_be_written_is_not_done(roster: None, call: Call) -> None:
    said = call("members", "export", "nowhere/out.csv", *GUILD)

    assert said.status == 1
    assert "can't be written" in said.err


def test_an_empty_roster_is_not_exported_over_a_file(folder: Path, call: Call) -> None:
    (folder / "old.csv").write_text(TABLE, encoding="utf-8")

    said = call("members", "export", "old.csv", *GUILD)

    assert said.status == 1
    assert "nobody is enrolled in guild 7" in said.err
    assert (folder / "old.csv").read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["list", "--guild", "x"], "--guild: 'x' is not a whole number"),
        (["list", "--guild", "0"], "--guild: 0 is not allowed"),
        (["remove", *GUILD, "Bob"], "'Bob' is not a whole number"),
        (["set-state", "0", "111", *GUILD], "a state is a number"),
        (["set-state", "300", *GUILD], "--missing"),
        (["set-state", "300", "111", "--missing", *GUILD], "--missing"),
        (["list"], "--guild"),
        (["list", *GUILD, "--sort", "age"], "age"),
        (["import", *GUILD], "FILE"),
        (["export", "--format", "pdf", *GUILD], "pdf"),
        (["remove", *GUILD], "FID"),
    ],
)
def test_a_mistake_of_usage_is_explained(arguments: list[str], named: str, call: Call) -> None:
    said = call("members", *arguments)

    assert said.status == 2
    assert named in said.err
