"""Makes a month up: who is enrolled where, which codes come and go, what goes wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from autoredeem.codes.sources.feed import FeedKind
from benchmarks.months.code_kinds import JSON_FEEDS, KINDS, CodeSeed
from benchmarks.months.plan import (
    DAY,
    HOUR,
    MINUTE,
    STATE,
    WRONG_STATE,
    Entry,
    Manner,
    Plan,
    PlannedCode,
    PlannedFeed,
    Size,
    Stop,
    Trouble,
)

FIRST_FID = 100_000_001

CHANNELS = 5
"""The first so many guilds have a channel in which codes are posted."""

FEEDS: Mapping[str, tuple[FeedKind, float]] = {
    "first": (FeedKind.JSON, 15.0),
    "second": (FeedKind.JSON, 30.0),
    "rss": (FeedKind.RSS, 360.0),
}
"""How each feed is written, and how many minutes lie between two polls. To read RSS takes a process
of its own each time, which is most of what such a poll costs here."""


def make_plan(size: Size, seed: int = 1) -> Plan:
    """Make a month up: the same for the same size and seed."""
    random = Random(seed)  # noqa: S311 - no secret
    return Plan(
        size,
        size.days * DAY,
        entries=list(_entries(size, random)),
        feeds=[_feed(name, size, random) for name in FEEDS],
        codes=list(_codes(size, random)),
        stops=list(_stops(size, random)),
    )


def _entries(size: Size, random: Random) -> Iterator[Entry]:
    """Enrol each player in a guild, one in eight in two; one in ten has a wrong state.

    Of these, every third is mended one day; one in twenty players comes later.
    """
    span = size.days * DAY
    for number in range(size.players):
        guild, fid = number % size.guilds + 1, FIRST_FID + number
        entry = Entry(guild, fid, STATE)
        match number % 30, number % 20:
            case 3, _:
                mended = random.uniform(0.2, 0.7) * span
                yield replace(entry, state=WRONG_STATE, mended=mended)
            case ((13 | 23), _):
                yield replace(entry, state=WRONG_STATE)
            case _, 7:
                yield replace(entry, since=random.uniform(0.1, 0.8) * span)
            case _:
                yield entry
        if number % 8 == 0 and size.guilds > 1:
            yield Entry(guild % size.guilds + 1, fid, STATE)


def _feed(name: str, size: Size, random: Random) -> PlannedFeed:
    troubles, manners = [], list(Manner)
    random.shuffle(manners)
    for number in range(size.days):
        begins = DAY * (number + random.uniform(0.3, 0.6))
        lasting = HOUR * random.uniform(0.5, 3)
        troubles.append(Trouble(begins, begins + lasting, manners[number % len(manners)]))
    kind, minutes = FEEDS[name]
    return PlannedFeed(name, kind, minutes, troubles)


def _codes(size: Size, random: Random) -> Iterator[PlannedCode]:
    """Make codes that begin one after the other; the last ones have time left to end."""
    between = max(0.5, size.days - 5) * DAY / size.codes
    for number in range(size.codes):
        guild = random.randrange(min(CHANNELS, size.guilds)) + 1
        one = CodeSeed(
            name=f"Gift{number}{random.choice('abcXYZ')}",
            at=2 * HOUR + between * (number + random.random() / 2),
            guild=guild,
            others=guild % size.guilds + 1,
            players=size.players,
            random=random,
            feed=JSON_FEEDS[number // len(KINDS) % 2],
        )
        yield KINDS[number % len(KINDS)](one)


def _stops(size: Size, random: Random) -> Iterator[Stop]:
    """Kill the program ever again while requests are made, in all before three quarters of them."""
    most = max(2, int(1.2 * size.players * size.codes / max(1, size.stops)))
    for _ in range(size.stops):
        yield Stop(
            requests=random.randint(1, most),
            verbs=random.randint(1, 8),
            before=random.choice([False, True]),
            away=random.choice([1.0, 30.0, 5 * MINUTE]),
        )
