"""`autoredeem members`: a guild's roster from and to files, shown, mended, shortened."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from autoredeem.cli.member_file import LARGE
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Again, Claim, RunRecord
from support.command import Call
from support.member_commands import (
    GUILD,
    TABLE,
    folder,
    on_a_terminal,
    process,
    roster,
)

__all__ = ["folder", "roster"]


def opened(folder: Path) -> AbstractAsyncContextManager[Store]:
    """Open the store of the commands, as another process does."""
    return open_store(f"sqlite:///{folder / 'members.db'}")


def opt_out(folder: Path, *fids: int) -> None:
    """Let players ask never to be enrolled."""

    async def ask() -> None:
        at = SystemClock().now()
        async with opened(folder) as store:
            await store.opt_out([OptOut(GuildId(7), Fid(fid), UserId(5), at) for fid in fids])

    asyncio.run(ask())


def test_an_import_says_what_became_of_every_line(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("111111\nBob\n222222 333333\n111111\n")

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 0
    assert said.out == "3 imported into guild 7: 3 added, 0 updated, 0 unchanged; problems: 2\n"
    assert said.err.startswith("line 2: no player id in 'Bob'")
    assert "line 4: 111111 is already in this file\n" in said.err
    assert "No state is known for 3 of 3 members" in said.err
    assert "autoredeem members set-state STATE --missing --guild 7" in said.err


def test_an_import_done_again_mends_and_keeps(roster: None, folder: Path, call: Call) -> None:
    (folder / "new.csv").write_text("fid,state\n20000002,246\n10000001,245\n")

    said = call("members", "import", "new.csv", *GUILD)

    assert "0 added, 1 updated, 1 unchanged" in said.out
    assert "20000002\t=1+1\t246\t12\n" in call("members", "list", *GUILD).out


@pytest.mark.parametrize(
    ("content", "why"), [("", "no line names a player"), ("Bob\n0\n", "see above")]
)
def test_an_import_of_nothing_is_not_done(content: str, why: str, folder: Path, call: Call) -> None:
    (folder / "junk.txt").write_text(content)

    said = call("members", "import", "junk.txt", *GUILD)

    assert (said.status, said.out) == (1, "")
    assert why in said.err


def test_an_import_says_how_many_asked_never_to_be_enrolled(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("111111\nBob\n222222\n")
    opt_out(folder, 111_111)

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 0
    assert said.out == (
        "1 imported into guild 7: 1 added, 0 updated, 0 unchanged;"
        " 1 asked never to be enrolled; problems: 1\n"
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("111111\n222222\n", "2 asked never to be enrolled\n"),
        ("111111\nBob\n", "1 asked never to be enrolled; the other lines have problems\n"),
    ],
)
def test_an_import_of_those_who_asked_never_to_be_enrolled_is_not_done(
    content: str, why: str, folder: Path, call: Call
) -> None:
    (folder / "ids.txt").write_text(content)
    opt_out(folder, 111_111, 222_222)

    said = call("members", "import", "ids.txt", *GUILD)

    assert (said.status, said.out) == (1, "")
    assert said.err.endswith(f"nothing was imported: {why}")


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_can_not_be_read_is_named(name: str, call: Call) -> None:
    said = call("members", "import", name, *GUILD)

    assert said.status == 1
    assert f"'{name}' can't be read" in said.err


def test_the_same_fault_on_many_lines_is_told_once_with_its_count(folder: Path, call: Call) -> None:
    (folder / "junk.txt").write_text("x\n" * 5_000 + "111111\n77\n")

    said = call("members", "import", "junk.txt", *GUILD)

    assert said.status == 0
    assert "lines 1, 2, 3, 4 and 4,996 more: no player id in 'x'" in said.err
    assert "line 5002: '77' is too short for a player id" in said.err
    assert "--any-id" in said.err
    assert "problems: 5,001" in said.out


def test_a_dry_run_shows_what_would_change_and_writes_nothing(
    roster: None, folder: Path, call: Call
) -> None:
    (folder / "new.csv").write_text(
        "fid,name,state\n20000002,,246\n10000001,,245\n40000004,Mira,\n50000005,,\nx,,\n"
    )
    opt_out(folder, 50_000_005)
    before = call("members", "list", *GUILD).out

    said = call("members", "import", "new.csv", *GUILD, "--dry-run")

    assert said.status == 0
    assert said.out == (
        "changed\t20000002\tstate 246\n"
        "added\t40000004\tnickname Mira\n"
        "3 would be imported into guild 7: 1 added, 1 updated, 1 unchanged;"
        " 1 asked never to be enrolled; problems: 1\n"
    )
    assert "line 6: column 'fid': 'x' is not a player id" in said.err
    assert "Columns: player id from 'fid', name from 'name', state from 'state'" in said.err
    assert call("members", "list", *GUILD).out == before


def test_a_dry_run_of_nothing_is_not_done(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("Bob\n")

    said = call("members", "import", "ids.txt", *GUILD, "--dry-run")

    assert (said.status, said.out) == (1, "")
    assert "nothing would be imported" in said.err


def test_numbers_taken_as_states_are_said_to_be(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("31180001 245\n31180002 246\n")

    said = call("members", "import", "ids.txt", *GUILD)

    assert "2 numbers were taken as the state of the id beside it, such as 245 for" in said.err
    assert call("members", "list", *GUILD).out == "31180001\t\t245\t\n31180002\t\t246\t\n"


def test_columns_that_were_not_understood_are_named_once(folder: Path, call: Call) -> None:
    (folder / "new.csv").write_text("fid,name,colour\n31180001,Vela,red\n31180002,Orin,blue\n")

    said = call("members", "import", "new.csv", *GUILD)

    assert said.err.count("Not understood, and left alone: 'colour'") == 1


def test_a_short_number_is_taken_by_whoever_insists(folder: Path, call: Call) -> None:
    (folder / "ids.txt").write_text("245\n")
    assert call("members", "import", "ids.txt", *GUILD).status == 1

    assert call("members", "import", "ids.txt", *GUILD, "--any-id").status == 0
    assert call("members", "remove", "245", *GUILD).status == 0


def test_of_two_columns_of_ids_the_one_that_is_named_is_taken(folder: Path, call: Call) -> None:
    (folder / "new.csv").write_text("Name,Main ID,Farm ID\nVela,31180001,31180002\n")
    asked = call("members", "import", "new.csv", *GUILD)
    assert (asked.status, asked.out) == (1, "")
    assert "'Main ID', 'Farm ID' all look like player ids" in asked.err

    assert call("members", "import", "new.csv", *GUILD, "--id-column", "farm id").status == 0
    assert call("members", "list", *GUILD).out == "31180002\tVela\t\t\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["\u200bmembers", "import\u200e", "\u2066ids.txt\u2069", "--guild", "\u202a7\u202c"],
        ["members", "import", "ids.txt\xa0", "\ufeff--guild=\u200f7\ufe0f"],
    ],
)
def test_invisible_marks_around_arguments_do_not_matter(
    arguments: list[str], folder: Path, call: Call
) -> None:
    (folder / "ids.txt").write_text("31180001\n")

    assert call(*arguments).out.startswith("1 imported into guild 7")


def test_a_store_that_is_gone_is_said_to_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    (folder / "ids.txt").write_text("111111\n")
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{folder}")

    said = call("members", "import", "ids.txt", *GUILD)

    assert said.status == 1
    assert said.err.startswith("autoredeem: ")


@pytest.mark.server
def test_standard_input_is_a_file_too() -> None:
    utf_16 = "111111\r\n".encode("utf-16")

    done = process("members", "import", "-", *GUILD, given=utf_16)

    assert done.returncode == 0
    assert done.stdout.startswith(b"1 imported into guild 7: 1 added, ")


@pytest.mark.server
def test_a_large_import_shows_how_far_it_is_on_a_terminal(folder: Path) -> None:
    (folder / "large.txt").write_text("# a long note\n" * (LARGE // 10) + "111111\n")

    shown = on_a_terminal("members", "import", "large.txt", *GUILD)

    assert "Importing" in shown
    assert "1 imported into guild 7" in shown


def test_an_empty_roster_says_how_to_fill_it(call: Call) -> None:
    said = call("members", "list", *GUILD, "--title", "kingshot")

    assert (said.status, said.out) == (0, "")
    assert "Nobody is enrolled in guild 7 yet" in said.err
    assert "autoredeem members import FILE --guild 7 --title kingshot" in said.err


@pytest.mark.parametrize("other", [["--guild", "8"], [*GUILD, "--title", "kingshot"]])
def test_guilds_and_titles_are_apart(other: list[str], roster: None, call: Call) -> None:
    assert call("members", "list", *other).out == ""


def test_removed_members_are_gone_and_strangers_are_told(roster: None, call: Call) -> None:
    said = call("members", "remove", *GUILD, "10,000,001", "999")

    assert (said.status, said.out) == (0, "1 member removed from guild 7\n")
    assert said.err == "999 is not enrolled in guild 7\n"
    assert call("members", "remove", *GUILD, "10000001").status == 1


@pytest.mark.parametrize("command", [["remove"], ["set-state", "300"]])
def test_whoever_works_on_the_guilds_runs_reads_the_changed_roster(
    command: list[str], roster: None, folder: Path, call: Call
) -> None:
    guild = GuildId(7)

    async def begin() -> None:
        async with opened(folder) as store:
            await store.want_runs([(guild, "GIFT")], at=SystemClock().now())
            await store.claim_runs(Claim("another process", 9, 3600))

    async def asked() -> Sequence[RunRecord]:
        async with opened(folder) as store:
            return await store.asked_of("another process")

    asyncio.run(begin())
    assert call("members", *command, "10000001", *GUILD).status == 0
    assert [run.again for run in asyncio.run(asked())] == [Again.FOR_NEW]


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


@pytest.mark.server
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
