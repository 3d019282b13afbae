"""Two processes on one database: nothing is lost, nothing is there twice, the dead stay dead."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from support.facts import ANN, CODE, GUILD, NOW, attempt, members, players, settlement

ROUNDS = 20


async def test_a_code_that_one_of_them_found_dead_is_dead(mongodb_url: str) -> None:
    dead, alive = Standing(Life.DEAD, Outcome.EXPIRED), Standing(Life.ALIVE)
    spellings = [f"CODE-{number}" for number in range(ROUNDS)]
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        # given a code that neither knows, when both judge it at the same time
        for code in spellings:
            await asyncio.gather(
                one.judge({code: alive}, at=NOW), other.judge({code: dead}, at=NOW)
            )
        # then
        assert [known.standing for known in await one.codes()] == [dead] * ROUNDS


async def test_the_latest_answer_stays_whoever_writes_first(mongodb_url: str) -> None:
    fids = players(ROUNDS)
    early = [attempt(fid, message="early") for fid in fids]
    late = [replace(one, message="late", at=NOW + timedelta(seconds=1)) for one in early]
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        await asyncio.gather(one.note_attempts(late), other.note_attempts(early))
        kept = await one.attempts(GUILD, CODE)
    assert {fid: answer.message for fid, answer in kept.items()} == dict.fromkeys(fids, "late")


async def test_a_player_whom_both_enrol_is_enrolled_once(mongodb_url: str) -> None:
    fids = players(ROUNDS)
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        counts = await asyncio.gather(
            *(store.enrol(GUILD, members(fids), by="x", at=NOW) for store in (one, other))
        )
        given = [member.fid async for batch in one.members(GUILD) for member in batch]
    assert Counter(given) == Counter(fids)
    assert sum(count.added for count in counts) == ROUNDS


async def test_a_settlement_that_both_write_is_settled_once(mongodb_url: str) -> None:
    settlements = [settlement(fid) for fid in players(ROUNDS)]
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        await asyncio.gather(one.settle(settlements), other.settle(settlements))
        asked = [*players(ROUNDS), ANN]
        checked = await one.batch_check_members(GUILD, CODE, asked)
    assert checked == {fid: fid != ANN for fid in asked}
