"""The kinds of codes that come in a made-up month, by what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from autoredeem.domain.sources import SourceKind
from autoredeem.simulator import Edition, FaultKind
from benchmarks.months.plan import HOUR, MINUTE, Find, Lie, Listed, PlannedCode

JSON_FEEDS = ("first", "second")

Kind = Callable[["CodeSeed"], PlannedCode]


@dataclass(frozen=True, slots=True)
class CodeSeed:
    """What a code is made from: its name, when it begins, and chance."""

    name: str
    at: float
    guild: int
    others: int
    players: int
    random: Random
    feed: str

    def lives(self, *hours: float) -> float:
        """Return when it ends that lives for so many hours, at least and at most."""
        return self.at + HOUR * self.random.uniform(*hours)


def _plain(one: CodeSeed) -> PlannedCode:
    """Make one that a feed lists, with its end and beyond; another feed repeats it."""
    ends = one.lives(30, 150)
    listed = Listed(one.feed, one.at, ends + 5 * HOUR, ends)
    again = Listed("rss", one.at + 2 * HOUR, ends + 40 * HOUR)
    return PlannedCode(one.name, [Edition(one.at - MINUTE, ends)], listed=[listed, again])


def _early(one: CodeSeed) -> PlannedCode:
    """Make one that a feed lists before it exists."""
    ahead = one.random.choice([25 * MINUTE, 3 * HOUR, 11 * HOUR, 23 * HOUR])
    begins, ends = one.at + ahead, one.at + ahead + 50 * HOUR
    return PlannedCode(
        one.name, [Edition(begins, ends)], listed=[Listed(one.feed, one.at, ends, ends)]
    )


def _posted(one: CodeSeed) -> PlannedCode:
    """Make one that a guild's channel has, over and over, and another guild's."""
    ends = one.lives(20, 60)
    times = [(one.at, one.guild), (one.at + MINUTE, one.guild), (one.at + HOUR, one.guild)]
    times.append((one.at + 2 * HOUR, one.others))
    found = [Find(at, guild, SourceKind.CHANNEL) for at, guild in times]
    return PlannedCode(one.name, [Edition(one.at - MINUTE, ends)], found=found)


def _by_hand(one: CodeSeed) -> PlannedCode:
    """Make one that the operator types, and that soon ends."""
    ends = one.lives(1.6, 3)
    return PlannedCode(
        one.name, [Edition(one.at - MINUTE, ends)], found=[Find(one.at, 0, SourceKind.HAND)]
    )


def _issued_again(one: CodeSeed) -> PlannedCode:
    """Make one that a feed drops when it ends, and lists anew when it is issued again."""
    ends = one.lives(20, 30)
    anew = ends + HOUR * one.random.uniform(30, 50)
    over = anew + 40 * HOUR
    listed = [Listed(one.feed, one.at, ends, ends), Listed(one.feed, anew, over, over)]
    return PlannedCode(
        one.name, [Edition(one.at - MINUTE, ends), Edition(anew, over)], listed=listed
    )


def _called_expired(one: CodeSeed) -> PlannedCode:
    """Make one that is called dead in its first hour, and is posted again ten hours later."""
    ends = one.lives(60, 90)
    lie = Lie(one.at + 5 * MINUTE, one.at + 35 * MINUTE, FaultKind.EXPIRED)
    found = [Find(one.at + HOUR * hours, one.guild, SourceKind.CHANNEL) for hours in (2, 10)]
    return PlannedCode(
        one.name,
        [Edition(one.at - MINUTE, ends)],
        listed=[Listed(one.feed, one.at, ends, ends)],
        found=found,
        lies=[lie],
    )


def _used_up(one: CodeSeed) -> PlannedCode:
    """Make one that is for some players only."""
    return PlannedCode(
        one.name,
        [Edition(one.at - MINUTE, one.lives(60, 90))],
        limit=max(2, one.players // 3),
        listed=[Listed(one.feed, one.at, one.lives(60, 90))],
    )


def _junk(one: CodeSeed) -> PlannedCode:
    """Make what is no code at all, but a feed lists it for days; people type it, too."""
    found = [Find(one.at + HOUR, one.guild, SourceKind.HAND)]
    listed = [Listed(one.feed, one.at, one.at + 60 * HOUR)]
    return PlannedCode(one.name, listed=listed, found=found)


def _found_then_listed(one: CodeSeed) -> PlannedCode:
    """Make one that a guild's channel has first, then a feed."""
    ends = one.lives(40, 80)
    return PlannedCode(
        one.name,
        [Edition(one.at - MINUTE, ends)],
        found=[Find(one.at, one.guild, SourceKind.CHANNEL)],
        listed=[Listed(one.feed, one.at + 7 * HOUR, ends, ends)],
    )


def _called_unknown(one: CodeSeed) -> PlannedCode:
    """Make one that is called unknown when it is typed; a manager has it tried again later."""
    ends = one.lives(30, 60)
    lie = Lie(one.at, one.at + 40 * MINUTE, FaultKind.NO_SUCH_CODE)
    found = [
        Find(one.at, one.guild, SourceKind.HAND),
        Find(one.at + 2 * HOUR, one.guild, SourceKind.HAND, again=True),
    ]
    return PlannedCode(one.name, [Edition(one.at - MINUTE, ends)], found=found, lies=[lie])


def _issued_again_by_hand(one: CodeSeed) -> PlannedCode:
    """Make one that is over before it is looked at, and is posted again when it is issued again."""
    ends = one.lives(2, 4)
    anew = ends + HOUR * one.random.uniform(30, 50)
    over = anew + 40 * HOUR
    found = [
        Find(one.at, 0, SourceKind.HAND),
        Find(anew + HOUR, one.guild, SourceKind.CHANNEL),
        Find(anew + 2 * HOUR, one.others, SourceKind.CHANNEL),
    ]
    return PlannedCode(one.name, [Edition(one.at - MINUTE, ends), Edition(anew, over)], found=found)


KINDS: Sequence[Kind] = (
    _plain,
    _early,
    _posted,
    _issued_again,
    _called_expired,
    _by_hand,
    _junk,
    _found_then_listed,
    _used_up,
    _called_unknown,
    _issued_again_by_hand,
)
