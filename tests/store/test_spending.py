"""What each guild spends is counted by day, over processes, and the same count twice is one."""

from datetime import timedelta

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.facts import GUILD, NOW, OTHER_GUILD, THIRD_GUILD

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=100)


async def test_of_two_counts_of_a_sender_the_greater_stays(store: Store) -> None:
    for count in (3, 5, 4, 5):
        await store.note_requests("one", {(GUILD, TODAY): count})

    assert await store.requests_of([GUILD], TODAY) == {(GUILD, TODAY): 5}


async def test_what_several_senders_sent_is_added_up(store: Store) -> None:
    await store.note_requests("one", {(GUILD, TODAY): 3, (GUILD, YESTERDAY): 1})
    await store.note_requests("two", {(GUILD, TODAY): 4, (OTHER_GUILD, TODAY): 6})

    found = await store.requests_of([GUILD, OTHER_GUILD, THIRD_GUILD], YESTERDAY)

    assert found == {(GUILD, TODAY): 7, (GUILD, YESTERDAY): 1, (OTHER_GUILD, TODAY): 6}
    assert await store.requests_of([GUILD], TODAY) == {(GUILD, TODAY): 7}
    assert await store.requests_of([], YESTERDAY) == {}


async def test_the_greatest_spenders_come_first_and_no_more_than_are_asked_for(
    store: Store,
) -> None:
    await store.note_requests("one", {(GUILD, TODAY): 3, (GUILD, YESTERDAY): 3})
    await store.note_requests("two", {(OTHER_GUILD, TODAY): 5, (THIRD_GUILD, YESTERDAY): 6})

    assert await store.spenders(YESTERDAY, most=2) == [(GUILD, 6), (THIRD_GUILD, 6)]
    assert await store.spenders(TODAY, most=9) == [(OTHER_GUILD, 5), (GUILD, 3)]
    assert await store.spenders(TODAY + timedelta(days=1), most=9) == []


async def test_what_is_old_is_forgotten(store: Store) -> None:
    counts = {(GUILD, LONG_AGO): 1, (GUILD, YESTERDAY): 2, (GUILD, TODAY): 3}
    await store.note_requests("one", counts)

    await store.prune_requests(YESTERDAY)

    assert await store.requests_of([GUILD], LONG_AGO) == {(GUILD, YESTERDAY): 2, (GUILD, TODAY): 3}


async def test_thousands_are_noted_at_once(store: Store) -> None:
    counts = {(type(GUILD)(guild), TODAY): guild for guild in range(1, 2_201)}
    await store.note_requests("one", counts)

    assert await store.requests_of([guild for guild, _ in counts], TODAY) == counts


async def test_each_title_counts_by_itself(store_url: str) -> None:
    async with open_store(store_url, "wos") as wos, open_store(store_url, "kingshot") as other:
        await wos.note_requests("one", {(GUILD, TODAY): 3})

        assert await other.spenders(YESTERDAY, most=9) == []
