"""What comes in chunks, of bytes or of text: its beginning, or all of it within a bound."""

from collections.abc import Iterable, Iterator
from typing import AnyStr

from autoredeem.roster.problems import Kind, Unreadable


def begin(chunks: Iterable[AnyStr], least: int, nothing: AnyStr) -> tuple[AnyStr, Iterator[AnyStr]]:
    """Return the first so many bytes or characters, if there are, and the chunks after them."""
    rest, head = iter(chunks), nothing
    for chunk in rest:
        head += chunk
        if len(head) >= least:
            break
    return head, rest


def whole(chunks: Iterable[AnyStr], most: int, nothing: AnyStr) -> AnyStr:
    """Return all of it. Raises Unreadable if there is more than so much."""
    parts: list[AnyStr] = []
    length = 0
    for chunk in chunks:
        parts.append(chunk)
        length += len(chunk)
        if length > most:
            size = f"{most // 1_000_000} MB"
            reason = (
                f"the file is larger than {size}, and of its kind no more is read; save it as CSV"
            )
            raise Unreadable(Kind.TOO_LARGE, reason)
    return nothing.join(parts)
