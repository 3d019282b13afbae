"""No file is imported by what it imports: each can be read, and moved, without the others.

Lazy imports and those for types count. The contract in `pyproject.toml` sees circles of rooms;
this sees those that lead through a package's own `__init__`, too.
"""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest


def _circle(*packages: str) -> Sequence[str]:
    """Return files that import each other in a circle, none if there is no circle."""
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)
    imported = {file: graph.find_modules_directly_imported_by(file) for file in graph.modules}
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        found: Sequence[str] = error.args[1]
        return found
    return ()


def test_there_is_no_circle_of_files() -> None:
    assert not _circle("autoredeem", "benchmarks")


@pytest.mark.parametrize(
    "closing",
    [
        "from circling import use",
        "def lazy():\n    from circling import use",
        "import typing\nif typing.TYPE_CHECKING:\n    from circling import use",
    ],
    ids=["at once", "lazily", "for a type"],
)
def test_a_circle_is_seen_however_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closing: str
) -> None:
    package = tmp_path / "circling"
    package.mkdir()
    package.joinpath("__init__.py").write_text("from circling.part import use\n", encoding="utf-8")
    package.joinpath("part.py").write_text(f"{closing}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert set(_circle("circling")) == {"circling", "circling.part"}
