from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pytest
import stamina
from structlog.testing import capture_logs

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.store.batches import BATCH
from autoredeem.store.check_questions import ROWS, Found, Part, Range
from autoredeem.store.interface import Store
from autoredeem.store.records import Again
from autoredeem.store.retry import ATTEMPTS, WHOLE, retrying
from support.facts import ANN, BOB, CODE, GUILD, NOW, members, players, settlement
from support.ledger_keys_model import MemoryKeys
from support.store_model import MemoryStore

PATIENCE = 20.0


class Failing(MemoryStore):
    """A backend that raises what `errors` holds, one a call, before it works."""

    def __init__(self, *errors: OutsideError) -> None:
        super().__init__()
        self.errors = list(errors)
        self.calls = 0

    def fail(self) -> None:
        """Raise what is due."""
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)

    def place_of(self, fid: Fid) -> int:
        """Return the number."""
        return fid

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        """Fail, or look every player up."""
        self.fail()
        return await MemoryKeys(self.settled).settled_among(parts)

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        """Fail, or look through everything."""
        self.fail()
        return await MemoryKeys(self.settled, int).settled_within(ranges)

    async def want_runs(
        self,
        wanted: Collection[tuple[GuildId, str]],
        *,
        at: datetime,
        again: Again = Again.ANEW,
    ) -> None:
        """Fail, or open."""
        self.fail()
        await super().want_runs(wanted, at=at, again=again)

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Fail before each batch that is due to fail."""
        async for batch in super().members(guild_id, need):
            self.fail()
            yield batch


def _gone(times: int) -> list[OutsideError]:
    return [StoreUnavailable(f"gone {number}") for number in range(times)]


@pytest.fixture(autouse=True)
def all_attempts(no_waits_between_attempts: None) -> None:
    """Let there be as many attempts as in production, still without waits."""
    stamina.set_testing(True, attempts=100, cap=True)


async def test_what_was_unavailable_is_done_again() -> None:
    backend = Failing(*_gone(ATTEMPTS - 1))

    await retrying(backend, PATIENCE).want_runs([(GUILD, CODE)], at=NOW)

    assert [run.guild_id for run in await backend.runs()] == [GUILD]


@pytest.mark.parametrize("verb", WHOLE)
async def test_every_verb_of_the_port_is_done_again_with_what_it_was_given(verb: str) -> None:
    given: list[object] = []

    async def once(*arguments: object, **named: object) -> str:
        given.append((arguments, named))
        if len(given) == 1:
            raise StoreUnavailable("gone")
        return "answered"

    backend = Failing()
    setattr(backend, verb, once)
    asked = getattr(retrying(backend, PATIENCE), verb)

    assert await asked("what", at=NOW) == "answered"
    assert given == [(("what",), {"at": NOW})] * 2


def test_the_verbs_are_those_of_the_port() -> None:
    asked = {name for port in Store.__mro__ for name in vars(port) if not name.startswith("_")}
    by_hand = {"batch_check", "batch_check_members", "members", "entries"}

    assert {*WHOLE} == asked - by_hand


async def test_a_try_that_failed_is_told_in_the_log() -> None:
    with capture_logs() as lines:
        await retrying(Failing(*_gone(1)), PATIENCE).want_runs([(GUILD, CODE)], at=NOW)

    assert lines == [{"event": "Asking the store again in 0.0 s: gone 0", "log_level": "warning"}]


async def test_a_store_that_stays_away_is_unavailable_after_a_few_attempts() -> None:
    backend = Failing(*_gone(100))

    with pytest.raises(StoreUnavailable, match=f"gone {ATTEMPTS - 1}"):
        await retrying(backend, PATIENCE).want_runs([(GUILD, CODE)], at=NOW)

    assert backend.calls == ATTEMPTS


async def test_a_refusal_is_not_asked_again() -> None:
    backend = Failing(StoreRefused("no"))

    with pytest.raises(StoreRefused):
        await retrying(backend, PATIENCE).want_runs([(GUILD, CODE)], at=NOW)

    assert backend.calls == 1


async def test_no_attempt_begins_when_patience_is_over() -> None:
    backend = Failing(*_gone(100))

    with stamina.set_testing(False), pytest.raises(StoreUnavailable):
        await retrying(backend, patience=1e-9).want_runs([(GUILD, CODE)], at=NOW)

    assert backend.calls == 1


async def test_each_question_of_a_check_is_retried_by_itself_and_every_try_is_counted() -> None:
    everyone = players(3 * ROWS)
    backend = Failing(*_gone(2))
    await backend.settle([settlement(fid) for fid in everyone[:BATCH]])

    checked = await retrying(backend, PATIENCE).batch_check_members(GUILD, CODE, everyone)

    assert sum(checked.values()) == BATCH
    assert checked.queries == backend.calls == 5


async def test_a_check_that_fails_in_the_end_says_what_is_known_and_never_no() -> None:
    backend = Failing(*_gone(100))

    with pytest.raises(StoreUnavailable) as raised:
        await retrying(backend, PATIENCE).batch_check_members(GUILD, CODE, [ANN, BOB])

    assert raised.value.known == {}
    assert raised.value.queries == ATTEMPTS


async def test_a_check_asks_by_the_key_of_the_code() -> None:
    backend = Failing()
    backend.settled[GUILD, code_key(CODE), ANN] = settlement(ANN)

    checked = await retrying(backend, PATIENCE).batch_check_members(GUILD, CODE.lower(), [ANN])

    assert checked == {ANN: True}


@pytest.mark.parametrize("good_batches", [0, 1, 2])
async def test_a_roster_is_read_on_after_a_failure_and_nobody_is_given_twice(
    good_batches: int,
) -> None:
    everyone = members(players(3 * BATCH))
    backend = Failing()
    await backend.enrol(GUILD, everyone, by="test", at=NOW)

    given: list[Member] = []
    async for batch in retrying(backend, PATIENCE).members(GUILD):
        if backend.calls == good_batches:
            backend.errors = _gone(2)
        given += batch

    assert sorted(given, key=lambda member: member.fid) == everyone


async def test_a_roster_that_can_not_be_read_on_is_unavailable() -> None:
    backend = Failing()
    await backend.enrol(GUILD, members(players(2 * BATCH)), by="test", at=NOW)
    reading = retrying(backend, PATIENCE).members(GUILD)

    assert len(await anext(reading)) == BATCH
    backend.errors = _gone(100)

    with pytest.raises(StoreUnavailable):
        await anext(reading)


async def test_every_try_is_measured_under_the_name_that_operators_know() -> None:
    asked: list[tuple[str, bool]] = []

    @contextmanager
    def meter(operation: str) -> Iterator[None]:
        try:
            yield
        except StoreUnavailable:
            asked.append((operation, False))
            raise
        asked.append((operation, True))

    store = retrying(Failing(*_gone(1)), PATIENCE, meter)
    await store.want_runs([(GUILD, CODE)], at=NOW)
    await store.batch_check_members(GUILD, CODE, players(ROWS + 1))
    await store.enrol(GUILD, members([ANN]), by="test", at=NOW)
    await store.mark_rolled_out([CODE], at=NOW)
    await store.awaiting_rollout()
    assert [batch async for batch in store.members(GUILD)]
    assert asked == [
        ("want_runs", False),
        ("want_runs", True),
        ("check_members", True),
        ("check_members", True),
        ("enrol", True),
        ("mark_spread", True),
        ("to_spread", True),
        ("members", True),
        ("members", True),
    ]
