"""Room on the disk, for a store that is a file."""

from contextlib import suppress
from pathlib import Path
from shutil import disk_usage

from autoredeem.runtime.findings import Finding, Level
from autoredeem.store.sqlite.address import file_at

DISK = "disk"
MEGABYTE = 1_000_000

LEAST_FREE = 100 * MEGABYTE
"""Bytes: room for the file, its journal, and whatever else lives on the disk."""


def disk_findings(store_url: str) -> list[Finding]:
    """Look at the disk of a store that is a file; a server's disk is not ours to see. It blocks.

    Raises InvalidSetting for a URL of a file that can't be one.
    """
    if not store_url.startswith("sqlite:"):
        return []
    # The folder may not exist yet: then the nearest one above it.
    for folder in file_at(store_url).absolute().parents:
        with suppress(OSError):
            return [room_finding(folder, disk_usage(folder).free)]
    return []


def room_finding(folder: Path, free: int) -> Finding:
    """Judge how many bytes are free for a folder."""
    found = f"{free // MEGABYTE:,} MB are free for {folder}"
    if free >= LEAST_FREE:
        return Finding(Level.OK, DISK, found)
    return Finding(Level.WARN, DISK, found, "make room: delete or move what is not needed")
