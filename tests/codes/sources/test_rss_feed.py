"""Feeds in RSS and Atom, and whatever else comes as XML. Parsed in a process of its own."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autoredeem.codes.sources import FeedKind, rss_feed, rss_script
from autoredeem.codes.sources.items import Items
from autoredeem.codes.sources.polling import poll
from autoredeem.codes.sources.rss_feed import rss_items, text_of
from autoredeem.domain.errors import FeedFailed
from support.feed_server import FeedServer, feed_server

pytestmark = pytest.mark.server

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>Codes</title>
<item><title>SNOWDAY2026</title><pubDate>Sun, 29 Nov 2026 12:00:00 GMT</pubDate>
  <description><![CDATA[<!DOCTYPE html><p>A gift]]></description></item>
<item><title>New gift code: FROSTY99</title></item>
<item><title>Server maintenance</title></item>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></item>
</channel></rss>"""

ATOM = (
    """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>SNOWDAY2026</title></entry></feed>"""
)

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item><title>SNOWDAY2026</title></item></rdf:RDF>"""

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    + "]><rss><channel><item><title>&a19;</title></item></channel></rss>"
)

QUADRATIC = (
    f'<!DOCTYPE x [<!ENTITY a "{"x" * 400_000}">]><rss><channel><item><title>{"&a;" * 100_000}'
)

BUSY = f"<rss><channel><item><author>{'a.' * 490_000}</author></item></channel></rss>"
"""Keeps the parser busy for minutes."""


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as serving:
        yield serving


async def read(server: FeedServer, body: str | bytes, kind: str = "text/xml") -> Items:
    server.says(body, headers={"Content-Type": kind})
    found = await poll(server.feed(FeedKind.RSS), NOW)
    assert found.items
    return found.items


async def test_titles_are_codes_or_tell_of_them_and_others_are_counted(server: FeedServer) -> None:
    found = await read(server, RSS)
    assert (list(found.codes), found.refused) == (["SNOWDAY2026", "FROSTY99"], 2)


@pytest.mark.parametrize("body", [ATOM, RDF, f"\n\n{ATOM}", ATOM.replace("</feed>", "&nbsp;")])
async def test_atom_and_older_ways_are_read_and_small_faults_forgiven(
    server: FeedServer, body: str
) -> None:
    assert list((await read(server, body)).codes) == ["SNOWDAY2026"]


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"\xef\xbb\xbf" + RSS.encode(), ""),
        (RSS.encode("utf-16"), ""),
        (RSS.replace("utf-8", "windows-1251").replace("by hand", "вручную").encode("cp1251"), ""),
        (RSS.replace("by hand", "手").encode("gb18030"), "; charset=GB18030"),
        (RSS.encode().replace(b"by hand", b"\xff\xfe\xfa"), ""),
    ],
    ids=["mark", "utf-16", "declared", "said", "broken"],
)
async def test_its_encoding_is_found_out(server: FeedServer, body: bytes, charset: str) -> None:
    found = await read(server, body, f"text/xml{charset}")
    assert list(found.codes) == ["SNOWDAY2026", "FROSTY99"]


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "zlib", "unicode_escape", "utf-7", "nonsense"]
)
def test_no_encoding_is_used_that_is_none_of_texts(name: str) -> None:
    for body, charset in ((b"<rss/>", name), (f'<?xml encoding="{name}"?><rss/>'.encode(), "")):
        with pytest.raises(FeedFailed, match="encoding that is not known"):
            text_of(body, charset)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (LAUGHS, "declares a document type or entities"),
        (QUADRATIC, "declares a document type or entities"),
        (LAUGHS.encode("utf-16"), "declares a document type or entities"),
        (f"<!-- <!ENTITY a 'b'> -->{ATOM}", "declares a document type or entities"),
        ("<!DOCTYPE html><html><body>Just a moment...", "a web page"),
        ("<html><body>", "a web page"),
        ("[]", "not RSS or Atom"),
        ("", "not RSS or Atom"),
        ("<svg><rss/></svg>", "not RSS or Atom"),
        ("<!--" * 200_000, "not RSS or Atom"),
        ("<?" * 400_000, "not RSS or Atom"),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_what_is_something_else_is_not_parsed_at_all(
    server: FeedServer, body: str | bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rss_feed._Parser, "run", None)
    with pytest.raises(FeedFailed, match=reason):
        await read(server, body)


async def test_what_keeps_the_parser_busy_ends_its_process_at_its_limit(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rss_feed, "SECONDS", 1.0)
    with pytest.raises(FeedFailed, match="takes too long to read"):
        await read(server, BUSY)


async def test_cancelled_no_process_is_left_behind(server: FeedServer) -> None:
    before = await asyncio.to_thread(children)
    reading = asyncio.create_task(read(server, BUSY))
    while not (started := await asyncio.to_thread(children) - before):  # noqa: ASYNC110
        await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    while await asyncio.to_thread(children) & started:  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(0)


TELLING = """
import json, os
names = ("PATH", "SYSTEMROOT", "AUTOREDEEM_DISCORD_TOKEN", "MONGO_URI")
found = [os.environ.get(name) for name in names]
print(json.dumps([4, [[one, None] for one in found]]))
"""


@pytest.fixture
def telling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script in the parser's place that tells its environment; secrets are in ours."""
    script = tmp_path / "script.py"
    script.write_text(TELLING)
    monkeypatch.setattr(rss_script, "__file__", str(script))
    monkeypatch.setenv("PATH", "/bin")
    monkeypatch.setenv("SYSTEMROOT", "C:/Windows")
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", "secret")
    monkeypatch.setenv("MONGO_URI", "secret")


@pytest.mark.usefixtures("telling")
async def test_the_parser_s_process_is_given_what_it_needs_and_no_secret() -> None:
    items, _ = await rss_items(ATOM.encode(), "", "title", "")
    assert [item.code for item in items] == ["/bin", "C:/Windows", None, None]


ON_WINDOWS = f"""
import runpy, sys
sys.modules["resource"] = None
runpy.run_path({rss_script.__file__!r}, run_name="__main__")
"""


@pytest.fixture
def no_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away from the parser's process what limits it."""
    script = tmp_path / "script.py"
    script.write_text(ON_WINDOWS, encoding="utf-8")
    monkeypatch.setattr(rss_script, "__file__", str(script))


@pytest.mark.usefixtures("no_limits")
async def test_where_the_system_has_no_limits_feeds_are_read_all_the_same() -> None:
    items, _ = await rss_items(ATOM.encode(), "", "title", "")
    assert items


async def test_five_hundred_entries_are_read_and_the_others_counted(server: FeedServer) -> None:
    many = "".join(f"<entry><title>CODE{n}</title></entry>" for n in range(700))
    found = await read(server, f'<feed xmlns="http://www.w3.org/2005/Atom">{many}</feed>')
    assert (len(found.codes), found.left_out) == (500, 200)


def children() -> set[int]:
    """Return the processes that this one has started."""
    found: set[int] = set()
    for file in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        # A thread may have ended since.
        with suppress(OSError):
            found.update(map(int, file.read_text().split()))
    return found
