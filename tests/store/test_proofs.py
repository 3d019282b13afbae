"""For whom was asked, for that alone, and how far searches are, is kept over restarts."""

from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.ids import GuildId, State
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.deadlines import PATIENT
from support.facts import ANN, BOB, CAT, GUILD, NOW, OTHER_GUILD

HERE, THERE = State(245), State(999)
LATER = NOW + timedelta(minutes=1)
SEARCHED = SearchedPlayer(GUILD, ANN, NOW)


async def test_requests_are_kept_by_player_and_state_the_oldest_first(store: Store) -> None:
    late, early = ProofRecord(ANN, HERE, LATER), ProofRecord(ANN, THERE, NOW)
    await store.note_proofs([late, early])

    assert await store.proofs_since(NOW) == [early, late]
    assert await store.proofs_since(LATER) == [late]


async def test_an_answer_is_written_to_its_request(store: Store) -> None:
    before, asked = ProofRecord(ANN, HERE, NOW), ProofRecord(ANN, HERE, LATER)
    answered = replace(asked, outcome=Outcome.EXPIRED)
    for one in (before, asked, answered, answered):
        await store.note_proofs([one])

    assert await store.proofs_since(NOW) == [before, answered]


async def test_a_search_is_as_far_as_it_was_written_last(store: Store) -> None:
    further = replace(SEARCHED, tried=(THERE, HERE), span=3)
    await store.begin_searches([SEARCHED])
    for _ in range(2):
        await store.note_searches([further])

    assert await store.searches_to_do(GUILD, most=9) == [further]
    assert await store.search_figures(GUILD) == SearchFigures(players=1, asked=2)


async def test_what_is_over_is_counted_and_not_to_do(store: Store) -> None:
    found = replace(SEARCHED, fid=BOB, tried=(HERE,), state=HERE, over=True)
    given_up = replace(SEARCHED, fid=CAT, tried=(THERE, HERE), over=True)
    await store.begin_searches([SEARCHED, found, given_up])

    assert await store.searches_to_do(GUILD, most=9) == [SEARCHED]
    assert await store.search_figures(GUILD) == SearchFigures(3, over=2, found=1, asked=3)


async def test_guilds_search_apart(store: Store) -> None:
    await store.begin_searches([SEARCHED, replace(SEARCHED, guild_id=OTHER_GUILD, over=True)])
    assert await store.guilds_searching() == [GUILD]

    await store.drop_searches([GUILD])
    await store.note_searches([SEARCHED])

    assert await store.guilds_searching() == []
    assert await store.search_figures(GUILD) == SearchFigures()
    assert await store.search_figures(OTHER_GUILD) == SearchFigures(players=1, over=1)


async def test_no_more_is_to_do_at_a_time_than_is_asked_for(store: Store) -> None:
    await store.begin_searches([replace(SEARCHED, fid=fid) for fid in (ANN, BOB, CAT)])

    assert len(await store.searches_to_do(GUILD, most=2)) == 2


async def test_a_guild_that_is_forgotten_searches_no_more(store: Store) -> None:
    await store.begin_searches([SEARCHED, replace(SEARCHED, guild_id=OTHER_GUILD)])

    await store.forget_guilds([GUILD])

    assert await store.guilds_searching() == [OTHER_GUILD]


async def test_old_requests_and_searches_that_are_over_are_forgotten(store: Store) -> None:
    await store.note_proofs([ProofRecord(ANN, HERE, NOW), ProofRecord(BOB, HERE, LATER)])
    await store.begin_searches([SEARCHED, replace(SEARCHED, fid=BOB, over=True)])

    await store.prune_proofs(LATER)

    assert await store.proofs_since(NOW) == [ProofRecord(BOB, HERE, LATER)]
    assert await store.search_figures(GUILD) == SearchFigures(players=1)


async def test_each_title_searches_for_itself(store_url: str) -> None:
    async with (
        open_store(store_url, "wos", PATIENT) as wos,
        open_store(store_url, "kingshot", PATIENT) as other,
    ):
        await wos.begin_searches([SEARCHED])
        await wos.note_proofs([ProofRecord(ANN, HERE, NOW)])

        assert await other.proofs_since(NOW) == []
        assert await other.guilds_searching() == []


async def test_nothing_given_asks_nothing(store: Store) -> None:
    await store.note_proofs([])
    await store.begin_searches([])
    await store.note_searches([])
    await store.drop_searches([])

    assert await store.search_figures(GuildId(1)) == SearchFigures()
