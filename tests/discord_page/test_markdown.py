"""Markdown is drawn as Discord draws it: what is marked is marked, the rest stays as typed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.discord_page import Names
from support.discord_page.html import Markup
from support.discord_page.inline import inline
from support.discord_page.markdown import markdown
from support.discord_page.reading import shown

NAMES = Names(users={1: "Ann"}, roles={2: "Leaders"}, channels={3: "results"})
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("**bold**", "<strong>bold</strong>"),
        ("*slanted* and _slanted_", "<em>slanted</em> and <em>slanted</em>"),
        ("__under__", "<u>under</u>"),
        ("~~struck~~", "<s>struck</s>"),
        ("||hidden||", '<span class="spoiler">hidden</span>'),
        ("***both***", "<strong><em>both</em></strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("`**code**`", "<code>**code**</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**never closed", "**never closed"),
        (r"\*plain\* \_too\_ \`and\` \<@1\>", "*plain* _too_ `and` &lt;@1&gt;"),
        (r"*a\*b*", "<em>a*b</em>"),
        ("[a](https://x.test/b)", '<a href="https://x.test/b">a</a>'),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        ("https://x.test", '<a href="https://x.test">https://x.test</a>'),
    ],
)
def test_marks_within_a_line(written: str, drawn: str) -> None:
    assert inline(written, NAMES) == drawn


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("<@1>", "@Ann"),
        ("<@!1>", "@Ann"),
        ("<@&2>", "@Leaders"),
        ("<#3>", "#results"),
        ("<@9>", "@unknown-user"),
        ("</members add:7>", "/members add"),
        ("@everyone", "@everyone"),
    ],
)
def test_mentions_are_pills_with_names(written: str, says: str) -> None:
    assert inline(written, NAMES) == f'<span class="pill">{says}</span>'


def test_a_mention_that_is_taken_apart_is_none() -> None:
    assert "pill" not in inline("<\u200b@\u200b1>", NAMES)


@pytest.mark.parametrize(
    ("style", "apart", "says"),
    [
        (":R", timedelta(minutes=-3), "3 minutes ago"),
        (":R", timedelta(hours=1), "in 1 hour"),
        (":R", timedelta(seconds=-5), "a few seconds ago"),
        (":f", timedelta(), "1 March 2026 12:00"),
        ("", timedelta(), "1 March 2026 12:00"),
        (":F", timedelta(), "Sunday, 1 March 2026 12:00"),
        (":d", timedelta(), "01/03/2026"),
        (":t", timedelta(), "12:00"),
    ],
)
def test_times_are_said_as_seen_from_now(style: str, apart: timedelta, says: str) -> None:
    seconds = int((NOON + apart).timestamp())
    drawn = inline(f"<t:{seconds}{style}>", Names(now=NOON))
    assert drawn == f'<span class="time">{says}</span>'


def test_a_time_that_is_none_stays_as_it_was_written() -> None:
    assert inline("<t:99999999999999999>", NAMES) == "&lt;t:99999999999999999&gt;"


def test_lines_of_each_kind() -> None:
    drawn = markdown("# Head\n- one\n  - two\n> said\n-# small\nplain\nmore", NAMES)
    assert drawn.startswith('<h1>Head</h1><div class="item deep0"')
    assert 'class="item deep1"' in drawn
    assert '<div class="quote">said</div><div class="small">small' in drawn
    assert '<div class="text">plain\nmore</div>' in drawn


def test_a_block_of_code_is_drawn_as_it_is() -> None:
    drawn = markdown("before\n```py\n**x** <b>\n```\nafter", NAMES)
    assert "<pre>**x** &lt;b&gt;</pre>" in drawn
    assert drawn.count('class="text"') == 2


@given(st.text(st.sampled_from("ab *_~|`\\[]()<>@#&:!-/\n1t\u05d0"), max_size=60))
def test_whatever_is_written_is_drawn_with_all_its_words(written: str) -> None:
    drawn = markdown(written, NAMES)
    assert isinstance(drawn, Markup)
    assert shown(drawn).count("\u05d0") == written.count("\u05d0")


@pytest.mark.parametrize("piece", ["*", "**a", "_", "||x", "`", "[", "<", "\\", "~~", "> ", "*_"])
def test_what_is_nested_without_end_is_drawn_all_the_same(piece: str) -> None:
    assert markdown(piece * (4_000 // len(piece)), NAMES)
