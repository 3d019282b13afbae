"""The pages lead where they say, and the site that `make docs` makes of them has all of them.

MkDocs checks the built site; this needs no MkDocs, and checks what a forge shows as well.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
BESIDE: dict[str, str] = SITE["extra"]["beside"]
"""What the site has of what stands beside docs/, pages and files, with its name there."""
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in BESIDE if name.endswith(".md"))])

NAMED = re.compile(r"\bdocs/[\w/.-]+\.(?:md|json|yml|html|png|svg)\b")
ELSEWHERE = re.compile(r"[a-z]+:")
AFTER_AN_EMPTY_LINE = ("bullet_list_open", "ordered_list_open", "table_open")
IN_AN_ITEM = ("paragraph_open", "fence", "table_open")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@each_page
def test_every_link_and_picture_of_a_page_leads_to_what_exists(page: Path) -> None:
    assert not _dead(page)


@each_page
def test_a_page_links_to_nothing_that_the_site_lacks(page: Path) -> None:
    beside = {ROOT / name for name in BESIDE}
    lacking = {_target(page, link) for link in _local(page)} - beside
    assert not [target for target in lacking if not target.is_relative_to(DOCS)]


@each_page
def test_a_page_is_read_alike_on_the_site_and_on_a_forge(page: Path) -> None:
    assert not _read_otherwise(page)


def test_every_page_is_in_the_navigation_once() -> None:
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    beside = [name for name in BESIDE.values() if name.endswith(".md")]
    assert sorted(_navigation(SITE["nav"])) == sorted([*pages, *beside])


def test_every_picture_is_shown_on_some_page() -> None:
    shown = {_target(page, link) for page in PAGES for link in _local(page)}
    twins = {each.with_name(f"{each.stem}-phone.png") for each in shown}
    pictures = set((DOCS / "pictures").iterdir())
    assert not pictures - shown - twins


def test_a_page_that_the_source_names_exists() -> None:
    files = [
        path for room in ("src", "tests", "benchmarks") for path in ROOT.glob(f"{room}/**/*.py")
    ]
    named = {name for path in files for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert named
    assert not [name for name in named if not (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[a](gone.md)", "gone.md: no such file"),
        ("[a](.)", ".: no such file"),
        ("![a](gone.png)", "gone.png: no such file"),
        ("| a |\n|---|\n| [b](gone.md) |", "gone.md: no such file"),
        ("[a](other.md#gone)", "other.md#gone: 0 such headings"),
        ("[a](other.md#twice)", "other.md#twice: 2 such headings"),
        ("[a](#gone)", "#gone: 0 such headings"),
        ("[a](http://example.org)", "http://example.org: not https"),
        ("![](other.png)", "other.png: a picture without words"),
    ],
)
def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "other.png").touch()
    (tmp_path / "other.md").write_text("# Twice\n## Twice\n## Once, `in` *all* (1)\n", "utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"{text}\n\n[b](other.md#once-in-all-1) `[c](gone.md)`\n", "utf-8")
    assert _dead(page) == [why]


@pytest.mark.parametrize(
    "text", ["a\n- b", "a\n1. b", "a\n| b |\n|---|", "- a\n\n  b", "- a\n\n  ```\n  b\n  ```"]
)
def test_what_the_site_would_read_otherwise_is_seen(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    assert _read_otherwise(page)


def _dead(page: Path) -> Sequence[str]:
    """Return what is wrong with a page's links, none if nothing is."""
    found = [why for link in _links(page) if (why := _why_dead(page, link))]
    unsaid = [token for token in _inline(page) if token.type == "image" and not token.content]
    return [*found, *(f"{token.attrs['src']}: a picture without words" for token in unsaid)]


def _target(page: Path, link: str) -> Path:
    name = link.partition("#")[0]
    return (page.parent / name).resolve() if name else page


def _why_dead(page: Path, link: str) -> str | None:
    if ELSEWHERE.match(link):
        return None if link.startswith("https://") else f"{link}: not https"
    target, anchor = _target(page, link), link.partition("#")[2]
    if not target.is_file():
        return f"{link}: no such file"
    if anchor and (count := _anchors(target)[anchor]) != 1:
        return f"{link}: {count} such headings"
    return None


def _read_otherwise(page: Path) -> Sequence[str]:
    """Return lines that Python-Markdown, by which the site is made, takes for something else.

    It wants an empty line above a list or a table, and three blanks before what follows in an item.
    """
    lines = ["", *page.read_text(encoding="utf-8").splitlines()]
    found: list[str] = []
    items: list[int] = []
    for token in _tokens(page):
        at = token.map[0] if token.map else 0
        if token.type == "list_item_open":
            items.append(at)
        elif token.type == "list_item_close":
            items.pop()
        elif not items and token.type in AFTER_AN_EMPTY_LINE and lines[at]:
            found.append(f"{at + 1}: no empty line above")
        elif items and token.type in IN_AN_ITEM and at != items[-1] and lines[at + 1][:3].strip():
            found.append(f"{at + 1}: less than three blanks")
    return found


def _links(page: Path) -> Iterator[str]:
    for token in _inline(page):
        if link := token.attrGet("href") or token.attrGet("src"):
            yield str(link)


def _local(page: Path) -> Sequence[str]:
    """Return links to files of the repository."""
    return [link for link in _links(page) if not ELSEWHERE.match(link)]


def _anchors(page: Path) -> Counter[str]:
    """Return headings as links name them, on a forge and in the site."""
    pairs = pairwise(_tokens(page))
    return Counter(_slug(text) for opened, text in pairs if opened.type == "heading_open")


def _slug(heading: Token) -> str:
    text = "".join(part.content for part in heading.children or ())
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")


def _inline(page: Path) -> Iterator[Token]:
    for token in _tokens(page):
        yield from token.children or ()


@cache
def _tokens(page: Path) -> Sequence[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.parse(page.read_text(encoding="utf-8"))


def _navigation(entry: Any) -> Iterator[str]:  # noqa: ANN401 (as YAML has it)
    if isinstance(entry, str):
        yield entry
        return
    for each in entry.values() if isinstance(entry, dict) else entry:
        yield from _navigation(each)
