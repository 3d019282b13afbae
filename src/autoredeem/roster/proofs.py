"""Whether the game knows a player in a state: one request, at enrolment, within bounds.

The bounds stand in the store, so that a restart forgets none of them. A request is noted before it
leaves: whoever is killed in between has spent it.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.known_players import FORGOTTEN_AFTER, MISSING_RESTS, KnownPlayer
from autoredeem.domain.proofs import ProofRecord
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import ProofQuestion
from autoredeem.engine.runs import Typed
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.roster.proof_codes import ChosenCode, CodeFacts, codes_for
from autoredeem.store.interface import Players
from autoredeem.store.proofs import Proofs

log = structlog.get_logger(__name__)

MOST_A_MINUTE, MOST_OF_USER, MOST_IN_GUILD = 2, 10, 60
"""Requests a minute in all; a day for each user, and in each guild."""

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)

KINDS = ("player-asked",)
"""What requests are called in the guild's trail, where they count for their user and guild."""

MOST_REFUSED = 2
"""So many refusals at the door in a row are a sign to ask no more for a day."""

WAIT = 4.0
"""Seconds for which a person waits for the game's answer."""

PATIENCE = 120.0
"""Seconds after which a request that had no turn is given up."""


class Proof(Enum):
    """What is known of a player in a state."""

    KNOWN = auto()
    """The game knows the player there."""

    REFUSED = auto()
    """It knows no such player there: id or state is wrong, and it can't say which."""

    LATER = auto()
    """It is seen with the next code."""


class Prover(Protocol):
    """Whoever can have the game say whether it knows a player."""

    async def prove(
        self, guild_id: GuildId, user: UserId, fid: Fid, state: State, wait: float = WAIT
    ) -> Proof:
        """Return what the game says, if it does so within `wait` seconds. Never raises."""


class Asks(Protocol):
    """Who asks the game: an engine."""

    async def prove(self, guild_id: GuildId, question: ProofQuestion) -> Outcome | None:
        """Ask whether the game knows a player; None where nothing came of it."""

    def known(self, fid: Fid) -> KnownPlayer:
        """Return what the game said of a player, as far as is known without the store."""

    @property
    def sends(self) -> bool:
        """Whether it is the one that sends."""

    @property
    def trouble(self) -> object | None:
        """Return why nobody is asked as things are."""


class ProofFacts(CodeFacts, Players, Proofs, Protocol):
    """What is used here of a title's store."""


class GameProver:
    """Asks the game, within the bounds. Works inside `working()`."""

    def __init__(self, store: ProofFacts, engine: Asks, clock: Clock) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._deciding = asyncio.Lock()
        self._going: dict[tuple[Fid, State], asyncio.Task[Proof]] = {}
        self._tasks: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def working(self) -> AsyncIterator["GameProver"]:
        """Ask while the context is open; what is going on then is given up."""
        async with task_group() as tasks:
            self._tasks = tasks
            try:
                yield self
            finally:
                self._tasks = None
                await cancel_all(list(self._going.values()))

    async def prove(
        self, guild_id: GuildId, user: UserId, fid: Fid, state: State, wait: float = WAIT
    ) -> Proof:
        """Return what the game says; two who ask the same at a time wait for one answer."""
        going = self._going.get((fid, state))
        if going is None:
            if self._tasks is None:
                return Proof.LATER
            going = self._tasks.create_task(self._proof(guild_id, user, fid, state))
            self._going[fid, state] = going
            going.add_done_callback(lambda _: self._going.pop((fid, state)))
        done, _ = await asyncio.wait({going}, timeout=wait)
        return going.result() if done and not going.cancelled() else Proof.LATER

    async def _proof(self, guild_id: GuildId, user: UserId, fid: Fid, state: State) -> Proof:
        try:
            async with self._deciding:
                if (known := await self._known(fid, state)) is not None:
                    return known
                at = self._clock.now()
                chosen = await self._chosen(guild_id, user, ProofRecord(fid, state, at))
            if chosen is None:
                return Proof.LATER
            return await self._asked(guild_id, ProofRecord(fid, state, at), chosen)
        except OutsideError as error:
            log.warning(f"A player can't be proven, the next code will tell: {error}")
            return Proof.LATER

    async def _known(self, fid: Fid, state: State) -> Proof | None:
        found = await self._store.players([fid])
        return proof_of(found.get(fid) or KnownPlayer(fid), state, self._clock.now())

    async def _chosen(
        self, guild_id: GuildId, user: UserId, request: ProofRecord
    ) -> ChosenCode | None:
        """Return for which code to ask, once that is noted; None where it is not to be."""
        fid, state, now = request.fid, request.state, request.at
        if not self._engine.sends or self._engine.trouble:
            return None
        if not may_ask(await self._store.proofs_since(now - A_DAY), fid, state, now):
            return None
        since = now - A_DAY
        if await self._store.count_of_user(user, KINDS, since=since) >= MOST_OF_USER:
            return None
        if await self._store.count_of_guild(guild_id, KINDS, since=since) >= MOST_IN_GUILD:
            return None
        codes = await codes_for(self._store, guild_id, [fid])
        if codes is None:
            return None
        await self._store.note_proofs([request])
        about = {"id": str(fid), "state": str(state)}
        await self._note(guild_id, user, "player-asked", about)
        return codes[fid]

    async def _note(
        self, guild_id: GuildId, user: UserId, kind: str, about: Mapping[str, str]
    ) -> None:
        now = self._clock.now()
        name = "-".join([kind, str(guild_id), *about.values(), f"{now:%Y%m%d%H%M%S%f}"])
        await self._store.note_actions([Action(name, guild_id, now, user, kind, about)])

    async def _asked(self, guild_id: GuildId, request: ProofRecord, chosen: ChosenCode) -> Proof:
        outcome, question = None, question_of(request.fid, request.state, chosen)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                outcome = await self._engine.prove(guild_id, question)
        if outcome:
            await self._store.note_proofs([replace(request, outcome=outcome)])
        await revive_if_paid(self._store, chosen, outcome, self._clock.now())
        known = self._engine.known(request.fid)
        said = proof_of(known, request.state, self._clock.now())
        return said or Proof.LATER


def proof_of(known: KnownPlayer, state: State, at: datetime) -> Proof | None:
    """Return what the game has said of a player in a state; None where it hasn't, or long ago."""
    if known.proven == state:
        return Proof.KNOWN
    refused, missing = known.refused_at(state), known.missing_at
    if refused and refused + FORGOTTEN_AFTER > at:
        return Proof.REFUSED
    return Proof.REFUSED if missing and missing + MISSING_RESTS > at else None


def rests(day: Sequence[ProofRecord]) -> bool:
    """Whether the game refused the latest requests of a day at its door: no more is asked."""
    answered = [one.outcome for one in day if one.outcome]
    last = answered[-MOST_REFUSED:]
    return len(last) == MOST_REFUSED and set(last) == {Outcome.REFUSED_AT_THE_DOOR}


def may_ask(day: Sequence[ProofRecord], fid: Fid, state: State, at: datetime) -> bool:
    """Whether a player may be asked for in a state, by the requests of the last day.

    Not where that was asked, however it was answered; not too many in a minute.
    """
    asked = any((one.fid, one.state) == (fid, state) for one in day)
    lately = sum(one.at > at - A_MINUTE for one in day)
    return not asked and lately < MOST_A_MINUTE and not rests(day)


def question_of(fid: Fid, state: State, chosen: ChosenCode, *, first: bool = True) -> ProofQuestion:
    """Return what the engine is asked."""
    return ProofQuestion(
        fid, Typed(state), chosen.code, chosen.standing, chosen.edition, first=first
    )


async def revive_if_paid(
    store: CodeFacts, chosen: ChosenCode, outcome: Outcome | None, at: datetime
) -> None:
    """Have a dead code tried again of which the game has just paid somebody: it was issued anew."""
    if outcome is Outcome.REDEEMED and chosen.turn is not None:
        await store.revive({chosen.code: chosen.turn}, at=at)
