"""Feeds in RSS and Atom: made plain text here, then parsed in a process of its own."""

import json
import os
import re
import subprocess
import sys
import threading
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from pathlib import Path

from autoredeem.codes.sources import rss_script
from autoredeem.codes.sources.items import LONGEST_TEXT, MOST_ITEMS, Item
from autoredeem.domain.errors import FeedFailed
from autoredeem.observe.threads import in_own_thread

SECONDS = 20.0
"""For the parser's process, whatever it does: it has a limit of its CPU's time as well."""

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']""")
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|(windows-|cp)125\d"
    r"|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
"""Those of texts. Python knows others, with which a megabyte takes hours."""

_ROOT = re.compile(r"<(?:[A-Za-z0-9_-]{1,20}:)?(rss|feed|RDF)[\s>]")
_GIVEN = ("PATH", "HOME", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT")
"""What the parser's process is given of the environment, in which there are secrets.

Without the last, Windows starts nothing.
"""


async def rss_items(
    body: bytes, charset: str, code: str, expires: str
) -> tuple[Sequence[Item], int]:
    """Return the first items of a feed, and how many more it has.

    `charset` is what the answer said, if it did; `code` and `expires` are names of an entry's
    fields, as feedparser calls them. Raises FeedFailed for what is neither RSS nor Atom, for one
    that declares a document type or entities, and for one that takes too long.
    """
    plain = _plain(text_of(body, charset))
    parser = _Parser([code, expires or "expires", str(MOST_ITEMS)])
    try:
        count, found = await in_own_thread(parser.run, plain)
    finally:
        parser.end()
    items = [Item(_cut(item_code), until) for item_code, until in found]
    return items, count - len(items)


def text_of(body: bytes, charset: str) -> str:
    """Decode: by its mark, by what the answer says, by what it says itself; else it is UTF-8.

    Raises FeedFailed for an encoding that is none of texts.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _DECLARED.match(body.lstrip()[:300])
    named = charset or (declared[1].decode() if declared else "utf-8")
    if not _ENCODINGS.fullmatch(named):
        raise FeedFailed("its text is in an encoding that is not known")
    try:
        return body.decode(named, "replace")
    except LookupError:
        raise FeedFailed("its text is in an encoding that is not known") from None


def _plain(text: str) -> bytes:
    """Return the feed from its first element on, as UTF-8.

    What stands before can declare entities that make terabytes of a few lines. Nothing may be
    declared there, so nothing else can be meant by what follows.
    """
    at = _first_element(text)
    before = text[:at].lower()
    if "<!doctype html" in before or text[at : at + 5].lower() == "<html":
        raise FeedFailed("it is a web page, not RSS or Atom")
    if "<!doctype" in before or "<!entity" in before:
        raise FeedFailed("it declares a document type or entities, which is not read")
    if not _ROOT.match(text, at):
        raise FeedFailed("it is not RSS or Atom")
    return text[at:].encode(errors="replace")


def _first_element(text: str) -> int:
    """Return where the first element begins: after blanks, instructions and comments.

    A declaration counts as none of these, so that what it hides is not looked for.
    """
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while (end := _skipped(text, at)) > at:
        at = end
    if text.startswith("<!", at):
        return text.find(">", at) + 1 or len(text)
    return at


def _skipped(text: str, at: int) -> int:
    """Return the end of an instruction or comment at a place, and of the blanks after it."""
    for begin, end in (("<?", "?>"), ("<!--", "-->")):
        if text.startswith(begin, at):
            found = text.find(end, at + len(begin))
            at = found + len(end) if found >= 0 else len(text)
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _cut(text: object) -> object:
    return text[: LONGEST_TEXT + 1] if isinstance(text, str) else None


class _Parser:
    """The parser's process, run once; it can be ended from another thread."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._command = [sys.executable, "-P", str(Path(rss_script.__file__)), *arguments]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False

    def run(self, content: bytes) -> tuple[int, list[tuple[object, object]]]:
        """Parse; blocks. Raises FeedFailed where it did not end well, or not in time."""
        with self._lock:
            if self._over:
                raise FeedFailed("it was not read to the end")
            self._process = process = self._start()
        with process:
            try:
                out, _ = process.communicate(content, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise FeedFailed("it takes too long to read") from None
        if process.returncode:
            raise FeedFailed("it takes too much time or memory to read")
        count, items = json.loads(out)
        return count, items

    def end(self) -> None:
        """End the process, if it still runs. It has nothing to lose."""
        with self._lock:
            self._over = True
            if self._process and self._process.poll() is None:
                self._process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        given = {name: os.environ[name] for name in _GIVEN if name in os.environ}
        return subprocess.Popen(  # noqa: S603 - our own script
            self._command, stdin=pipe, stdout=pipe, stderr=nowhere, env=given
        )
