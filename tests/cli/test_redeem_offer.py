"""What is offered to newcomers: living codes, for those who lack them and may have them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from autoredeem.cli.redeem_offer import Offer, find_offer
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges, Posting
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Attempt, Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.counted import counted, counted_store
from support.deadlines import PATIENT
from support.facts import (
    ANN,
    BOB,
    CAT,
    GUILD,
    NOW,
    OTHER_GUILD,
    attempt,
    members,
    settlement,
)

SEVEN = State(7)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Open a store with three players in a guild, and a code that is alive."""
    async with open_store(store_url, "wos", PATIENT) as opened:
        await opened.enrol(GUILD, members([ANN, BOB, CAT], SEVEN), by="me", at=NOW)
        await post(opened, "GIFT", Standing(Life.ALIVE))
        yield opened


async def post(store: Store, code: str, standing: Standing) -> None:
    await store.judge({code: standing}, at=NOW)
    await store.post_codes([Posting(GUILD, code, "me", NOW)])


async def test_whoever_has_a_code_or_was_refused_it_is_not_asked_again(store: Store) -> None:
    await store.settle([settlement(ANN, code="GIFT")])
    low = Attempt(GUILD, "GIFT", BOB, Outcome.LEVEL_TOO_LOW, "STOVE_LV ERROR", SEVEN, 1, NOW)
    await store.note_attempts([low, attempt(CAT, code="GIFT")])
    assert await find_offer(store, [GUILD], NOW) == Offer([(GUILD, "GIFT")], 1, 1, 1)


async def test_untried_codes_are_offered_and_dead_or_doubted_ones_are_not(store: Store) -> None:
    await post(store, "NEW", Standing())
    await post(store, "DEAD", Standing(Life.DEAD, Outcome.EXPIRED, turn=1))
    later = NOW + timedelta(hours=1)
    doubted = Standing(reason=Outcome.NO_SUCH_CODE, asked=1, asked_at=NOW, due=later)
    await post(store, "DOUBTED", doubted)
    offer = await find_offer(store, [GUILD], NOW)
    assert {code for _, code in offer.runs} == {"GIFT", "NEW"}
    assert (offer.codes, offer.members, offer.requests) == (2, 3, 6)


async def test_a_player_of_two_guilds_counts_once_for_a_code(store: Store) -> None:
    await store.enrol(OTHER_GUILD, members([ANN], SEVEN), by="me", at=NOW)
    await store.post_codes([Posting(OTHER_GUILD, "GIFT", "me", NOW)])
    offer = await find_offer(store, [GUILD, OTHER_GUILD], NOW)
    assert offer == Offer([(GUILD, "GIFT"), (OTHER_GUILD, "GIFT")], 1, 3, 3)


async def test_nothing_is_offered_where_nobody_can_be_asked(store: Store) -> None:
    await store.enrol(OTHER_GUILD, members([ANN]), by="me", at=NOW)
    await store.post_codes([Posting(OTHER_GUILD, "GIFT", "me", NOW)])
    assert not (await find_offer(store, [OTHER_GUILD], NOW)).runs
    await store.change_guilds({GUILD: GuildChanges(blocked_at=NOW)}, by="me", at=NOW)
    assert not (await find_offer(store, [GUILD], NOW)).runs


async def test_what_it_asks_grows_with_batches_of_players_alone(store_url: str) -> None:
    asked: list[int] = []
    async with counted_store(store_url) as opened:
        for size in (10, 100, 1_000):
            fids = [Fid(10_000_000 + number) for number in range(size)]
            await opened.enrol(GUILD, members(fids, SEVEN), by="me", at=NOW)
            await post(opened, f"GIFT{size}", Standing(Life.ALIVE))
            with counted() as news:
                assert (await find_offer(opened, [GUILD], NOW)).members == size
            asked.append(news.commands)
    few, hundred, thousand = asked
    assert hundred <= few + 2
    assert thousand <= few + 6
