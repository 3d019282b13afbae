"""Whose accounts members are, and who is never to be enrolled."""

import asyncio
from datetime import timedelta

from autoredeem.domain.guilds import OptOutStatus
from autoredeem.domain.ids import NOBODY, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store.interface import Store
from autoredeem.store.records import Enrolled
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    ME,
    NOW,
    OTHER_GUILD,
    YOU,
    action,
    members,
    opt_out,
    players,
    settlement,
)

ASKED, LIFTED = OptOutStatus.ASKED, OptOutStatus.LIFTED
SOMEBODY = UserId(-20_513_123_456_789)


async def enrol(store: Store, *given: Member, guild_id: GuildId = GUILD) -> Enrolled:
    """Enrol members."""
    return await store.enrol(guild_id, given, by="test", at=NOW)


async def test_a_member_has_an_owner_in_one_guild(store: Store) -> None:
    mine = Member(ANN, State(245), "Ann", level=30, owner=ME)
    await enrol(store, mine)
    await enrol(store, Member(ANN, owner=YOU), guild_id=OTHER_GUILD)

    assert await store.members_among(GUILD, [ANN]) == {ANN: mine}
    assert [batch async for batch in store.members(GUILD)] == [[mine]]
    assert await store.owned_by(YOU) == {OTHER_GUILD: [Member(ANN, owner=YOU)]}


async def test_an_owner_once_known_stays(store: Store) -> None:
    await enrol(store, Member(ANN))

    assert await enrol(store, Member(ANN, owner=ME)) == Enrolled(updated=1)
    assert await enrol(store, Member(ANN, owner=YOU)) == Enrolled(unchanged=1)
    assert await enrol(store, Member(ANN)) == Enrolled(unchanged=1)
    assert await enrol(store, Member(ANN, State(7), owner=YOU)) == Enrolled(updated=1)
    assert await store.members_among(GUILD, [ANN]) == {
        ANN: Member(ANN, State(7), owner=ME, claimed_at=NOW)
    }


async def test_of_two_who_enrol_a_player_as_theirs_at_the_same_time_one_becomes_the_owner(
    store: Store,
) -> None:
    await enrol(store, Member(ANN))

    await asyncio.gather(*(enrol(store, Member(ANN, owner=user)) for user in (ME, YOU)))

    owned = [await store.owned_by(user) for user in (ME, YOU)]
    assert sorted(map(len, owned)) == [0, 1]


async def test_a_user_s_entries_are_given_by_guild_and_in_the_order_of_ids(store: Store) -> None:
    await enrol(store, Member(CAT, owner=ME), Member(ANN, owner=ME), Member(BOB, owner=YOU))
    await enrol(store, Member(BOB, owner=ME), guild_id=OTHER_GUILD)

    owned = await store.owned_by(ME)

    assert owned == {
        GUILD: [Member(ANN, owner=ME), Member(CAT, owner=ME)],
        OTHER_GUILD: [Member(BOB, owner=ME)],
    }


async def test_entries_are_given_of_those_who_are_enrolled_here(store: Store) -> None:
    ann = Member(ANN, State(245), "Ann", level=30)
    await enrol(store, ann, Member(BOB))
    await enrol(store, Member(CAT), guild_id=OTHER_GUILD)

    assert await store.members_among(GUILD, [ANN, CAT, ANN]) == {ANN: ann}
    assert await store.members_among(GUILD, []) == {}


async def test_members_are_counted_by_guild(store: Store) -> None:
    await enrol(store, Member(ANN), Member(BOB))
    await enrol(store, Member(CAT), guild_id=OTHER_GUILD)
    await store.remove(GUILD, [BOB])

    assert await store.count_members(GUILD) == 1
    assert await store.count_members(GuildId(1)) == 0


async def test_thousands_are_counted_and_found_at_once(store: Store) -> None:
    everyone = [Member(fid, owner=ME) for fid in players(2_500)]
    await enrol(store, *everyone)

    assert await store.count_members(GUILD) == 2_500
    assert await store.members_among(GUILD, players(2_600)) == {m.fid: m for m in everyone}
    assert await store.owned_by(ME) == {GUILD: everyone}


async def test_whoever_opts_out_is_unenrolled_there_and_stays_elsewhere(store: Store) -> None:
    for guild_id in (GUILD, OTHER_GUILD):
        await enrol(store, Member(ANN), Member(BOB), guild_id=guild_id)

    await store.opt_out([opt_out(ANN), opt_out(BOB, guild_id=OTHER_GUILD)])

    assert (await store.members_among(GUILD, [ANN, BOB])).keys() == {BOB}
    assert (await store.members_among(OTHER_GUILD, [ANN, BOB])).keys() == {ANN}


async def test_whoever_opted_out_is_refused_and_the_others_are_enrolled(store: Store) -> None:
    await enrol(store, Member(CAT))
    await store.opt_out([opt_out(ANN)])

    given = [Member(ANN), Member(BOB), Member(CAT), Member(ANN, State(1))]

    assert await enrol(store, *given) == Enrolled(added=1, unchanged=2, refused=1)
    assert await enrol(store, Member(ANN), guild_id=OTHER_GUILD) == Enrolled(added=1)
    assert (await store.members_among(GUILD, [ANN, BOB, CAT])).keys() == {BOB, CAT}


async def test_nothing_is_copied_for_whoever_is_refused(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await enrol(store, Member(ANN), Member(BOB), guild_id=OTHER_GUILD)
    await store.settle([settlement(fid, guild_id=OTHER_GUILD) for fid in (ANN, BOB)])
    await store.opt_out([opt_out(ANN)])

    await enrol(store, Member(ANN), Member(BOB))

    assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: False, BOB: True}


async def test_opt_outs_are_given_by_player_and_the_earlier_stays(store: Store) -> None:
    await store.opt_out([opt_out(BOB), opt_out(ANN, by=YOU), opt_out(CAT, guild_id=OTHER_GUILD)])

    await store.opt_out([opt_out(BOB, by=YOU, at=NOW + timedelta(days=1))])

    assert await store.opted_out(GUILD) == [opt_out(ANN, by=YOU), opt_out(BOB)]
    assert await store.opted_out(GuildId(1)) == []


async def test_whoever_opted_out_twice_is_unenrolled_all_the_same(store: Store) -> None:
    await store.opt_out([opt_out(ANN)])
    await store.lift_opt_outs([opt_out(ANN)])
    await enrol(store, Member(ANN))

    await store.opt_out([opt_out(ANN, by=YOU), opt_out(ANN)])

    assert await store.members_among(GUILD, [ANN]) == {}
    assert await store.opted_out(GUILD) == [opt_out(ANN, by=YOU)]


async def test_an_opt_out_that_is_lifted_is_kept_and_keeps_nobody_out(store: Store) -> None:
    await store.opt_out([opt_out(ANN), opt_out(BOB), opt_out(ANN, guild_id=OTHER_GUILD)])

    await store.lift_opt_outs([opt_out(ANN, by=YOU), opt_out(CAT)])
    assert await store.opted_out(GUILD) == [opt_out(ANN), opt_out(BOB)]
    await store.lift_opt_outs([opt_out(ANN), opt_out(CAT)])

    assert await store.opted_out(GUILD) == [opt_out(BOB)]
    assert await store.opted_out(GUILD, list(OptOutStatus)) == [
        opt_out(ANN, status=LIFTED),
        opt_out(BOB),
    ]
    assert await store.opted_out(OTHER_GUILD) == [opt_out(ANN, guild_id=OTHER_GUILD)]
    assert await enrol(store, Member(ANN)) == Enrolled(added=1)


async def test_no_opt_outs_are_made_and_taken_back(store: Store) -> None:
    await store.opt_out([])
    await store.lift_opt_outs([])
    await store.undo_claims(GUILD, [], at=NOW)

    assert await store.opted_out(GUILD) == []


async def test_thousands_of_opt_outs_are_made_kept_and_taken_back_at_once(store: Store) -> None:
    everyone = players(2_500)
    await enrol(store, *members(everyone))

    await store.opt_out([opt_out(fid) for fid in everyone])
    assert await store.count_members(GUILD) == 0
    assert await store.opted_out(GUILD) == [opt_out(fid) for fid in everyone]
    assert await enrol(store, *members(everyone)) == Enrolled(refused=2_500)

    await store.lift_opt_outs([opt_out(fid) for fid in everyone])
    assert await store.opted_out(GUILD) == []


async def test_a_user_who_is_forgotten_has_no_entries_any_more(store: Store) -> None:
    await enrol(store, Member(ANN, owner=ME), Member(BOB, owner=YOU), Member(CAT, owner=ME))
    await enrol(store, Member(ANN, owner=ME), Member(BOB), guild_id=OTHER_GUILD)

    assert await store.forget_user(ME, pseudonym=SOMEBODY) == {
        GUILD: {ANN, CAT},
        OTHER_GUILD: {ANN},
    }
    assert await store.forget_user(ME, pseudonym=SOMEBODY) == {}

    assert await store.owned_by(ME) == {}
    assert (await store.members_among(GUILD, [ANN, BOB, CAT])).keys() == {BOB}
    assert (await store.members_among(OTHER_GUILD, [ANN, BOB])).keys() == {BOB}


async def test_of_a_user_who_is_forgotten_stays_what_names_only_players(store: Store) -> None:
    await enrol(store, Member(ANN, owner=ME))
    await store.settle([settlement(ANN)])
    await store.opt_out([opt_out(BOB), opt_out(CAT, by=YOU)])
    await store.note_actions([action("mine"), action("yours", user=YOU)])

    await store.forget_user(ME, pseudonym=SOMEBODY)

    assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}
    assert await store.opted_out(GUILD) == [opt_out(BOB, by=NOBODY), opt_out(CAT, by=YOU)]
    assert await store.actions(GUILD, limit=9) == [
        action("yours", user=YOU),
        action("mine", user=SOMEBODY),
    ]


async def test_who_asks_to_be_kept_out_stays_until_it_is_allowed(store: Store) -> None:
    await enrol(store, Member(ANN))

    await store.opt_out([opt_out(ANN, status=ASKED)])
    assert await store.count_members(GUILD) == 1
    assert await store.opted_out(GUILD) == []
    assert await store.opted_out(GUILD, [ASKED]) == [opt_out(ANN, status=ASKED)]
    await store.opt_out([opt_out(ANN)])

    assert await store.count_members(GUILD) == 0
    assert await store.opted_out(GUILD) == [opt_out(ANN)]


async def test_who_leaves_without_an_opt_out_that_stands_can_be_enrolled_again(
    store: Store,
) -> None:
    await enrol(store, Member(ANN))

    await store.opt_out([opt_out(ANN, status=LIFTED)])

    assert await store.count_members(GUILD) == 0
    assert await enrol(store, Member(ANN)) == Enrolled(added=1)


async def test_one_that_does_not_stand_is_replaced_and_once_of_managers_stays_so(
    store: Store,
) -> None:
    later = NOW + timedelta(days=1)
    await store.opt_out([opt_out(ANN, managed=True, status=LIFTED)])
    await store.opt_out([opt_out(BOB, managed=False, status=ASKED)])

    await store.opt_out([opt_out(ANN, by=YOU, managed=False, at=later), opt_out(BOB, managed=True)])

    assert await store.opted_out(GUILD) == [
        opt_out(ANN, by=YOU, managed=True, at=later),
        opt_out(BOB, managed=True),
    ]


async def test_who_becomes_the_owner_of_an_entry_that_was_there_has_claimed_it(
    store: Store,
) -> None:
    later = NOW + timedelta(days=1)
    await enrol(store, Member(ANN), Member(BOB, owner=ME))

    await store.enrol(GUILD, [Member(ANN, owner=ME), Member(BOB, owner=ME)], by="test", at=later)
    await store.enrol(GUILD, [Member(CAT, owner=ME, claimed_at=NOW)], by="test", at=later)

    assert await store.owned_by(ME) == {
        GUILD: [
            Member(ANN, owner=ME, claimed_at=later),
            Member(BOB, owner=ME),
            Member(CAT, owner=ME, claimed_at=NOW),
        ]
    }


async def test_a_claim_is_undone_and_what_an_owner_made_alone_is_not(store: Store) -> None:
    await enrol(store, Member(ANN, State(245), "Ann"), Member(BOB, owner=ME))
    await enrol(store, Member(ANN, owner=ME))

    for _ in range(2):
        await store.undo_claims(GUILD, [ANN, BOB, CAT], at=NOW)

    assert await store.members_among(GUILD, [ANN, BOB]) == {
        ANN: Member(ANN, State(245), "Ann"),
        BOB: Member(BOB, owner=ME),
    }
    assert await enrol(store, Member(ANN, owner=YOU)) == Enrolled(updated=1)
    assert list(await store.owned_by(YOU)) == [GUILD]


async def test_what_a_user_who_is_forgotten_had_claimed_stays_with_the_managers(
    store: Store,
) -> None:
    await enrol(store, Member(ANN, State(245), "Ann"))
    await enrol(store, Member(ANN, owner=ME), Member(BOB, owner=ME))

    assert await store.forget_user(ME, pseudonym=SOMEBODY) == {GUILD: {BOB}}

    assert await store.members_among(GUILD, [ANN, BOB]) == {ANN: Member(ANN, State(245), "Ann")}


async def test_opt_outs_of_some_players_are_found_by_their_ids(store: Store) -> None:
    await store.opt_out([opt_out(ANN), opt_out(BOB, by=YOU), opt_out(CAT, status=ASKED)])
    await store.opt_out([opt_out(ANN, guild_id=OTHER_GUILD)])

    assert await store.opted_out(GUILD, among=[BOB, CAT]) == [opt_out(BOB, by=YOU)]
    assert await store.opted_out(GUILD, [ASKED], among=[BOB, CAT]) == [opt_out(CAT, status=ASKED)]
    assert await store.opted_out(GUILD, among=[]) == []


async def test_a_user_s_opt_outs_in_a_guild_are_those_that_stand_or_are_asked_for(
    store: Store,
) -> None:
    await store.opt_out([opt_out(ANN), opt_out(BOB, status=ASKED), opt_out(CAT)])
    await store.opt_out([opt_out(ANN, guild_id=OTHER_GUILD)])
    await store.lift_opt_outs([opt_out(CAT)])
    [mine] = {one.by for one in await store.opted_out(GUILD)}

    assert await store.opted_out_by(GUILD, mine) == [opt_out(ANN), opt_out(BOB, status=ASKED)]
    assert await store.opted_out_by(GUILD, UserId(mine + 1)) == []
