"""What people typed and strangers sent, made fit to keep and to show."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.domain.text import (
    INVISIBLE,
    LONGEST_LINE,
    fold,
    shorten,
    tidy,
    trim,
    visible,
    visible_line,
    without_marks,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
TRICKS = st.text(
    st.sampled_from(
        " \t\n\xad\u0301\u0308\u034f\u115f\u200b\u200c\u200d\u202e\u3164\ud800\ufe0faéक्ष한ㄱ👍🏽🇩🇪"
    )
)
ANYTHING = st.text() | st.text(st.characters(codec=None)) | TRICKS
AROUND = st.text(st.sampled_from(f"{INVISIBLE} \t\r\n\xa0\u2003\u3000"))


@given(AROUND, st.text(), AROUND)
def test_what_is_invisible_around_a_text_goes_in_whichever_order(
    before: str, text: str, after: str
) -> None:
    assert trim(f"{before}{text}{after}") == trim(text)
    assert trim(trim(text)) == trim(text)
    assert trim(before) == ""


@pytest.mark.parametrize("mark", [*INVISIBLE, "\ufe0f"])
def test_an_invisible_mark_vanishes_wherever_it_stands(mark: str) -> None:
    assert without_marks(f"{mark}SNOW{mark}DAY26 {mark}") == "SNOWDAY26 "


@pytest.mark.parametrize("blank", ["\xa0", "\u2007", "\u202f"])
def test_a_no_break_blank_is_a_blank(blank: str) -> None:
    assert without_marks(f"123{blank}456") == "123 456"


@pytest.mark.parametrize(
    "name", ["❤\ufe0f Ann", "1\ufe0f\u20e3", FAMILY, "می\u200cخواهم", "Bob 🇩🇪"]
)
def test_emoji_and_scripts_keep_the_marks_that_they_are_written_with(name: str) -> None:
    assert without_marks(name) == name


@given(ANYTHING | AROUND)
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    clean = without_marks(text)
    assert without_marks(clean) == clean
    assert not set(clean) & set(f"{INVISIBLE}\xa0\u2007\u202f")


@given(ANYTHING)
def test_what_is_made_visible_is_one_line_of_as_many_characters(text: str) -> None:
    assert visible(text).isprintable()
    assert len(visible(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("CDK NOT FOUND.", "CDK NOT FOUND."),
        ("  two\r\n\tlines\u2028here\xa0", "two lines here"),
        ("\x1b[31mred\x07", "�[31mred�"),
        ("abc\u202edcba\u2066\u200b", "abc�dcba��"),
        ("half \ud83d of one", "half � of one"),
        ("Ünïcödé 中文 ❄", "Ünïcödé 中文 ❄"),
        ("", ""),
        (" \n\x85 ", ""),
    ],
)
def test_text_is_shown_as_one_visible_line(text: str, shown: str) -> None:
    assert visible_line(text) == shown


@given(st.text(st.characters(), max_size=1_000))
@example("x" * 100_000)
@example(" " * 100_000 + "x")
def test_any_text_becomes_a_short_printable_line(text: str) -> None:
    line = visible_line(text)
    assert line.isprintable()
    assert len(line) <= LONGEST_LINE
    line.encode()


def test_a_line_that_was_cut_says_so() -> None:
    assert visible_line("x" * LONGEST_LINE) == "x" * LONGEST_LINE
    assert visible_line("x" * (LONGEST_LINE + 1)) == "x" * (LONGEST_LINE - 1) + "…"


@given(st.text())
def test_a_quoted_text_is_one_short_visible_line(text: str) -> None:
    quoted = shorten(text)
    assert quoted.isprintable()
    assert len(quoted) <= 43


def test_a_quoted_text_that_was_cut_says_so() -> None:
    assert shorten("x" * 40) == f"'{'x' * 40}'"
    assert shorten("x" * 41) == f"'{'x' * 40}…'"
    assert shorten("a\nb", 2) == "'a�…'"


@given(ANYTHING, st.integers(1, 100))
@example(f"{'ab' * 20}{FAMILY}", 43)
def test_a_tidy_text_is_one_line_of_real_letters_and_stays_as_it_is(
    text: str, longest: int
) -> None:
    line = tidy(text, longest)

    assert len(line) <= longest
    assert tidy(line, longest) == line == unicodedata.normalize("NFC", line)
    assert line == " ".join(line.split())
    assert line.encode().decode() == line
    assert not set(line) & set(INVISIBLE)


@given(ANYTHING, st.integers(1, 100))
def test_what_was_cut_ends_as_it_is_told_to(text: str, longest: int) -> None:
    whole, cut = tidy(text, 10_000), tidy(text, longest, end="…")

    assert cut == whole or (cut.endswith("…") and len(cut) <= longest < len(whole))
    assert whole.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Bob \r\n the\tgreat ", "Bob the great"),
        ("Zoe\u0308", "Zoë"),
        ("a\u3164\u2800b", "a b"),
        ("ad\u200dmin\u202e", "admin"),
        (FAMILY, FAMILY),
        ("z" + "\u0335" * 9, "z" + "\u0335" * 4),
    ],
)
def test_what_is_kept_of_what_people_type(text: str, kept: str) -> None:
    assert tidy(text, 64) == kept


@pytest.mark.parametrize(
    ("name", "typed"), [("Ängström", "angstrom"), ("𝓐𝓷𝓷", "ann"), ("ＡＬＩ", "ali"), ("Ёж", "еж")]
)
def test_names_are_alike_as_people_type_them(name: str, typed: str) -> None:
    assert fold(name) == fold(typed)
