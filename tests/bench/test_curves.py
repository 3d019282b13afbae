"""The picture of the batch check: every figure is a dot where its axes say."""

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.curves import COLOURS, Point, curves_in, draw_curves
from benchmarks.membership import IN_A_THREAD, ONE_BY_ONE, OURS
from support.command import Call

SVG = "{http://www.w3.org/2000/svg}"


def figures(store: str, members: int) -> dict[str, object]:
    """Return what a benchmark says, as far as it is drawn."""
    ways = {
        ONE_BY_ONE: (min(members, 1_000), 1.0),
        IN_A_THREAD: (members, 0.1),
        OURS: (members, 0.01),
    }
    return {
        "store": store,
        "ways": [
            {"name": name, "members": count, "seconds": seconds * count / 1_000}
            for name, (count, seconds) in ways.items()
        ],
    }


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Write figures of both stores for three numbers of members."""
    written = []
    for store in ("mongodb", "sqlite"):
        for members in (100, 1_000, 10_000):
            file = tmp_path / f"{store}-{members}.json"
            file.write_text(json.dumps(figures(store, members)))
            written.append(file)
    return written


def test_figures_are_sorted_by_store_and_way_and_none_is_there_twice(files: list[Path]) -> None:
    read = curves_in(files)

    assert list(read) == ["sqlite", "mongodb"]
    assert read["sqlite"][ONE_BY_ONE] == [Point(100, 0.1), Point(1_000, 1.0)]
    assert read["mongodb"][OURS] == [Point(100, 0.001), Point(1_000, 0.01), Point(10_000, 0.1)]


def test_ten_times_as_long_is_as_far_up_everywhere(files: list[Path]) -> None:
    root = ET.fromstring(draw_curves(curves_in(files)))  # noqa: S314 - drawn just before
    dots = [
        (float(dot.attrib["cx"]), float(dot.attrib["cy"]))
        for dot in root.iter(f"{SVG}circle")
        if dot.attrib["fill"] == COLOURS[OURS]
    ]
    steps = [(x - x0, y0 - y) for (x0, y0), (x, y) in pairwise(dots) if x > x0 and y < y0]

    assert len(dots) == 6
    assert {(round(dx, 0), round(dy, 0)) for dx, dy in steps} == {
        (round(steps[0][0], 0), round(steps[0][1], 0))
    }


def test_a_picture_is_drawn_of_what_was_measured(
    call: Call, files: list[Path], tmp_path: Path
) -> None:
    svg = tmp_path / "curves.svg"

    assert call("curves", *map(str, files), "--svg", str(svg)).status == 0

    texts = {text.text for text in ET.parse(svg).iter(f"{SVG}text")}  # noqa: S314 - as above
    assert {"SQLite", "MongoDB", "1,000", "10 ms", "members"} <= texts


def test_what_is_no_figures_is_refused(call: Call, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")

    said = call("curves", str(other), "--svg", str(tmp_path / "curves.svg"))

    assert said.status != 0
    assert "allowed is what `membership --json` wrote" in said.err
    assert not (tmp_path / "curves.svg").exists()
