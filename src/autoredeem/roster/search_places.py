"""Which states are tried for a player whose state is unknown or wrong, in which order. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.ids import LARGEST_STATE, Fid, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.proofs import SearchedPlayer
from autoredeem.roster.proofs import proof_of

MOST_REQUESTS = 10
"""Requests for one player, where a leader wants no more."""

MOST_SPAN = 50
"""How far from the guild's usual state others may be tried."""


LivedIn = Mapping[AllianceId | None, Sequence[State]]
"""In which states the members of each alliance live, and of the whole guild (None)."""


def most_for(span: int, *, check: bool) -> int:
    """Return how many requests a search may take for a player."""
    return 1 if check else MOST_REQUESTS + 2 * min(span, MOST_SPAN)


@dataclass(frozen=True, slots=True)
class Places:
    """Where players may live: what is known of them, and where a guild's members live.

    `usual` and `lived` are the guild's, and each alliance's for its own members: the state that
    leaders chose, and those of the members, the most usual first.
    """

    usual: Mapping[AllianceId | None, State]
    lived: LivedIn
    members: Mapping[Fid, Member]
    known: Mapping[Fid, KnownPlayer]
    hinted: Mapping[Fid, State | None]

    def next_for(self, one: SearchedPlayer, at: datetime) -> State | None:
        """Return the state to try next for a player; None where the search is over."""
        if len(one.tried) >= one.most:
            return None
        return next(self.left(one, at), None)

    def left(self, one: SearchedPlayer, at: datetime) -> Iterator[State]:
        """Yield the states that are to be tried, in order.

        Nobody's who is not enrolled any more, and none where the game knows the player already.
        What it refused lately is passed over.
        """
        known = self.known.get(one.fid) or KnownPlayer(one.fid)
        if one.fid not in self.members or self.proven(one.fid):
            return
        seen: set[State] = set(one.tried)
        for state in self._likely(one):
            if state not in seen and proof_of(known, state, at) is None:
                seen.add(state)
                yield state

    def proven(self, fid: Fid) -> State | None:
        """Return the state in which the game knows a player."""
        return self.known[fid].proven if fid in self.known else None

    def _likely(self, one: SearchedPlayer) -> Iterator[State]:
        member, hint = self.members[one.fid], self.hinted.get(one.fid)
        own, alliance = member.state, member.alliance
        usual = self.usual.get(alliance) or self.usual.get(None)
        if one.most == 1:
            yield from [own] if own else []
            return
        yield from (state for state in (hint, own, usual) if state)
        yield from self.lived.get(alliance, ())
        if usual:
            for distance in range(1, min(one.span, MOST_SPAN) + 1):
                yield from _around(usual, distance)


def _around(usual: State, distance: int) -> Iterator[State]:
    both = usual - distance, usual + distance
    return (State(state) for state in both if 0 < state <= LARGEST_STATE)
