"""The same fault on many lines is told once."""

from autoredeem.roster.faults import Faults
from autoredeem.roster.problems import Kind, Problem


def problem(line: int, text: str, kind: Kind = Kind.TOO_SHORT) -> Problem:
    """Return a problem."""
    return Problem(line, f"'{text}' is wrong", kind, text)


def told(*problems: Problem) -> list[str]:
    """Return the lines that tell of problems."""
    faults = Faults()
    for one in problems:
        faults.add(one)
    return list(faults.lines())


def test_one_problem_is_told_as_it_is() -> None:
    assert told(problem(4, "7")) == ["line 4: '7' is wrong"]


def test_many_of_a_kind_are_one_line_with_their_count_and_some_examples() -> None:
    many = [problem(line, str(line % 3)) for line in range(1, 1_001)]

    assert told(*many) == ["lines 1, 2, 3, 4 and 996 more: '1' is wrong (also '2', '0')"]


def test_kinds_are_told_apart_in_the_order_of_their_first() -> None:
    lines = told(problem(2, "x", Kind.NO_ID), problem(3, "7"), problem(9, "x", Kind.NO_ID))

    assert lines == ["lines 2, 9: 'x' is wrong", "line 3: '7' is wrong"]
