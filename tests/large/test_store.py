"""What grows with members and with codes passes through the store in short steps."""

from collections.abc import AsyncIterator, Sequence

import pytest

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Settlement
from autoredeem.observe.cooperative import in_parts
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.facts import CODE, GUILD, NOW, OTHER_GUILD, attempt, members, settlement


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give an open, empty store."""
    async with open_store(store_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def roster(everyone: Sequence[Fid]) -> Sequence[Member]:
    """Give everyone as a member."""
    return members(everyone)


@pytest.fixture(scope="module")
def settlements(everyone: Sequence[Fid]) -> Sequence[Settlement]:
    """Give a settlement for each player."""
    return [settlement(fid) for fid in everyone]


@pytest.fixture(scope="module")
def answers(everyone: Sequence[Fid]) -> Sequence[Attempt]:
    """Give an answer that settled nothing, for each player."""
    return [attempt(fid) for fid in everyone]


@pytest.fixture
def kept() -> list[object]:
    """Keep what a test has read until no loop runs: what is let go of in a step is freed in it."""
    return []


async def test_100_000_settlements_are_written_copied_and_found(
    store: Store,
    kept: list[object],
    everyone: Sequence[Fid],
    roster: Sequence[Member],
    settlements: Sequence[Settlement],
) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.enrol(GUILD, roster, by="tests", at=NOW)

    settled = await store.settle(settlements)
    await store.enrol(OTHER_GUILD, roster, by="tests", at=NOW)
    guilds = await store.guilds_of(everyone)
    checked = await store.batch_check_members(OTHER_GUILD, CODE, everyone)
    kept += [settled, guilds, checked]

    assert len(settled) == len(guilds) == len(checked) == len(everyone)
    async for part in in_parts(everyone):
        assert all(settled[code_key(CODE), fid] == {GUILD} for fid in part)
        assert all(guilds[fid] == {GUILD, OTHER_GUILD} for fid in part)
        assert all(checked[fid] for fid in part)


async def test_100_000_answers_are_noted_and_read(
    store: Store, kept: list[object], answers: Sequence[Attempt]
) -> None:
    await store.note_attempts(answers)
    read = await store.attempts(GUILD, CODE)
    kept.append(read)

    assert len(read) == len(answers)
    async for part in in_parts(answers):
        assert all(read[answer.fid] == answer for answer in part)


async def test_10_000_codes_are_added_judged_read_and_forgotten(store: Store) -> None:
    names = [f"CODE{number:05}" for number in range(10_000)]
    alive = Standing(Life.ALIVE)

    new = await store.add_codes(names, at=NOW)
    await store.judge(dict.fromkeys(names, alive), at=NOW)
    known, named = await store.codes(), await store.codes(names)
    forgotten = await store.remove_codes(names)

    assert len(new) == len(forgotten) == len(known) == len(named) == len(names)
    async for part in in_parts(zip(names, known, named, strict=True)):
        assert all(a == b == CodeRecord(name, alive, NOW, NOW) for name, a, b in part)
