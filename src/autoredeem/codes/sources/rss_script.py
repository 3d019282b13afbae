"""Reads RSS or Atom from standard input, and writes its items to standard output, as JSON.

This is a program of its own, run by `rss_feed`: feedparser can be kept busy for minutes by a
megabyte of XML (an author that is all dots, a thousand namespaces), and no thread can be ended.
It imports nothing of ours, so that it starts quickly. Its arguments are the names of two fields,
and how many items to write; it writes `[how many there are, [[code, expires], ...]]`.
"""

import io
import json
import sys

import feedparser  # type: ignore[import-untyped]

try:
    import resource
except ImportError:  # Windows has no such limits: there the time alone is limited, by who waits.
    resource = None  # type: ignore[assignment]

SECONDS = 10
"""Of its CPU."""

MEMORY = 1_000_000_000
"""Bytes of its addresses: a megabyte of XML takes a tenth."""


def main(code: str, expires: str, most: str) -> None:
    """Read, parse and write; the limits end this process where it goes wrong."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    feed = feedparser.parse(
        io.BytesIO(sys.stdin.buffer.read()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    items = [[_text(one.get(code)), _text(one.get(expires))] for one in feed.entries[: int(most)]]
    sys.stdout.write(json.dumps([len(feed.entries), items]))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


if __name__ == "__main__":
    main(*sys.argv[1:])
