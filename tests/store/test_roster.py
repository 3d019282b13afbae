from collections.abc import Sequence

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import Enrolled
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    THIRD_GUILD,
    members,
    players,
    settlement,
)

DEAD = Standing(Life.DEAD, reason=Outcome.EXPIRED)


async def _enrolled(store: Store, guild_id: GuildId = GUILD) -> dict[Fid, Member]:
    given = [member async for batch in store.members(guild_id) for member in batch]
    found = {member.fid: member for member in given}
    assert len(found) == len(given), "a member was given twice"
    return found


async def _enrol(store: Store, given: Sequence[Member], guild_id: GuildId = GUILD) -> Enrolled:
    return await store.enrol(guild_id, given, by="an officer", at=NOW)


async def test_members_come_back_as_they_were_enrolled(store: Store) -> None:
    ann = Member(ANN, State(245), "Ann \N{SNOWMAN} O'Hara \0 ;--", level=30)

    assert await _enrol(store, [ann, Member(BOB)]) == Enrolled(added=2)
    assert await _enrolled(store) == {ANN: ann, BOB: Member(BOB)}


async def test_what_a_member_leaves_unknown_is_kept(store: Store) -> None:
    known = Member(ANN, State(245), "Ann", level=30)
    await _enrol(store, [known])

    assert await _enrol(store, [Member(ANN)]) == Enrolled(unchanged=1)
    assert await _enrol(store, [Member(ANN, level=31)]) == Enrolled(updated=1)
    assert await _enrolled(store) == {ANN: Member(ANN, State(245), "Ann", level=31)}


async def test_enrolling_again_changes_nothing(store: Store) -> None:
    given = [Member(ANN, State(245), "Ann", level=30), Member(BOB)]
    await _enrol(store, given)

    assert await _enrol(store, given) == Enrolled(unchanged=2)
    assert (await _enrolled(store)).keys() == {ANN, BOB}


async def test_an_enrolment_counts_added_updated_and_unchanged(store: Store) -> None:
    await _enrol(store, members([ANN, BOB], State(1)))

    enrolled = await _enrol(store, [Member(ANN), Member(BOB, State(2)), Member(CAT)])

    assert enrolled == Enrolled(added=1, updated=1, unchanged=1)


async def test_of_the_same_player_twice_the_later_wins(store: Store) -> None:
    enrolled = await _enrol(store, [Member(ANN, State(1), "first"), Member(ANN, State(2))])

    assert enrolled == Enrolled(added=1, unchanged=1)
    assert await _enrolled(store) == {ANN: Member(ANN, State(2))}


async def test_enrolling_nobody_is_nothing(store: Store) -> None:
    assert await _enrol(store, []) == Enrolled()
    assert await _enrolled(store) == {}


async def test_thousands_are_enrolled_at_once_and_read_in_batches(store: Store) -> None:
    everyone = players(2_500)

    assert await _enrol(store, members(everyone)) == Enrolled(added=2_500)
    sizes = [len(batch) async for batch in store.members(GUILD)]

    assert sum(sizes) == 2_500
    assert 3 <= len(sizes) <= 5
    assert (await _enrolled(store)).keys() == set(everyone)


async def test_thousands_are_mended_at_once(store: Store) -> None:
    everyone = players(2_500)
    await _enrol(store, members(everyone))

    enrolled = await _enrol(store, members(everyone, State(7)))

    assert enrolled == Enrolled(updated=2_500)
    assert {member.state for member in (await _enrolled(store)).values()} == {State(7)}


async def test_guilds_keep_their_own_word_on_a_player(store: Store) -> None:
    await _enrol(store, [Member(ANN, State(1), "here")])
    await _enrol(store, [Member(ANN, State(2), "there")], OTHER_GUILD)

    assert await _enrolled(store) == {ANN: Member(ANN, State(1), "here")}
    assert await _enrolled(store, OTHER_GUILD) == {ANN: Member(ANN, State(2), "there")}


@pytest.mark.parametrize(
    ("standing", "copied"),
    [
        (Standing(), True),
        (Standing(Life.ALIVE), True),
        (Standing(doubted_by=BOB), True),
        (DEAD, False),
        (None, False),
    ],
    ids=["untried", "alive", "doubted", "dead", "unknown"],
)
async def test_enrolling_copies_what_is_settled_elsewhere_for_codes_worth_a_request(
    store: Store, standing: Standing | None, *, copied: bool
) -> None:
    await _enrol(store, members([ANN, BOB]), OTHER_GUILD)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD)])
    await store.judge({CODE: standing} if standing else {}, at=NOW)

    await _enrol(store, members([ANN, BOB]))

    assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: copied, BOB: False}


async def test_one_living_spelling_is_enough_to_copy(store: Store) -> None:
    await _enrol(store, members([ANN]), OTHER_GUILD)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD, code=CODE)])
    await store.judge({CODE.upper(): DEAD, CODE: Standing(Life.ALIVE)}, at=NOW)

    await _enrol(store, members([ANN]))

    assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


async def test_what_several_guilds_say_of_a_player_is_copied_once(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    for guild_id in (OTHER_GUILD, THIRD_GUILD):
        await _enrol(store, members([ANN, BOB]), guild_id)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD)])

    await _enrol(store, members([ANN, BOB]))

    assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: True, BOB: False}


async def test_nothing_is_copied_from_where_the_player_left(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await _enrol(store, members([ANN]), OTHER_GUILD)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD)])
    await store.remove(OTHER_GUILD, [ANN])

    await _enrol(store, members([ANN]))

    assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: False}


async def test_thousands_of_settlements_are_copied_at_once(store: Store) -> None:
    everyone = players(1_500)
    await store.add_codes([CODE, OTHER_CODE], at=NOW)
    await _enrol(store, members(everyone), OTHER_GUILD)
    await store.settle([settlement(fid, guild_id=OTHER_GUILD) for fid in everyone])

    await _enrol(store, members(everyone))

    assert all((await store.batch_check_members(GUILD, CODE, everyone)).values())
    assert not any((await store.batch_check_members(GUILD, OTHER_CODE, everyone)).values())


async def test_removing_tells_who_was_enrolled_and_keeps_the_ledger(store: Store) -> None:
    await _enrol(store, members([ANN, BOB]))
    await store.settle([settlement(ANN)])

    assert await store.remove(GUILD, [ANN, CAT, ANN]) == {ANN}
    assert (await _enrolled(store)).keys() == {BOB}
    assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


async def test_removing_again_removes_nobody(store: Store) -> None:
    await _enrol(store, members([ANN]))
    await store.remove(GUILD, [ANN])

    assert await store.remove(GUILD, [ANN]) == frozenset()
    assert await store.remove(GUILD, []) == frozenset()


async def test_thousands_are_removed_at_once(store: Store) -> None:
    everyone = players(2_500)
    await _enrol(store, members(everyone))

    assert await store.remove(GUILD, everyone) == set(everyone)
    assert await _enrolled(store) == {}


async def test_states_are_set_for_whoever_is_enrolled(store: Store) -> None:
    await _enrol(store, [Member(ANN, State(1), "Ann", level=30), Member(BOB)])
    await _enrol(store, members([ANN]), OTHER_GUILD)

    assert await store.set_states(GUILD, {ANN: State(2), CAT: State(3)}, at=NOW) == {ANN}
    assert await _enrolled(store) == {ANN: Member(ANN, State(2), "Ann", 30), BOB: Member(BOB)}
    assert await _enrolled(store, OTHER_GUILD) == {ANN: Member(ANN)}


async def test_thousands_of_states_are_set_at_once(store: Store) -> None:
    everyone = players(2_500)
    await _enrol(store, members(everyone))

    states = {fid: State(1 + fid % 3) for fid in everyone}

    assert await store.set_states(GUILD, states, at=NOW) == set(everyone)
    assert {m.fid: m.state for m in (await _enrolled(store)).values()} == states


async def test_setting_no_states_is_nothing(store: Store) -> None:
    assert await store.set_states(GUILD, {}, at=NOW) == frozenset()


async def test_a_player_is_found_in_all_guilds(store: Store) -> None:
    await _enrol(store, members([ANN, BOB]))
    await _enrol(store, members([ANN]), OTHER_GUILD)

    guilds = await store.guilds_of([ANN, BOB, CAT])

    assert guilds == {ANN: {GUILD, OTHER_GUILD}, BOB: {GUILD}}
    assert await store.guilds_of([]) == {}


async def test_thousands_are_found_at_once(store: Store) -> None:
    everyone = players(2_500)
    await _enrol(store, members(everyone))

    assert await store.guilds_of(everyone) == dict.fromkeys(everyone, frozenset({GUILD}))
