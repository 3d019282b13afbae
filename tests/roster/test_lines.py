"""How a file's bytes become lines."""

import codecs
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.roster.lines import LONGEST_LINE, lines_of


def in_chunks(content: bytes, cuts: list[int]) -> Iterator[bytes]:
    """Cut content at these places, as a pipe or a network would."""
    places = sorted(min(cut, len(content)) for cut in cuts)
    for start, end in pairwise([0, *places, len(content)]):
        yield content[start:end]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_ends_a_line(end: bytes) -> None:
    assert list(lines_of([b"1" + end + end + b"2" + end])) == [b"1", b"", b"2"]


@given(st.lists(st.sampled_from([b"1", b"\r", b"\n", b"\r\n", b"22"])).map(b"".join), st.data())
def test_where_chunks_end_changes_nothing(content: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(content)), max_size=8))

    assert list(lines_of(in_chunks(content, cuts))) == content.splitlines()


@given(
    st.text(st.characters(codec="utf-8")),
    st.sampled_from(
        [
            (b"", "utf-8"),
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ]
    ),
    st.lists(st.integers(0, 20), max_size=6),
)
def test_every_encoding_with_a_mark_gives_the_same_lines(
    text: str, encoding: tuple[bytes, str], cuts: list[int]
) -> None:
    mark, name = encoding
    text = text.removeprefix("\ufeff")
    content = mark + text.encode(name)

    assert list(lines_of(in_chunks(content, cuts))) == text.encode().splitlines()


@pytest.mark.parametrize("broken", [b"\x31", b"\x31\xd8", b"\x31\xd8\x31\x00"])
def test_broken_utf_16_is_not_passed_off_as_text(broken: bytes) -> None:
    *_, last = lines_of([codecs.BOM_UTF16_LE, broken])

    with pytest.raises(UnicodeDecodeError):
        last.decode()


@given(st.binary(), st.lists(st.integers(0, 50), max_size=5))
def test_no_bytes_at_all_raise(content: bytes, cuts: list[int]) -> None:
    assert all(b"\n" not in line for line in lines_of(in_chunks(content, cuts)))


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r"])
def test_a_line_that_is_too_long_is_cut_and_the_next_one_is_whole(end: bytes) -> None:
    long_line = [b"9" * LONGEST_LINE, b"9" * LONGEST_LINE + end]

    cut, *rest = lines_of([*long_line, b"12345"])

    assert len(cut) == LONGEST_LINE + 1
    assert rest == ([b"12345"] if end else [])


def test_a_file_of_one_line_costs_no_more_memory_than_a_chunk_or_two() -> None:
    chunk = b"9" * 65_536
    tracemalloc.start()

    (line,) = lines_of(repeat(chunk, 800))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(line) == LONGEST_LINE + 1
    assert most < 8 * len(chunk)
