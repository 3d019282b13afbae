"""Whether it is worth asking: a file says so, a server does not."""

from autoredeem.store import open_store
from support.facts import CODE, GUILD, NOW, OTHER_GUILD


async def test_a_file_says_when_it_was_written_by_whomever(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store, open_store(sqlite_url) as another:
        first = await store.last_change()
        assert await store.last_change() == first is not None

        await store.want_runs([(GUILD, CODE)], at=NOW)
        own = await store.last_change()
        await another.want_runs([(OTHER_GUILD, CODE)], at=NOW)
        others = await store.last_change()

        assert len({first, own, others}) == 3
        await store.runs()
        assert await store.last_change() == others


async def test_a_server_does_not_say(mongodb_url: str) -> None:
    async with open_store(mongodb_url) as store:
        assert await store.last_change() is None
