"""Backups of a store: one file, whole or not there, that is restored on any kind of store.

It is a SQLite file of all that is in the store, packed. So half a file is known by its end,
which is missing, and a changed one by its check sum.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from autoredeem.domain.errors import FileTrouble, StoreRefused
from autoredeem.observe.threads import Step, in_own_thread, in_steps, no_step
from autoredeem.store.archive import Archive, Contents, Owner
from autoredeem.store.packing import (
    make_folder,
    make_workshop,
    pack,
    refuse_existing,
    remove_folder,
    unpack,
)
from autoredeem.store.sqlite.archive import finish_copy

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds in which a disk should have taken a megabyte, or looked through a file."""

COPY = "store.db"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: what is in it, its size in bytes, and how many rows were left out as not ours."""

    contents: Contents
    size: int
    left: int = 0


async def back_up(
    archive: Archive, file: Path, *, force: bool = False, step: Step = no_step
) -> Made:
    """Write a backup of a store while others work on it.

    Until it is whole, it lies under another name. Raises FileTrouble where there is a file already,
    unless that is a backup and `force`d out of the way, or as there is no room; and as the ports
    do.
    """
    await in_own_thread(refuse_existing, file, force=force)
    async with _folder(partial(make_workshop, file)) as folder:
        copy = folder / COPY
        left = await archive.copy_to(copy, step)
        contents = await _in_steps(file, partial(finish_copy, copy), step)
        return Made(contents, await _in_steps(file, partial(pack, copy, file), step), left)


async def restore(
    archive: Archive, file: Path, owner: Owner, *, force: bool = False, step: Step = no_step
) -> Contents:
    """Put a backup in the place of all that is in a store; return what is in it.

    One of an earlier version is brought up to date. Raises StoreRefused where a process works on
    the store, and where anything is in it, unless that is `force`d out of the way or is half a
    backup; FileTrouble for what is no backup, or half of one.
    """
    async with _folder(make_folder) as folder:
        copy = folder / COPY
        await _in_steps(file, partial(unpack, file, copy), step)
        with _named(copy, file):
            coming = await _in_steps(file, partial(finish_copy, copy), step)
        async with archive.alone(owner):
            there = await archive.contents()
            if not (force or there.empty or there.half):
                raise StoreRefused(_in_the_way(archive.place, there, coming))
            await archive.fill_from(copy, step)
        return coming


@contextmanager
def _named(copy: Path, file: Path) -> Iterator[None]:
    """Let what is refused of a copy be said of the backup that it came from."""
    try:
        yield
    except StoreRefused as error:
        raise StoreRefused(str(error).replace(str(copy), str(file))) from None


def _in_the_way(place: str, there: Contents, coming: Contents) -> str:
    newer = there.latest and (coming.latest is None or there.latest > coming.latest)
    which = "newer than the backup" if newer else "not empty"
    return (
        f"{place} is {which}.\nIn it: {there}\nIn the backup: {coming}\n"
        "Back it up first, then put the backup in its place: autoredeem restore FILE --force"
    )


async def _in_steps(file: Path, work: Callable[[Step], T], step: Step) -> T:
    try:
        return await in_steps(work, step, PATIENCE)
    except TimeoutError:
        raise FileTrouble(f"{file}: the disk gave no answer for {PATIENCE:g} s") from None


@asynccontextmanager
async def _folder(make: Callable[[], Path]) -> AsyncIterator[Path]:
    folder = await in_own_thread(make)
    try:
        yield folder
    finally:
        await in_own_thread(remove_folder, folder)
