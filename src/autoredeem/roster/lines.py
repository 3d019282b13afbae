"""From bytes as they come to lines of text: where a line ends, how long it may be."""

import re
from collections.abc import Iterable, Iterator

LONGEST_LINE = 65_536
"""In characters: room for some 6,000 pasted ids, and a bound on what one line costs in memory."""

_END = re.compile(r"\r\n|\n|\r")


def lines_in(chunks: Iterable[str]) -> Iterator[str]:
    """Cut a file's text into lines without their ends: LF, CRLF and a lone CR end a line.

    A line longer than LONGEST_LINE is cut to one character more than that: enough to see that it
    is too long, however long it is.
    """
    pending, carriage = "", False
    for chunk in chunks:
        text = chunk.removeprefix("\n") if carriage and chunk else chunk
        # After CR an LF may follow in the next chunk: the line is whole, the LF is no other.
        carriage = text.endswith("\r") if text else carriage and not chunk
        *whole, pending = _END.split(pending + text)
        yield from (line[: LONGEST_LINE + 1] for line in whole)
        pending = pending[: LONGEST_LINE + 1]
    if pending:
        yield pending
