"""Files as people keep them, and what they paste: everybody is found, and nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest

from autoredeem.domain.players import Member
from autoredeem.roster.importing import read_members
from autoredeem.roster.problems import Problem
from support.kept_files import CASES, Case
from support.made_up_files import Chance, broken, make, verdict

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "members"
MADE_UP = 1_500


def named(case: Case) -> str:
    """Return what a case is about."""
    return case.about


def read(content: bytes) -> tuple[list[Member], list[Problem]]:
    """Read a file; return members and problems apart."""
    rows = list(read_members([content]))
    return (
        [row for row in rows if isinstance(row, Member)],
        [row for row in rows if isinstance(row, Problem)],
    )


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_file_has_the_players_that_a_person_sees_in_it(case: Case) -> None:
    members, problems = read(case.content)

    assert [member.fid for member in members] == [fid for fid, _, _ in case.players]
    for member, (_, name, state) in zip(members, case.players, strict=True):
        assert name in (None, member.nickname)
        assert state in (None, member.state)
    assert members or problems
    assert all(problem.reason.isprintable() for problem in problems)


@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("case", CASES[::5], ids=named)
def test_where_the_chunks_of_a_file_end_changes_nothing(case: Case, size: int) -> None:
    pieces = (case.content[at : at + size] for at in range(0, len(case.content), size))

    assert list(read_members(pieces)) == list(read_members([case.content]))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not at hand")
def test_every_shared_file_has_the_players_that_are_expected() -> None:
    expected: dict[str, Any] = json.loads((SHARED / "expected.json").read_text(encoding="utf-8"))
    wrong = [name for name, case in expected.items() if not _as_expected(name, case["members"])]

    assert wrong == []


def _as_expected(name: str, wanted: list[dict[str, object]]) -> bool:
    members, problems = read((SHARED / name).read_bytes())
    said = [
        {key: getattr(member, key) for key in one}
        for member, one in zip(members, wanted, strict=False)
    ]
    return len(members) == len(wanted) and said == wanted and bool(members or problems)


@pytest.mark.parametrize("part", range(3))
def test_of_rosters_that_are_known_everybody_is_read_and_nobody_else(part: int) -> None:
    """Files of every kind, made up; and as many that were broken, of which nothing raises."""
    seeds = range(part * MADE_UP // 3, (part + 1) * MADE_UP // 3)
    came = {seed: verdict(make(Chance(seed))) for seed in seeds}
    for seed in seeds:
        list(read_members([broken(Chance(seed), make(Chance(seed)))]))

    assert {seed: how for seed, how in came.items() if how != "right"} == {}
