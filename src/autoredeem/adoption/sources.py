"""A folder, a file or a ZIP archive with another bot's data: its databases, read from copies.

Nothing of the source changes, and nothing of a ZIP gets a name or a place that the ZIP chose.
"""

import os
import shutil
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from autoredeem.adoption.tables import Tables, opened_tables
from autoredeem.domain.errors import FileTrouble
from autoredeem.domain.text import shorten

MOST_BYTES = 2_000_000_000
"""Of all databases of a folder together: more is a bomb, or no alliance's."""

MOST_ENTRIES = 20_000
DEEPEST = 4
"""Folders below the one that is named in which databases are looked for."""

_PASSED_OVER = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_SQLITE = b"SQLite format 3\0"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_BESIDE = ("-wal", "-journal")
"""What SQLite keeps beside a file: changes that are not in it yet, or are to be undone."""

_DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
_LISTS = frozenset({".json", ".csv", ".tsv", ".txt", ".xlsx"})
_WORKBOOK = "[Content_Types].xml"
_CHUNK = 1_000_000
_TRIES = 3
_LONGEST_PATH = 200

_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    EOFError,
    LZMAError,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the source. `stamp` says whether somebody writes it meanwhile."""

    folder: PurePosixPath
    name: str
    size: int
    open: Callable[[], IO[bytes]]
    stamp: Callable[[], object]

    @property
    def path(self) -> str:
        """What people call it."""
        return str(self.folder / self.name)

    def head(self) -> bytes:
        """Return how it begins."""
        with _readable(self.path), self.open() as stream:
            return stream.read(len(_SQLITE))


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a source: a bot's tables, or else the lists that lie there."""

    tables: Tables | None
    lists: Sequence[Entry] = ()


Knows = Callable[[Tables], bool]
"""Whether some files' tables are a bot's that can be read."""


@contextmanager
def opened(path: Path, knows: Knows, *, most: int = MOST_BYTES) -> Iterator[Found]:
    """Open what is in a folder, a file or a ZIP archive, as long as the context is open.

    A bot's files lie in one folder: the one that is nearest to the top. Raises FileTrouble where
    that can't be read, where there are two, and where there is more than `most` bytes.
    """
    with _entries(path) as entries, TemporaryDirectory(prefix="autoredeem-import-") as private:
        folders = _databases(entries)
        unknown: set[str] = set()
        for depth in sorted({len(folder.parts) for folder in folders}):
            near = {one: some for one, some in folders.items() if len(one.parts) == depth}
            chosen = []
            for number, (folder, some) in enumerate(near.items()):
                into = Path(private) / f"{depth}-{number}"
                files = _copied(some, entries, into, most)
                with opened_tables(files) as tables:
                    unknown |= tables.names
                    if knows(tables):
                        chosen.append((folder, files))
            if len(chosen) > 1:
                both = ", ".join(shorten(str(folder)) for folder, _ in chosen)
                raise FileTrouble(f"several folders have a bot's data: name one of them: {both}")
            if chosen:
                with opened_tables(chosen[0][1]) as tables:
                    yield Found(tables)
                return
        lists = [
            one for one in entries if _is_list(one, named=path.is_file() and len(entries) == 1)
        ]
        if unknown and not lists:
            raise _no_bots(path, unknown)
        yield Found(None, lists)


def _no_bots(path: Path, tables: set[str]) -> FileTrouble:
    shown = ", ".join(sorted(map(shorten, tables))[:6])
    return FileTrouble(
        f"{shorten(str(path), _LONGEST_PATH)} has the tables {shown}: they are of no bot that is"
        " known here; export its players as CSV and import that"
    )


def _is_list(entry: Entry, *, named: bool) -> bool:
    at_top = entry.folder == PurePosixPath() and Path(entry.name).suffix.casefold() in _LISTS
    if not (at_top or named):
        return False
    if Path(entry.name).suffix.casefold() in _DATABASES:
        raise FileTrouble(f"{shorten(entry.name)} is no SQLite database, or is encrypted or empty")
    return True


@contextmanager
def _entries(path: Path) -> Iterator[Sequence[Entry]]:
    with _readable(str(path)):
        is_folder = path.is_dir()
        head = b"" if is_folder else _head_of(path)
    if is_folder:
        yield list(_in_folder(path))
    elif head.startswith((_ZIP, _EMPTY_ZIP)):
        with _readable(str(path)):
            archive = zipfile.ZipFile(path)
        with archive:
            if _WORKBOOK in archive.NameToInfo:
                yield [_file(path, PurePosixPath())]
            else:
                yield list(_in_archive(archive, path))
    else:
        beside = [path.with_name(path.name + end) for end in _BESIDE]
        there = [path, *(one for one in beside if one.is_file())]
        yield [_file(one, PurePosixPath()) for one in there]


def _head_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(len(_ZIP))


def _in_folder(path: Path) -> Iterator[Entry]:
    """Yield the files of a folder and those below, without following links to other folders."""
    seen = 0
    for where, folders, names in os.walk(path):
        inside = Path(where).relative_to(path)
        deep = len(inside.parts) >= DEEPEST
        kept = [] if deep else [one for one in folders if not _is_passed_over(one)]
        folders[:] = sorted(kept)
        for name in sorted(names):
            seen += 1
            if seen > MOST_ENTRIES:
                raise _too_many(path)
            file = Path(where) / name
            if file.is_file():
                yield _file(file, PurePosixPath(inside.as_posix()))


def _is_passed_over(folder: str) -> bool:
    return folder in _PASSED_OVER or (folder.startswith(".") and folder != "..")


def _file(path: Path, folder: PurePosixPath) -> Entry:
    def stamp() -> object:
        found = path.stat()
        return found.st_size, found.st_mtime_ns

    with _readable(str(path)):
        size = path.stat().st_size
    return Entry(folder, path.name, size, lambda: path.open("rb"), stamp)


def _in_archive(archive: zipfile.ZipFile, path: Path) -> Iterator[Entry]:
    """Yield a ZIP's files. Raises FileTrouble where there is a password."""
    found = archive.infolist()
    if len(found) > MOST_ENTRIES:
        raise _too_many(path)
    if any(one.flag_bits & 1 for one in found):
        raise FileTrouble(
            f"{shorten(str(path), _LONGEST_PATH)} has a password: unpack it with the program that"
            " made it (7-Zip, for one), and name the folder"
        )
    for one in found:
        # Parts that lead out of the folder are names like any other: nothing is written there.
        where = PurePosixPath(one.filename.replace("\\", "/"))
        if not one.is_dir() and not any(map(_is_passed_over, where.parts[:-1])):
            yield Entry(
                where.parent, where.name, one.file_size, partial(archive.open, one), lambda: None
            )


def _too_many(path: Path) -> FileTrouble:
    return FileTrouble(
        f"{shorten(str(path), _LONGEST_PATH)} has more than {MOST_ENTRIES:,} files: name the folder"
        " that has the bot's database"
    )


def _databases(entries: Sequence[Entry]) -> Mapping[PurePosixPath, Sequence[Entry]]:
    folders: defaultdict[PurePosixPath, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.size and entry.head() == _SQLITE:
            folders[entry.folder].append(entry)
    return folders


def _copied(
    databases: Sequence[Entry], entries: Sequence[Entry], into: Path, most: int
) -> Mapping[str, Path]:
    """Copy databases with what SQLite keeps beside them, under names of our own."""
    into.mkdir()
    by_path = {one.path: one for one in entries}
    parts = [
        [(end, by_path[one.path + end]) for end in ("", *_BESIDE) if one.path + end in by_path]
        for one in databases
    ]
    size = sum(entry.size for part in parts for _, entry in part)
    if size > most:
        raise FileTrouble(
            f"the databases have {size:,} bytes together, and {most:,} at most are read"
        )
    copies: dict[str, Path] = {}
    for number, part in enumerate(parts):
        copies[part[0][1].path] = copy = into / f"{number}.db"
        copy_at_rest([(entry, copy.with_name(copy.name + end)) for end, entry in part])
    return copies


def copy_at_rest(pairs: Sequence[tuple[Entry, Path]]) -> None:
    """Copy files that belong together, anew if one was written meanwhile."""
    name = pairs[0][0].path
    with _readable(name):
        for _ in range(_TRIES):
            before = [entry.stamp() for entry, _ in pairs]
            for entry, target in pairs:
                with entry.open() as stream, target.open("wb") as copy:
                    shutil.copyfileobj(stream, copy, _CHUNK)
            if [entry.stamp() for entry, _ in pairs] == before:
                return
    raise FileTrouble(f"{shorten(name)} is being written: stop the other bot first")


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FileTrouble(f"{shorten(name, _LONGEST_PATH)} can't be read: {why}") from None
