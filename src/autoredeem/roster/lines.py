"""From bytes as they come to lines: which encoding, where a line ends, how long it may be."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain

LONGEST_LINE = 65_536
"""In bytes: room for some 6,000 pasted ids, and a bound on what one line can cost in memory."""

_LONGEST_MARK = len(codecs.BOM_UTF8)
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NO_TEXT = b"\xff"


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a file's bytes into lines without their ends, in UTF-8 and without a byte order mark.

    LF, CRLF and a lone CR end a line. UTF-16 is known by its mark (spreadsheets call it "Unicode
    text"); what is broken in it stays broken, as bytes that are not UTF-8. A line longer than
    LONGEST_LINE is cut to one byte more than that: enough to see that it is too long, however
    long it is.
    """
    pending = b""
    for chunk in _as_utf8(chunks):
        *lines, pending = [*(pending + chunk).splitlines(keepends=True), b""]
        # A last line without LF may go on in the next chunk; after CR an LF may follow.
        if lines and not lines[-1].endswith(b"\n"):
            pending = _cut(lines.pop())
        yield from (_cut(line).rstrip(b"\r\n") for line in lines)
    if pending:
        yield pending.rstrip(b"\r")


def _cut(line: bytes) -> bytes:
    if len(line) <= LONGEST_LINE:
        return line
    content = line.rstrip(b"\r\n")
    return content[: LONGEST_LINE + 1] + line[len(content) :]


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = iter(chunks)
    head = b""
    for chunk in rest:
        head += chunk
        if len(head) >= _LONGEST_MARK:
            break
    for mark, encoding in _UTF_16.items():
        if head.startswith(mark):
            return _from_utf_16(chain([head.removeprefix(mark)], rest), encoding)
    return chain([head.removeprefix(codecs.BOM_UTF8)], rest)


def _from_utf_16(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    # A lone surrogate passes, as three bytes that no UTF-8 reader accepts: its line is told.
    decoder = codecs.getincrementaldecoder(encoding)(errors="surrogatepass")
    for chunk in chunks:
        yield decoder.decode(chunk).encode(errors="surrogatepass")
    if decoder.getstate()[0]:
        yield _NO_TEXT
