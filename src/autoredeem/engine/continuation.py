"""A run that was done goes on by its figures and by whose entries changed, without its roster.

It knows by name only who has come since, whose part ended, and who has no state. Those who were
settled are just counted, they are its `hidden` ones, until the roster is read after all: that is
done wherever the counts leave any doubt.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Attempt, Figures, ends_part
from autoredeem.engine.batch_check import Membership
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.runs import DEADLY, OF_THE_PLAYER, Ended, Run, Typed
from autoredeem.store.records import RunRecord

OVERLAP = timedelta(minutes=15)
"""By so much clocks may differ, and a large import may take, from the time that its entries say."""


def since(runs: Iterable[tuple[GuildId, datetime | None]]) -> Mapping[GuildId, datetime]:
    """Return from when on entries matter, by guilds and when their rosters were read for runs."""
    earliest: dict[GuildId, datetime] = {}
    for guild_id, at in runs:
        assert at, "a run that goes on has read its roster"  # noqa: S101 - a bug of ours
        earliest[guild_id] = min(at - OVERLAP, earliest.get(guild_id, at))
    return earliest


def may_go_on(record: RunRecord) -> bool:
    """Whether the record says all of a run: everyone is settled, got an answer, or is in need."""
    figures = record.figures
    stateless = sum(state is None for state in record.in_need.values())
    decided = figures.members > 0 and not figures.to_ask and figures.no_state == stateless
    return decided and record.roster_at is not None and not figures.failed.keys() & DEADLY


def go_on(
    run: Run,
    record: RunRecord,
    changed: Mapping[Fid, Typed],
    attempts: Mapping[Fid, Attempt],
    count: int,
    players: PlayerBook,
) -> bool:
    """Take over what a run came to; return False, leaving the run as it is, where there is doubt.

    `changed`, `attempts` and whom the record names as in need are members who are not settled,
    `count` is how many the guild has. Whoever failed got an answer, or was in need and is so still.
    Whoever may fare better now, by what the game said since, is to be found in the roster.
    """
    ended = {
        fid: Ended(one.outcome, one.at, one.state, one.level)
        for fid, one in attempts.items()
        if ends_part(one.outcome, one.tries) and run.heeds(one.outcome, one.at)
    }
    ended.update(_refused(run, record.in_need, players))
    stateless = set(_stateless(record.in_need, players))
    figures, named = record.figures, ended.keys() | stateless
    if Counter(one.outcome for one in ended.values()) != Counter(figures.failed):
        return False
    if len(stateless) != figures.no_state:
        return False
    if count != figures.members + sum(fid not in named for fid in changed):
        return False
    if any(_is_found(fid, one, players) for fid, one in ended.items()):
        return False
    if any(fid in ended and _lacks_state(fid, one, players) for fid, one in changed.items()):
        return False
    run.hidden = figures
    run.ended, run.failed, run.stateless = ended, Counter(figures.failed), stateless
    run.members, run.settled_before = figures.members, figures.settled_before
    run.redeemed, run.already = figures.redeemed, figures.already
    run.take_over_costs(figures)
    return True


def adds_up(run: Run, joining: Collection[Fid], count: int) -> bool:
    """Whether the guild's `count` of members is the run's with those who join: nobody has left."""
    new = sum(fid not in run.ended and fid not in run.stateless for fid in joining)
    return count == run.members + new


def name_hidden(run: Run, membership: Membership) -> None:
    """Name the hidden ones, when all of the roster whom the run doesn't know were asked about.

    If more of them are settled than were counted, some have come so. If less are, some have left,
    and stay counted, like others who leave when they are settled. Where the check failed, they are
    counted no more, as they are processed like all of whom nothing is known.
    """
    assert run.hidden, "the run hides nobody"  # noqa: S101 - a bug of ours
    hidden = _settled(run.hidden)
    if membership.failed:
        run.members -= hidden
        run.settled_before -= run.hidden.settled_before
        run.redeemed -= run.hidden.redeemed
        run.already -= run.hidden.already
    else:
        known = (run.settled, run.pending, run.ended, run.stateless)
        names = {fid for fid in membership.settled if not any(fid in some for some in known)}
        more = max(0, len(names) - hidden)
        run.settled |= names
        run.settled_before += more
        run.members += more
    run.hidden = None


def _settled(figures: Figures) -> int:
    return figures.settled_before + figures.redeemed + figures.already


def _refused(
    run: Run, in_need: Mapping[Fid, State | None], players: PlayerBook
) -> Iterator[tuple[Fid, Ended]]:
    """Yield of whom the game still says what ended their parts."""
    for fid, state in in_need.items():
        if state is not None and (ended := run.foregone(Typed(state), players.get(fid))):
            yield fid, ended


def _stateless(in_need: Mapping[Fid, State | None], players: PlayerBook) -> Iterator[Fid]:
    """Yield whose state is still unknown."""
    for fid, state in in_need.items():
        if state is None and players.get(fid).state_to_ask(None) is None:
            yield fid


def _lacks_state(fid: Fid, typed: Typed, players: PlayerBook) -> bool:
    return players.get(fid).state_to_ask(typed.state) is None


def _is_found(fid: Fid, ended: Ended, players: PlayerBook) -> bool:
    return ended.outcome in OF_THE_PLAYER and players.get(fid).found_since(ended.at)
