"""A lease is one process's at a time."""

import asyncio
from pathlib import Path

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Lease

NAME = "address"
LONG = 3600.0
"""Seconds: longer than any test."""

PAGE = 4_096 + 24
"""Bytes that SQLite's log grows by for a page that has changed."""


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


async def test_all_that_are_renewed_at_the_same_time_are_written_to_a_file_as_one(
    tmp_path: Path,
) -> None:
    log = tmp_path / "store.db-wal"
    async with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:

        async def renewed() -> list[Lease]:
            names = (NAME, "another", "third")
            holding = (store.hold_lease(name, f"{name}'s", seconds=LONG) for name in names)
            return await asyncio.gather(*holding)

        first = await renewed()
        before = await asyncio.to_thread(log.stat)

        assert await renewed() == first
        after = await asyncio.to_thread(log.stat)
        assert after.st_size - before.st_size == PAGE
    assert [lease.owner for lease in first] == [f"{NAME}'s", "another's", "third's"]


async def test_what_is_asked_for_at_the_same_time_by_two_goes_to_the_first(store: Store) -> None:
    one, two = await asyncio.gather(
        store.hold_lease(NAME, "one", seconds=LONG), store.hold_lease(NAME, "two", seconds=LONG)
    )

    assert one == two
    assert one.fence == 1


async def test_whoever_gives_up_waiting_for_a_lease_leaves_the_others_theirs(store: Store) -> None:
    gone = asyncio.create_task(store.hold_lease("another", "gone", seconds=LONG))
    waiting = asyncio.create_task(store.hold_lease(NAME, "one", seconds=LONG))
    await asyncio.sleep(0)
    gone.cancel()

    assert await waiting == Lease("one", 1)
    assert await store.hold_lease("third", "one", seconds=LONG) == Lease("one", 1)
