"""What is remembered of feeds, of watched channels, and of what was told of codes."""

from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.ids import NOBODY, ChannelId, GuildId, MessageId
from autoredeem.domain.sources import (
    Announcement,
    FeedState,
    ListedCode,
    WatchedChannel,
    WatchPurpose,
)
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.facts import CODE, GUILD, ME, NOW, OTHER_CODE, OTHER_GUILD, YOU
from support.mongod import raw_database

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
HERE, THERE = ChannelId(700_001), ChannelId(2**63 - 1)

FEED = FeedState(
    "kingshot.net",
    first_at=NOW,
    good_at=LATER,
    news_at=NOW + 2 * HOUR,
    polls=3,
    taken_from=NOW + 3 * HOUR,
    taken=2,
    codes={CODE: ListedCode(), OTHER_CODE: ListedCode(LATER, 2)},
)
"""Something in each field."""

WATCHED = WatchedChannel(
    GUILD,
    HERE,
    ME,
    NOW,
    webhooks=frozenset({5, 2**63 - 1}),
    seen=MessageId(700_002),
    dead=9,
    paused_at=LATER,
    purpose=WatchPurpose.IDS,
    card=MessageId(700_009),
)
"""Something in each field."""

TOLD = Announcement(GUILD, f"{CODE}~2", HERE, NOW)


async def test_feeds_come_back_as_they_were_saved_by_name(store: Store) -> None:
    await store.save_feeds([FEED, FeedState("a.b")])

    assert await store.feeds() == [FeedState("a.b"), FEED]


async def test_a_feed_is_written_whole(store: Store) -> None:
    await store.save_feeds([FEED])
    changed = FeedState(FEED.name, polls=4, codes={CODE: ListedCode(NOW, 1)})

    await store.save_feeds([changed])
    await store.save_feeds([])

    assert await store.feeds() == [changed]


async def test_hundreds_of_codes_of_a_feed_are_remembered(store: Store) -> None:
    many = {f"Code{number}": ListedCode(NOW, number) for number in range(2_000)}
    await store.save_feeds([replace(FEED, codes=many)])

    [feed] = await store.feeds()
    assert feed.codes == many


async def test_channels_are_watched_as_they_were_written_oldest_first(store: Store) -> None:
    later = WatchedChannel(OTHER_GUILD, THERE, YOU, LATER)
    await store.watch_channels([later, WATCHED])

    assert await store.watched_channels() == [WATCHED, later]
    assert await store.watched_channels([GUILD]) == [WATCHED]
    assert await store.watched_channels([GUILD, OTHER_GUILD]) == [WATCHED, later]
    assert await store.watched_channels([]) == []


async def test_a_watched_channel_is_written_whole_but_for_what_was_seen(store: Store) -> None:
    await store.watch_channels([WATCHED])
    changed = WatchedChannel(GUILD, HERE, YOU, LATER)

    await store.watch_channels([changed])
    assert await store.watched_channels() == [replace(changed, seen=WATCHED.seen)]

    await store.watch_channels([replace(changed, seen=MessageId(1))])
    assert await store.watched_channels() == [replace(changed, seen=WATCHED.seen)]

    await store.watch_channels([replace(changed, seen=MessageId(700_003))])
    assert await store.watched_channels() == [replace(changed, seen=MessageId(700_003))]


async def test_of_messages_that_were_read_the_last_is_kept(store: Store) -> None:
    first = replace(WATCHED, seen=None)
    await store.watch_channels([first, replace(first, channel=THERE)])

    await store.note_seen({HERE: MessageId(8), ChannelId(1): MessageId(9)})
    await store.note_seen({HERE: MessageId(7)})
    await store.note_seen({})

    seen = {one.channel: one.seen for one in await store.watched_channels()}
    assert seen == {HERE: 8, THERE: None}


async def test_a_guild_unwatches_its_own_channels_only(store: Store) -> None:
    others = replace(WATCHED, guild_id=OTHER_GUILD)
    await store.watch_channels([WATCHED, replace(WATCHED, channel=THERE), others])

    await store.unwatch_channels(GUILD, [HERE, ChannelId(1)])
    await store.unwatch_channels(GUILD, [])

    left = [(one.guild_id, one.channel) for one in await store.watched_channels()]
    assert left == [(GUILD, THERE), (OTHER_GUILD, HERE)]


async def test_channels_of_hundreds_of_guilds_are_found(store: Store) -> None:
    guilds = [GuildId(number) for number in range(1, 601)]
    await store.watch_channels([replace(WATCHED, guild_id=guild_id) for guild_id in guilds])

    assert [one.guild_id for one in await store.watched_channels(guilds[:-1])] == guilds[:-1]


async def test_whoever_is_forgotten_is_in_no_watched_channel(store: Store) -> None:
    others = replace(WATCHED, channel=THERE, added_by=YOU)
    await store.watch_channels([WATCHED, others])

    await store.forget_user(ME, pseudonym=NOBODY)

    assert await store.watched_channels() == [replace(WATCHED, added_by=NOBODY), others]


async def test_an_announcement_is_begun_once(store: Store) -> None:
    again = replace(TOLD, at=LATER, channel=THERE)
    other = replace(TOLD, guild_id=OTHER_GUILD)

    assert await store.begin_announcements([TOLD, TOLD]) == {(GUILD, TOLD.issue)}
    assert await store.begin_announcements([again, other]) == {(OTHER_GUILD, TOLD.issue)}
    assert await store.begin_announcements([again]) == frozenset()
    assert await store.begin_announcements([]) == frozenset()
    assert await store.announcements_of([TOLD.issue]) == [TOLD, other]


async def test_each_edition_is_announced_by_itself(store: Store) -> None:
    first = replace(TOLD, issue=CODE)
    await store.begin_announcements([TOLD, first])

    assert await store.announcements_of([CODE]) == [first]
    assert await store.announcements_of([]) == []


async def test_an_announcement_is_unfinished_until_its_message_is_known(store: Store) -> None:
    later = replace(TOLD, guild_id=OTHER_GUILD, at=LATER)
    await store.begin_announcements([later, TOLD])
    assert await store.unfinished_announcements() == [TOLD, later]

    sent = replace(TOLD, channel=THERE, message=MessageId(2**63 - 1))
    await store.finish_announcements([sent])
    await store.finish_announcements([])

    assert await store.unfinished_announcements() == [later]
    assert await store.announcements_of([TOLD.issue]) == [sent, later]


async def test_what_was_not_begun_is_not_finished(store: Store) -> None:
    await store.finish_announcements([replace(TOLD, message=MessageId(1))])

    assert await store.announcements_of([TOLD.issue]) == []


async def test_thousands_of_guilds_are_told_of_a_code_at_once(store: Store) -> None:
    told = [replace(TOLD, guild_id=GuildId(number)) for number in range(1, 2_501)]

    assert len(await store.begin_announcements(told)) == 2_500
    sent = [replace(one, message=MessageId(one.guild_id)) for one in told]
    await store.finish_announcements(sent)

    assert await store.unfinished_announcements() == []
    assert await store.announcements_of([TOLD.issue]) == sent


async def test_what_was_told_long_ago_is_forgotten(store: Store) -> None:
    kept = replace(TOLD, guild_id=OTHER_GUILD, at=LATER)
    await store.begin_announcements([TOLD, kept])

    await store.prune_announcements(LATER)

    assert await store.announcements_of([TOLD.issue]) == [kept]


async def test_a_guild_that_is_forgotten_is_watched_and_told_of_no_more(store: Store) -> None:
    others = replace(WATCHED, guild_id=OTHER_GUILD), replace(TOLD, guild_id=OTHER_GUILD)
    await store.watch_channels([WATCHED, others[0]])
    await store.begin_announcements([TOLD, others[1]])

    await store.forget_guilds([GUILD])

    assert await store.watched_channels() == [others[0]]
    assert await store.unfinished_announcements() == [others[1]]


async def test_each_title_has_sources_of_its_own(store_url: str) -> None:
    async with open_store(store_url, "wos") as wos, open_store(store_url, "kingshot") as other:
        await wos.save_feeds([FEED])
        await wos.watch_channels([WATCHED])
        await wos.begin_announcements([TOLD])

        await other.note_seen({HERE: MessageId(2**62)})
        await other.prune_announcements(LATER)

        assert await wos.watched_channels() == [WATCHED]
        assert await wos.unfinished_announcements() == [TOLD]
        assert (await other.feeds(), await other.watched_channels()) == ([], [])
        assert await other.announcements_of([TOLD.issue]) == []


async def test_channels_of_an_older_version_are_read_for_codes(mongodb_url: str) -> None:
    async with open_store(mongodb_url) as store, raw_database(mongodb_url) as database:
        await store.watch_channels([WATCHED])
        new = {"$unset": {"purpose": "", "card_id": ""}}
        await database["redeem_watched_channels"].update_many({}, new)

        [found] = await store.watched_channels()
        assert (found.purpose, found.card) == (WatchPurpose.CODES, None)
