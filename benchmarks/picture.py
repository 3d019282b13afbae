"""A picture of the incident: the heartbeat over time, a line for each way of checking."""

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

from benchmarks.heart import missed
from benchmarks.incident import Incident, Way

WIDTH, LEFT, RIGHT = 860, 20, 20
TOP, ROW, BOTTOM = 56, 84, 34
HALF_A_BEAT = 14
TICKS = 12
HUNDREDS = 100

INK, FAINT, CALM, ALARM = "#1f2328", "#6e7781", "#1a7f37", "#cf222e"
CHECK, GAP, AXIS = "#54aeff", "#ffcecb", "#d0d7de"


HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
    ' height="{height}" role="img" font-family="sans-serif" font-size="13">'
)


def picture(incident: Incident) -> str:
    """Draw it as SVG, all ways on one time axis."""
    end = max(max(way.beats[-1], way.began + way.seconds) for way in incident.ways)
    height = TOP + ROW * len(incident.ways) + BOTTOM
    scale = (WIDTH - LEFT - RIGHT) / end
    parts = [
        HEAD.format(width=WIDTH, height=height),
        f"<title>{escape(_title(incident))}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        text_at(LEFT, 24, _title(incident), INK, weight="bold"),
        text_at(
            LEFT,
            42,
            f"A heartbeat (green) is due every {_seconds(incident.interval)}. Blue: the check."
            " Red: no heartbeat.",
            FAINT,
        ),
    ]
    for number, way in enumerate(incident.ways):
        parts.extend(_row(way, incident.interval, TOP + ROW * number, scale))
    parts.extend(_axis(end, scale, TOP + ROW * len(incident.ways)))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _title(incident: Incident) -> str:
    return (
        f"Who of {incident.members} members has the code? The store takes"
        f" {_seconds(incident.latency)} an answer"
    )


def _row(way: Way, interval: float, top: float, scale: float) -> Iterator[str]:
    line = top + 46
    yield text_at(LEFT, top + 18, way.name, INK, weight="bold")
    commands = "1 command" if way.commands == 1 else f"{way.commands} commands"
    said = (
        f"{_seconds(way.seconds)}, {commands}, longest without a heartbeat"
        f" {_seconds(way.longest_gap)}, missed {way.missed}"
    )
    yield text_at(WIDTH - RIGHT, top + 18, said, ALARM if way.missed else CALM, anchor="end")
    for earlier, later in pairwise(way.beats):
        if missed((earlier, later), interval):
            yield _bar(earlier, later - earlier, scale, line, GAP, 2 * HALF_A_BEAT)
    yield _bar(0, way.beats[-1], scale, line, AXIS, 1)
    yield _bar(way.began, way.seconds, scale, line, CHECK, HALF_A_BEAT)
    for beat in way.beats:
        yield _bar(beat, 0, scale, line, CALM, 2 * HALF_A_BEAT)


def _bar(
    start: float, seconds: float, scale: float, line: float, colour: str, height: float
) -> str:
    return (
        f'<rect x="{LEFT + start * scale:.1f}" width="{max(2.0, seconds * scale):.1f}"'
        f' y="{line - height / 2}" height="{height}" fill="{colour}"/>'
    )


def _axis(end: float, scale: float, top: float) -> Iterator[str]:
    step = _step(end)
    for number in range(int(end / step) + 1):
        x = LEFT + number * step * scale
        yield text_at(
            x, top + 16, _seconds(number * step), FAINT, anchor="middle" if number else ""
        )


def _step(end: float) -> float:
    """Return a round number of seconds of which about ten fit."""
    size = 0.1
    while True:
        for factor in (1, 2, 5):
            if end / (size * factor) <= TICKS:
                return size * factor
        size *= 10


def text_at(
    x: float, y: float, text: str, colour: str, *, weight: str = "", anchor: str = ""
) -> str:
    """Return a text, from its place on, or ending or in the middle there (`anchor`)."""
    bold = f' font-weight="{weight}"' if weight else ""
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y}" fill="{colour}"{bold}{where}>{escape(text)}</text>'


def _seconds(seconds: float) -> str:
    """Return seconds with as many digits as help."""
    digits = 0 if seconds >= HUNDREDS else 2 if seconds < 1 else 1
    return f"{seconds:,.{digits}f} s"
