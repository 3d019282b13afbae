"""Two who do something at the same time: the later finds what the earlier did."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.mongo import MongoStore
from autoredeem.store.mongo.connection import Collection, Connection
from autoredeem.store.mongo.schema import prepare
from autoredeem.store.records import Again, Claim, Enrolled
from support.facts import ANN, CODE, GUILD, NOW, members, players
from support.mongod import fail_command

KEY = "GIFT-2026"
ONE, OTHER = UserId(501), UserId(502)

Meanwhile = Callable[[], Awaitable[object]]


class Interrupted(Connection):
    """A connection on which something is done just before the first write to the members.

    Or to another collection.
    """

    def __init__(self, url: str, meanwhile: Meanwhile, before: str) -> None:
        super().__init__(url, "wos", StoreOptions())
        self._meanwhile = [meanwhile]
        self._before: Collection = getattr(self, before)

    async def _write(self, collection: Collection, writes: Sequence[Any]) -> frozenset[int]:
        if collection.name == self._before.name and self._meanwhile:
            await self._meanwhile.pop()()
        return await super()._write(collection, writes)


@asynccontextmanager
async def interrupted(
    url: str, meanwhile: Meanwhile, before: str = "members"
) -> AsyncIterator[MongoStore]:
    """Give a store that is overtaken as it is about to write to a collection."""
    connection = Interrupted(url, meanwhile, before)
    try:
        await connection.connect()
        await prepare(connection)
        yield MongoStore(connection, "wos")
    finally:
        await connection.close()


def by(user: UserId, fid: Fid = ANN) -> OptOut:
    return OptOut(GUILD, fid, user, NOW)


async def test_of_two_who_claim_new_entries_at_once_each_entry_has_one_owner(
    mongodb_url: str,
) -> None:
    fids = players(40)
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        await asyncio.gather(
            *(
                store.enrol(GUILD, [Member(fid, owner=owner) for fid in order], by="x", at=NOW)
                for store, owner, order in ((one, ONE, fids), (other, OTHER, fids[::-1]))
            )
        )
        entries = await one.members_among(GUILD, fids)
    assert entries.keys() == set(fids)
    assert {entry.owner for entry in entries.values()} <= {ONE, OTHER}


async def test_who_claims_an_entry_that_another_made_in_between_is_not_its_owner(
    mongodb_url: str,
) -> None:
    async with open_store(mongodb_url) as first:
        # given another claims the entry after it was read and before it is written
        async def claimed() -> None:
            await first.enrol(GUILD, [Member(ANN, owner=OTHER)], by="x", at=NOW)

        async with interrupted(mongodb_url, claimed) as late:
            # when
            mine = Member(ANN, State(9), owner=ONE)
            enrolled = await late.enrol(GUILD, [mine], by="x", at=NOW)
        # then what else is known is taken all the same
        assert enrolled == Enrolled(updated=1)
        assert await first.members_among(GUILD, [ANN]) == {ANN: replace(mine, owner=OTHER)}


async def test_who_claims_an_entry_that_was_nobodys_a_moment_ago_is_not_its_owner(
    mongodb_url: str,
) -> None:
    async with open_store(mongodb_url) as first:
        await first.enrol(GUILD, members([ANN]), by="x", at=NOW)

        async def claimed() -> None:
            await first.enrol(GUILD, [Member(ANN, owner=OTHER)], by="x", at=NOW)

        async with interrupted(mongodb_url, claimed) as late:
            await late.enrol(GUILD, [Member(ANN, State(9), owner=ONE)], by="x", at=NOW)
        entries = await first.members_among(GUILD, [ANN])
    assert entries == {ANN: Member(ANN, State(9), owner=OTHER, claimed_at=NOW)}


async def test_who_claims_an_entry_that_a_manager_made_in_between_is_its_owner(
    mongodb_url: str,
) -> None:
    async with open_store(mongodb_url) as first:

        async def enrolled() -> None:
            await first.enrol(GUILD, members([ANN]), by="x", at=NOW)

        async with interrupted(mongodb_url, enrolled) as late:
            await late.enrol(GUILD, [Member(ANN, owner=ONE)], by="x", at=NOW)
        assert await first.owned_by(ONE) == {GUILD: [Member(ANN, owner=ONE, claimed_at=NOW)]}


async def test_a_wish_that_comes_while_a_player_is_being_enrolled_holds(mongodb_url: str) -> None:
    async with open_store(mongodb_url) as store:

        async def wished() -> None:
            await store.opt_out([by(ONE)])

        async with interrupted(mongodb_url, wished) as late:
            enrolled = await late.enrol(GUILD, members([ANN, Fid(8)]), by="x", at=NOW)
        assert enrolled == Enrolled(added=1, refused=1)
        assert await store.guilds_of([ANN, Fid(8)]) == {Fid(8): {GUILD}}


async def test_a_run_that_is_stopped_while_it_is_being_claimed_is_not_claimed(
    mongodb_url: str,
) -> None:
    wanted = [(GuildId(number), CODE) for number in range(1, 31)]
    keys = [(guild, KEY) for guild, _ in wanted]
    async with open_store(mongodb_url) as one, open_store(mongodb_url) as other:
        await one.want_runs(wanted, at=NOW)
        # when
        taken, _ = await asyncio.gather(
            one.claim_runs(Claim("me", 30, 3600.0)), other.stop_runs(keys, at=NOW)
        )
        # then each rests, or its owner is asked to stop
        after = await one.runs()
        assert {run.key for run in after if run.owner} == {run.key for run in taken}
        assert all(run.stop if run.owner else run.due is None for run in after)


async def test_a_wish_to_look_again_is_not_lost_when_giving_it_can_not_be_noted(
    mongod_uri: str, mongodb_url: str
) -> None:
    async with open_store(mongodb_url) as store:
        await store.want_runs([(GUILD, CODE)], at=NOW)
        await store.claim_runs(Claim("me", 1, 3600.0))
        await store.want_runs([(GUILD, CODE)], at=NOW)
        # when
        async with fail_command(mongod_uri, "update", error_code=50):
            first = await store.asked_of("me")
        # then it is given once more
        assert [run.again for run in first] == [Again.ANEW]
        assert [run.again for run in await store.asked_of("me")] == [Again.ANEW]
        assert await store.asked_of("me") == []


async def test_a_wish_for_another_go_that_comes_while_a_lesser_one_is_given_is_not_lost(
    mongodb_url: str,
) -> None:
    async with open_store(mongodb_url) as store:
        await store.want_runs([(GUILD, CODE)], at=NOW)
        await store.claim_runs(Claim("me", 1, 3600.0))
        await store.want_runs([(GUILD, CODE)], at=NOW, again=Again.FOR_NEW)

        # given it is wanted anew after the requests were read and before that is noted
        async def wanted_anew() -> None:
            await store.want_runs([(GUILD, CODE)], at=NOW)

        async with interrupted(mongodb_url, wanted_anew, "runs") as slow:
            assert [run.again for run in await slow.asked_of("me")] == [Again.FOR_NEW]
        # then
        assert [run.again for run in await store.asked_of("me")] == [Again.ANEW]
        assert await store.asked_of("me") == []
