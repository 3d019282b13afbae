"""MongoDB stands still, is killed, is slow, fails, in the middle of a run: it ends right."""

import asyncio

import stamina

from autoredeem.store import StoreOptions
from benchmarks.mongod import Mongod
from support.mongod import ReplicaSet, fail_command, failures
from support.troubled_run import EVERYONE, Scene, ends_right, play

COMMANDS = ("find", "insert", "update", "delete", "findAndModify")
PATIENT = StoreOptions(find_server=1.0, command=2.0)


async def test_a_server_that_stands_still_loses_nothing(own_mongod: Mongod) -> None:
    async def frozen(scene: Scene) -> None:
        await asyncio.to_thread(own_mongod.freeze)
        await scene.is_told()
        await scene.is_ready(ready=False)
        await asyncio.to_thread(own_mongod.thaw)

    await ends_right(own_mongod.uri, await play(own_mongod.uri, frozen))


async def test_a_server_that_is_killed_and_started_again_loses_nothing(own_mongod: Mongod) -> None:
    async def killed(scene: Scene) -> None:
        await asyncio.to_thread(own_mongod.kill)
        await scene.is_told()
        await scene.is_ready(ready=False)
        await asyncio.to_thread(own_mongod.start)

    await ends_right(own_mongod.uri, await play(own_mongod.uri, killed))


async def test_a_server_that_takes_long_for_each_command_is_waited_for(
    mongodb_url: str, mongod_uri: str
) -> None:
    async def slow(scene: Scene) -> None:
        async with fail_command(mongod_uri, *COMMANDS, block_ms=350):
            await scene.is_over()
            assert scene.health.ready, "it is slow, and works"

    await ends_right(mongodb_url, await play(mongodb_url, slow, StoreOptions()))


async def test_a_server_that_fails_every_third_command_loses_nothing(
    mongodb_url: str, mongod_uri: str
) -> None:
    async def failing(scene: Scene) -> None:
        async with fail_command(mongod_uri, *COMMANDS, times=1 / 3, error_code=50):
            await scene.is_over()
            assert await failures(mongod_uri) > 5

    with stamina.set_testing(True, attempts=4):  # without the waits between them
        played = await play(mongodb_url, failing)

    await ends_right(mongodb_url, played)


async def test_a_primary_that_is_killed_is_replaced_and_nothing_is_lost(
    replica_set: ReplicaSet,
) -> None:
    async def failover(scene: Scene) -> None:
        await asyncio.to_thread(replica_set.kill_primary)
        await scene.until(lambda: scene.world.counters.requests == len(EVERYONE))

    await ends_right(replica_set.uri, await play(replica_set.uri, failover, PATIENT))
