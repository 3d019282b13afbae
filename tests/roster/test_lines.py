"""How a file's text becomes lines."""

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.roster.lines import LONGEST_LINE, lines_in


def in_chunks(content: str, cuts: list[int]) -> Iterator[str]:
    """Cut content at these places, as a pipe or a network would."""
    places = sorted(min(cut, len(content)) for cut in cuts)
    for start, end in pairwise([0, *places, len(content)]):
        yield content[start:end]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert list(lines_in([f"1{end}{end}2{end}"])) == ["1", "", "2"]


@given(st.lists(st.sampled_from(["1", "\r", "\n", "\r\n", "22"])).map("".join), st.data())
def test_where_chunks_end_changes_nothing(content: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(content)), max_size=8))

    assert list(lines_in(in_chunks(content, cuts))) == content.splitlines()


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_a_line_that_is_too_long_is_cut_and_the_next_one_is_whole(end: str) -> None:
    long_line = ["9" * LONGEST_LINE, "9" * LONGEST_LINE + end]

    cut, *rest = lines_in([*long_line, "12345"])

    assert len(cut) == LONGEST_LINE + 1
    assert rest == (["12345"] if end else [])


def test_a_file_of_one_line_costs_no_more_memory_than_a_chunk_or_two() -> None:
    chunk = "9" * 65_536
    tracemalloc.start()

    (line,) = lines_in(repeat(chunk, 800))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(line) == LONGEST_LINE + 1
    assert most < 8 * len(chunk)
