"""Folders, files and ZIP archives: what is found in them, and what is said of bad ones."""

import hashlib
import sqlite3
import zipfile
from io import BytesIO
from itertools import count
from pathlib import Path, PurePosixPath

import pytest

from autoredeem.adoption.kinds import is_known
from autoredeem.adoption.sources import Entry, copy_at_rest, opened
from autoredeem.domain.errors import FileTrouble, InvalidInput
from support.other_bots import (
    NAMED,
    VELA,
    database,
    javascript_bot,
    older_bot,
    planned,
    python_bot,
)


def packed(folder: Path, archive: Path, prefix: str = "", how: int = zipfile.ZIP_DEFLATED) -> Path:
    """Pack a folder's files."""
    with zipfile.ZipFile(archive, "w", how) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, prefix + file.name)
    return archive


def prints(folder: Path) -> dict[str, str]:
    """Return each file with a print of its bytes."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_an_archive_says_what_its_folder_says(tmp_path: Path, how: int) -> None:
    folder = python_bot(tmp_path / "db")
    archive = packed(folder, tmp_path / "backup.zip", "backup/db/", how)
    assert planned(archive) == planned(folder)


def test_a_bot_s_whole_folder_is_enough(tmp_path: Path) -> None:
    javascript_bot(tmp_path / "bot" / "src" / "database")
    python_bot(tmp_path / "bot" / "node_modules" / "db")
    assert planned(tmp_path / "bot").bot == "the JavaScript bot"


def test_files_nearer_to_the_top_outrank_their_backups(tmp_path: Path) -> None:
    python_bot(tmp_path / "db")
    older_bot(tmp_path / "backups" / "2026")
    assert planned(tmp_path).bot == "the Python bot"


def test_nothing_of_the_source_changes_and_changes_beside_a_file_are_seen(tmp_path: Path) -> None:
    folder = python_bot(tmp_path)
    running = sqlite3.connect(folder / "users.sqlite")
    running.execute("PRAGMA journal_mode = WAL")
    with running:
        running.execute("UPDATE users SET nickname = 'Renamed' WHERE fid = ?", (VELA,))
    before = prints(tmp_path)
    assert "users.sqlite-wal" in before
    (renamed, _), *_ = planned(folder).guilds[0].members
    alone = planned(folder / "users.sqlite", NAMED).guilds[0].members[0].member
    assert prints(tmp_path) == before
    running.close()
    assert (renamed.nickname, alone.nickname) == ("Renamed", "Renamed")


def test_parts_of_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    folder = python_bot(tmp_path / "db")
    archive = packed(folder, tmp_path / "evil.zip", "../../../evil/")
    before = prints(tmp_path)
    assert planned(archive) == planned(folder)
    assert prints(tmp_path) == before


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = older_bot(tmp_path / "db")
    with file.open("ab") as stream:
        stream.write(bytes(5_000_000))
    archive = packed(file.parent, tmp_path / "bomb.zip")
    assert archive.stat().st_size < 50_000
    with (
        pytest.raises(FileTrouble, match="1,000,000 at most"),
        opened(archive, is_known, most=1_000_000),
    ):
        pass


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    archive = packed(python_bot(tmp_path / "db"), tmp_path / "locked.zip")
    content = bytearray(archive.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    archive.write_bytes(content)
    with pytest.raises(FileTrouble, match="has a password: unpack it"):
        planned(archive)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("users.sqlite", b"", "no SQLite database, or is encrypted or empty"),
        ("users.sqlite", b"garbage" * 100, "no SQLite database, or is encrypted or empty"),
        ("users.sqlite", b"SQLite format 3\0" + b"garbage" * 1000, "can't be read"),
        ("backup.zip", b"PK\x03\x04" + b"garbage" * 100, "can't be read"),
    ],
)
def test_a_file_that_is_broken_is_named(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileTrouble, match=why) as told:
        planned(tmp_path / name)
    assert name in str(told.value)


def test_a_file_that_was_cut_off_is_named(tmp_path: Path) -> None:
    file = python_bot(tmp_path) / "giftcode.sqlite"
    file.write_bytes(file.read_bytes()[:-5000])
    with pytest.raises(FileTrouble, match=r"giftcode\.sqlite.*stop the other bot"):
        planned(tmp_path)


def test_a_file_that_is_written_all_the_time_is_not_believed(tmp_path: Path) -> None:
    moments = count()
    busy = Entry(
        PurePosixPath(), "users.sqlite", 5, lambda: BytesIO(b"12345"), lambda: next(moments)
    )
    with pytest.raises(FileTrouble, match="is being written: stop the other bot"):
        copy_at_rest([(busy, tmp_path / "copy")])


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"nowhere.*can't be read: No such file"):
        planned(tmp_path / "nowhere")


def test_tables_that_nobody_knows_are_named(tmp_path: Path) -> None:
    database(tmp_path / "shop.db", "CREATE TABLE orders (id)", {})
    with pytest.raises(FileTrouble, match=r"'orders'.*no bot that is known"):
        planned(tmp_path)


def test_a_store_of_this_program_is_no_other_bot(tmp_path: Path) -> None:
    tables = "CREATE TABLE ledger (a); CREATE TABLE postings (a); CREATE TABLE members (a)"
    database(tmp_path / "store.db", tables, {})
    with pytest.raises(FileTrouble, match="a store of autoredeem itself"):
        planned(tmp_path / "store.db")


def test_files_of_two_bots_in_one_folder_are_imported_one_by_one(tmp_path: Path) -> None:
    python_bot(tmp_path)
    older_bot(tmp_path)
    with pytest.raises(InvalidInput, match="the Python bot and the older bot"):
        planned(tmp_path)
    assert planned(tmp_path / "older.db").bot == "the older bot"


def test_two_folders_with_a_bot_each_are_asked_about(tmp_path: Path) -> None:
    python_bot(tmp_path / "one")
    python_bot(tmp_path / "two")
    with pytest.raises(FileTrouble, match=r"several folders.*'one', 'two'"):
        planned(tmp_path)


def test_two_files_with_the_same_table_are_asked_about(tmp_path: Path) -> None:
    folder = python_bot(tmp_path)
    (folder / "users copy.sqlite").write_bytes((folder / "users.sqlite").read_bytes())
    with pytest.raises(FileTrouble, match=r"users copy\.sqlite.*both have a table 'users'"):
        planned(folder)


def test_a_folder_without_a_database_may_have_lists(tmp_path: Path) -> None:
    (tmp_path / "player.json").write_text("[]")
    (tmp_path / "notes.md").write_text("")
    with opened(tmp_path, is_known) as found:
        assert found.tables is None
        assert [one.name for one in found.lists] == ["player.json"]
