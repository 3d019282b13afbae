import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid
from autoredeem.store.batches import BATCH, IN_FLIGHT, batched, check_in_batches, in_rectangles
from support.facts import players

Ask = Callable[[Sequence[Fid]], Awaitable[Collection[Fid]]]


async def _once(ask: Ask, batch: Sequence[Fid]) -> Collection[Fid]:
    return await ask(batch)


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_batches_hold_every_item_in_order_and_are_full_but_for_the_last(
    items: list[int], count: int
) -> None:
    batches = list(batched(items, count))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == count for batch in batches[:-1])
    assert all(1 <= len(batch) <= count for batch in batches)


@given(st.lists(st.integers(1, 3_000).map(Fid), max_size=4_000), st.sets(st.integers(1, 3_000)))
async def test_everyone_is_asked_about_once_and_in_full_batches(
    fids: list[Fid], settled: set[int]
) -> None:
    batches: list[Sequence[Fid]] = []

    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        batches.append(batch)
        return {fid for fid in batch if fid in settled}

    checked = await check_in_batches(ask, _once, fids)

    assert checked == {fid: fid in settled for fid in fids}
    assert all(checked[fid] is (fid in settled) for fid in fids)
    assert checked.queries == len(batches) == -(-len(set(fids)) // BATCH)
    assert sorted(fid for batch in batches for fid in batch) == sorted(set(fids))


async def test_a_few_batches_are_in_flight_at_a_time() -> None:
    # Nobody passes before all who may be in flight are there.
    barrier = asyncio.Barrier(IN_FLIGHT)
    flying: set[Fid] = set()
    sizes: set[int] = set()

    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        flying.add(batch[0])
        sizes.add(len(flying))
        await barrier.wait()
        flying.remove(batch[0])
        return batch

    checked = await check_in_batches(ask, _once, players(5 * IN_FLIGHT * BATCH))

    assert all(checked.values())
    assert max(sizes) == IN_FLIGHT


async def test_batches_that_answered_keep_their_answers() -> None:
    everyone = players(6 * BATCH)

    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        if everyone[BATCH] in batch:
            raise StoreUnavailable("gone")
        return batch[:1]

    with pytest.raises(StoreUnavailable, match=r"gone; .* of 6,000 members") as raised:
        await check_in_batches(ask, _once, everyone)

    known = raised.value.known
    assert known[everyone[0]] is True
    assert known[everyone[1]] is False
    assert not set(everyone[BATCH : 2 * BATCH]) & known.keys()
    assert raised.value.queries == len(known) // BATCH + 1


async def test_a_store_that_is_gone_is_not_asked_on() -> None:
    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        await asyncio.sleep(0)
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable) as raised:
        await check_in_batches(ask, _once, players(100 * BATCH))

    assert raised.value.queries == IN_FLIGHT
    assert raised.value.known == {}


async def test_a_refusal_stays_a_refusal() -> None:
    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        raise StoreRefused("no")

    with pytest.raises(StoreRefused, match="no"):
        await check_in_batches(ask, _once, players(3 * BATCH))


def test_a_million_players_do_not_hold_the_loop() -> None:
    """The suite's net fails this test if a step takes too long."""
    count = 1_000_000

    async def ask(batch: Sequence[Fid]) -> Collection[Fid]:
        await asyncio.sleep(0)
        return {batch[0]}

    # What is let go of in a step is freed in it, so the answer is let go of outside.
    checked = asyncio.run(check_in_batches(ask, _once, map(Fid, range(count))))

    assert (len(checked), checked.queries) == (count, count // BATCH)
    assert sum(settled for _, settled in checked.items()) == count // BATCH


@given(st.integers(0, 40), st.sampled_from([0, 1, 30, BATCH, BATCH + 1, 2_500]))
def test_rectangles_cover_every_key_with_every_player_once(width: int, height: int) -> None:
    keys, fids = [f"KEY{number}" for number in range(width)], players(height)

    parts = list(in_rectangles(keys, fids))

    covered = [
        (key, fid) for some_keys, some_fids in parts for key in some_keys for fid in some_fids
    ]
    assert len(covered) == len(set(covered)) == width * height
    assert all(len(some_keys) * len(some_fids) <= BATCH for some_keys, some_fids in parts)


def test_a_rectangle_is_as_large_as_may_be() -> None:
    codes = [f"KEY{number}" for number in range(2_500)]

    assert len(list(in_rectangles(codes[:1], players(2_500)))) == 3
    assert len(list(in_rectangles(codes, players(1)))) == 3
    assert len(list(in_rectangles(codes[:40], players(70)))) == 3
