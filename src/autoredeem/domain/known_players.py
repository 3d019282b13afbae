"""What the game itself said of a player: kept for the player, not for a code, a guild or a user."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import ENTAILS, Outcome

MOST_REFUSED = 8
"""So many refused states are kept of a player, the latest."""

FORGOTTEN_AFTER = ENTAILS[Outcome.WRONG_STATE].rests
"""How long a refused state is remembered."""

MISSING_RESTS = timedelta(days=7)
"""For how long a player whom the game does not know is not asked, unless a person wants it."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class Need(StrEnum):
    """What a member needs from somebody before the game can be asked with success.

    WRONG_STATE: the game refuses the state that it would be asked in. NO_STATE: there is none to
    ask in. NO_SUCH_PLAYER: the game says that it does not know the player at all.
    """

    WRONG_STATE = "wrong-state"
    NO_STATE = "no-state"
    NO_SUCH_PLAYER = "no-such-player"


@dataclass(frozen=True, slots=True)
class KnownPlayer:
    """What the game said of a player, in whatever guild that was.

    `state` is the one that it accepted last, at `proven_at`; without a time it is one that another
    bot knew, which is asked for where nobody says any other. `refused` are the latest that it
    refused since, each with when, the oldest first. `missing_at` is when it last said, since, that
    there is no such player.
    """

    fid: Fid
    state: State | None = None
    proven_at: datetime | None = None
    refused: tuple[tuple[State, datetime], ...] = ()
    missing_at: datetime | None = None

    @property
    def proven(self) -> State | None:
        """The proven state; None where the game refuses it by now: the player has moved."""
        stands = self.proven_at and self.refused_at(self.state) is None
        return self.state if stands else None

    def found_since(self, at: datetime) -> bool:
        """Whether the game has found the player since a time."""
        return self.proven_at is not None and self.proven_at > at

    def refused_at(self, state: State | None) -> datetime | None:
        """Return when the game refused a state, if it did."""
        return next((at for refused, at in self.refused if refused == state), None)

    def state_to_ask(self, typed: State | None) -> State | None:
        """Return for which state to ask: the proven one; where that is refused, what is typed.

        None where neither is known.
        """
        return self.proven or typed or self.state

    def need(self, typed: State | None) -> Need | None:
        """Return what a member with this typed state needs; None where nothing is known amiss."""
        asked = self.state_to_ask(typed)
        if self.missing_at:
            return Need.NO_SUCH_PLAYER
        if asked is None:
            return Need.NO_STATE
        return Need.WRONG_STATE if self.refused_at(asked) else None

    def expected(self, typed: State | None, at: datetime) -> tuple[Outcome, datetime] | None:
        """Return what asking for the player would come to at a time, and when the game said so.

        None where it has not said it, or so long ago that it is asked again.
        """
        rests = {Outcome.NO_SUCH_PLAYER: MISSING_RESTS, Outcome.WRONG_STATE: FORGOTTEN_AFTER}
        said = self.against(self.state_to_ask(typed))
        return next((one for one in said if one[1] + rests[one[0]] >= at), None)

    def against(self, state: State | None) -> Iterator[tuple[Outcome, datetime]]:
        """Yield what the game said that lets nobody ask for the player in this state, and when."""
        if self.missing_at:
            yield Outcome.NO_SUCH_PLAYER, self.missing_at
        if at := self.refused_at(state):
            yield Outcome.WRONG_STATE, at


def said_of(outcome: Outcome, fid: Fid, state: State, at: datetime) -> KnownPlayer | None:
    """Return what an answer says of the player alone; None where it says nothing."""
    if ENTAILS[outcome].proves:
        return KnownPlayer(fid, state, at)
    if outcome is Outcome.WRONG_STATE:
        return KnownPlayer(fid, refused=((state, at),))
    if outcome is Outcome.NO_SUCH_PLAYER:
        return KnownPlayer(fid, missing_at=at)
    return None


def joined(one: KnownPlayer, other: KnownPlayer) -> KnownPlayer:
    """Return what two sayings of a player come to together.

    In any order, and any number of times, it comes to the same. A state that is proven voids all
    that was said against the player before.
    """
    proof = max(one, other, key=lambda known: (_or_never(known.proven_at), bool(known.state)))
    latest: dict[State, datetime] = {}
    for state, at in (*one.refused, *other.refused):
        latest[state] = max(at, latest.get(state, at))
    missing = [known.missing_at for known in (one, other) if known.missing_at]
    since = _or_never(proof.proven_at)
    return replace(
        proof,
        refused=_kept(latest.items(), since),
        missing_at=max((at for at in missing if at > since), default=None),
    )


def _kept(
    refused: Iterable[tuple[State, datetime]], since: datetime
) -> tuple[tuple[State, datetime], ...]:
    """Return the refused states that are kept: the latest of those that are not void."""
    by_time = sorted(refused, key=lambda one: (one[1], one[0]))
    if not by_time:
        return ()
    oldest = max(since, by_time[-1][1] - FORGOTTEN_AFTER)
    return tuple(one for one in by_time if one[1] > oldest)[-MOST_REFUSED:]


def _or_never(at: datetime | None) -> datetime:
    return at or _NEVER
