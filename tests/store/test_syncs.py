"""Lists that guilds follow: what they say of whom, and what that changed, is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.ids import NOBODY, Fid, State
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    RosterChange,
    Sync,
    SyncState,
    SyncTrouble,
)
from autoredeem.store.interface import Store
from autoredeem.store.records import MemberQuery
from support.facts import ANN, BOB, CAT, GUILD, ME, NOW, OTHER_GUILD, YOU, players

LATER = NOW + timedelta(hours=1)
STATE = SyncState(
    readings=7,
    read_at=NOW,
    players=88,
    told=6,
    tried_at=LATER,
    trouble=SyncTrouble.STRANGE,
    strange=9,
    accepted=True,
    newcomers=3,
    left=2,
    opens=True,
)
"""Something in each field."""

SYNC = Sync(GUILD, "mightpulse", "258/ABC", ME, NOW)
OTHER = Sync(OTHER_GUILD, "file", "", YOU, LATER, enrols=True)
FIRST = Fid(0)
REDS, BLUES = AllianceId(1), AllianceId(2)


def listed(fid: Fid, **said: object) -> Listed:
    """Return what the first guild's list says of a player."""
    return replace(Listed(GUILD, SYNC.key, fid), **said)  # type: ignore[arg-type]


def change(fid: Fid, kind: ChangeKind = ChangeKind.RENAMED, reading: int = 1) -> RosterChange:
    """Return a change with something in each field."""
    return RosterChange(GUILD, SYNC.key, reading, kind, fid, NOW, "Ann", "An", "Ann")


async def wrote(store: Store, *history: RosterChange) -> None:
    """Write history alone."""
    await store.apply_listing(ListingChanges(GUILD, NOW, history=history))


async def said(store: Store, *some: Listed) -> None:
    """Write what a list says alone."""
    await store.apply_listing(ListingChanges(GUILD, NOW, listed=some))


async def updated(store: Store, *some: MemberUpdate) -> Sequence[Member]:
    """Update members alone, and return who is enrolled then."""
    await store.apply_listing(ListingChanges(GUILD, LATER, members=some))
    found = await store.members_among(GUILD, (ANN, BOB, CAT))
    return [found[fid] for fid in sorted(found)]


async def test_lists_that_are_followed_come_back_oldest_first(store: Store) -> None:
    await store.follow([OTHER, SYNC])

    assert await store.syncs() == [SYNC, OTHER]
    assert await store.syncs([OTHER_GUILD]) == [OTHER]
    assert await store.syncs([]) == []


async def test_following_a_list_anew_changes_whether_and_where_it_enrols_alone(
    store: Store,
) -> None:
    await store.follow([SYNC])
    await store.note_sync(replace(SYNC, state=STATE))

    await store.follow([replace(SYNC, added_by=YOU, added_at=LATER, enrols=True, alliance=REDS)])

    assert await store.syncs() == [replace(SYNC, enrols=True, alliance=REDS, state=STATE)]


async def test_the_state_of_a_list_that_is_followed_no_more_is_not_written(store: Store) -> None:
    await store.note_sync(replace(SYNC, state=STATE))

    assert await store.syncs() == []


async def test_what_a_list_says_comes_back_in_pages_by_id(store: Store) -> None:
    ann = listed(ANN, nickname="Ann", state=State(245), level=30, missed=2, missed_in=9)
    others = replace(ann, key="0" * 12), replace(ann, guild_id=OTHER_GUILD)
    await said(store, listed(BOB), ann, *others)

    assert await store.listed_page(GUILD, SYNC.key, after=FIRST, most=9) == [ann, listed(BOB)]
    assert await store.listed_page(GUILD, SYNC.key, after=FIRST, most=1) == [ann]
    assert await store.listed_page(GUILD, SYNC.key, after=ANN, most=9) == [listed(BOB)]


async def test_ids_of_fewer_digits_come_before_those_of_more(store: Store) -> None:
    ids = [Fid(10**digits - 1) for digits in range(1, 16)]
    await said(store, *(listed(fid) for fid in reversed(ids)))

    page = await store.listed_page(GUILD, SYNC.key, after=FIRST, most=99)
    assert [one.fid for one in page] == ids


async def test_what_a_list_says_of_a_player_is_written_whole(store: Store) -> None:
    await said(store, listed(ANN, nickname="Ann", state=State(245), level=30))
    await said(store, listed(ANN, missed=1, missed_in=4))

    [ann] = await store.listed_page(GUILD, SYNC.key, after=FIRST, most=9)
    assert ann == listed(ANN, missed=1, missed_in=4)


async def test_what_all_lists_of_a_guild_say_of_players_is_found(store: Store) -> None:
    elsewhere = replace(listed(ANN), key="0" * 12)
    await said(store, listed(ANN), elsewhere, listed(BOB), replace(elsewhere, guild_id=OTHER_GUILD))

    found = await store.listed_among(GUILD, [ANN, CAT])
    assert sorted(found, key=lambda one: one.key) == [elsewhere, listed(ANN)]
    assert await store.listed_among(GUILD, []) == []


async def test_a_list_that_is_followed_no_more_is_forgotten_and_its_changes_are_not(
    store: Store,
) -> None:
    await store.follow([SYNC, OTHER])
    await said(store, *map(listed, players(2_100)))
    await wrote(store, change(ANN))

    await store.unfollow(GUILD, [SYNC.key, OTHER.key])
    await store.unfollow(GUILD, [])

    assert await store.syncs() == [OTHER]
    assert await store.listed_page(GUILD, SYNC.key, after=FIRST, most=9) == []
    assert await store.changes_of(GUILD, ANN, most=9) == [change(ANN)]


async def test_a_name_that_a_list_had_given_follows_it_and_any_other_stays(store: Store) -> None:
    entries = [Member(ANN, nickname="Old"), Member(BOB, nickname="Bobby"), Member(CAT)]
    await store.enrol(GUILD, entries, by="t", at=NOW)

    now = await updated(
        store,
        MemberUpdate(ANN, nickname="New", was="Old"),
        MemberUpdate(BOB, nickname="New", was="Bob"),
        MemberUpdate(CAT, nickname="𝕮𝖆𝖙", was=""),
    )

    assert [one.nickname for one in now] == ["New", "Bobby", "𝕮𝖆𝖙"]


async def test_a_state_is_taken_from_a_list_where_none_is_known(store: Store) -> None:
    await store.enrol(GUILD, [Member(ANN, State(1)), Member(BOB)], by="t", at=NOW)

    now = await updated(store, *(MemberUpdate(fid, state=State(2)) for fid in (ANN, BOB)))

    assert [one.state for one in now] == [1, 2]


async def test_whoever_is_in_no_alliance_is_put_into_the_lists(store: Store) -> None:
    await store.enrol(GUILD, [Member(ANN, alliance=BLUES), Member(BOB)], by="t", at=NOW)

    now = await updated(store, *(MemberUpdate(fid, alliance=REDS) for fid in (ANN, BOB)))

    assert [one.alliance for one in now] == [BLUES, REDS]


async def test_a_level_is_taken_from_a_list_and_what_it_does_not_say_stays(store: Store) -> None:
    ann, bob = Member(ANN, State(1), "Ann", 20, ME), Member(BOB, level=20)
    await store.enrol(GUILD, [ann, bob], by="t", at=NOW)

    now = await updated(store, MemberUpdate(ANN, level=30), MemberUpdate(BOB, state=State(9)))

    assert now == [replace(ann, level=30), replace(bob, state=State(9))]


async def test_whoever_is_not_enrolled_is_not_enrolled_by_an_update(store: Store) -> None:
    assert await updated(store, MemberUpdate(ANN, "Ann", "", State(1), 30)) == []


async def test_a_member_whom_a_list_changed_is_read_by_runs_anew(store: Store) -> None:
    await store.enrol(GUILD, [Member(ANN), Member(BOB)], by="t", at=NOW)
    await updated(store, MemberUpdate(ANN, level=30))

    changed = [one async for part in store.entries([GUILD], {GUILD: LATER}) for one in part]
    assert [(one.fid, one.level) for one in changed] == [(ANN, 30)]


async def test_a_renamed_member_is_found_by_the_new_name(store: Store) -> None:
    await store.enrol(GUILD, [Member(ANN, nickname="Old")], by="t", at=NOW)
    await updated(store, MemberUpdate(ANN, nickname="𝔑ew", was="Old"))

    page = await store.member_page(GUILD, MemberQuery("new"))
    assert [one.fid for one in page.members] == [ANN]


async def test_changes_are_kept_once_and_come_back_by_reading_kind_and_id(store: Store) -> None:
    left, joined = change(BOB, ChangeKind.LEFT), change(ANN, ChangeKind.JOINED, 2)
    await wrote(store, joined, change(CAT), left, change(ANN))
    await wrote(store, replace(left, at=LATER, nickname="Later"))

    every = await store.changes_in(GUILD, SYNC.key, after=0, most=9)
    assert every == [left, change(ANN), change(CAT), joined]
    assert await store.changes_in(GUILD, SYNC.key, after=1, most=9) == [joined]
    renamed = await store.changes_in(
        GUILD, SYNC.key, after=0, most=1, kinds=[ChangeKind.RENAMED, ChangeKind.MOVED]
    )
    assert renamed == [change(ANN)]


async def test_changes_are_counted_by_kind_from_a_reading_on(store: Store) -> None:
    await wrote(store, change(ANN, reading=1), change(ANN, reading=2), change(BOB, reading=10))
    await wrote(store, change(CAT, ChangeKind.LEVEL, 3))

    renamed, level = ChangeKind.RENAMED, ChangeKind.LEVEL
    assert await store.count_changes(GUILD, SYNC.key, after=1) == {renamed: 2, level: 1}
    assert await store.count_changes(GUILD, SYNC.key, after=2) == {renamed: 1, level: 1}
    assert await store.count_changes(OTHER_GUILD, SYNC.key, after=0) == {}


async def test_a_players_latest_changes_come_first(store: Store) -> None:
    later = replace(change(ANN, reading=2), at=LATER)
    await wrote(store, change(ANN), later, change(BOB))

    assert await store.changes_of(GUILD, ANN, most=9) == [later, change(ANN)]
    assert await store.changes_of(GUILD, ANN, most=1) == [later]
    assert await store.changes_of(OTHER_GUILD, ANN, most=9) == []


async def test_changes_go_when_they_are_old(store: Store) -> None:
    later = replace(change(ANN, reading=2), at=LATER)
    await wrote(store, change(ANN), later)

    await store.prune_changes(LATER)

    assert await store.changes_of(GUILD, ANN, most=9) == [later]


async def test_all_of_a_guilds_lists_goes_with_it(store: Store) -> None:
    await store.follow([SYNC, OTHER])
    await said(store, listed(ANN))
    await wrote(store, change(ANN))

    await store.forget_guilds([GUILD])

    assert await store.syncs() == [OTHER]
    assert await store.listed_among(GUILD, [ANN]) == []
    assert await store.changes_of(GUILD, ANN, most=9) == []


async def test_a_user_who_goes_takes_along_what_changed_of_their_accounts(store: Store) -> None:
    await store.follow([SYNC])
    await store.enrol(GUILD, [Member(ANN, owner=ME), Member(BOB)], by="t", at=NOW)
    await wrote(store, change(ANN), change(BOB))

    await store.forget_user(ME, pseudonym=YOU)

    assert await store.syncs() == [replace(SYNC, added_by=NOBODY)]
    assert await store.changes_of(GUILD, ANN, most=9) == []
    assert await store.changes_of(GUILD, BOB, most=9) == [change(BOB)]


async def test_a_reading_that_changes_nothing_writes_nothing(store: Store) -> None:
    before = await store.last_change()
    await store.apply_listing(ListingChanges(GUILD, NOW))

    assert await store.last_change() == before
