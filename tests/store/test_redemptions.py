"""What is recorded of some players and some codes is found in few questions."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TypeVar

import pytest

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption
from autoredeem.store.interface import Store
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    attempt,
    members,
    players,
    settlement,
)

T = TypeVar("T")


async def redeemed(
    store: Store, codes: Collection[str], fids: Collection[Fid], guild_id: GuildId = GUILD
) -> set[Redemption]:
    """Give what the ledger says, each row of which is given once."""
    return _once(await store.redemptions(guild_id, codes, fids))


async def noted(store: Store, codes: Collection[str], fids: Collection[Fid]) -> set[Attempt]:
    """Give the attempts, each of which is given once."""
    return _once(await store.attempts_among(GUILD, codes, fids))


def _once(found: Sequence[T]) -> set[T]:
    assert len(set(found)) == len(found)
    return set(found)


@pytest.mark.parametrize(
    "how", [Outcome.REDEEMED, Outcome.ALREADY_REDEEMED, Outcome.SAME_TYPE_REDEEMED]
)
async def test_a_redemption_says_how_and_when(store: Store, how: Outcome) -> None:
    await store.settle([settlement(ANN, how=how)])

    assert await redeemed(store, [CODE], [ANN]) == {Redemption(GUILD, CODE, ANN, how, NOW)}


async def test_a_redemption_is_told_in_every_guild_of_the_player(store: Store) -> None:
    await store.enrol(OTHER_GUILD, members([ANN]), by="test", at=NOW)
    await store.settle([settlement(ANN)])

    (found,) = await redeemed(store, [CODE], [ANN], OTHER_GUILD)

    assert found == Redemption(OTHER_GUILD, CODE, ANN, Outcome.REDEEMED, NOW)


async def test_redemptions_are_found_by_any_spelling_and_told_in_their_own(store: Store) -> None:
    await store.settle([settlement(ANN), settlement(BOB, code=CODE.upper())])

    found = await redeemed(store, [CODE.lower(), CODE.swapcase()], [ANN, BOB])

    assert {(one.code, one.fid) for one in found} == {(CODE, ANN), (CODE.upper(), BOB)}


async def test_the_first_settlement_is_the_one_that_is_told(store: Store) -> None:
    await store.settle([settlement(ANN)])
    later = NOW + timedelta(hours=1)
    await store.settle([settlement(ANN, how=Outcome.ALREADY_REDEEMED, at=later)])

    (found,) = await redeemed(store, [CODE], [ANN])

    assert (found.how, found.at) == (Outcome.REDEEMED, NOW)


async def test_redemptions_are_those_of_the_guild_the_codes_and_the_players_asked_for(
    store: Store,
) -> None:
    await store.settle(
        [
            *(settlement(fid, code=code) for fid in (ANN, BOB) for code in (CODE, OTHER_CODE)),
            settlement(CAT, guild_id=OTHER_GUILD),
        ]
    )

    one_code = await redeemed(store, [CODE, CODE], [ANN, CAT, ANN])
    one_player = await redeemed(store, [CODE, OTHER_CODE, "Unknown"], [BOB])

    assert {(one.code, one.fid) for one in one_code} == {(CODE, ANN)}
    assert {(one.code, one.fid) for one in one_player} == {(CODE, BOB), (OTHER_CODE, BOB)}


async def test_attempts_are_those_of_the_codes_and_the_players_asked_for(store: Store) -> None:
    mine = [attempt(fid, code=code) for fid in (ANN, BOB) for code in (CODE, OTHER_CODE)]
    await store.note_attempts([*mine, attempt(ANN, guild_id=OTHER_GUILD)])

    assert await noted(store, [CODE.lower()], [ANN, BOB, CAT]) == {mine[0], mine[2]}
    assert await noted(store, [CODE, OTHER_CODE], [BOB]) == {mine[2], mine[3]}


async def test_no_codes_or_no_players_give_nothing(store: Store) -> None:
    await store.settle([settlement(ANN)])
    await store.note_attempts([attempt(BOB)])

    assert await redeemed(store, [], [ANN]) == await redeemed(store, [CODE], []) == set()
    assert await noted(store, [], [BOB]) == await noted(store, [CODE], []) == set()


async def test_one_code_of_thousands_and_thousands_of_codes_of_one_are_found_at_once(
    store: Store,
) -> None:
    everyone, codes = players(2_500), [f"Code{number}" for number in range(2_500)]
    await store.settle([settlement(fid) for fid in everyone])
    await store.settle([settlement(ANN, code=code) for code in codes])
    await store.note_attempts([attempt(fid) for fid in everyone])

    assert {one.fid for one in await redeemed(store, [CODE], everyone)} == set(everyone)
    assert {one.code for one in await redeemed(store, codes, [ANN])} == set(codes)
    assert {one.fid for one in await noted(store, [CODE], everyone)} == set(everyone)


async def test_many_codes_of_many_players_are_found_at_once(store: Store) -> None:
    everyone, codes = players(70), [f"Code{number}" for number in range(40)]
    settled = {(code, fid) for code in codes for fid in everyone[::2]}
    await store.settle([settlement(fid, code=code) for code, fid in settled])

    found = await redeemed(store, codes, everyone)

    assert {(one.code, one.fid) for one in found} == settled
