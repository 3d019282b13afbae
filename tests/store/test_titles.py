"""Titles never meet, though they share a database."""

from collections.abc import AsyncIterator

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Board, GuildSettings, Posting
from autoredeem.domain.ids import NOBODY, ChannelId, MessageId, State
from autoredeem.domain.players import Member
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Claim
from support.facts import (
    ANN,
    BOB,
    CODE,
    GUILD,
    ME,
    NOW,
    OTHER_GUILD,
    action,
    attempt,
    changes_to,
    members,
    opt_out,
    settlement,
)


@pytest.fixture
async def kingshot(store: Store, store_url: str) -> AsyncIterator[Store]:
    """Give the store of the other title, in the database of `store`."""
    async with open_store(store_url, "kingshot", StoreOptions()) as opened:
        yield opened


async def test_a_store_knows_its_title(store: Store, kingshot: Store) -> None:
    assert (store.title, kingshot.title) == ("wos", "kingshot")


async def test_the_same_guild_code_and_player_are_settled_for_one_title_only(
    store: Store, kingshot: Store
) -> None:
    await store.settle([settlement(ANN)])
    await store.note_attempts([attempt(ANN)])

    assert await kingshot.batch_check_members(GUILD, CODE, [ANN]) == {ANN: False}
    assert await kingshot.attempts(GUILD, CODE) == {}


async def test_a_settlement_is_not_written_where_the_other_title_enrolled(
    store: Store, kingshot: Store
) -> None:
    await kingshot.enrol(OTHER_GUILD, members([ANN]), by="test", at=NOW)

    where = await store.settle([settlement(ANN)])

    assert set(where.values()) == {frozenset({GUILD})}
    assert await store.batch_check_members(OTHER_GUILD, CODE, [ANN]) == {ANN: False}


async def test_enrolling_copies_nothing_of_the_other_title(store: Store, kingshot: Store) -> None:
    await kingshot.add_codes([CODE], at=NOW)
    await store.enrol(OTHER_GUILD, members([ANN]), by="test", at=NOW)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD)])

    await kingshot.enrol(GUILD, members([ANN]), by="test", at=NOW)

    assert await kingshot.batch_check_members(GUILD, CODE, [ANN]) == {ANN: False}


async def test_rosters_are_apart(store: Store, kingshot: Store) -> None:
    await store.enrol(GUILD, members([ANN, BOB]), by="test", at=NOW)
    await kingshot.enrol(GUILD, members([ANN]), by="test", at=NOW)

    await kingshot.set_states(GUILD, {ANN: State(9), BOB: State(9)}, at=NOW)
    await kingshot.remove(GUILD, [BOB])

    assert [batch async for batch in store.members(GUILD)] == [members([ANN, BOB])]
    assert await kingshot.guilds_of([ANN, BOB]) == {ANN: {GUILD}}


async def test_owners_and_wishes_are_apart(store: Store, kingshot: Store) -> None:
    await store.enrol(GUILD, [Member(ANN, owner=ME)], by="test", at=NOW)
    await kingshot.enrol(GUILD, [Member(ANN, owner=ME)], by="test", at=NOW)
    await store.opt_out([opt_out(BOB)])

    assert await kingshot.opted_out(GUILD) == []
    assert await kingshot.forget_user(ME, pseudonym=NOBODY) == {GUILD: {ANN}}
    assert await store.owned_by(ME) == {GUILD: [Member(ANN, owner=ME)]}
    assert await store.opted_out(GUILD) == [opt_out(BOB)]


async def test_guilds_and_what_is_theirs_are_apart(store: Store, kingshot: Store) -> None:
    board = Board(GUILD, ChannelId(1), MessageId(2), NOW)
    for title in (store, kingshot):
        await title.change_guilds(changes_to(GuildSettings(GUILD)), by="test", at=NOW)
        await title.save_boards([board])
        await title.note_actions([action(title.title)])
        await title.add_codes([CODE], at=NOW)
        await title.post_codes([Posting(GUILD, CODE, "Ann", NOW)])
    await kingshot.mark_rolled_out([CODE], at=NOW)
    await kingshot.forget_guilds([GUILD])

    assert (await kingshot.guilds(), await kingshot.boards()) == ([], [])
    assert await kingshot.postings(GUILD) == []
    assert await kingshot.actions(GUILD, limit=9) == []
    assert await store.guilds() == [GuildSettings(GUILD)]
    assert await store.boards() == [board]
    assert await store.actions(GUILD, limit=9) == [action("wos")]
    assert [record.code for record in await store.awaiting_rollout()] == [CODE]
    assert len(await store.postings(GUILD)) == 1


async def test_leases_are_apart(store: Store, kingshot: Store) -> None:
    await store.hold_lease("address", "one", seconds=60)

    assert (await kingshot.hold_lease("address", "two", seconds=60)).owner == "two"


async def test_codes_and_runs_are_apart(store: Store, kingshot: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.want_runs([(GUILD, CODE)], at=NOW)

    assert (await kingshot.codes(), await kingshot.runs()) == ([], [])
    await kingshot.stop_runs([(GUILD, code_key(CODE))], at=NOW)
    assert await kingshot.claim_runs(Claim("me", 9, 60)) == []
    assert len(await store.claim_runs(Claim("me", 9, 60))) == 1
    await store.want_runs([(GUILD, CODE)], at=NOW)
    assert await kingshot.asked_of("me") == []
    assert await kingshot.remove_codes([CODE]) == frozenset()
    assert await kingshot.add_codes([CODE], at=NOW) == {CODE}
