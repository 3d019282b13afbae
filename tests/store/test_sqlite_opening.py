"""What is found at the path: made, taken, or refused in a clear sentence and left as it is."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.text import fold
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.sqlite.schema import APPLICATION_ID, MIGRATIONS
from support.disk import no_file_grows_beyond
from support.facts import ANN, CODE, GUILD, NOW, members, settlement

ODD = 509
"""Bytes: no page and no sector is a multiple of it."""

NOBODY = 65534


def _url(file: Path) -> str:
    return f"sqlite:///{file}"


def _make(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.create_function("fold", 1, fold)
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _ask(file: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(question).fetchall()


async def _opened(file: Path, options: StoreOptions | None = None) -> None:
    async with open_store(_url(file), options=options):
        pass


def test_folders_and_file_are_made(tmp_path: Path) -> None:
    file = tmp_path / "some" / "new folder" / "store.db"

    asyncio.run(_opened(file))

    assert _ask(file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert _ask(file, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    asyncio.run(_opened(tmp_path / "store.db"))

    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


async def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    url = _url(tmp_path / "store.db")
    async with open_store(url) as store:
        await store.settle([settlement(ANN)])

    async with open_store(url) as store:
        assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


def test_an_empty_file_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.touch()

    asyncio.run(_opened(file))

    assert _ask(file, "SELECT count(*) FROM ledger") == [(0,)]


async def test_many_who_open_a_new_file_at_once_make_it_once(tmp_path: Path) -> None:
    async def enrol(title: str) -> int:
        async with open_store(_url(tmp_path / "store.db"), title) as store:
            return (await store.enrol(GUILD, members([ANN]), by="test", at=NOW)).added

    counts = await asyncio.gather(*(enrol(title) for title in ["wos", "kingshot"] * 4))

    assert sum(counts) == 2


def _text(file: Path) -> None:
    file.write_text("fid,state\n10000001,245\n" * 100)


def _foreign_tables(file: Path) -> None:
    _make(file, "CREATE TABLE users (id INTEGER)")


def _foreign_header(file: Path) -> None:
    _make(file, "PRAGMA application_id = 7", "PRAGMA user_version = 1")


def _foreign_version(file: Path) -> None:
    _make(file, "PRAGMA user_version = 1")


def _newer(file: Path) -> None:
    _make(file, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99")


def _truncated(file: Path) -> None:
    tables = (statement for migration in MIGRATIONS for statement in migration)
    version = f"PRAGMA user_version = {len(MIGRATIONS)}"
    _make(file, f"PRAGMA application_id = {APPLICATION_ID}", version, *tables)
    file.write_bytes(file.read_bytes()[:5_000])


def _gone_but_for_its_log(file: Path) -> None:
    file.with_name(f"{file.name}-wal").write_bytes(b"what was last written")


def _empty_but_for_its_log(file: Path) -> None:
    file.touch()
    _gone_but_for_its_log(file)


def _folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_text, "it is no SQLite database; name another file"),
        (_foreign_tables, "it is another program's; name another file"),
        (_foreign_header, "it is another program's; name another file"),
        (_foreign_version, "it is another program's; name another file"),
        (
            _newer,
            f"it has schema 99 and this autoredeem knows {len(MIGRATIONS)}; a newer",
        ),
        (_truncated, "it is damaged; put a backup in its place"),
        (_gone_but_for_its_log, "it is empty or gone, and "),
        (_empty_but_for_its_log, "it is empty or gone, and "),
        (_folder, "it is a folder; name a file in it, such as"),
    ],
)
def test_what_is_not_ours_to_use_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    file = tmp_path / "store.db"
    make(file)
    before, rights = _content(tmp_path), _rights(tmp_path)

    with pytest.raises(StoreRefused) as raised:
        asyncio.run(_opened(file))

    assert str(raised.value).startswith(f"SQLite file {file} can't be used: {reason}")
    assert (_content(tmp_path), _rights(tmp_path)) == (before, rights)


@pytest.fixture
def lavish() -> Iterator[None]:
    """Let the system give everyone every right to new files."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("lavish")
async def test_a_new_file_and_its_logs_are_for_their_owner_alone(tmp_path: Path) -> None:
    async with open_store(_url(tmp_path / "store.db")) as store:
        await store.settle([settlement(ANN)])

        rights = await asyncio.to_thread(_rights, tmp_path)
    assert rights == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm"), 0o600)


@pytest.mark.usefixtures("lavish")
def test_what_an_earlier_release_let_others_read_is_taken_from_them(tmp_path: Path) -> None:
    file, backup = tmp_path / "store.db", tmp_path / "store.db.v1.backup"
    asyncio.run(_opened(file))
    backup.touch()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        # Another process keeps the logs, which have the rights of the file.
        file.chmod(0o664)
        other.execute("SELECT * FROM ledger").fetchall()
        assert set(_rights(tmp_path).values()) == {0o664, 0o666}

        asyncio.run(_opened(file))

        assert set(_rights(tmp_path).values()) == {0o600}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_a_file_of_somebody_else_s_keeps_the_rights_that_it_was_given(folder: Path) -> None:
    folder.chmod(0o777)
    file = folder / "store.db"
    asyncio.run(_opened(file))
    file.chmod(0o666)

    with _being_nobody():
        asyncio.run(_opened(file))

    assert _rights(folder) == {"store.db": 0o666}


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreRefused, match=r"there is no place: .*; name another"):
        asyncio.run(_opened(tmp_path / "file" / "store.db"))


def test_a_file_that_was_cut_off_anywhere_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    asyncio.run(_opened(file))
    whole = file.read_bytes()

    for size in range(ODD, len(whole), ODD):
        file.write_bytes(whole[:size])
        with pytest.raises(StoreRefused, match="it is damaged; put a backup in its place"):
            asyncio.run(_opened(file))
        assert _content(tmp_path) == {"store.db": whole[:size]}


def test_another_program_s_file_keeps_all_it_has_in_its_log(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE users (id INTEGER)")
        with pytest.raises(StoreRefused, match="it is another program's; name another file"):
            asyncio.run(_opened(file))
        other.execute("INSERT INTO users VALUES (7)")

    assert _ask(file, "SELECT id FROM users") == [(7,)]


def test_a_file_that_may_not_be_written_is_refused(folder: Path) -> None:
    file = folder / "store.db"
    asyncio.run(_opened(file))
    file.chmod(0o444)

    with (
        _being_nobody(),
        pytest.raises(StoreRefused, match=r"it can't be \w+; allow it for the file and its folder"),
    ):
        asyncio.run(_opened(file))
    asyncio.run(_opened(file))


def test_a_new_file_where_nothing_may_be_written_is_refused(folder: Path) -> None:
    folder.chmod(0o555)

    with (
        _being_nobody(),
        pytest.raises(StoreRefused, match="it can't be opened; allow it for the file and"),
    ):
        asyncio.run(_opened(folder / "store.db"))


def test_a_disk_without_room_for_a_new_file_is_said_and_leaves_nothing_in_the_way(
    tmp_path: Path,
) -> None:
    asyncio.run(_opened(tmp_path / "whole.db"))

    for size in range(0, (tmp_path / "whole.db").stat().st_size, ODD):
        file = tmp_path / f"{size}.db"
        with (
            no_file_grows_beyond(size),
            pytest.raises(StoreUnavailable, match="the disk failed to read or write; check it"),
        ):
            asyncio.run(_opened(file))
        asyncio.run(_opened(file))


def test_a_locked_file_is_unavailable_and_opens_when_it_is_free(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable, match="another process keeps it locked"):
            asyncio.run(_opened(file, StoreOptions(find_server=0.01)))

    asyncio.run(_opened(file))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that anyone may enter: those of pytest are for their owner alone."""
    with TemporaryDirectory() as path:
        folder = Path(path)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@contextmanager
def _being_nobody() -> Iterator[None]:
    """Be a user to whom things are forbidden, as nothing is to root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def _rights(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
