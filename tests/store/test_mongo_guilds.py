"""The older bot's rows of guilds, and of what guilds are told: readable as they are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bson import Int64, ObjectId
from hypothesis import given
from hypothesis import strategies as st
from pymongo.asynchronous.database import AsyncDatabase

from autoredeem.domain.guilds import Enrolling, GuildChanges, GuildSettings, OptOut
from autoredeem.domain.ids import NOBODY, ChannelId, Fid, GuildId, RoleId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Redemption
from autoredeem.store import open_store
from autoredeem.store.mongo.guild_rows import settings_in
from autoredeem.store.mongo.rows import redemption_in
from autoredeem.store.records import Enrolled
from support.facts import ANN, CODE, GUILD, NOW, OTHER_GUILD, changes_to
from support.mongod import raw_database

KEY = "GIFT-2026"
ONE = UserId(501)
STAMP = "2026-03-01T12:00:00.250000+00:00"

Rows = Sequence[dict[str, Any]]


async def insert(database: AsyncDatabase[dict[str, Any]], name: str, rows: Rows) -> None:
    await database.get_collection(name).insert_many([dict(row) for row in rows])


async def test_the_older_bots_settings_and_channels_are_read_whatever_their_types(
    mongodb_url: str,
) -> None:
    settings: Rows = [
        {"_id": "1", "guild_id": 1, "enabled": True, "updated_by": 99, "more": {}},
        {"_id": 2, "enabled": 1.0},
        {"_id": "3", "enabled": "true", "state": "245"},
        {"_id": "4", "enabled": None, "language": 7, "chosen_at": "soon"},
        {"_id": ObjectId(), "guild_id": 5, "enabled": True},
        {"_id": "no guild"},
    ]
    channels: Rows = [
        {
            "_id": "1",
            "channel_id": 11,
            "added_by": 99,
            "added_at": datetime(2024, 1, 1, tzinfo=UTC),
        },
        {"_id": Int64(2), "channel_id": "12"},
        {"_id": "4", "channel_id": "general"},
        {"_id": "6", "channel_id": Int64(16)},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await insert(database, "auto_redeem_settings", settings)
        await insert(database, "auto_redeem_channels", channels)
        # when
        known = await store.guilds()
        # then nothing says when their leaders chose this title
        assert known == [
            GuildSettings(GuildId(1), enabled=True, channel=ChannelId(11)),
            GuildSettings(GuildId(2), enabled=True, channel=ChannelId(12)),
            GuildSettings(GuildId(3), enabled=True, state=State(245)),
            GuildSettings(GuildId(4)),
            GuildSettings(GuildId(6), channel=ChannelId(16)),
        ]
        assert await store.guilds([GuildId(2), GuildId(6), GuildId(9)]) == [known[1], known[4]]


async def test_what_is_chosen_is_written_as_the_older_bot_writes_it(mongodb_url: str) -> None:
    chosen = GuildSettings(
        GUILD,
        enabled=True,
        channel=ChannelId(11),
        manager_role=RoleId(12),
        state=State(245),
        enrolling=Enrolling.SELF,
        language="ar",
        chosen_at=NOW,
    )
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.change_guilds(changes_to(chosen), by="someone", at=NOW)
        # then
        settings = await database.get_collection("auto_redeem_settings").find_one()
        assert settings == {
            "_id": str(GUILD),
            "guild_id": GUILD,
            "enabled": True,
            "manager_role": 12,
            "state": 245,
            "enrolling": "self",
            "language": "ar",
            "share_found": False,
            "chosen_at": STAMP,
            "left_at": None,
            "blocked_at": None,
            "beside": False,
            "updated_by": "someone",
            "updated_at": STAMP,
        }
        channel = await database.get_collection("auto_redeem_channels").find_one()
        assert channel == {
            "_id": str(GUILD),
            "channel_id": 11,
            "added_by": "someone",
            "added_at": STAMP,
        }


async def test_what_the_older_bot_wrote_beside_stays_when_settings_are_saved(
    mongodb_url: str,
) -> None:
    old = {"_id": "1", "channel_id": 11, "added_by": 99, "added_at": "2024-01-01", "more": 1}
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await insert(database, "auto_redeem_settings", [{"_id": "1", "enabled": False, "more": 1}])
        await insert(database, "auto_redeem_channels", [old])
        # when another setting is changed, and the channel chosen anew
        changes = GuildChanges(enabled=True, channel=ChannelId(11))
        await store.change_guilds({GuildId(1): changes}, by="someone", at=NOW)
        # then who chose the channel is known as before
        settings = await database.get_collection("auto_redeem_settings").find_one() or {}
        assert (settings["enabled"], settings["more"]) == (True, 1)
        channels = database.get_collection("auto_redeem_channels")
        assert await channels.find_one() == old
        # when it is changed as well
        changes = GuildChanges(channel=ChannelId(12))
        await store.change_guilds({GuildId(1): changes}, by="someone", at=NOW)
        # then
        changed = {"channel_id": 12, "added_by": "someone", "added_at": STAMP}
        assert await channels.find_one() == {**old, **changed}


async def test_of_two_rows_of_a_guild_ours_is_read_and_both_are_forgotten(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        for name in ("auto_redeem_settings", "auto_redeem_channels"):
            await insert(database, name, [{"_id": 1, "enabled": True, "channel_id": 11}])
        chosen = GuildSettings(GuildId(1), channel=ChannelId(12))
        await store.change_guilds(changes_to(chosen), by="someone", at=NOW)
        assert await store.guilds() == [chosen]
        # when there is to be no channel
        await store.change_guilds({GuildId(1): {"channel": None}}, by="someone", at=NOW)
        # then the old row doesn't come back
        assert await store.guilds() == [replace(chosen, channel=None)]
        await store.forget_guilds([GuildId(1)])
        assert await store.guilds() == []


async def test_what_changes_outranks_an_old_row_of_the_guild_and_the_rest_of_it_stays(
    mongodb_url: str,
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        old = {"_id": 1, "enabled": True, "state": 245, "language": "ar"}
        await insert(database, "auto_redeem_settings", [old])
        await insert(database, "auto_redeem_channels", [{"_id": 1, "channel_id": 11}])
        # when
        await store.change_guilds({GuildId(1): {"language": "ru"}}, by="someone", at=NOW)
        # then
        kept = GuildSettings(
            GuildId(1), enabled=True, channel=ChannelId(11), state=State(245), language="ru"
        )
        assert await store.guilds() == [kept]
        assert await store.guilds([GuildId(1)]) == [kept]


async def test_an_old_rows_redemption_is_told_by_its_key(mongodb_url: str) -> None:
    rows: Rows = [
        {"_id": f"{GUILD}:{KEY}:1", "code": CODE, "status": "success", "redeemed_at": "2024-01-01"},
        {"_id": f"{GUILD}:{KEY}:2", "code": "Another", "fid": 9, "created_at": "2024-02-02"},
        {"_id": f"{GUILD}:{KEY}:3", "outcome": "same_type_redeemed", "status": 5},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await insert(database, "auto_redeemed_codes", rows)
        # when
        found = await store.redemptions(GUILD, [CODE], [Fid(number) for number in range(1, 5)])
        # then
        at = [datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 2, tzinfo=UTC)]
        assert sorted(found, key=lambda one: one.fid) == [
            Redemption(GUILD, CODE, Fid(1), Outcome.REDEEMED, at[0]),
            Redemption(GUILD, KEY, Fid(2), Outcome.ALREADY_REDEEMED, at[1]),
            Redemption(
                GUILD, KEY, Fid(3), Outcome.SAME_TYPE_REDEEMED, datetime(1970, 1, 1, tzinfo=UTC)
            ),
        ]


async def test_the_older_bots_codes_are_shared_and_rolled_out_where_it_has_processed_them(
    mongodb_url: str,
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        old: Rows = [{"_id": "New"}, {"_id": "Done", "auto_redeem_processed": True}]
        await insert(database, "gift_codes", old)
        assert all(known.shared for known in await store.codes())
        assert [known.code for known in await store.awaiting_rollout()] == ["New"]
        # when
        await store.mark_rolled_out(["New", "Done"], at=NOW)
        # then the older bot would not process it again
        row = await database.get_collection("gift_codes").find_one({"_id": "New"})
        assert row == {
            "_id": "New",
            "auto_redeem_processed": True,
            "auto_redeem_processed_at": STAMP,
        }
        assert await store.awaiting_rollout() == []


async def test_an_old_member_gets_an_owner_in_place_and_can_be_found_by_it(
    mongodb_url: str,
) -> None:
    old: Rows = [
        {"_id": ObjectId(), "guild_id": str(GUILD), "fid": ANN, "state": "9"},
        {"_id": ObjectId(), "guild_id": OTHER_GUILD, "fid": str(ANN), "owner": ONE},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await insert(database, "auto_redeem_members", old)
        # when
        enrolled = await store.enrol(GUILD, [Member(ANN, owner=ONE)], by="x", at=NOW)
        # then
        assert enrolled == Enrolled(updated=1)
        assert await store.owned_by(ONE) == {
            GUILD: [Member(ANN, State(9), owner=ONE, claimed_at=NOW)],
            OTHER_GUILD: [Member(ANN, owner=ONE)],
        }
        row = await database.get_collection("auto_redeem_members").find_one({"_id": old[0]["_id"]})
        assert (row or {})["owner"] == str(ONE)
        assert await store.forget_user(ONE, pseudonym=NOBODY) == {OTHER_GUILD: {ANN}}
        assert await store.members_among(GUILD, [ANN]) == {ANN: Member(ANN, State(9))}


async def test_old_members_are_unenrolled_when_they_opt_out(mongodb_url: str) -> None:
    old: Rows = [
        {"guild_id": str(GUILD), "fid": ANN},
        {"guild_id": GUILD, "fid": 8},
        {"guild_id": OTHER_GUILD, "fid": str(ANN)},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await insert(database, "auto_redeem_members", old)
        # when
        await store.opt_out([OptOut(GUILD, ANN, ONE, NOW), OptOut(OTHER_GUILD, Fid(8), ONE, NOW)])
        # then
        assert await store.guilds_of([ANN, Fid(8)]) == {ANN: {OTHER_GUILD}, Fid(8): {GUILD}}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=3,
)
fields = st.sampled_from(
    [
        *("enabled", "manager_role", "state", "enrolling", "language", "chosen_at", "left_at"),
        *("channel_id", "code", "outcome", "status", "redeemed_at"),
    ]
)


@given(st.dictionaries(fields, anything))
def test_no_row_of_the_older_bot_makes_reading_fail(row: dict[str, Any]) -> None:
    assert settings_in(GUILD, row, row).guild_id == GUILD
    assert redemption_in(row, GUILD, KEY, ANN).fid == ANN
