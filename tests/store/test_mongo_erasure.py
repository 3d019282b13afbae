"""What is forgotten, all of it and in batches; and that indexes answer what is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import Action, GuildSettings, OptOut, Posting
from autoredeem.domain.ids import NOBODY, ChannelId, Fid, GuildId, MessageId, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.proofs import SearchedPlayer
from autoredeem.domain.sources import Announcement, WatchedChannel
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    RosterChange,
    Sync,
)
from autoredeem.store import open_store
from autoredeem.store.records import Claim, Enrolled
from support.facts import (
    ANN,
    CODE,
    GUILD,
    NOW,
    OTHER_GUILD,
    changes_to,
    members,
    players,
    settlement,
)
from support.mongod import fail_command, raw_database

KEY = "GIFT-2026"
ONE, OTHER = UserId(501), UserId(502)

Rows = Sequence[dict[str, Any]]


async def insert(database: AsyncDatabase[dict[str, Any]], name: str, rows: Rows) -> None:
    await database.get_collection(name).insert_many([dict(row) for row in rows])


async def profiled(database: AsyncDatabase[dict[str, Any]]) -> Rows:
    """Give what the server noted of all reads and writes since profiling began."""
    await database.command("profile", 0)
    ours = {"appName": "autoredeem", "ns": {"$not": {"$regex": "system"}}}
    return await database.get_collection("system.profile").find(ours).to_list()


def by(user: UserId, fid: Fid = ANN) -> OptOut:
    return OptOut(GUILD, fid, user, NOW)


def action(name: str, user: UserId = ONE, guild_id: GuildId = GUILD) -> Action:
    return Action(name, guild_id, NOW, user, "members.added", {"count": 3})


async def test_a_guild_whose_forgetting_was_cut_short_is_still_known(
    mongod_uri: str, mongodb_url: str
) -> None:
    left = GuildSettings(GUILD, channel=ChannelId(11), left_at=NOW)
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.change_guilds(changes_to(left), by="someone", at=NOW)
        await store.settle([settlement(ANN)])
        # when
        namespace = f"{database.name}.redeem_actions"
        await store.note_actions([action("a")])
        async with fail_command(mongod_uri, "delete", error_code=50, namespace=namespace):
            with pytest.raises(StoreUnavailable):
                await store.forget_guilds([GUILD])
        # then
        assert await store.guilds() == [left]
        await store.forget_guilds([GUILD])
        assert await store.guilds() == []


async def test_all_of_a_guild_is_forgotten_and_nothing_of_one_whose_id_begins_the_same(
    mongodb_url: str,
) -> None:
    long = GuildId(int(f"{GUILD}0"))
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        for guild in (GUILD, long):
            await store.change_guilds(changes_to(GuildSettings(guild)), by="x", at=NOW)
            await store.enrol(guild, members([ANN]), by="x", at=NOW)
            await store.add_alliances([Alliance(guild, AllianceId(1), "Reds")])
            await store.settle([settlement(Fid(8), guild_id=guild)])
            await store.want_runs([(guild, CODE)], at=NOW)
            await store.post_codes([Posting(guild, CODE, "x", NOW)])
            await store.opt_out([OptOut(guild, Fid(9), ONE, NOW)])
            await store.note_actions([action(str(guild), guild_id=guild)])
            await store.leave_notices([action(str(guild), guild_id=guild)])
            await store.note_requests("x", {(guild, NOW.date()): 1})
            await store.watch_channels([WatchedChannel(guild, ChannelId(1), ONE, NOW)])
            await store.begin_announcements([Announcement(guild, CODE, ChannelId(1), NOW)])
            sync = Sync(guild, "file", "", ONE, NOW)
            await store.follow([sync])
            history = [RosterChange(guild, sync.key, 1, ChangeKind.LEFT, ANN, NOW)]
            listed = [Listed(guild, sync.key, ANN)]
            await store.apply_listing(ListingChanges(guild, NOW, listed, history=history))
            await store.begin_searches([SearchedPlayer(guild, ANN, NOW)])
            await store.note_failures([Notification(guild, ANN, "no_such_player", ONE, NOW)])
            await store.set_contact_ways({(guild, ONE): ContactWay.DIRECT})
        # when
        await store.forget_guilds([GUILD])
        # then
        names = await database.list_collection_names(filter={"name": {"$ne": "autoredeem_meta"}})
        kept = {name: await database.get_collection(name).count_documents({}) for name in names}
        empty = {"redeem_boards", "auto_redeem_channels", "redemption_attempts", "gift_codes"}
        empty |= {"redeem_feeds", "redeem_proofs"}
        empty |= {"redeem_feeds", "redeem_players"}
        assert {name for name, count in kept.items() if count == 0} <= empty
        assert set(kept.values()) <= {0, 1}
        assert await store.count_members(long) == 1
        assert await store.count_members(GUILD) == 0


async def test_a_guilds_ledger_is_forgotten_in_batches_without_a_look_at_any_other(
    mongodb_url: str,
) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        rows = [{"_id": f"{guild}:{KEY}:{fid}"} for guild in (GUILD, 5) for fid in range(2_500)]
        await insert(database, "auto_redeemed_codes", rows)
        await database.command("profile", 2)
        # when
        await store.forget_guilds([GUILD])
        # then
        noted = [one for one in await profiled(database) if "redeemed_codes" in one["ns"]]
        assert sum(one.get("ndeleted", 0) for one in noted) == 2_500
        assert max(one.get("ndeleted", 0) for one in noted) <= 1_001
        # and the deletions look up once more what was found
        assert sum(one.get("keysExamined", 0) for one in noted) < 2 * 2_500 + 50
        assert all("COLLSCAN" not in one.get("planSummary", "") for one in noted)


async def test_whatever_is_asked_often_is_answered_by_an_index(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given much that is others'
        fids = players(500)
        await store.enrol(OTHER_GUILD, [Member(f, owner=OTHER) for f in fids], by="x", at=NOW)
        await store.opt_out([OptOut(GuildId(7), fid, OTHER, NOW) for fid in fids])
        await store.note_actions([action(f"{n}", OTHER, OTHER_GUILD) for n in range(500)])
        await store.want_runs([(GuildId(n), CODE) for n in range(1, 500)], at=NOW)
        await store.claim_runs(Claim("other", 1_000, 3600.0))
        await store.enrol(GUILD, [Member(ANN, owner=ONE)], by="x", at=NOW)
        await store.note_actions([action("mine")])
        await database.command("profile", 2)
        # when
        await store.owned_by(ONE)
        await store.members_among(GUILD, [ANN])
        await store.count_members(GUILD)
        await store.opted_out(GUILD)
        await store.postings(GUILD)
        await store.actions(GUILD, limit=10)
        await store.count_of_user(ONE, ["x"], since=NOW + timedelta(days=1))
        await store.count_of_guild(GUILD, ["x"], since=NOW + timedelta(days=1))
        await store.notices(GUILD, ONE)
        await store.forget_pseudonyms(at=NOW)
        await store.asked_of("me")
        await store.enrol(GUILD, members([ANN]), by="x", at=NOW)
        await store.forget_user(ONE, pseudonym=NOBODY)
        # then
        noted = await profiled(database)
        assert len(noted) > 9
        assert max(one.get("docsExamined", 0) for one in noted) <= 1
        assert all("COLLSCAN" not in one.get("planSummary", "") for one in noted)


async def test_whatever_is_asked_of_sources_is_answered_by_an_index(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        # given much that is others'
        others = [GuildId(number) for number in range(1, 501)]
        await store.watch_channels(
            [WatchedChannel(guild, ChannelId(guild), OTHER, NOW) for guild in others]
        )
        told = [Announcement(guild, "OTHER", ChannelId(1), NOW) for guild in others]
        await store.begin_announcements(told)
        await store.finish_announcements([replace(one, message=MessageId(1)) for one in told])
        await store.watch_channels([WatchedChannel(GUILD, ChannelId(9_000), ONE, NOW)])
        await store.begin_announcements([Announcement(GUILD, CODE, ChannelId(1), NOW)])
        await database.command("profile", 2)
        # when
        await store.watched_channels([GUILD])
        await store.note_seen({ChannelId(9_000): MessageId(1)})
        await store.unfinished_announcements()
        await store.announcements_of([CODE])
        await store.prune_announcements(NOW - timedelta(days=1))
        await store.forget_user(ONE, pseudonym=NOBODY)
        await store.unwatch_channels(GUILD, [ChannelId(9_000)])
        # then
        noted = await profiled(database)
        assert len(noted) > 9
        assert max(one.get("docsExamined", 0) for one in noted) <= 1
        assert all("COLLSCAN" not in one.get("planSummary", "") for one in noted)


async def test_a_page_of_an_audit_trail_reads_no_more_than_the_page(mongodb_url: str) -> None:
    trail = [
        replace(action(f"{number:03}"), at=NOW + timedelta(seconds=number // 3))
        for number in range(300)
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.note_actions(trail)
        await database.command("profile", 2)
        # when
        page = await store.actions(GUILD, limit=10, before=trail[100])
        # then
        assert page == trail[90:100][::-1]
        [noted] = await profiled(database)
        assert noted["docsExamined"] <= 12
        assert not noted.get("hasSortStage")


async def test_who_is_enrolled_is_asked_about_wishes_once_a_batch(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        fids = players(1_500)
        await store.opt_out([by(ONE, fid) for fid in fids[::2]])
        await store.enrol(GUILD, members(fids), by="x", at=NOW)
        await database.command("profile", 2)
        # when nobody is new
        enrolled = await store.enrol(GUILD, members(fids), by="x", at=NOW)
        # then
        assert enrolled == Enrolled(unchanged=750, refused=750)
        noted = [one for one in await profiled(database) if "opt_outs" in one["ns"]]
        assert sum(one["docsExamined"] for one in noted) == 750


async def test_a_users_id_is_replaced_in_all_of_a_long_trail(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await store.note_actions([action(f"{number}") for number in range(2_100)])
        await store.opt_out([by(ONE)])
        # when
        await store.forget_user(ONE, pseudonym=NOBODY)
        # then
        for name, field in (("redeem_actions", "user"), ("auto_redeem_opt_outs", "by")):
            assert await database.get_collection(name).distinct(field) == [str(NOBODY)]
