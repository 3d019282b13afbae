"""Lists that are kept in a file, or in the files of a folder: a list each."""

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from autoredeem.domain.errors import InvalidInput, ProviderFailed
from autoredeem.domain.ids import Fid
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.synchronisation import ProvidedPlayer, SyncTrouble
from autoredeem.domain.text import shorten, tidy
from autoredeem.observe.threads import in_own_thread
from autoredeem.roster.enrolment import in_batches
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.importing import read_members
from autoredeem.roster.problems import Kind
from autoredeem.roster.providers.provider import LONGEST_GROUP, MOST_PLAYERS

LARGEST = 64_000_000
"""Bytes of a file."""

CHUNK = 65_536

UNREADABLE = frozenset(
    {
        Kind.NOT_TEXT,
        Kind.NO_ID_COLUMN,
        Kind.WHICH_COLUMN,
        Kind.BROKEN,
        Kind.OLD_WORKBOOK,
        Kind.NO_READER,
        Kind.TOO_LARGE,
    }
)
"""What is wrong with a file as a whole: what it lists is not all that it should."""

Mark = tuple[int, int, int]
"""A file's number, size and time of change: another one when it was written."""


@dataclass(frozen=True, slots=True)
class FileProvider:
    """A file, or a folder in which a file's name without its ending is that of a list.

    Files are read as member files are. Nothing is written.
    """

    name: str
    title: str
    path: Path
    every: timedelta
    digits: range = PLAYER_ID_DIGITS
    folder: bool = False

    @property
    def group_hint(self) -> str:
        """How a file is named in a folder."""
        return "TAG" if self.folder else ""

    def parse_group(self, text: str) -> str:
        """Return a file's name without its ending; nothing where there is but one file."""
        group = tidy(text, LONGEST_GROUP + 1)
        if not self.folder:
            return ""
        if not group or len(group) > LONGEST_GROUP or set(group) & set("/\\") or group[0] == ".":
            raise InvalidInput(f"{shorten(text)} is no name of a file, such as TAG for TAG.csv")
        return group

    async def mark(self, group: str) -> object:
        """Return the file's number, size and time; None where it can't be seen."""
        try:
            return await in_own_thread(_mark, self._file, group)
        except ProviderFailed:
            return None

    async def read(self, group: str) -> AsyncGenerator[Sequence[ProvidedPlayer], None]:
        """Yield what the file lists; it must not change meanwhile."""
        before = await in_own_thread(_mark, self._file, group)
        members = read_members(self._chunks(group), self.digits)
        players = 0
        async with aclosing(in_batches(members)) as batches:
            async for batch in batches:
                if wrong := next((o for o in batch.problems if o.kind in UNREADABLE), None):
                    raise ProviderFailed(SyncTrouble.UNREADABLE, wrong.reason)
                players += len(batch.members)
                if players > MOST_PLAYERS:
                    raise _too_large()
                yield [
                    ProvidedPlayer(one.fid, one.nickname, one.state, one.level)
                    for one in batch.members
                ]
        if before != await in_own_thread(_mark, self._file, group):
            raise ProviderFailed(SyncTrouble.UNREADABLE, "it is just being written")

    async def lookup(self, fid: Fid) -> PlayerHint | None:  # noqa: ARG002 - the port's
        """Return nothing: a file belongs to whoever follows it."""
        return None

    def _file(self, group: str) -> Path:
        """Return the list's file; blocks. Raises ProviderFailed where there is none."""
        if not self.folder:
            return self.path
        for one in _files_in(self.path):
            if one.stem == group:
                return one
        raise ProviderFailed(SyncTrouble.NOT_THERE, f"there is no file for {shorten(group)}")

    def _chunks(self, group: str) -> Iterator[bytes]:
        """Yield the file's bytes; blocks, so whoever iterates does so in a thread."""
        file, size = self._file(group), 0
        try:
            with file.open("rb") as content:
                while chunk := content.read(CHUNK):
                    size += len(chunk)
                    if size > LARGEST:
                        raise _too_large()
                    yield chunk
        except OSError as error:
            raise _unreachable(error) from None


def _mark(file_of: Callable[[str], Path], group: str) -> Mark:
    try:
        about = file_of(group).stat()
    except OSError as error:
        raise _unreachable(error) from None
    return about.st_ino, about.st_size, about.st_mtime_ns


def _files_in(folder: Path) -> Sequence[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.is_file() and one.name[0] != ".")
    except OSError as error:
        raise _unreachable(error) from None


def _unreachable(error: OSError) -> ProviderFailed:
    gone = isinstance(error, FileNotFoundError)
    trouble = SyncTrouble.NOT_THERE if gone else SyncTrouble.UNREACHABLE
    return ProviderFailed(trouble, f"it can't be read: {error.strerror}")


def _too_large() -> ProviderFailed:
    return ProviderFailed(SyncTrouble.TOO_LARGE, "it is larger than any list of players")
