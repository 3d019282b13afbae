"""In which state players live: tried in the background, request by request, where it is unknown.

What providers say is tried first, then what the guild's members' entries say, the most usual first.
It has a small part of the budget, pauses while any run has somebody to ask, and goes on after a
restart: how far it is stands in the store before a request leaves.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Protocol

import structlog

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts
from autoredeem.observe.tasks import serving
from autoredeem.roster.hints import NoHints, PlayerHints
from autoredeem.roster.proof_codes import ChosenCode, codes_for
from autoredeem.roster.proofs import (
    A_DAY,
    Asks,
    Proof,
    ProofFacts,
    proof_of,
    question_of,
    rests,
    revive_if_paid,
)
from autoredeem.roster.search_places import LivedIn, Places, most_for
from autoredeem.roster.state_search import SearchCost, SearchProgress
from autoredeem.store.alliances import Alliances
from autoredeem.store.interface import Roster

log = structlog.get_logger(__name__)

SHARE = 0.05
"""The part of the budget that all searches have together."""

AT_ONCE = 5
"""Players about whom is read at a time: what is read is old after as many requests."""

TOLD_NOTHING = (
    *(None, Outcome.THROTTLED, Outcome.UNREACHABLE),
    *(Outcome.WRONG_SALT, Outcome.REFUSED_AT_THE_DOOR),
)
"""Answers after which the same state is tried again."""

PAUSE = 60.0
"""Seconds between two looks whether there is anything to search for, and nothing better to do."""

FRESH = 3_600.0
"""Seconds for which it is known where a guild's members live: the whole roster is read for that."""

PATIENCE = 120.0
"""Seconds after which a request that had no turn is given up; the state is tried again."""


class Idles(Asks, Protocol):
    """Who asks the game, and says whether there is anything better to do."""

    @property
    def busy(self) -> bool:
        """Whether any run has somebody to ask, or nobody can be asked at all."""

    @property
    def per_minute(self) -> float:
        """How many requests a minute may leave at the most."""


class Opens(Protocol):
    """Who opens a guild's codes for members whose state is known now."""

    async def open_in(self, guild_id: GuildId) -> Sequence[str]:
        """Open all codes that are for a guild and not dead."""


class SearchFacts(ProofFacts, Roster, Alliances, Protocol):
    """What is used here of a title's store."""


class BackgroundSearch:
    """Searches within its part of the budget. Works inside `working()`."""

    def __init__(
        self,
        store: SearchFacts,
        engine: Idles,
        rollout: Opens,
        clock: Clock,
        hints: PlayerHints | None = None,
    ) -> None:
        self._store = store
        self._engine = engine
        self._rollout = rollout
        self._clock = clock
        self._hints = hints or NoHints()
        self._news = asyncio.Event()
        self._not_before = float("-inf")
        self._stopped: set[GuildId] = set()
        self._lived: dict[GuildId, tuple[float, LivedIn]] = {}
        self._failing = False

    @asynccontextmanager
    async def working(self) -> AsyncIterator["BackgroundSearch"]:
        """Search while the context is open."""
        async with serving(self.serve()):
            yield self

    async def cost(
        self, guild_id: GuildId, fids: Collection[Fid], *, span: int = 0, check: bool = False
    ) -> SearchCost:
        """Count the states that would be tried for each player. A few questions in all."""
        at, most = self._clock.now(), most_for(span, check=check)
        searched = [SearchedPlayer(guild_id, fid, at, span, most) for fid in fids]
        # Whoever gives hints has a budget, too: they are asked for when the search has come so far.
        places = await self._places(guild_id, searched, hinted=False)
        requests = 0
        async for part in in_parts(searched):
            requests += sum(len([*islice(places.left(one, at), most)]) for one in part)
        minutes = -(-requests // max(1e-9, self._engine.per_minute * SHARE))
        return SearchCost(len(searched), requests, int(minutes), SHARE)

    async def start(
        self,
        guild_id: GuildId,
        fids: Collection[Fid],
        *,
        by: UserId,  # noqa: ARG002 - the port's: whoever has a search begin notes who that was
        span: int = 0,
        check: bool = False,
    ) -> None:
        """Forget what is over, and note whom to search for."""
        figures = await self._store.search_figures(guild_id)
        if figures.players == figures.over:
            await self._store.drop_searches([guild_id])
        at, most = self._clock.now(), most_for(span, check=check)
        wanted = [SearchedPlayer(guild_id, fid, at, span, most) for fid in fids]
        await self._store.begin_searches(wanted)
        self._stopped.discard(guild_id)
        self._lived.pop(guild_id, None)
        self._news.set()

    async def stop(self, guild_id: GuildId) -> None:
        """Forget whom to search for; what is in flight finishes."""
        self._stopped.add(guild_id)
        await self._store.drop_searches([guild_id])

    async def progress(self, guild_id: GuildId) -> SearchProgress | None:
        """Count."""
        figures = await self._store.search_figures(guild_id)
        if not figures.players:
            return None
        paused = figures.over < figures.players and self._engine.busy
        return SearchProgress(figures.players, figures.over, figures.found, figures.asked, paused)

    async def serve(self) -> None:
        """Search until cancelled, in one guild after the other; nothing while another sends."""
        while True:
            self._news.clear()
            searching: Sequence[GuildId] = ()
            try:
                idle = self._engine.sends and not self._engine.busy
                if idle and not await self._rests():
                    searching = await self._store.guilds_searching()
                for gone in self._lived.keys() - set(searching):
                    del self._lived[gone]
                for guild_id in searching:
                    await self._search_in(guild_id)
                self._failing = False
            except OutsideError as error:
                self._log_failing(error)
                searching = ()
            if not searching:
                with suppress(TimeoutError):
                    async with asyncio.timeout(PAUSE):
                        await self._news.wait()

    async def _rests(self) -> bool:
        """Whether the game has refused requests of the kind at its door, within a day."""
        return rests(await self._store.proofs_since(self._clock.now() - A_DAY))

    async def _search_in(self, guild_id: GuildId) -> None:
        """Search for a few players of a guild, one request for each."""
        todo = await self._store.searches_to_do(guild_id, most=AT_ONCE)
        fids = [one.fid for one in todo]
        places = await self._places(guild_id, todo)
        codes = await codes_for(self._store, guild_id, fids) or {}
        states = {one.fid: places.next_for(one, self._now) for one in todo if one.fid in codes}
        await self._end([one for one in todo if states.get(one.fid) is None], places)
        for one in todo:
            state = states.get(one.fid)
            if state and not await self._ask(one, state, codes[one.fid]):
                return

    async def _ask(self, one: SearchedPlayer, state: State, chosen: ChosenCode) -> bool:
        """Ask once for a player; return False where what was read may be old by now."""
        if not await self._turn() or one.guild_id in self._stopped:
            return False
        tried = replace(one, tried=(*one.tried, state), at=self._now)
        await self._store.note_searches([tried])
        outcome = None
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                question = question_of(one.fid, state, chosen, first=False)
                outcome = await self._engine.prove(one.guild_id, question)
        await revive_if_paid(self._store, chosen, outcome, self._now)
        if outcome is Outcome.REFUSED_AT_THE_DOOR:
            await self._store.note_proofs([ProofRecord(one.fid, state, self._now, outcome)])
        said = proof_of(self._engine.known(one.fid), state, self._now)
        if said is Proof.KNOWN:
            await self._found([replace(tried, state=state, over=True)])
        elif said is None and outcome in TOLD_NOTHING:
            await self._store.note_searches([one])
            return False
        return True

    async def _turn(self) -> bool:
        """Wait until the searches' part of the budget allows a request.

        Return False where runs have somebody to ask by then, or nobody can be asked.
        """
        now = self._clock.monotonic()
        await asyncio.sleep(max(0.0, self._not_before - now))
        if self._engine.busy:
            return False
        self._not_before = self._clock.monotonic() + 60.0 / (self._engine.per_minute * SHARE)
        return True

    async def _end(self, over: Sequence[SearchedPlayer], places: Places) -> None:
        """End searches in which no state is left to try, or which others have ended."""
        ended = [
            replace(one, state=places.proven(one.fid), over=True, at=self._now) for one in over
        ]
        if found := [one for one in ended if one.state]:
            await self._found(found)
        await self._store.note_searches([one for one in ended if not one.state])

    async def _found(self, found: Sequence[SearchedPlayer]) -> None:
        """Set the states, then open the codes that are out: whoever is killed does it again."""
        guild_id = found[0].guild_id
        states = {one.fid: one.state for one in found if one.state}
        await self._store.set_states(guild_id, states, at=self._now)
        await self._rollout.open_in(guild_id)
        await self._store.note_searches(found)

    async def _places(
        self, guild_id: GuildId, searched: Sequence[SearchedPlayer], *, hinted: bool = True
    ) -> Places:
        """Read what is known of players and of where the guild's members live."""
        fids = [one.fid for one in searched]
        chosen = await self._store.guilds([guild_id])
        usual: dict[AllianceId | None, State] = {
            alliance.id: alliance.state
            for alliance in await self._store.alliances([guild_id])
            if alliance.state
        }
        if chosen and chosen[0].state:
            usual[None] = chosen[0].state
        members = await self._store.members_among(guild_id, fids)
        known = await self._store.players(fids)
        hints = await self._hints.hints(fids) if hinted else {}
        states = {fid: hint.state for fid, hint in hints.items()}
        return Places(usual, await self._lived_in(guild_id), members, known, states)

    async def _lived_in(self, guild_id: GuildId) -> LivedIn:
        until, known = self._lived.get(guild_id, (0.0, None))
        now = self._clock.monotonic()
        if known is None or until < now:
            known = await self._read_states(guild_id)
            self._lived[guild_id] = now + FRESH, known
        return known

    async def _read_states(self, guild_id: GuildId) -> LivedIn:
        """Return where the members of each alliance live, and of the whole guild (None)."""
        lived: defaultdict[AllianceId | None, Counter[State]] = defaultdict(Counter)
        async for batch in self._store.members(guild_id):
            lived[None].update(one.state for one in batch if one.state)
            for one in batch:
                if one.alliance and one.state:
                    lived[one.alliance][one.state] += 1
        return {
            alliance: [state for state, _ in states.most_common()]
            for alliance, states in lived.items()
        }

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _log_failing(self, error: OutsideError) -> None:
        if not self._failing:
            self._failing = True
            log.warning(f"States can't be searched for, it is tried again: {error}")
