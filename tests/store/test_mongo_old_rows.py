"""The older bot's rows: readable as they are, and mended where they stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bson import Int64, ObjectId
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store import open_store
from autoredeem.store.mongo.rows import code_in, guild_in, member_in
from autoredeem.store.records import Enrolled
from support.facts import NOW
from support.mongod import raw_database

GUILD = GuildId(700)

OLD_MEMBERS: list[dict[str, Any]] = [
    {"guild_id": 700, "fid": "1", "nickname": "Ann", "furnace_lv": "30", "state": "245"},
    {"guild_id": 700, "fid": 2, "nickname": None, "furnace_lv": "FC 3", "state": 245},
    {"guild_id": Int64(700), "fid": Int64(3), "state": None, "added_by": 99},
    {"guild_id": "700", "fid": 4.0, "nickname": 12, "furnace_lv": 30.0, "state": ""},
    {"guild_id": 700, "fid": "not a player"},
    {"guild_id": 700},
]


async def test_old_members_are_read_whatever_their_types(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeem_members").insert_many(OLD_MEMBERS)
        # when
        members = [member async for batch in store.members(GUILD) for member in batch]
        # then
        assert sorted(members, key=lambda member: member.fid) == [
            Member(Fid(1), State(245), "Ann", 30),
            Member(Fid(2), State(245)),
            Member(Fid(3)),
            Member(Fid(4), level=30),
        ]
        assert await store.guilds_of([Fid(n) for n in range(1, 6)]) == {
            Fid(n): {GUILD} for n in range(1, 5)
        }


async def test_an_old_member_is_mended_in_place(mongodb_url: str) -> None:
    name = ObjectId()
    old = {"_id": name, "guild_id": 700, "fid": 5, "state": None, "furnace_lv": "FC 3", "more": 1}
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        members = database.get_collection("auto_redeem_members")
        await members.insert_one(dict(old))
        # when
        mended = [Member(Fid(5), State(9)), Member(Fid(6))]
        enrolled = await store.enrol(GUILD, mended, by="someone", at=NOW)
        # then what nobody said anything about stays
        assert enrolled == Enrolled(added=1, updated=1)
        row = await members.find_one({"_id": name})
        assert row == {**old, "state": 9, "updated_at": "2026-03-01T12:00:00.250000+00:00"}
        assert await members.count_documents({}) == 2


async def test_old_members_get_states_and_can_be_removed(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        members = database.get_collection("auto_redeem_members")
        await members.insert_many([{"guild_id": 700, "fid": 5}, {"guild_id": "700", "fid": "6"}])
        fids = {Fid(5), Fid(6)}
        # when
        known = await store.set_states(GUILD, {Fid(n): State(8) for n in (5, 6, 7)}, at=NOW)
        # then
        assert known == fids
        assert await members.distinct("state") == [8]
        assert await store.remove(GUILD, [Fid(5), Fid(6), Fid(7)]) == fids
        assert await members.count_documents({}) == 0


async def test_a_new_member_has_the_older_bots_fields(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.enrol(GUILD, [Member(Fid(5), State(9))], by="someone", at=NOW)
        assert await database.get_collection("auto_redeem_members").find_one() == {
            "_id": "700:5",
            "guild_id": 700,
            "fid": "5",
            "nickname": None,
            "name_key": "",
            "furnace_lv": None,
            "state": 9,
            "added_by": "someone",
            "added_at": "2026-03-01T12:00:00.250000+00:00",
            "updated_at": "2026-03-01T12:00:00.250000+00:00",
        }


async def test_old_codes_are_known_oldest_first_and_found_by_key(mongodb_url: str) -> None:
    rows: list[dict[str, Any]] = [
        {"_id": "New", "created_at": "2025-05-05T10:00:00", "validation_status": "validated"},
        {"_id": "deaD", "date": "2024-02-02", "validation_status": "invalid"},
        {"_id": "Odd", "date": "12.01.2024", "validation_status": "who knows"},
        {"_id": "Typed", "date": datetime(2024, 3, 3, tzinfo=UTC)},
        {"_id": "no code at all!"},
        {"_id": ObjectId()},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("gift_codes").insert_many(rows)
        # when
        known = await store.codes()
        # then
        assert [(one.code, one.standing.life) for one in known] == [
            ("Odd", Life.UNTRIED),
            ("deaD", Life.DEAD),
            ("Typed", Life.UNTRIED),
            ("New", Life.ALIVE),
        ]
        assert [one.code for one in await store.codes(["DEAD", "NEW"])] == ["deaD", "New"]


async def test_an_old_dead_code_stays_dead_and_an_old_one_can_be_judged(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        codes = database.get_collection("gift_codes")
        await codes.insert_many(
            [{"_id": "A", "validation_status": "invalid"}, {"_id": "B", "x": 1}]
        )
        # when
        await store.judge({"A": Standing(Life.ALIVE), "B": Standing(Life.ALIVE)}, at=NOW)
        # then
        statuses = {row["_id"]: row["validation_status"] async for row in codes.find()}
        assert statuses == {"A": "invalid", "B": "validated"}
        assert (await codes.find_one({"_id": "B"}) or {})["x"] == 1


OLD_CODES: list[dict[str, Any]] = [
    {"_id": "ALIVE", "validation_status": "validated", "auto_redeem_processed": True},
    {"_id": "DEAD", "validation_status": "invalid", "updated_at": "2024-01-01T12:00:00"},
    {"_id": "NEW", "validation_status": "pending", "auto_redeem_processed": True},
]


async def test_codes_of_an_earlier_version_keep_their_lives_and_nothing_is_told_anew(
    mongodb_url: str,
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("gift_codes").insert_many(OLD_CODES)
        # when
        known = {one.code: one for one in await store.codes()}
        # then
        assert {code: one.standing for code, one in known.items()} == {
            "ALIVE": Standing(Life.ALIVE, due=known["ALIVE"].updated_at),
            "DEAD": Standing(Life.DEAD, turn=1),
            "NEW": Standing(),
        }
        assert await store.awaiting_announcement() == []
        assert await store.awaiting_rollout() == []
        # what is alive is looked at once, then from day to day
        assert [one.code for one in await store.codes_due(NOW, most=9)] == ["ALIVE"]
        later = NOW + timedelta(days=1)
        await store.judge({"ALIVE": Standing(Life.ALIVE, due=later)}, at=NOW)
        assert await store.codes_due(NOW, most=9) == []
        assert [one.code for one in await store.codes_due(later, most=9)] == ["ALIVE"]


async def test_codes_of_an_earlier_version_die_are_revived_and_issued_again(
    mongodb_url: str,
) -> None:
    second = Standing(Life.ALIVE, edition=2, turn=2)
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("gift_codes").insert_many(OLD_CODES)
        # when
        assert await store.revive({"DEAD": 1, "ALIVE": 1, "NEW": 0}, at=NOW) == {"DEAD"}
        await store.judge({"ALIVE": Standing(Life.DEAD, turn=1), "DEAD": second}, at=NOW)
        # then
        known = {one.code: one.standing for one in await store.codes()}
        assert known == {"ALIVE": Standing(Life.DEAD, turn=1), "DEAD": second, "NEW": Standing()}
        assert [one.code for one in await store.awaiting_announcement()] == ["DEAD"]
        await store.mark_announced({"DEAD": 2})
        assert await store.awaiting_announcement() == []


async def test_what_others_wrote_into_the_ledger_is_no_witness(mongodb_url: str) -> None:
    rows = [
        {"_id": "700:GIFT:5", "guild_id": 700, "fid": "5", "code": "Gift", "status": "success"},
        {"_id": "700:GIFT:6", "guild_id": "700", "fid": 6, "status": "already_redeemed"},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeemed_codes").insert_many(rows)
        await store.want_runs([(GUILD, "Gift")], at=NOW)
        assert await store.witnesses("Gift", most=9) == []
        # when we record one ourselves
        await store.settle([Settlement(GUILD, "Gift", Fid(7), Outcome.REDEEMED, NOW)])
        # then
        assert [one.fid for one in await store.witnesses("Gift", most=9)] == [7]


async def test_what_the_older_bot_settled_elsewhere_is_copied(mongodb_url: str) -> None:
    row = {"fid": 5, "status": "success", "redeemed_at": "2024-01-01", "code": "Gift"}
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given the player is enrolled and settled in another guild
        ledger = database.get_collection("auto_redeemed_codes")
        await database.get_collection("gift_codes").insert_one({"_id": "gift"})
        await database.get_collection("auto_redeem_members").insert_one({"guild_id": 1, "fid": 5})
        await ledger.insert_one({"_id": "1:GIFT:5", "guild_id": 1, **row})
        # when
        await store.enrol(GUILD, [Member(Fid(5))], by="someone", at=NOW)
        # then
        copy = await ledger.find_one({"_id": "700:GIFT:5"})
        stamp = "2026-03-01T12:00:00.250000+00:00"
        assert copy == {
            **row,
            "_id": "700:GIFT:5",
            "guild_id": 700,
            "created_at": stamp,
            "updated_at": stamp,
        }


async def test_a_member_whom_old_rows_say_twice_is_one(mongodb_url: str) -> None:
    twice = [{"guild_id": 700, "fid": "5"}, {"guild_id": 700, "fid": "5", "state": 3}]
    async with raw_database(mongodb_url) as database:
        members = database.get_collection("auto_redeem_members")
        await members.insert_many(twice)
        # when a store is opened whose unique index can't be built
        async with open_store(mongodb_url) as store:
            enrolled = await store.enrol(GUILD, [Member(Fid(5), State(4))], by="x", at=NOW)
            # then
            indexes = await members.index_information()
            assert indexes["guild_id_1_fid_1_not_unique"]["key"] == [("guild_id", 1), ("fid", 1)]
            assert enrolled == Enrolled(updated=1)
            assert [batch async for batch in store.members(GUILD)] == [[Member(Fid(5), State(4))]]
            assert await members.distinct("state") == [4]
            where = await store.settle([Settlement(GUILD, "A", Fid(5), Outcome.REDEEMED, NOW)])
            assert where == {("A", 5): {GUILD}}


async def test_an_index_of_another_name_is_left_as_it_is(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database:
        members = database.get_collection("auto_redeem_members")
        await members.create_index([("guild_id", 1), ("fid", 1)], name="theirs")
        async with open_store(mongodb_url):
            assert "theirs" in await members.index_information()


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.datetimes()
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=3,
)
fields = st.sampled_from(
    [
        *("guild_id", "fid", "nickname", "furnace_lv", "state"),
        *("validation_status", "date", "created_at", "updated_at", "reason", "doubted_by"),
        *("edition", "turn", "asked", "asked_at", "due", "awaits_witnesses", "paid_to", "opens"),
        *("source", "expires", "listed_until", "announced"),
    ]
)


@given(st.dictionaries(fields, anything), anything)
def test_no_row_whatever_is_in_it_makes_reading_fail(row: dict[str, Any], name: object) -> None:
    document = {**row, "_id": name}
    member_in(document)
    guild_in(document)
    code_in(document)


async def test_old_settlements_are_in_the_matrix_whatever_their_fields(mongodb_url: str) -> None:
    rows: list[dict[str, Any]] = [
        {"_id": "700:GIFT:1", "status": "success"},
        {"_id": "700:GIFT:2", "status": "already_redeemed", "outcome": None},
        {"_id": "700:GIFT:3", "status": {"no": "text"}},
        {"_id": "700:GIFT:04", "status": "success"},
        {"_id": "700:GIFT:someone", "status": "success"},
        {"_id": "700:GIFT:5:6", "status": "success"},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeemed_codes").insert_many(rows)
        # when
        found = await store.matrix(GUILD, ["Gift"])
        # then
        cells = {outcome: [*fids] for outcome, fids in found["Gift"].items()}
        assert cells == {Outcome.REDEEMED: [1], Outcome.ALREADY_REDEEMED: [2, 3]}
