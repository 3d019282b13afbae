"""Who got which outcome of a guild's codes: asked at once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.mongo import matrix as mongo_matrix
from autoredeem.store.sqlite import matrix as sqlite_matrix
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    OTHER_CODE,
    OTHER_GUILD,
    attempt,
    players,
    settlement,
)

SECOND = f"{CODE}~2"
WRONG_STATE, REDEEMED, ALREADY = (
    Outcome.WRONG_STATE,
    Outcome.REDEEMED,
    Outcome.ALREADY_REDEEMED,
)


async def matrix_of(store: Store, *codes: str) -> Mapping[str, Mapping[Outcome, Sequence[Fid]]]:
    found = await store.matrix(GUILD, codes)
    return {code: {how: [*fids] for how, fids in cells.items()} for code, cells in found.items()}


async def test_each_code_has_its_players_by_outcome_and_id(store: Store) -> None:
    await store.settle([settlement(BOB), settlement(ANN), settlement(CAT, how=ALREADY)])
    await store.settle([settlement(ANN, code=SECOND)])
    await store.note_attempts([replace(attempt(Fid(4)), outcome=WRONG_STATE), attempt(Fid(5))])

    found = await matrix_of(store, CODE.swapcase(), SECOND, OTHER_CODE)

    assert found == {
        CODE.swapcase(): {
            REDEEMED: [ANN, BOB],
            ALREADY: [CAT],
            WRONG_STATE: [Fid(4)],
            Outcome.TRY_AGAIN: [Fid(5)],
        },
        SECOND: {REDEEMED: [ANN]},
        OTHER_CODE: {},
    }


async def test_whoever_is_settled_has_failed_no_more(store: Store) -> None:
    await store.note_attempts([attempt(ANN), attempt(BOB)])
    await store.settle([settlement(ANN)])

    assert await matrix_of(store, CODE) == {CODE: {REDEEMED: [ANN], Outcome.TRY_AGAIN: [BOB]}}


async def test_what_is_of_other_guilds_or_codes_like_it_is_left_out(store: Store) -> None:
    for code in (f"{CODE}2", CODE[:-1], SECOND):
        await store.settle([settlement(ANN, code=code)])
        await store.note_attempts([attempt(BOB, code=code)])
    await store.settle([settlement(CAT, guild_id=OTHER_GUILD)])
    await store.note_attempts([attempt(CAT, guild_id=OTHER_GUILD)])

    assert await matrix_of(store, CODE) == {CODE: {}}
    assert await matrix_of(store) == {}


async def test_two_spellings_of_a_code_have_the_same_players(store: Store) -> None:
    await store.settle([settlement(ANN)])

    found = await matrix_of(store, CODE, CODE.swapcase())

    assert found == {CODE: {REDEEMED: [ANN]}, CODE.swapcase(): {REDEEMED: [ANN]}}


async def test_codes_with_more_players_than_an_answer_holds_are_read_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for of_store in (sqlite_matrix, mongo_matrix):
        monkeypatch.setattr(of_store, "PLAYERS", 100)
    sizes = {f"CODE{number}": size for number, size in enumerate((30, 70, 0, 2_345, 100, 1))}
    for code, size in sizes.items():
        fids = players(size)
        await store.settle([settlement(fid, code=code) for fid in fids[::2]])
        await store.note_attempts([attempt(fid, code=code) for fid in fids[1::2]])

    found = await matrix_of(store, *sizes)

    for code, size in sizes.items():
        cells, fids = found[code], players(size)
        assert cells.get(REDEEMED, []) == fids[::2]
        assert cells.get(Outcome.TRY_AGAIN, []) == fids[1::2]


async def test_a_player_is_eight_bytes(store: Store) -> None:
    await store.settle([settlement(ANN)])

    (cells,) = (await store.matrix(GUILD, [CODE])).values()

    assert memoryview(cells[REDEEMED]).nbytes == 8  # type: ignore[arg-type]
