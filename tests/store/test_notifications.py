"""Whose accounts fail for what people can mend, who was told of it, and how they want to be."""

from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.ids import NOBODY, Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import Failing, GatePassed
from support.facts import ANN, BOB, CODE, GUILD, ME, NOW, OTHER_CODE, OTHER_GUILD, YOU

LATER = NOW + timedelta(hours=1)
WRONG = State(999)
REFUSED = KnownPlayer(ANN, refused=((WRONG, NOW),))
MISSING = KnownPlayer(BOB, missing_at=NOW)
NOTED = Notification(GUILD, ANN, "wrong_state:999", ME, NOW)
BEGUN = replace(NOTED, batch="b1", begun_at=LATER)
TOLD = replace(BEGUN, told_at=LATER)


async def test_whoever_the_game_refuses_is_failing_in_every_guild(store: Store) -> None:
    ann, bob = Member(ANN, WRONG, "Ann", 9, ME), Member(BOB, WRONG)
    await store.enrol(GUILD, [ann, bob], by="x", at=NOW)
    await store.enrol(OTHER_GUILD, [Member(ANN, WRONG)], by="x", at=NOW)
    await store.note_players([REFUSED, MISSING, KnownPlayer(Fid(77), missing_at=NOW)])

    failing = await store.failing_members()

    assert sorted(failing, key=lambda one: (one.guild_id, one.member.fid)) == sorted(
        [
            Failing(GUILD, ann, REFUSED),
            Failing(GUILD, bob, MISSING),
            Failing(OTHER_GUILD, Member(ANN, WRONG), REFUSED),
        ],
        key=lambda one: (one.guild_id, one.member.fid),
    )


async def test_whom_the_game_has_found_is_not_failing(store: Store) -> None:
    await store.enrol(GUILD, [Member(ANN, WRONG)], by="x", at=NOW)
    await store.note_players([REFUSED])
    await store.note_players([KnownPlayer(ANN, State(245), LATER)])

    assert await store.failing_members() == []


async def test_thousands_are_failing(store: Store) -> None:
    fids = [Fid(number) for number in range(1, 2_502)]
    await store.enrol(GUILD, [Member(fid, WRONG) for fid in fids], by="x", at=NOW)
    await store.note_players([KnownPlayer(fid, refused=((WRONG, NOW),)) for fid in fids])

    assert sorted(one.member.fid for one in await store.failing_members()) == fids


def low(fid: Fid, level: int | None, guild_id: GuildId = GUILD, code: str = CODE) -> Attempt:
    """Return the answer that a player's level is too low, at a level of the entry."""
    said = Outcome.LEVEL_TOO_LOW
    return Attempt(guild_id, code, fid, said, "", State(1), 1, NOW, State(1), level)


async def test_a_gate_is_passed_by_whose_level_rose_above_it(store: Store) -> None:
    risen = Member(ANN, State(1), level=9, owner=ME)
    await store.enrol(GUILD, [risen, Member(BOB, State(1), level=8, owner=YOU)], by="x", at=NOW)
    await store.note_attempts([low(ANN, 8), low(BOB, 8), low(ANN, 7, code=OTHER_CODE)])

    assert await store.gates_passed([CODE.lower()]) == [GatePassed(GUILD, risen, CODE, 8)]
    both = await store.gates_passed([CODE, OTHER_CODE])
    assert sorted(one.refused_at for one in both) == [7, 8]
    assert await store.gates_passed([]) == []


async def test_no_gate_is_passed_without_an_owner_or_by_levels_that_are_not_known(
    store: Store,
) -> None:
    unowned, unknown = Member(ANN, State(1), level=9), Member(BOB, State(1), owner=YOU)
    await store.enrol(GUILD, [unowned, unknown], by="x", at=NOW)
    await store.enrol(OTHER_GUILD, [replace(unowned, owner=ME)], by="x", at=NOW)
    spent = replace(low(ANN, 8, OTHER_GUILD, OTHER_CODE), outcome=Outcome.SPENDING_TOO_LOW)
    await store.note_attempts([low(ANN, 8), low(BOB, 8), low(ANN, None, OTHER_GUILD), spent])

    assert await store.gates_passed([CODE, OTHER_CODE]) == []


async def test_thousands_pass_a_gate(store: Store) -> None:
    fids = [Fid(number) for number in range(1, 2_502)]
    risen = [Member(fid, State(1), level=9, owner=ME) for fid in fids]
    await store.enrol(GUILD, risen, by="x", at=NOW)
    await store.note_attempts([low(fid, 8) for fid in fids])

    assert sorted(one.member.fid for one in await store.gates_passed([CODE])) == fids


async def test_an_account_that_fails_is_noted_once_for_a_cause(store: Store) -> None:
    await store.note_failures([NOTED])
    await store.note_failures([replace(NOTED, noted_at=LATER)])
    await store.note_failures([])

    assert await store.untold() == [NOTED]


async def test_whoever_owns_an_account_now_is_told_although_another_was(store: Store) -> None:
    await store.note_failures([NOTED])
    await store.save_notifications([TOLD])
    yours = replace(NOTED, user=YOU)
    await store.note_failures([yours])

    assert await store.untold() == [yours]


async def test_what_is_untold_comes_oldest_first(store: Store) -> None:
    other = replace(NOTED, cause="no_such_player", noted_at=NOW - timedelta(days=1))
    managers = replace(NOTED, guild_id=OTHER_GUILD, user=NOBODY)
    await store.note_failures([managers, NOTED, other])

    assert await store.untold() == [other, NOTED, managers]


async def test_what_is_begun_stays_untold_until_it_is_told(store: Store) -> None:
    await store.note_failures([NOTED])
    await store.save_notifications([BEGUN])
    assert await store.untold() == [BEGUN]

    await store.save_notifications([TOLD])
    await store.save_notifications([])
    assert await store.untold() == []

    await store.note_failures([NOTED])
    assert await store.untold() == []


async def test_what_is_dropped_is_not_written_again_but_may_be_noted(store: Store) -> None:
    await store.note_failures([NOTED])
    await store.drop_notifications([NOTED])
    await store.save_notifications([BEGUN])
    assert await store.untold() == []

    await store.note_failures([NOTED])
    assert await store.untold() == [NOTED]


async def test_who_was_told_since_a_time_is_known(store: Store) -> None:
    managers = replace(NOTED, guild_id=OTHER_GUILD, user=NOBODY)
    await store.note_failures([NOTED, managers, replace(NOTED, cause="no_such_player")])
    await store.save_notifications([TOLD, replace(managers, told_at=LATER + timedelta(hours=1))])

    assert await store.told_since(NOW) == {(GUILD, ME), (OTHER_GUILD, NOBODY)}
    assert await store.told_since(LATER) == {(OTHER_GUILD, NOBODY)}


async def test_a_person_chooses_in_each_guild_how_to_be_told(store: Store) -> None:
    await store.set_contact_ways({(GUILD, ME): ContactWay.DIRECT, (GUILD, YOU): ContactWay.NOTHING})
    await store.set_contact_ways({(GUILD, ME): ContactWay.REFUSED})
    await store.set_contact_ways({})

    people = [(GUILD, ME), (GUILD, YOU), (OTHER_GUILD, ME)]
    assert await store.contact_ways(people) == {
        (GUILD, ME): ContactWay.REFUSED,
        (GUILD, YOU): ContactWay.NOTHING,
    }
    assert await store.contact_ways([]) == {}


async def test_what_was_told_long_ago_is_forgotten(store: Store) -> None:
    young = replace(NOTED, cause="no_such_player", noted_at=LATER)
    await store.note_failures([NOTED, young])
    await store.prune_notifications(LATER)

    assert await store.untold() == [young]


async def test_a_user_or_a_guild_that_goes_takes_along_what_it_was_told(store: Store) -> None:
    here, there = (GUILD, YOU), (OTHER_GUILD, ME)
    await store.note_failures(
        [NOTED, replace(NOTED, guild_id=OTHER_GUILD), replace(NOTED, fid=BOB, user=YOU)]
    )
    chosen = dict.fromkeys([(GUILD, ME), here, there], ContactWay.DIRECT)
    await store.set_contact_ways(chosen)

    await store.forget_guilds([OTHER_GUILD])
    assert {one.user for one in await store.untold()} == {ME, YOU}
    assert await store.contact_ways([there]) == {}

    await store.forget_user(ME, pseudonym=UserId(-(10**13)))
    assert [one.user for one in await store.untold()] == [YOU]
    assert (await store.contact_ways(chosen.keys())).keys() == {here}


async def test_answers_that_are_forgotten_rest_no_longer(store: Store) -> None:
    await store.note_attempts([low(ANN, 8), low(BOB, 8), low(ANN, 8, code=OTHER_CODE)])

    await store.forget_attempts(GUILD, [CODE.lower()], [ANN, Fid(77)])
    await store.forget_attempts(OTHER_GUILD, [CODE], [BOB])
    await store.forget_attempts(GUILD, [], [BOB])

    left = await store.attempts_among(GUILD, [CODE, OTHER_CODE], [ANN, BOB])
    assert sorted((one.code, one.fid) for one in left) == sorted([(OTHER_CODE, ANN), (CODE, BOB)])
