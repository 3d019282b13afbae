"""A lease is one process's at a time."""

import asyncio

from autoredeem.store.interface import Store
from autoredeem.store.leases import Lease

NAME = "address"
LONG = 3600.0
"""Seconds: longer than any test."""


async def test_whoever_comes_first_holds_it_and_the_others_are_told_who(store: Store) -> None:
    assert await store.hold_lease(NAME, "one", seconds=LONG) == Lease("one", 1)
    assert await store.hold_lease(NAME, "two", seconds=LONG) == Lease("one", 1)


async def test_of_many_who_ask_at_the_same_time_one_gets_it(store: Store) -> None:
    names = [f"process {number}" for number in range(8)]

    leases = await asyncio.gather(*(store.hold_lease(NAME, name, seconds=LONG) for name in names))

    assert len(set(leases)) == 1
    assert leases[0].owner in names


async def test_its_holder_keeps_it_under_the_same_fence(store: Store) -> None:
    first = await store.hold_lease(NAME, "one", seconds=0)

    assert await store.hold_lease(NAME, "one", seconds=LONG) == first


async def test_it_goes_to_the_next_when_its_time_is_over(store: Store) -> None:
    await store.hold_lease(NAME, "one", seconds=0)

    assert await store.hold_lease(NAME, "two", seconds=LONG) == Lease("two", 2, before="one")
    assert await store.hold_lease(NAME, "one", seconds=LONG) == Lease("two", 2, before="one")


async def test_it_goes_to_the_next_at_once_when_its_holder_is_known_to_have_ended(
    store: Store,
) -> None:
    await store.hold_lease(NAME, "one", seconds=LONG)

    refused = await store.hold_lease(NAME, "two", seconds=LONG, instead_of="zero")
    taken = await store.hold_lease(NAME, "two", seconds=LONG, instead_of="one")

    assert refused == Lease("one", 1)
    assert taken == Lease("two", 2, before="one")


async def test_who_it_was_taken_from_is_told_again_when_the_answer_was_lost(store: Store) -> None:
    await store.hold_lease(NAME, "one", seconds=0)
    await store.hold_lease(NAME, "two", seconds=LONG)

    assert (await store.hold_lease(NAME, "two", seconds=LONG)).before == "one"


async def test_given_back_it_is_free_and_was_taken_from_nobody(store: Store) -> None:
    await store.hold_lease(NAME, "one", seconds=LONG)
    await store.release_lease(NAME, "one")

    assert await store.hold_lease(NAME, "two", seconds=LONG) == Lease("two", 2)


async def test_only_its_holder_gives_it_back(store: Store) -> None:
    await store.hold_lease(NAME, "one", seconds=LONG)
    await store.release_lease(NAME, "two")
    await store.release_lease("another", "one")

    assert (await store.hold_lease(NAME, "two", seconds=LONG)).owner == "one"


async def test_two_names_are_two_leases(store: Store) -> None:
    await store.hold_lease(NAME, "one", seconds=LONG)

    assert await store.hold_lease("another", "two", seconds=LONG) == Lease("two", 1)
