import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome
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
    THIRD_GUILD,
    attempt,
    members,
    players,
    settlement,
)


async def test_a_check_answers_for_every_player_once_with_int_keys(store: Store) -> None:
    await store.settle([settlement(ANN)])

    checked = await store.batch_check_members(GUILD, CODE, iter([ANN, BOB, ANN]))

    assert checked == {ANN: True, BOB: False}
    assert all(type(fid) is int for fid in checked)
    assert checked.queries == 1


async def test_nobody_asked_for_costs_no_query(store: Store) -> None:
    checked = await store.batch_check_members(GUILD, CODE, [])

    assert (len(checked), checked.queries) == (0, 0)


async def test_a_check_holds_for_one_guild_and_one_code(store: Store) -> None:
    await store.settle([settlement(ANN)])

    assert await store.batch_check_members(OTHER_GUILD, CODE, [ANN]) == {ANN: False}
    assert await store.batch_check_members(GUILD, OTHER_CODE, [ANN]) == {ANN: False}


async def test_every_spelling_of_a_code_is_one_code(store: Store) -> None:
    await store.settle([settlement(ANN, code=CODE)])

    assert await store.batch_check_members(GUILD, CODE.lower(), [ANN]) == {ANN: True}


async def test_checking_88_members_is_one_query(store: Store) -> None:
    everyone = players(88)
    await store.settle([settlement(fid) for fid in everyone[:13]])

    checked = await store.batch_check_members(GUILD, CODE, everyone)

    assert sum(checked.values()) == 13
    assert checked.queries == 1


async def test_checking_10_000_members_is_at_most_20_queries(store: Store) -> None:
    everyone = players(10_000)
    settled = set(everyone[::7])
    await store.settle([settlement(fid) for fid in settled])

    checked = await store.batch_check_members(GUILD, CODE, everyone)

    assert checked == {fid: fid in settled for fid in everyone}
    assert 1 <= checked.queries <= 20


async def test_a_settlement_holds_in_every_guild_of_the_player(store: Store) -> None:
    for guild_id in (GUILD, OTHER_GUILD):
        await store.enrol(guild_id, members([ANN]), by="test", at=NOW)

    where = await store.settle([settlement(ANN, guild_id=GUILD)])

    assert where == {(code_key(CODE), ANN): {GUILD, OTHER_GUILD}}
    assert await store.batch_check_members(OTHER_GUILD, CODE, [ANN]) == {ANN: True}
    assert await store.batch_check_members(THIRD_GUILD, CODE, [ANN]) == {ANN: False}


async def test_a_settlement_holds_where_it_was_asked_though_nobody_is_enrolled(
    store: Store,
) -> None:
    where = await store.settle([settlement(ANN, guild_id=THIRD_GUILD)])

    assert where == {(code_key(CODE), ANN): {THIRD_GUILD}}
    assert await store.batch_check_members(THIRD_GUILD, CODE, [ANN]) == {ANN: True}


async def test_one_settle_takes_several_codes_players_and_guilds(store: Store) -> None:
    await store.enrol(OTHER_GUILD, members([BOB]), by="test", at=NOW)

    where = await store.settle(
        [
            settlement(ANN),
            settlement(ANN, guild_id=THIRD_GUILD),
            settlement(BOB),
            settlement(BOB, code=OTHER_CODE, how=Outcome.SAME_TYPE_REDEEMED),
        ]
    )

    assert where == {
        (code_key(CODE), ANN): {GUILD, THIRD_GUILD},
        (code_key(CODE), BOB): {GUILD, OTHER_GUILD},
        (code_key(OTHER_CODE), BOB): {GUILD, OTHER_GUILD},
    }


async def test_settling_again_changes_nothing(store: Store) -> None:
    first = await store.settle([settlement(ANN)])
    again = await store.settle([settlement(ANN), settlement(ANN, how=Outcome.ALREADY_REDEEMED)])

    assert again == first
    assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


async def test_settling_nothing_gives_nothing(store: Store) -> None:
    assert await store.settle([]) == {}


async def test_thousands_are_settled_at_once(store: Store) -> None:
    everyone = players(2_500)
    await store.enrol(OTHER_GUILD, members(everyone), by="test", at=NOW)

    where = await store.settle([settlement(fid) for fid in everyone])

    assert set(where.values()) == {frozenset({GUILD, OTHER_GUILD})}
    assert all((await store.batch_check_members(OTHER_GUILD, CODE, everyone)).values())


@pytest.mark.parametrize("turns", [1, 4, 16, 64])
async def test_a_settle_that_was_cancelled_can_be_repeated(store: Store, turns: int) -> None:
    everyone = [settlement(fid) for fid in players(1_500)]
    settling = asyncio.create_task(store.settle(everyone))
    for _ in range(turns):
        await asyncio.sleep(0)
    settling.cancel()
    with suppress(asyncio.CancelledError):
        await settling

    assert len(await store.settle(everyone)) == 1_500
    assert all((await store.batch_check_members(GUILD, CODE, players(1_500))).values())


async def test_an_attempt_comes_back_word_for_word(store: Store) -> None:
    told = attempt(message="  Untidy\nanswer \N{SNOWMAN} \0 'quoted' ; --")
    await store.note_attempts([told])

    assert await store.attempts(GUILD, CODE.swapcase()) == {ANN: told}


async def test_what_no_text_can_hold_is_replaced_and_not_refused(store: Store) -> None:
    await store.note_attempts([attempt(message="half a pair: \ud83d")])

    assert (await store.attempts(GUILD, CODE))[ANN].message == "half a pair: ?"


async def test_the_latest_attempt_wins_in_whatever_order_they_are_written(store: Store) -> None:
    later, earlier = attempt(at=NOW + timedelta(microseconds=1)), attempt(message="earlier")

    await store.note_attempts([later])
    await store.note_attempts([earlier])

    assert await store.attempts(GUILD, CODE) == {ANN: later}


async def test_of_attempts_at_the_same_time_the_last_written_wins(store: Store) -> None:
    await store.note_attempts([attempt(message="first")])
    await store.note_attempts([attempt(message="second")])

    assert (await store.attempts(GUILD, CODE))[ANN].message == "second"


async def test_attempts_are_those_of_one_guild_and_one_code(store: Store) -> None:
    mine = [attempt(ANN), attempt(BOB)]
    others = [attempt(CAT, guild_id=OTHER_GUILD), attempt(CAT, code=OTHER_CODE)]
    await store.note_attempts([*mine, *others])

    assert await store.attempts(GUILD, CODE) == {ANN: mine[0], BOB: mine[1]}


async def test_no_attempts_are_noted_and_read(store: Store) -> None:
    await store.note_attempts([])

    assert await store.attempts(GUILD, CODE) == {}


async def test_thousands_of_attempts_are_noted_at_once(store: Store) -> None:
    noted = {fid: attempt(fid) for fid in players(2_500)}
    await store.note_attempts(noted.values())

    assert await store.attempts(GUILD, CODE) == noted


async def test_the_largest_ids_are_kept_whole(store: Store) -> None:
    largest = Fid(10**15 - 1)
    await store.settle([settlement(largest, guild_id=THIRD_GUILD)])

    checked = await store.batch_check_members(THIRD_GUILD, CODE, [largest, Fid(largest - 1)])

    assert checked == {largest: True, largest - 1: False}
