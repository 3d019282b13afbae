"""What guilds chose and their boards are kept, until all of a guild is forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Unpack

from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Board, Enrolling, GuildChanges, GuildSettings, Posting
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, RoleId, State
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.facts import (
    ANN,
    CODE,
    GUILD,
    ME,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    THIRD_GUILD,
    action,
    attempt,
    changes_to,
    members,
    opt_out,
    players,
    settlement,
)

ROUNDS = 10

CHOSEN = GuildSettings(
    GUILD,
    enabled=True,
    channel=ChannelId(2**63 - 2),
    manager_role=RoleId(2**63 - 3),
    state=State(245),
    enrolling=Enrolling.SELF,
    language="ar",
    share_found=True,
    chosen_at=NOW,
    left_at=NOW + timedelta(days=1, microseconds=1),
    blocked_at=NOW + timedelta(days=2, microseconds=1),
    beside=True,
)
"""A different value in each field, none of them what it is by default."""

BOARD = Board(
    GUILD, ChannelId(1), MessageId(2**63 - 4), NOW, frozenset({code_key(CODE), OTHER_CODE})
)


async def save(store: Store, *guilds: GuildSettings) -> None:
    """Save settings."""
    await store.change_guilds(changes_to(*guilds), by="test", at=NOW)


async def change(store: Store, guild_id: GuildId = GUILD, **changes: Unpack[GuildChanges]) -> None:
    """Change fields of one guild's settings."""
    await store.change_guilds({guild_id: changes}, by="test", at=NOW)


def one_by_one(settings: GuildSettings) -> Sequence[GuildChanges]:
    """Give the changes of one field each that lead to these settings."""
    changes: Sequence[GuildChanges] = [
        {"enabled": settings.enabled},
        {"channel": settings.channel},
        {"manager_role": settings.manager_role},
        {"state": settings.state},
        {"enrolling": settings.enrolling},
        {"language": settings.language},
        {"share_found": settings.share_found},
        {"chosen_at": settings.chosen_at},
        {"left_at": settings.left_at},
        {"blocked_at": settings.blocked_at},
        {"beside": settings.beside},
    ]
    assert len(changes) == len(GuildChanges.__annotations__)
    return changes


async def fill(store: Store, guild_id: GuildId) -> None:
    """Put a row of the guild wherever there can be one."""
    await save(store, GuildSettings(guild_id, channel=ChannelId(1)))
    await store.save_boards([replace(BOARD, guild_id=guild_id)])
    await store.enrol(guild_id, [Member(ANN, owner=ME)], by="test", at=NOW)
    await store.opt_out([opt_out(fid, guild_id=guild_id) for fid in players(1)])
    await store.want_runs([(guild_id, CODE)], at=NOW)
    await store.settle([settlement(ANN, guild_id=guild_id)])
    await store.note_attempts([attempt(ANN, guild_id=guild_id, code=OTHER_CODE)])
    await store.post_codes([Posting(guild_id, CODE, "Ann", NOW)])
    await store.note_actions([action(str(guild_id), guild_id=guild_id)])
    await store.leave_notices([action(str(guild_id), guild_id=guild_id)])
    await store.note_requests("me", {(guild_id, NOW.date()): 1})


async def kept_of(store: Store, guild_id: GuildId) -> list[bool]:
    """Say of each kind of row whether the guild has any."""
    found: list[object] = [
        await store.guilds([guild_id]),
        [board for board in await store.boards() if board.guild_id == guild_id],
        await store.count_members(guild_id),
        guild_id in (await store.guilds_of([ANN])).get(ANN, frozenset()),
        guild_id in await store.owned_by(ME),
        await store.opted_out(guild_id),
        await store.runs(among=[(guild_id, code_key(CODE))]),
        (await store.batch_check_members(guild_id, CODE, [ANN]))[ANN],
        await store.attempts(guild_id, OTHER_CODE),
        await store.postings(guild_id),
        await store.actions(guild_id, limit=9),
        await store.notices(guild_id, ME),
        await store.requests_of([guild_id], NOW.date()),
    ]
    return list(map(bool, found))


async def test_settings_come_back_whole(store: Store) -> None:
    await save(store, CHOSEN)

    assert await store.guilds() == [CHOSEN]


async def test_a_setting_is_written_and_no_other(store: Store) -> None:
    await save(store, CHOSEN)
    settings = CHOSEN
    for one in one_by_one(GuildSettings(GUILD)):
        settings = replace(settings, **one)
        await change(store, **one)
        # then
        assert await store.guilds() == [settings]
    assert settings == GuildSettings(GUILD)


async def test_different_settings_of_several_guilds_are_written_at_once(store: Store) -> None:
    await save(store, CHOSEN, replace(CHOSEN, guild_id=OTHER_GUILD))

    await store.change_guilds(
        {
            GUILD: {"channel": None, "enabled": False},
            OTHER_GUILD: {"channel": ChannelId(5)},
            THIRD_GUILD: {"language": "ru"},
        },
        by="test",
        at=NOW,
    )

    assert await store.guilds() == [
        replace(CHOSEN, channel=None, enabled=False),
        replace(CHOSEN, guild_id=OTHER_GUILD, channel=ChannelId(5)),
        GuildSettings(THIRD_GUILD, language="ru"),
    ]


async def test_a_guild_that_chose_nothing_has_settings_from_its_first_change_on(
    store: Store,
) -> None:
    await store.change_guilds({GUILD: {}}, by="test", at=NOW)
    await change(store, OTHER_GUILD, channel=None)
    await change(store, THIRD_GUILD, channel=ChannelId(5))

    assert await store.guilds() == [
        GuildSettings(GUILD),
        GuildSettings(OTHER_GUILD),
        GuildSettings(THIRD_GUILD, channel=ChannelId(5)),
    ]


async def test_whoever_changes_different_settings_at_once_has_changed_them(store_url: str) -> None:
    async with open_store(store_url) as one, open_store(store_url) as other:
        for guild_id in map(GuildId, range(1, ROUNDS + 1)):
            wanted = replace(CHOSEN, guild_id=guild_id)
            # given a guild of which nothing is known, or that chose everything differently
            if guild_id % 2:
                await save(one, GuildSettings(guild_id, channel=ChannelId(1), state=State(1)))
            # when every field is changed by a writer of its own
            writers = zip(cycle([one, other]), one_by_one(wanted), strict=False)
            await asyncio.gather(*(change(store, guild_id, **field) for store, field in writers))
            # then
            assert await one.guilds([guild_id]) == [wanted]
            assert await other.guilds([guild_id]) == [wanted]


async def test_settings_are_given_by_guild_of_those_who_have_any(store: Store) -> None:
    await save(store, GuildSettings(OTHER_GUILD), CHOSEN, GuildSettings(THIRD_GUILD))

    given = [guild.guild_id for guild in await store.guilds()]
    assert given == [GUILD, OTHER_GUILD, THIRD_GUILD]
    among = await store.guilds([THIRD_GUILD, GuildId(1), GUILD, GUILD])
    assert [guild.guild_id for guild in among] == [GUILD, THIRD_GUILD]
    assert await store.guilds([]) == []


async def test_thousands_of_settings_are_saved_and_read_at_once(store: Store) -> None:
    guilds = [replace(CHOSEN, guild_id=GuildId(number)) for number in range(1, 2_501)]
    await save(store, *guilds)

    assert await store.guilds() == guilds
    assert await store.guilds([guild.guild_id for guild in guilds]) == guilds


async def test_a_guild_has_one_board(store: Store) -> None:
    await store.save_boards([BOARD])
    later = replace(BOARD, message=MessageId(7), posted_at=NOW + timedelta(hours=1))

    await store.save_boards([later])
    await store.save_boards([replace(later, guild_id=OTHER_GUILD, listed=frozenset())])

    assert await store.boards() == [
        later,
        replace(later, guild_id=OTHER_GUILD, listed=frozenset()),
    ]


async def test_each_alliance_has_a_board_beside_the_guild(store: Store) -> None:
    reds, blues = (replace(BOARD, alliance=AllianceId(n), message=MessageId(n)) for n in (1, 2))
    await store.save_boards([blues, BOARD, reds])
    later = replace(reds, listed=frozenset())

    await store.save_boards([later])

    assert await store.boards() == [BOARD, later, blues]
    await store.drop_boards([reds.key])
    assert await store.boards() == [BOARD, blues]
    await store.drop_boards([BOARD.key])
    assert await store.boards() == [blues]
    await store.forget_guilds([GUILD])
    assert await store.boards() == []


async def test_boards_are_dropped(store: Store) -> None:
    await store.save_boards([replace(BOARD, guild_id=OTHER_GUILD), BOARD])

    await store.drop_boards([(OTHER_GUILD, NO_ALLIANCE), (THIRD_GUILD, NO_ALLIANCE)])

    assert await store.boards() == [BOARD]


async def test_thousands_of_boards_are_saved_read_and_dropped_at_once(store: Store) -> None:
    boards = [replace(BOARD, guild_id=GuildId(number)) for number in range(1, 2_501)]
    await store.save_boards(boards)
    assert await store.boards() == boards

    await store.drop_boards([board.key for board in boards])

    assert await store.boards() == []


async def test_no_guilds_cost_nothing_and_change_nothing(store: Store) -> None:
    await store.save_boards([BOARD])

    await save(store)
    await store.save_boards([])
    await store.drop_boards([])
    await store.forget_guilds([])

    assert await store.guilds() == []
    assert await store.boards() == [BOARD]


async def test_all_of_a_guild_is_forgotten_and_all_of_the_others_stays(store: Store) -> None:
    for guild_id in (GUILD, OTHER_GUILD, THIRD_GUILD):
        await fill(store, guild_id)
    assert all(await kept_of(store, GUILD))

    await store.forget_guilds([GUILD, OTHER_GUILD, GuildId(1)])

    assert not any(await kept_of(store, GUILD))
    assert not any(await kept_of(store, OTHER_GUILD))
    assert all(await kept_of(store, THIRD_GUILD))


async def test_a_guild_that_was_forgotten_can_begin_anew(store: Store) -> None:
    await fill(store, GUILD)
    await store.forget_guilds([GUILD])
    await store.forget_guilds([GUILD])

    await fill(store, GUILD)

    assert all(await kept_of(store, GUILD))


async def test_thousands_of_a_guild_are_forgotten_at_once(store: Store) -> None:
    everyone = players(2_500)
    await store.enrol(GUILD, members(everyone), by="test", at=NOW)
    await store.settle([settlement(fid) for fid in everyone])
    await store.note_attempts([attempt(fid) for fid in everyone])

    await store.forget_guilds([GUILD])

    assert await store.count_members(GUILD) == 0
    assert not any((await store.batch_check_members(GUILD, CODE, everyone)).values())
    assert await store.attempts(GUILD, CODE) == {}
