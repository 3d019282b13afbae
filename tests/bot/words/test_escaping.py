"""What people typed: any text, and the tricks that are known."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.bot.words import code, plain, safe

FSI, PDI = "\u2068", "\u2069"
BREAK = "\u200b"
JOINERS = "\u200c\u200d"
FAMILY = "👨‍👩‍👧‍👦"

TRICKS = st.sampled_from(
    [
        *"\\`*_~|<>#+-[]().:@&!?/ \t\n\r\x00\x1b\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2028",
        *"\u2060\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\ufeff\u3164\u2800\ud800",
        *"\u0301\u0308\ufe0f\u20e3aZ19éعשक्षกำ한ㄱ👍🏽🇩🇪",
        *("@everyone", "@here", "<@1>", "<@&1>", "<#1>", "</me:1>", "<t:1:R>", "<a:x:1>", "||"),
        *(
            "https://x.yz",
            "discord.gg/x",
            "[a](b)",
            "```",
            "# ",
            "> ",
            ">>> ",
            "-# ",
            "1. ",
            FAMILY,
        ),
    ]
)
ANYTHING = st.one_of(
    st.text(), st.lists(TRICKS, max_size=40).map("".join), st.text(st.characters(codec=None))
)
LONGEST = st.integers(1, 100)


def unescaped(text: str) -> str:
    """Undo escapes as Discord does, and take out what keeps mentions apart and directions."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text.replace(BREAK, "").strip(FSI + PDI))


@given(ANYTHING, LONGEST)
@example("a\u200b\u0301", 64)
@example("e" + "\u0301" * 9, 64)
def test_what_is_shown_is_what_was_typed(text: str, longest: int) -> None:
    assert unescaped(safe(text, longest)) == plain(text, longest).strip(FSI + PDI)


@given(ANYTHING, LONGEST)
def test_no_markdown_link_or_mention_is_left(text: str, longest: int) -> None:
    shown = safe(text, longest)
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "", shown)

    assert not set(bare) & set("\\`*_~|<>#+-[]().:")
    assert not re.search(r"[@<](?!\u200b)", shown)


@given(ANYTHING, LONGEST, st.booleans())
def test_nothing_invisible_is_left_and_directions_are_closed(
    text: str,
    longest: int,
    rtl: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    for shown in (safe(text, longest, rtl=rtl), plain(text, longest, rtl=rtl)):
        isolated = shown.startswith(FSI)
        content = shown[1:-1] if isolated else shown

        assert not isolated or shown.endswith(PDI)
        for one in content:
            assert unicodedata.category(one) not in {"Cc", "Cs", "Zl", "Zp"}
            assert unicodedata.category(one) != "Cf" or one in BREAK + JOINERS
        assert content == " ".join(content.split())
        assert content
        assert shown.encode()


@given(ANYTHING, LONGEST)
def test_it_is_no_longer_than_was_asked_for(text: str, longest: int) -> None:
    assert len(plain(text, longest)) <= longest + len(FSI + PDI)
    assert len(safe(text, longest)) <= 3 * longest + len(FSI + PDI)
    assert len(code(text, longest)) <= 2 * longest + len("``")


@given(ANYTHING)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = plain(text, 10_000)

    assert plain(once, 10_000) == once


@given(ANYTHING, LONGEST)
def test_inline_code_has_no_way_out(text: str, longest: int) -> None:
    shown = code(text, longest)

    assert shown == "—" or (shown[0] == shown[-1] == "`" and "`" not in shown[1:-1])
    assert not re.search(r"@(?!\u200b)", shown)


@given(ANYTHING)
def test_what_runs_from_right_to_left_is_isolated_everywhere(text: str) -> None:
    shown = safe(text)
    left = any(unicodedata.bidirectional(one) in {"R", "AL", "AN"} for one in shown)

    assert shown.startswith(FSI) is left
    assert safe(text, rtl=True).startswith(FSI) is (shown != "—")


@pytest.mark.parametrize("text", ["", "  ", "\u3164", "\u2800\u200b", "\u202e\u202c", "\u0301"])
def test_what_shows_as_nothing_is_said_to_be_nothing(text: str) -> None:
    assert safe(text) == plain(text) == code(text) == "—"
    assert safe(text, empty="(no name)") == plain(text, empty="(no name)") == "(no name)"


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("abce\u0323\u0323\u0323fgh", 6, "abc…"),
        (f"ab{FAMILY}", 7, "ab…"),
        (f"{FAMILY}bcde", 10, f"{FAMILY}bc…"),
        ("abc👍🏽de", 5, "abc…"),
        ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),
        (FAMILY, 3, "…"),
    ],
)
def test_a_text_is_cut_between_what_people_see_as_characters(
    text: str, longest: int, shown: str
) -> None:
    assert plain(text, longest) == shown


@pytest.mark.parametrize("text", ["می‌خواهم", "क्‍ष", FAMILY, "❤️‍🔥", "🏳️‍🌈", "Zoë", "한국", "กำ"])
def test_scripts_and_emoji_stay_whole(text: str) -> None:
    assert plain(text).strip(FSI + PDI) == unicodedata.normalize("NFC", text)


def test_joiners_between_latin_letters_go() -> None:
    assert plain("ad\u200dmin\u200c \u200d") == "admin"


def test_a_tower_of_marks_is_cut_down() -> None:
    assert len(plain("z" + "\u0335" * 500 + "a")) == 6


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone", f"@{BREAK}everyone"),
        ("<@123>", rf"\<{BREAK}@{BREAK}123\>"),
        ("**bold**", r"\*\*bold\*\*"),
        ("# big", r"\# big"),
        ("[x](https://x.yz)", r"\[x\]\(https\://x\.yz\)"),
        ("discord.gg/abc", r"discord\.gg/abc"),
        ("a\n> b", r"a \> b"),
        ("Ali_علي", f"{FSI}Ali\\_علي{PDI}"),
    ],
)
def test_known_tricks(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_code_is_shown_as_it_is() -> None:
    assert code("Gift_2026-A") == "`Gift_2026-A`"
    assert code("Gift_2026-A", rtl=True) == f"{FSI}`Gift_2026-A`{PDI}"
    assert code("a`b") == "`a'b`"
