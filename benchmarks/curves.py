"""A picture of the batch check: seconds over members, a line for each way, a frame for each store.

Both axes are logarithmic: a way that takes ten times as long for ten times as many is a diagonal.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import NamedTuple

from autoredeem.domain.errors import InvalidInput
from benchmarks.membership import IN_A_THREAD, ONE_BY_ONE, OURS
from benchmarks.picture import ALARM, AXIS, CALM, CHECK, FAINT, HEAD, INK, text_at

WIDTH, HEIGHT = 860, 380
TOP, BOTTOM, LEFT, GUTTER = 70, 46, 56, 76
DOT = 3.5
NAMES = {"sqlite": "SQLite", "mongodb": "MongoDB"}
COLOURS = {ONE_BY_ONE: ALARM, IN_A_THREAD: CHECK, OURS: CALM}
TITLE = "Who of so many members has the code? Seconds to the answer"


class Point(NamedTuple):
    """How long a way took for so many members."""

    members: int
    seconds: float


Curves = Mapping[str, Mapping[str, Sequence[Point]]]
"""By store and way."""


class Scale(NamedTuple):
    """What part of an axis stands where: from `first` to `last`, powers of ten, at `start`."""

    first: int
    last: int
    start: float
    length: float

    def at(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + self.length * (log10(value) - self.first) / (self.last - self.first)

    def powers(self) -> Sequence[int]:
        """Return the exponents that are on it."""
        return range(self.first, self.last + 1)


def curves_in(files: Iterable[Path]) -> Curves:
    """Read what `membership --json` wrote, an object a file. Raises InvalidInput."""
    curves: defaultdict[str, defaultdict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            for way in said["ways"]:
                curves[said["store"]][way["name"]].append(Point(way["members"], way["seconds"]))
        except (OSError, ValueError, LookupError, TypeError):
            raise InvalidInput(f"{file}: allowed is what `membership --json` wrote") from None
    return {
        store: {name: sorted({*points}) for name, points in ways.items()}
        for store, ways in sorted(curves.items(), reverse=True)
    }


def draw_curves(curves: Curves) -> str:
    """Draw them as SVG, on the same scales."""
    points = [point for ways in curves.values() for some in ways.values() for point in some]
    width = (WIDTH - LEFT - GUTTER * len(curves)) / len(curves)
    seconds = _scale([point.seconds for point in points], HEIGHT - BOTTOM, TOP + BOTTOM - HEIGHT)
    parts = [
        HEAD.format(width=WIDTH, height=HEIGHT),
        f"<title>{TITLE}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        text_at(LEFT, 24, TITLE, INK, weight="bold"),
    ]
    for number, (name, colour) in enumerate(COLOURS.items()):
        parts.append(text_at(LEFT + 210 * number, 44, f"\N{BLACK CIRCLE} {name}", colour))
    for number, (store, ways) in enumerate(curves.items()):
        start = LEFT + number * (width + GUTTER)
        members = _scale([point.members for point in points], start, width)
        parts.extend(_frame(members, seconds, NAMES.get(store, store)))
        for name, line in ways.items():
            parts.extend(_line(line, members, seconds, COLOURS[name]))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(values: Sequence[float], start: float, length: float) -> Scale:
    first = floor(log10(min(values)))
    return Scale(first, max(first + 1, ceil(log10(max(values)))), start, length)


def _frame(members: Scale, seconds: Scale, name: str) -> Iterator[str]:
    end = members.start + members.length
    yield text_at(members.start, TOP - 8, name, INK, weight="bold")
    for power in seconds.powers():
        y = seconds.at(10.0**power)
        yield f'<path d="M{members.start:.1f} {y:.1f}H{end:.1f}" stroke="{AXIS}"/>'
        yield text_at(members.start - 6, y + 4, _label(10.0**power), FAINT, anchor="end")
    for power in members.powers():
        x = members.at(10.0**power)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{AXIS}"/>'
        yield text_at(x, HEIGHT - BOTTOM + 18, f"{10**power:,}", FAINT, anchor="middle")
    yield text_at(end, HEIGHT - 8, "members", FAINT, anchor="end")


def _line(points: Sequence[Point], members: Scale, seconds: Scale, colour: str) -> Iterator[str]:
    places = [(members.at(point.members), seconds.at(point.seconds)) for point in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{colour}"/>'


def _label(seconds: float) -> str:
    return f"{seconds:,.0f} s" if seconds >= 1 else f"{1_000 * seconds:g} ms"
