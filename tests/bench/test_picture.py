"""The picture of the incident: each beat, each gap, each check, where they belong."""

from xml.etree import ElementTree as ET

from benchmarks.incident import Incident, Way
from benchmarks.picture import ALARM, CALM, CHECK, GAP, HALF_A_BEAT, picture

BLOCKED = Way("one <blocking> call", 4.0, 88, 5.0, 4, 1.0, [0.0, 1.0, 6.0, 7.0])
FREE = Way("autoredeem", 0.05, 1, 1.0, 0, 1.0, [0.0, 1.0, 2.0, 3.0])
DRAWN = picture(Incident(88, 0.05, 1.0, [BLOCKED, FREE]))
SVG = "{http://www.w3.org/2000/svg}"


def _bars(colour: str, height: int) -> list[tuple[float, float]]:
    """Give where bars of a colour begin, and how long they are."""
    return [
        (float(bar.attrib["x"]), float(bar.attrib["width"]))
        for bar in ET.fromstring(DRAWN).iter(f"{SVG}rect")  # noqa: S314 - drawn just before
        if (bar.get("fill"), float(bar.attrib["height"])) == (colour, height)
    ]


def _texts() -> list[tuple[str, str]]:
    root = ET.fromstring(DRAWN)  # noqa: S314 - drawn just before
    return [(text.text or "", text.attrib["fill"]) for text in root.iter(f"{SVG}text")]


def test_every_beat_is_drawn_on_one_axis_of_time() -> None:
    beats = sorted(x for x, _ in _bars(CALM, 2 * HALF_A_BEAT))
    first, last = beats[0], beats[-1]
    second = (last - first) / 7
    expected = sorted(first + at * second for at in [*BLOCKED.beats, *FREE.beats])
    assert all(abs(x - at) < 0.2 for x, at in zip(beats, expected, strict=True))


def test_only_a_gap_in_which_beats_were_missed_is_red() -> None:
    ((_, width),) = _bars(GAP, 2 * HALF_A_BEAT)
    assert abs(width - 820 * 5 / 7) < 1


def test_each_check_is_drawn_as_long_as_it_took() -> None:
    (_, long), (_, short) = _bars(CHECK, HALF_A_BEAT)
    assert long > 50 * short


def test_it_says_what_each_way_cost_and_whether_that_is_alarming() -> None:
    texts = dict(_texts())
    assert texts["4.0 s, 88 commands, longest without a heartbeat 5.0 s, missed 4"] == ALARM
    assert texts["0.05 s, 1 command, longest without a heartbeat 1.0 s, missed 0"] == CALM


def test_names_are_escaped() -> None:
    assert "one <blocking> call" in dict(_texts())
