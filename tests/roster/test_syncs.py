"""A list that a guild follows changes what it should of the roster, and nobody else decides."""

from contextlib import suppress
from dataclasses import replace
from itertools import count

import pytest

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.errors import ProviderFailed
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import FLAGGED, ChangeKind, ProvidedPlayer, Sync, SyncTrouble
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.counted import counted, counted_store
from support.facts import ANN, BOB, CAT, GUILD, ME, NOW
from support.mortal_store import KilledError, Life, mortal_store
from support.sync_play import SyncPlay, provided, some

JOINED, LEFT, RENAMED = ChangeKind.JOINED, ChangeKind.LEFT, ChangeKind.RENAMED
MOVED, LEVEL = ChangeKind.MOVED, ChangeKind.LEVEL


@pytest.fixture
async def play(store: Store) -> SyncPlay:
    """Give a guild that follows a list."""
    playing = SyncPlay(store)
    await playing.follow()
    return playing


async def enrolled(play: SyncPlay, *members: Member) -> None:
    await play.store.enrol(GUILD, members, by="test", at=NOW)


def ids(*players: ProvidedPlayer) -> list[Fid]:
    return [one.fid for one in players]


async def test_the_first_reading_tells_who_is_listed_and_nobody_joins_by_it(
    play: SyncPlay,
) -> None:
    await enrolled(play, Member(ANN))
    state = (await play.reads(provided(ANN), provided(BOB))).state

    assert (state.readings, state.players, state.newcomers, state.left) == (1, 2, 1, 0)
    assert await play.changes(after=0) == {}


async def test_what_a_reading_changed_is_kept_as_history(play: SyncPlay) -> None:
    await play.reads(provided(ANN, "Ann", 245, 10), provided(BOB, "Bob", 245))
    await play.reads(provided(ANN, "Anna", 246, 11), provided(BOB, "Bob"), provided(CAT, "Cat"))

    changes = await play.store.changes_in(GUILD, play.sync.key, after=0, most=9)
    assert [(one.kind, one.fid, one.nickname, one.before, one.after) for one in changes] == [
        (JOINED, CAT, "Cat", "", ""),
        (LEVEL, ANN, "Anna", "10", "11"),
        (MOVED, ANN, "Anna", "245", "246"),
        (RENAMED, ANN, "Anna", "Ann", "Anna"),
    ]


async def test_a_reading_without_news_writes_its_state_alone(play: SyncPlay) -> None:
    players = some(40)
    await play.reads(*players)
    before = await play.store.listed_page(GUILD, play.sync.key, after=Fid(0), most=99)
    await play.reads(*reversed(players))

    assert await play.changes(after=0) == {}
    assert await play.store.listed_page(GUILD, play.sync.key, after=Fid(0), most=99) == before
    assert play.sync.state.readings == 2


async def test_whoever_is_missing_three_times_in_a_row_has_left_and_stays_enrolled(
    play: SyncPlay,
) -> None:
    await enrolled(play, Member(ANN), Member(BOB))
    others = some(9)
    await play.reads(provided(ANN, "Ann"), *others)
    for _ in range(FLAGGED - 1):
        assert (await play.reads(*others)).state.left == 0
        assert await play.changes() == {}

    assert (await play.reads(*others)).state.left == 1
    assert await play.changes() == {LEFT: 1}
    assert set(await play.members()) == {ANN, BOB}
    assert (await play.reads(*others)).state.left == 1
    assert await play.changes() == {LEFT: 1}


async def test_whoever_comes_back_in_time_was_never_gone(play: SyncPlay) -> None:
    others = some(9)
    for with_ann in (True, False, False, True, False, False, True):
        await play.reads(*others, *([provided(ANN)] if with_ann else []))

    assert await play.changes() == {}


async def test_whoever_comes_back_after_that_has_joined(play: SyncPlay) -> None:
    others = some(9)
    for with_ann in (True, False, False, False, True):
        await play.reads(*others, *([provided(ANN)] if with_ann else []))

    assert await play.changes() == {JOINED: 1, LEFT: 1}


async def test_after_a_reading_that_breaks_off_nobody_is_missing_and_nothing_is_changed(
    play: SyncPlay,
) -> None:
    await play.reads(*some(8))
    play.provider.fails = ProviderFailed(SyncTrouble.UNREACHABLE, "gone")
    for _ in range(4):
        assert await play.fails(*some(8, first=30_000_000)) is SyncTrouble.UNREACHABLE
    play.provider.fails = None
    await play.reads(*some(8))

    assert await play.changes() == {}


@pytest.mark.parametrize("listed", [some(3), some(8, first=30_000_000)], ids=["few", "others"])
async def test_a_list_that_lacks_most_of_whom_it_had_is_strange_and_changes_nothing(
    play: SyncPlay, listed: list[object]
) -> None:
    await play.reads(*some(8))

    assert await play.fails(*listed) is SyncTrouble.STRANGE  # type: ignore[arg-type]

    assert play.sync.state.strange == len(listed)
    assert (play.sync.state.readings, await play.changes()) == (1, {})


async def test_a_strange_list_is_taken_once_a_leader_says_that_it_is_right(
    play: SyncPlay,
) -> None:
    await play.reads(*some(8))
    await play.fails(*some(3))
    await play.syncs.states.change(play.sync, lambda state: replace(state, accepted=True))

    state = (await play.reads(*some(3))).state
    assert (state.players, state.strange, state.accepted, state.trouble) == (3, 0, False, None)


async def test_an_empty_list_is_never_taken(play: SyncPlay) -> None:
    assert await play.fails() is SyncTrouble.EMPTY


async def test_of_a_player_who_is_listed_twice_the_first_counts(play: SyncPlay) -> None:
    await enrolled(play, Member(ANN))
    ann, other = provided(ANN, "Ann", 245, 30), provided(ANN, "Other", 1, 1)

    assert (await play.reads(ann, other, provided(BOB))).state.players == 2
    assert (await play.members())[ANN] == Member(ANN, State(245), "Ann", 30)


async def test_states_are_hints_and_what_people_typed_stays(play: SyncPlay) -> None:
    await enrolled(play, Member(ANN, State(1), "My Ann"), Member(BOB))
    await play.reads(provided(ANN, "Ann", 245, 30), provided(BOB, "Bob", 245, 30))
    await play.reads(provided(ANN, "Anna", 246, 31), provided(BOB, "Bobby", 246, 31))

    assert await play.members() == {
        ANN: Member(ANN, State(1), "My Ann", 31),
        BOB: Member(BOB, State(245), "Bobby", 31),
    }


async def test_whoever_is_enrolled_later_gets_what_the_list_says(play: SyncPlay) -> None:
    ann = provided(ANN, "Ann", 245, 30)
    await play.reads(ann, provided(BOB))
    await enrolled(play, Member(ANN))
    await play.reads(ann, provided(BOB))

    assert (await play.members())[ANN] == Member(ANN, State(245), "Ann", 30)


async def test_members_go_into_the_lists_alliance_unless_they_are_in_another(
    play: SyncPlay,
) -> None:
    reds, blues = AllianceId(1), AllianceId(2)
    await play.follow(alliance=reds)
    await enrolled(play, Member(ANN, alliance=blues), Member(BOB))
    await play.reads(provided(ANN), provided(BOB))

    assert {one.fid: one.alliance for one in (await play.members()).values()} == {
        ANN: blues,
        BOB: reds,
    }


async def test_codes_are_opened_once_for_members_whom_a_reading_changed(play: SyncPlay) -> None:
    await enrolled(play, *(Member(one.fid, level=20) for one in some(8)))
    await play.reads(*some(8))
    assert play.opened == [GUILD]

    await play.reads(*some(8))
    assert play.opened == [GUILD]


async def test_newcomers_are_enrolled_only_where_a_leader_switched_that_on(
    play: SyncPlay,
) -> None:
    assert (await play.reads(*some(8))).state.newcomers == 8
    assert await play.members() == {}

    await play.follow(enrols=True)
    assert (await play.reads(*some(8), provided(ANN, "Ann", 245, 30))).state.newcomers == 0
    assert (await play.members())[ANN] == Member(ANN, State(245), "Ann", 30)
    assert len(await play.members()) == 9


async def test_no_more_are_enrolled_than_the_guild_has_room_for(play: SyncPlay) -> None:
    play.most_members = 5
    await play.follow(enrols=True)
    await enrolled(play, Member(ANN))

    assert (await play.reads(*some(8))).state.newcomers == 4
    assert len(await play.members()) == 5


async def test_whoever_never_wants_to_be_enrolled_is_not(play: SyncPlay) -> None:
    await play.store.opt_out([OptOut(GUILD, ANN, ME, NOW)])
    await play.follow(enrols=True)
    await play.reads(provided(ANN), provided(BOB))

    assert set(await play.members()) == {BOB}


async def test_a_list_that_is_followed_no_more_stays_so_after_a_reading(play: SyncPlay) -> None:
    play.provider.says = some(8)
    await play.store.unfollow(GUILD, [play.sync.key])

    assert await play.syncs.read(play.sync) is None
    assert await play.store.syncs() == []
    assert await play.store.listed_page(GUILD, play.sync.key, after=Fid(0), most=9) == []


async def test_the_same_player_in_two_lists_is_one_member(play: SyncPlay) -> None:
    other = Sync(GUILD, "told", "XYZ", ME, NOW, enrols=True, alliance=AllianceId(2))
    await play.follow(enrols=True, alliance=AllianceId(1))
    await play.store.follow([other])
    await play.reads(provided(ANN, "Ann"))
    await play.syncs.read(other)

    assert await play.members() == {ANN: Member(ANN, None, "Ann", alliance=AllianceId(1))}


async def test_the_commands_of_a_reading_grow_with_batches_of_players_alone(
    store_url: str,
) -> None:
    asked: list[int] = []
    async with counted_store(store_url) as store:
        for size in (10, 100, 1_000):
            playing = SyncPlay(store)
            await playing.follow(group=f"A{size}", enrols=True)
            first = 10_000_000 * (1 + len(asked))
            await playing.reads(*some(size, first))
            with counted() as news:
                await playing.reads(*(one._replace(level=31) for one in some(size, first)))
            asked.append(news.commands)

    few, hundred, thousand = asked
    assert hundred <= few + 4
    assert thousand <= few + 40


async def test_killed_at_any_step_a_reading_is_done_again_with_the_same_outcome(
    store_url: str,
) -> None:
    async with open_store(store_url) as store:
        for steps in count(1):
            sync = Sync(GUILD, "told", f"A{steps}", ME, NOW)
            gone, going, *others, new = some(9, first=10_000_000 + 100 * steps)
            play = SyncPlay(store, sync=sync)
            await play.follow(enrols=True)
            for listed in ([gone, going, *others], [going, *others], others):
                await play.reads(*listed)
            now = [one._replace(level=31, nickname=f"New {one.nickname}") for one in (*others, new)]
            life = Life(steps)
            async with mortal_store(store_url, life) as dying:
                killed = SyncPlay(dying, play.provider, sync=play.sync)
                with suppress(KilledError):
                    await killed.reads(*now)
            # when
            [found] = [one for one in await store.syncs([GUILD]) if one.key == sync.key]
            if found.state.readings == FLAGGED:
                await play.reads(*now)
            # then
            place = GUILD, sync.key
            changes = await store.count_changes(*place, after=FLAGGED)
            assert changes == {JOINED: 1, LEFT: 1, RENAMED: 6, LEVEL: 6}
            missed = {
                one.fid: one.missed for one in await store.listed_among(GUILD, ids(gone, going))
            }
            assert missed == {gone.fid: FLAGGED, going.fid: FLAGGED - 1}
            members = await store.members_among(GUILD, ids(*now))
            assert [one.level for one in members.values()] == [31] * 7
            assert play.opened or killed.opened
            if not life.over:
                break
