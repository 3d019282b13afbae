"""Every change is written down, and a guild's own trail can be read page by page."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from random import Random

from autoredeem.domain.ids import COMMAND_LINE, NOBODY, UserId
from autoredeem.domain.pseudonyms import new_pseudonym
from autoredeem.store.batches import SEARCHED
from autoredeem.store.interface import Store
from support.facts import GUILD, ME, NOW, OTHER_GUILD, THIRD_GUILD, YOU, action


async def test_an_action_comes_back_whole(store: Store) -> None:
    done = replace(
        action(user=YOU, at=NOW + timedelta(microseconds=1)),
        details={"name": "O'Hara \N{SNOWMAN} \0 ;-- $where.x", "a.b": 2**62, "$c": "", "d": -1},
    )
    await store.note_actions([done, action("2", user=NOBODY)])

    assert await store.actions(GUILD, limit=9) == [done, action("2", user=NOBODY)]


async def test_the_latest_are_given_first_and_of_the_same_time_those_of_the_greater_id(
    store: Store,
) -> None:
    later = NOW + timedelta(seconds=1)
    given = [action("b"), action("B"), action("a", at=later), action("10"), action("9")]
    await store.note_actions(given)

    assert [one.id for one in await store.actions(GUILD, limit=9)] == ["a", "b", "B", "9", "10"]


async def test_a_trail_is_read_in_pages_without_a_gap(store: Store) -> None:
    given = [action(f"{number:02}", at=NOW + timedelta(days=number // 3)) for number in range(10)]
    await store.note_actions(given)

    page, read = await store.actions(GUILD, limit=4), list[str]()
    while page:
        read += [one.id for one in page]
        page = await store.actions(GUILD, limit=4, before=page[-1])

    assert read == [one.id for one in reversed(given)]


async def test_a_trail_is_a_guild_s_own(store: Store) -> None:
    await store.note_actions([action("mine"), action("theirs", guild_id=OTHER_GUILD)])

    assert [one.id for one in await store.actions(OTHER_GUILD, limit=9)] == ["theirs"]
    assert await store.actions(THIRD_GUILD, limit=9) == []


async def test_a_trail_is_read_by_person_and_by_kind_in_pages_without_a_gap(store: Store) -> None:
    given = [
        action(f"{number:02}", user=(ME, YOU)[number % 2], what=("a", "b", "c")[number % 3])
        for number in range(36)
    ]
    await store.note_actions([*given, action("elsewhere", guild_id=OTHER_GUILD, what="a")])

    async def read(by: UserId | None, kinds: Collection[str] | None) -> list[str]:
        page = await store.actions(GUILD, limit=4, by=by, kinds=kinds)
        ids = list[str]()
        while page:
            ids += [one.id for one in page]
            page = await store.actions(GUILD, limit=4, before=page[-1], by=by, kinds=kinds)
        return ids

    for by in (None, ME, YOU):
        for kinds in (None, ["a"], ["a", "c"], ["never"], []):
            wanted = [
                one.id
                for one in reversed(given)
                if by in (None, one.user) and (kinds is None or one.what in kinds)
            ]
            assert await read(by, kinds) == wanted


async def test_so_many_of_a_trail_are_searched_and_all_of_it_is_read(store: Store) -> None:
    old, first = action("old", user=YOU), action("first", user=YOU, at=NOW + timedelta(seconds=1))
    later = [
        action(f"{number:05}", at=NOW + timedelta(seconds=number + 2))
        for number in range(SEARCHED - 1)
    ]
    await store.note_actions([old, first, *later])

    assert await store.actions(GUILD, limit=9, by=YOU) == [first]
    assert await store.actions(GUILD, limit=9, before=later[0]) == [first, old]


async def test_what_is_noted_already_is_left_as_it_is(store: Store) -> None:
    await store.note_actions([action("1"), action("1", what="members.removed")])
    await store.note_actions([])

    await store.note_actions([action("1", user=YOU), action("2")])

    assert await store.actions(GUILD, limit=9) == [action("2"), action("1")]


async def test_thousands_of_actions_are_noted_at_once(store: Store) -> None:
    given = [action(f"{number:04}") for number in range(2_500)]
    await store.note_actions(given)

    assert await store.actions(GUILD, limit=2_500) == given[::-1]


async def test_actions_are_counted_by_kind_since_a_time_of_a_guild_or_of_a_user(
    store: Store,
) -> None:
    later = NOW + timedelta(hours=1)
    await store.note_actions(
        [
            action("1", what="claimed"),
            action("2", what="claimed", at=later),
            action("3", what="left", at=later, guild_id=OTHER_GUILD),
            action("4", what="claimed", at=later, user=YOU),
            action("5", what="other", at=later),
        ]
    )
    kinds = ["claimed", "left"]

    assert await store.count_of_user(ME, kinds, since=NOW) == 3
    assert await store.count_of_user(ME, kinds, since=later) == 2
    assert await store.count_of_guild(GUILD, kinds, since=later) == 2
    assert await store.count_of_guild(GUILD, [], since=NOW) == 0


async def test_notices_are_kept_for_their_user_until_they_are_dropped(store: Store) -> None:
    later = action("1", at=NOW + timedelta(hours=1))
    first, elsewhere = action("2"), action("3", guild_id=OTHER_GUILD)
    for _ in range(2):
        await store.leave_notices([later, first, elsewhere, action("4", user=YOU)])

    assert await store.notices(GUILD, ME) == [first, later]
    await store.drop_notices(["2", "none"])
    assert await store.notices(GUILD, ME) == [later]
    await store.forget_user(ME, pseudonym=NOBODY)
    assert await store.notices(GUILD, ME) == await store.notices(OTHER_GUILD, ME) == []
    assert await store.notices(GUILD, YOU) == [action("4", user=YOU)]


async def test_a_pseudonym_stands_in_the_trail_for_thirty_days(store: Store) -> None:
    pseudonym = new_pseudonym(NOW, Random(1))
    await store.note_actions([action("1"), action("2", user=YOU), action("3", user=COMMAND_LINE)])

    await store.forget_user(ME, pseudonym=pseudonym)
    await store.forget_pseudonyms(at=NOW + timedelta(days=30))
    assert [one.user for one in await store.actions(GUILD, limit=9)] == [
        *(COMMAND_LINE, YOU, pseudonym)
    ]
    await store.forget_pseudonyms(at=NOW + timedelta(days=31))

    assert [one.user for one in await store.actions(GUILD, limit=9)] == [COMMAND_LINE, YOU, NOBODY]
