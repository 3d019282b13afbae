"""What the game said of players, as the engine knows it: for all codes and all guilds alike."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from datetime import datetime

import structlog

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer, joined, said_of
from autoredeem.domain.redemptions import ENTAILS, Outcome
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.interface import Players

log = structlog.get_logger(__name__)

MOST_KNOWN = 200_000
"""So many players are known at a time; of more, those go first of whom nothing was said lately."""


class PlayerBook:
    """What is known of the players of one title."""

    def __init__(self) -> None:
        self._known: OrderedDict[Fid, KnownPlayer] = OrderedDict()

    def get(self, fid: Fid) -> KnownPlayer:
        """Return what is known of a player; that may be nothing."""
        return self._known.get(fid) or KnownPlayer(fid)

    def find(self, fid: Fid) -> KnownPlayer | None:
        """Return what is known of a player; None where nothing is, as of most."""
        return self._known.get(fid)

    def learn(self, players: Iterable[KnownPlayer]) -> None:
        """Take in what was said of players, now or before."""
        for player in players:
            self._known[player.fid] = joined(self.get(player.fid), player)
            self._known.move_to_end(player.fid)
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)

    def news(self, outcome: Outcome, fid: Fid, state: State, at: datetime) -> KnownPlayer | None:
        """Return what an answer says of a player that is not known yet; None where that is none."""
        known = self.get(fid)
        if ENTAILS[outcome].proves and known.proven == state and not known.missing_at:
            return None
        return said_of(outcome, fid, state, at)


async def look_up(book: PlayerBook, players: Players, fids: Collection[Fid]) -> None:
    """Ask the store what the game said of players. Where it can't say, requests may be in vain."""
    try:
        found = await players.players(fids)
    except StoreUnavailable as error:
        log.warning(f"What the game said of players is not known, they are asked: {error}")
        return
    async for part in in_parts(found.values()):
        book.learn(part)
