"""What a feed's polls mean, one after the other. Pure, time passed in.

A code that a feed lists is known to it from then on. One that it lists no more is missing; after a
day over three good polls it is forgotten. So a code comes anew if it is not known to a feed that
was polled well for so long. What was there at the first polls is old, as far as anybody knows. One
that has expired, as the feed itself says, counts as missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from autoredeem.codes.intake import Listed
from autoredeem.codes.sources.items import Items
from autoredeem.domain.sources import FeedState, FeedTrouble, ListedCode

A_DAY = timedelta(days=1)
FEW_POLLS = 3

MOST_NEW = 50
"""New codes of a feed that are taken in an hour; the others wait for later polls."""

HOUR = timedelta(hours=1)

SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from a good poll: what the feed lists, and what is to be remembered of it.

    `listed` has what has expired as well: it is news of codes that are known, and of no others.
    `new` are the codes that were not known to the feed; `waiting` is how many more there are, which
    are not taken yet.
    """

    listed: tuple[Listed, ...]
    state: FeedState
    new: tuple[str, ...] = ()
    waiting: int = 0


def after_poll(before: FeedState, items: Items, now: datetime) -> Step:
    """Return what follows from a good poll at a time."""
    state = _until(before, now)
    over = {code for code, expires in items.codes.items() if expires and expires <= now}
    unknown = [code for code in items.codes if code not in state.codes and code not in over]
    room = max(0, MOST_NEW - state.taken)
    new, waiting = unknown[:room], set(unknown[room:])
    anew = set(new) if _is_known_long(state, now) else set()
    taken = [code for code in items.codes if code not in waiting]
    after = replace(
        state,
        first_at=state.first_at or now,
        good_at=now,
        news_at=now if new else state.news_at,
        polls=state.polls + 1,
        taken_from=state.taken_from or (now if new else None),
        taken=state.taken + len(new),
        codes=_known_after(state.codes, (code for code in taken if code not in over), now),
    )
    listed = tuple(
        Listed(code, items.codes[code], code in anew, is_new=code in new) for code in taken
    )
    return Step(listed, after, tuple(new), len(waiting))


def is_silent(state: FeedState, now: datetime) -> bool:
    """Whether a feed has listed no new code for so long that somebody should look at it."""
    since = state.news_at or state.first_at
    return since is not None and now - since >= SILENT_AFTER


def troubles_of(
    state: FeedState, now: datetime, *, failing_for: float, too_many: bool
) -> frozenset[FeedTrouble]:
    """Return what operators have to know; it has failed for so many seconds without a good poll."""
    signs = {
        FeedTrouble.FAILING: failing_for >= A_DAY.total_seconds(),
        FeedTrouble.SILENT: is_silent(state, now),
        FeedTrouble.FLOODED: too_many,
    }
    return frozenset(trouble for trouble, is_so in signs.items() if is_so)


def _known_after(
    before: Mapping[str, ListedCode], listed: Iterable[str], now: datetime
) -> dict[str, ListedCode]:
    """Return the codes that are known after a poll: those that it lists, and what was before."""
    missing = {
        code: ListedCode(one.missing_since or now, one.missed + 1) for code, one in before.items()
    }
    return missing | {code: ListedCode() for code in listed}


def _is_known_long(state: FeedState, now: datetime) -> bool:
    known_for = now - (state.first_at or now)
    return state.polls >= FEW_POLLS and known_for >= A_DAY


def _is_forgotten(one: ListedCode, now: datetime) -> bool:
    missing_for = now - (one.missing_since or now)
    return one.missed >= FEW_POLLS and missing_for >= A_DAY


def _until(state: FeedState, now: datetime) -> FeedState:
    """Return what still counts at a time. What lies ahead, as the clock went back, is now."""
    codes = {
        code: ListedCode(_by(one.missing_since, now), one.missed)
        for code, one in state.codes.items()
    }
    taken_from = _by(state.taken_from, now)
    same_hour = taken_from is not None and now - taken_from < HOUR
    return replace(
        state,
        first_at=_by(state.first_at, now),
        news_at=_by(state.news_at, now),
        taken_from=taken_from if same_hour else None,
        taken=state.taken if same_hour else 0,
        codes={code: one for code, one in codes.items() if not _is_forgotten(one, now)},
    )


def _by(moment: datetime | None, now: datetime) -> datetime | None:
    return min(moment, now) if moment else None
