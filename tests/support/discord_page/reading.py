"""Reads a page again, for tests: what a person sees, and which elements there are."""

from collections import Counter
from html.parser import HTMLParser

_SILENT = frozenset({"style", "title"})
_VOID = frozenset({"meta"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: Counter[str] = Counter()
        self.attributes: set[tuple[str, str]] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes |= {(name, value or "") for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} is closed, but not open"

    def handle_data(self, data: str) -> None:
        if not _SILENT & set(self._open):
            self.said.append(data)

    def close(self) -> None:
        super().close()
        assert not self._open, f"never closed: {self._open}"


def read(page: str) -> _Reader:
    """Read a page or a piece of one; raises AssertionError where elements don't fit."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def shown(page: str) -> str:
    """Return the text that a person sees."""
    return "".join(read(page).said)
