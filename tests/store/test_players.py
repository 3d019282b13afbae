"""What the game said of players, on every kind of store: joined, shared, and kept for good."""

from collections.abc import Collection
from datetime import datetime, timedelta

from autoredeem.domain.ids import NOBODY, State
from autoredeem.domain.known_players import MOST_REFUSED, KnownPlayer
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Answers, RunRecord, Settled
from support.facts import ANN, BOB, CAT, GUILD, ME, NOW, attempt, members, players

HOME, AWAY, FAR = State(245), State(246), State(247)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def proven(state: State = HOME, at: datetime = NOW) -> KnownPlayer:
    return KnownPlayer(ANN, state, at)


def refused(state: State = AWAY, at: datetime = NOW) -> KnownPlayer:
    return KnownPlayer(ANN, refused=((state, at),))


def missing(at: datetime = NOW) -> KnownPlayer:
    return KnownPlayer(ANN, missing_at=at)


async def known(store: Store) -> KnownPlayer:
    return (await store.players([ANN]))[ANN]


async def test_of_whom_the_game_said_nothing_nothing_is_known(store: Store) -> None:
    await store.note_players([proven()])
    assert await store.players([ANN, BOB]) == {ANN: proven()}
    assert await store.players([]) == {}


async def test_what_is_said_later_is_joined_to_what_is_known(store: Store) -> None:
    await store.note_players([proven()])
    await store.note_players([refused(AWAY, later(1))])
    await store.note_players([missing(later(2))])
    assert await known(store) == KnownPlayer(ANN, HOME, NOW, ((AWAY, later(1)),), later(2))


async def test_a_proof_voids_all_that_was_said_against_the_player_before(store: Store) -> None:
    await store.note_players([refused(), missing()])
    await store.note_players([proven(FAR, later(1))])
    assert await known(store) == proven(FAR, later(1))


async def test_what_is_written_late_does_not_undo_what_was_said_later(store: Store) -> None:
    await store.note_players([proven(HOME, later(2)), refused(AWAY, later(4))])
    await store.note_players([proven(FAR, later(1)), refused(AWAY, later(3)), missing(later(1))])
    assert await known(store) == KnownPlayer(ANN, HOME, later(2), ((AWAY, later(4)),))


async def test_written_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        await store.note_players([proven(), refused(AWAY, later(1)), missing(later(2))])
    assert await known(store) == KnownPlayer(ANN, HOME, NOW, ((AWAY, later(1)),), later(2))


async def test_the_latest_few_refused_states_are_kept(store: Store) -> None:
    for number in range(MOST_REFUSED + 3):
        await store.note_players([refused(State(number + 1), later(number))])
    kept = range(3, MOST_REFUSED + 3)
    assert (await known(store)).refused == tuple((State(n + 1), later(n)) for n in kept)


async def test_a_refused_state_is_forgotten_after_thirty_days(store: Store) -> None:
    month = timedelta(days=30)
    await store.note_players([refused(AWAY)])
    await store.note_players([refused(FAR, NOW + month)])
    assert (await known(store)).refused == ((FAR, NOW + month),)


async def test_many_players_are_written_and_read_in_batches(store: Store) -> None:
    fids = players(2_500)
    await store.note_players([KnownPlayer(fid, HOME, NOW) for fid in fids])
    assert set(await store.players(fids)) == set(fids)


async def test_it_is_written_with_the_answers_that_said_it(store: Store) -> None:
    async def nothing(_settled: Settled) -> Collection[RunRecord]:
        return []

    await store.record(Answers(NOW, players=[refused()]), nothing)
    assert await known(store) == refused()


async def test_it_is_of_no_guild_and_of_no_user_and_stays_when_these_are_forgotten(
    store: Store,
) -> None:
    await store.enrol(GUILD, members([ANN]), by="test", at=NOW)
    await store.note_players([proven()])
    await store.forget_guilds([GUILD])
    await store.forget_user(ME, pseudonym=NOBODY)
    assert await known(store) == proven()


async def test_two_titles_never_meet(store: Store, store_url: str) -> None:
    await store.note_players([proven()])
    async with open_store(store_url, "kingshot") as other:
        assert await other.players([ANN]) == {}


async def test_an_attempt_keeps_the_state_that_was_asked_and_what_the_entry_said(
    store: Store,
) -> None:
    said = attempt(CAT)
    await store.note_attempts([said])
    [found] = (await store.attempts(said.guild_id, said.code)).values()
    assert (found.state, found.typed, found.level) == (said.state, said.typed, said.level)
    assert await store.attempts_among(said.guild_id, [said.code], [CAT]) == [said]
