"""Trouble when a run is opened: a clear error and nobody asked, or everyone asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from autoredeem.cli.redeem_run import to_its_end
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.store import StoreOptions, open_store
from benchmarks.mongod import Mongod
from support.deadlines import opened
from support.facts import CODE, GUILD, settlement
from support.mongod import fail_command
from support.troubled_run import (
    EVERYONE,
    HASTY,
    IMPATIENT,
    Played,
    ends_right,
    enrol_everyone,
    locked_by_another_process,
    new_world,
    scene_of,
)

HOLDERS = EVERYONE[:10]


@asynccontextmanager
async def frozen(mongod: Mongod) -> AsyncIterator[None]:
    await asyncio.to_thread(mongod.freeze)
    try:
        yield
    finally:
        await asyncio.to_thread(mongod.thaw)


async def nobody_is_asked_until_it_is_over(
    url: str, options: StoreOptions, trouble: AbstractAsyncContextManager[None], why: str
) -> None:
    """Assert that a run can't be opened in trouble, for a reason, and ends right afterwards."""
    async with open_store(url) as store:
        await enrol_everyone(store)
    async with opened(url, options) as store, scene_of(store, new_world()) as (scene, engine):
        async with trouble:
            with pytest.raises(StoreUnavailable, match=why):
                await engine.open(GUILD, CODE)
            assert not scene.world.counters.requests
        finished = await to_its_end(engine, GUILD, CODE)
    await ends_right(url, Played(finished, scene.world, scene.events))


async def test_nobody_is_asked_while_the_server_stands_still(own_mongod: Mongod) -> None:
    await nobody_is_asked_until_it_is_over(
        own_mongod.uri, IMPATIENT, frozen(own_mongod), f"MongoDB at 127.0.0.1:{own_mongod.port}"
    )


async def test_nobody_is_asked_while_the_roster_can_not_be_read(
    mongodb_url: str, mongod_uri: str
) -> None:
    roster = fail_command(
        mongod_uri, "find", error_code=50, namespace=collection(mongodb_url, "auto_redeem_members")
    )
    await nobody_is_asked_until_it_is_over(mongodb_url, StoreOptions(), roster, r"\(error 50\)")


@pytest.mark.server
async def test_nobody_is_asked_while_the_file_is_locked(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    await nobody_is_asked_until_it_is_over(
        f"sqlite:///{file}",
        HASTY,
        locked_by_another_process(file),
        "another process keeps it locked; end that process if this goes on",
    )


async def test_everyone_is_asked_while_only_the_check_fails(
    mongodb_url: str, mongod_uri: str
) -> None:
    # given ten who have the code, and a store that can't say so
    ledger = fail_command(
        mongod_uri, "find", error_code=50, namespace=collection(mongodb_url, "auto_redeemed_codes")
    )
    async with open_store(mongodb_url) as store:
        await enrol_everyone(store)
        await store.settle([settlement(fid) for fid in HOLDERS])
        async with scene_of(store, new_world(HOLDERS)) as (scene, engine), ledger:
            finished = await to_its_end(engine, GUILD, CODE)

    # then
    summary = finished.summary
    assert summary.check_failed
    assert (summary.settled_before, summary.already) == (0, len(HOLDERS))
    await ends_right(mongodb_url, Played(finished, scene.world, scene.events), len(HOLDERS))


def collection(url: str, name: str) -> str:
    """Give the full name of a collection of the database that a URL names."""
    database = url.rpartition("/")[2].partition("?")[0]
    return f"{database}.{name}"
