"""What only MongoDB's ledger promises: keys alone are read, and the older bot can read it too."""

from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase

from autoredeem.domain.errors import StoreRefused
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from support.facts import ANN, CODE, GUILD, NOW, attempt, members, players, settlement
from support.mongod import raw_database

KEY = "GIFT-2026"


async def profiled(database: AsyncDatabase[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Give what the server noted of the commands on a collection since profiling began."""
    await database.command("profile", 0)
    return (
        await database.get_collection("system.profile")
        .find({"ns": f"{database.name}.{name}"})
        .to_list()
    )


async def test_a_check_of_a_thousand_is_one_round_trip_that_reads_keys_only(
    mongodb_url: str,
) -> None:
    # given half of a thousand are settled
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        fids = players(1_000)
        await store.settle([settlement(fid) for fid in fids[::2]])
        await database.command("profile", 2)
        # when
        checked = await store.batch_check_members(GUILD, CODE, fids)
        # then
        assert checked == {fid: number % 2 == 0 for number, fid in enumerate(fids)}
        (command,) = await profiled(database, "auto_redeemed_codes")
        assert command["op"] == "query"
        assert command["docsExamined"] == 0
        assert command["cursorExhausted"]


async def test_a_check_of_a_hundred_guilds_reads_keys_only(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        guilds = [GuildId(700_000 + number) for number in range(100)]
        fids = players(40)
        await store.settle([settlement(fid, guild_id=one) for one in guilds for fid in fids[:9]])
        await database.command("profile", 2)
        # when
        checked = await store.batch_check({(guild, CODE): fids for guild in guilds})
        # then
        assert sum(sum(found.values()) for found in checked.values()) == 900
        commands = await profiled(database, "auto_redeemed_codes")
        assert len(commands) == checked.queries == 2
        assert {command["docsExamined"] for command in commands} == {0}
        assert sum(command["keysExamined"] for command in commands) <= 900 + 100


@pytest.mark.parametrize(("count", "more"), [(1, 0), (40, 0), (40, 80)])
async def test_what_only_looks_like_a_player_s_row_settles_nobody_and_hides_nobody(
    mongodb_url: str, count: int, more: int
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        fids = [Fid(90 + number) for number in range(count)]
        ends = ["090", "90 ", "9_0", "+90", "0x5a", "x:90", "", "9" * 5_000]
        odd = [f"{GUILD}:{KEY}:{end}" for end in ends]
        odd += [f"{GUILD}:{KEY}:0{number}" for number in range(more)]
        await database.auto_redeemed_codes.insert_many([{"_id": name} for name in odd])
        # when
        before = await store.batch_check_members(GUILD, CODE, fids)
        await store.settle([settlement(fid) for fid in fids[-1:]])
        # then
        assert before == dict.fromkeys(fids, False)
        after = await store.batch_check_members(GUILD, CODE, fids)
        assert after == {**before, fids[-1]: True}


async def test_a_batch_of_settlements_is_one_query_and_one_bulk_write(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        fids = players(50)
        await store.enrol(GUILD, members(fids), by="someone", at=NOW)
        await database.command("profile", 2)
        # when
        await store.settle([settlement(fid) for fid in fids])
        # then
        reads = await profiled(database, "auto_redeem_members")
        assert [read["op"] for read in reads] == ["query"]
        writes = await profiled(database, "auto_redeemed_codes")
        assert {write["command"]["insert"] for write in writes} == {"auto_redeemed_codes"}
        assert len({write["command"]["lsid"]["id"] for write in writes}) == 1
        assert len({write["command"]["txnNumber"] for write in writes}) == 1


@pytest.mark.parametrize(
    ("how", "status"),
    [
        (Outcome.REDEEMED, "success"),
        (Outcome.ALREADY_REDEEMED, "already_redeemed"),
        (Outcome.SAME_TYPE_REDEEMED, "already_redeemed"),
    ],
)
async def test_a_settlement_is_written_as_the_older_bot_writes_it(
    mongodb_url: str, how: Outcome, status: str
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.settle([settlement(Fid(77), how=how)])
        row = await database.get_collection("auto_redeemed_codes").find_one()
    assert row == {
        "_id": f"{GUILD}:{KEY}:77",
        "guild_id": GUILD,
        "code": CODE,
        "fid": "77",
        "status": status,
        "outcome": how,
        "redeemed_at": "2026-03-01T12:00:00.250000+00:00",
        "created_at": "2026-03-01T12:00:00.250000+00:00",
        "updated_at": "2026-03-01T12:00:00.250000+00:00",
    }


async def test_only_the_key_says_who_is_settled(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given fields that contradict the key, and one that has no fields at all
        await database.get_collection("auto_redeemed_codes").insert_many(
            [
                {"_id": f"{GUILD}:{KEY}:1", "guild_id": str(GUILD), "fid": 999, "code": None},
                {"_id": f"{GUILD}:{KEY}:2"},
            ]
        )
        # when
        checked = await store.batch_check_members(GUILD, CODE, [Fid(1), Fid(2), Fid(999)])
        # then
        assert checked == {1: True, 2: True, 999: False}


async def test_the_older_bots_row_stays_as_it_is(mongodb_url: str) -> None:
    old = {"_id": f"{GUILD}:{KEY}:5", "fid": 5, "status": "success", "redeemed_at": "2024-01-01"}
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        ledger = database.get_collection("auto_redeemed_codes")
        await ledger.insert_one(dict(old))
        # when
        await store.settle([settlement(Fid(number)) for number in (4, 5, 6)])
        # then the others are written all the same
        assert await ledger.find_one({"_id": old["_id"]}) == old
        assert await ledger.count_documents({}) == 3


async def test_a_row_that_the_server_refuses_is_not_taken_for_one_that_exists(
    mongodb_url: str,
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given one row that collides and one that breaks a rule of the collection
        await store.settle([settlement(Fid(1))])
        rule = {"fid": {"$ne": "2"}}
        await database.command("collMod", "auto_redeemed_codes", validator=rule)
        # when, then
        with pytest.raises(StoreRefused, match="failed validation"):
            await store.settle([settlement(Fid(number)) for number in (1, 2, 3)])


async def test_what_the_game_said_is_kept_even_if_it_is_broken_text(mongodb_url: str) -> None:
    async with open_store(mongodb_url) as store:
        await store.note_attempts([attempt(ANN, message="$odd\ud800\x00")])
        assert (await store.attempts(GUILD, CODE))[ANN].message == "$odd?\x00"
