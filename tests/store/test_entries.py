"""What runs are opened with: rosters, answers and settlements of many guilds and codes at once."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import Entry
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    ME,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    THIRD_GUILD,
    attempt,
    members,
    players,
    settlement,
)

LATER = NOW + timedelta(seconds=1)
SECOND = f"{CODE}~2"
GUILDS = (GUILD, OTHER_GUILD, THIRD_GUILD)


async def _entries(
    store: Store, *guilds: GuildId, since: Mapping[GuildId, datetime] | None = None
) -> set[Entry]:
    given = [one async for batch in store.entries(guilds, since) for one in batch]
    assert max(Counter(given).values(), default=1) == 1, "an entry was given twice"
    return set(given)


async def _enrol(store: Store, guild_id: GuildId, *given: Member, at: datetime = NOW) -> None:
    await store.enrol(guild_id, given, by="test", at=at)


async def test_entries_are_those_of_all_guilds_that_are_asked_for(store: Store) -> None:
    await _enrol(store, GUILD, Member(ANN, State(1), "Ann", level=30), Member(BOB))
    await _enrol(store, OTHER_GUILD, Member(ANN, State(2)))
    await _enrol(store, THIRD_GUILD, Member(CAT))

    assert await _entries(store, GUILD, OTHER_GUILD, GuildId(4)) == {
        Entry(GUILD, ANN, State(1), 30),
        Entry(GUILD, BOB, None, None),
        Entry(OTHER_GUILD, ANN, State(2), None),
    }
    assert await _entries(store) == set()


async def test_entries_of_guilds_larger_and_smaller_than_a_batch_are_all_given(
    store: Store,
) -> None:
    sizes = {GUILD: 1, OTHER_GUILD: 4_321, THIRD_GUILD: 2_000}
    for guild_id, size in sizes.items():
        await _enrol(store, guild_id, *members(players(size)))

    given = await _entries(store, *GUILDS)

    assert Counter(one.guild_id for one in given) == sizes


async def test_since_a_time_only_what_was_made_or_changed_then_or_later_is_given(
    store: Store,
) -> None:
    await _enrol(store, GUILD, *members([ANN, BOB, CAT], State(1)))
    await _enrol(store, GUILD, Member(ANN, State(1)), at=LATER)
    await _enrol(store, GUILD, Member(BOB, State(2)), Member(Fid(4)), at=LATER)
    await store.set_states(GUILD, {CAT: State(3)}, at=LATER)
    changed = {
        Entry(GUILD, BOB, State(2), None),
        Entry(GUILD, CAT, State(3), None),
        Entry(GUILD, Fid(4), None, None),
    }

    assert await _entries(store, GUILD, since={GUILD: LATER}) == changed
    assert await _entries(store, GUILD, since={GUILD: LATER + timedelta(seconds=1)}) == set()
    assert await _entries(store, GUILD, since={GUILD: NOW}) == await _entries(store, GUILD)


async def test_each_guild_has_a_time_of_its_own_or_none(store: Store) -> None:
    for guild_id in GUILDS:
        await _enrol(store, guild_id, Member(ANN))
        await _enrol(store, guild_id, Member(BOB), at=LATER)

    given = await _entries(store, *GUILDS, since={GUILD: LATER, OTHER_GUILD: NOW})

    assert {(one.guild_id, one.fid) for one in given} == {
        (GUILD, BOB),
        (OTHER_GUILD, ANN),
        (OTHER_GUILD, BOB),
        (THIRD_GUILD, ANN),
        (THIRD_GUILD, BOB),
    }


async def test_thousands_who_changed_are_all_given(store: Store) -> None:
    everyone = players(4_321)
    for guild_id in GUILDS[:2]:
        await _enrol(store, guild_id, *members(everyone), at=LATER)

    given = await _entries(store, *GUILDS, since=dict.fromkeys(GUILDS, LATER))

    assert len(given) == 2 * 4_321


async def test_whoever_is_disowned_has_changed_and_whoever_left_is_not_given(store: Store) -> None:
    await _enrol(store, GUILD, *members([ANN, BOB]))
    await _enrol(store, GUILD, Member(ANN, owner=ME), at=NOW)
    await store.undo_claims(GUILD, [ANN], at=LATER)
    await store.remove(GUILD, [BOB])

    assert {one.fid for one in await _entries(store, GUILD, since={GUILD: LATER})} == {ANN}


async def test_members_of_many_guilds_are_counted_at_once(store: Store) -> None:
    await _enrol(store, GUILD, *members(players(3)))
    await _enrol(store, OTHER_GUILD, *members(players(2)))

    asked = [GUILD, OTHER_GUILD, GuildId(4)]
    assert await store.member_counts(asked) == {GUILD: 3, OTHER_GUILD: 2, GuildId(4): 0}
    assert await store.member_counts([]) == {}


async def test_attempts_of_many_guilds_and_codes_are_each_their_own(store: Store) -> None:
    noted = {
        (guild_id, code): attempt(ANN, guild_id=guild_id, code=code)
        for guild_id in GUILDS
        for code in (CODE, SECOND, OTHER_CODE)
    }
    await store.note_attempts(noted.values())
    asked = [*noted, (GUILD, CODE.swapcase()), (GuildId(4), CODE)]

    found = await store.attempts_of(asked)

    assert found == {
        **{subject: {ANN: one} for subject, one in noted.items()},
        (GUILD, CODE.swapcase()): {ANN: noted[GUILD, CODE]},
        (GuildId(4), CODE): {},
    }
    assert await store.attempts_of([]) == {}


async def test_thousands_of_attempts_of_hundreds_of_subjects_are_found(store: Store) -> None:
    guilds = [GuildId(1_000 + number) for number in range(150)]
    most = [attempt(fid, guild_id=guilds[70]) for fid in players(2_345)]
    one_each = [attempt(ANN, guild_id=guild_id) for guild_id in guilds]
    await store.note_attempts([*most, *one_each])

    found = await store.attempts_of([(guild_id, CODE) for guild_id in guilds])

    assert [len(found[guild_id, CODE]) for guild_id in guilds] == [1] * 70 + [2_346] + [1] * 79


async def test_whoever_was_settled_since_a_time_is_told_with_how(store: Store) -> None:
    already, same = Outcome.ALREADY_REDEEMED, Outcome.SAME_TYPE_REDEEMED
    await store.settle([settlement(ANN), settlement(ANN, code=OTHER_CODE)])
    later = [settlement(BOB, at=LATER), settlement(CAT, how=already, at=LATER)]
    elsewhere = settlement(BOB, guild_id=OTHER_GUILD, code=SECOND, how=same, at=LATER)
    await store.settle([*later, elsewhere])

    found = await store.settled_since(
        {
            (GUILD, CODE.swapcase()): NOW,
            (GUILD, OTHER_CODE): NOW - timedelta(microseconds=1),
            (GUILD, SECOND): NOW,
            (OTHER_GUILD, SECOND): NOW,
            (OTHER_GUILD, CODE): NOW,
        }
    )

    assert found == {
        (GUILD, CODE.swapcase()): {BOB: Outcome.REDEEMED, CAT: already},
        (GUILD, OTHER_CODE): {ANN: Outcome.REDEEMED},
        (GUILD, SECOND): {},
        (OTHER_GUILD, SECOND): {BOB: same},
        (OTHER_GUILD, CODE): {},
    }
    assert await store.settled_since({}) == {}


async def test_thousands_who_were_settled_in_hundreds_of_guilds_are_told(store: Store) -> None:
    guilds = [GuildId(1_000 + number) for number in range(150)]
    most = [settlement(fid, guild_id=guilds[70], at=LATER) for fid in players(2_345)]
    one_each = [settlement(Fid(7), guild_id=guild_id, at=LATER) for guild_id in guilds]
    await store.settle([*most, *one_each])

    found = await store.settled_since({(guild_id, CODE): NOW for guild_id in guilds})

    assert [len(found[guild_id, CODE]) for guild_id in guilds] == [1] * 70 + [2_346] + [1] * 79
