"""Many guilds and codes asked about at once: the same as one by one, in few questions."""

from random import Random

from autoredeem.domain.codes import issue_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.interface import Store
from support.facts import (
    ANN,
    BOB,
    CODE,
    GUILD,
    OTHER_CODE,
    OTHER_GUILD,
    THIRD_GUILD,
    players,
    settlement,
)

SECOND = issue_of(CODE, 2)


async def test_each_guild_and_code_gets_its_own_answer(store: Store) -> None:
    await store.settle(
        [
            settlement(ANN),
            settlement(BOB, guild_id=THIRD_GUILD),
            settlement(ANN, code=OTHER_CODE, guild_id=OTHER_GUILD),
        ]
    )

    checked = await store.batch_check(
        {
            (GUILD, CODE): [ANN, BOB],
            (THIRD_GUILD, CODE): [ANN, BOB],
            (OTHER_GUILD, OTHER_CODE): [BOB, ANN, BOB],
            (OTHER_GUILD, CODE): [ANN],
        }
    )

    assert checked == {
        (GUILD, CODE): {ANN: True, BOB: False},
        (THIRD_GUILD, CODE): {ANN: False, BOB: True},
        (OTHER_GUILD, OTHER_CODE): {ANN: True, BOB: False},
        (OTHER_GUILD, CODE): {ANN: False},
    }
    assert checked.queries == 1


async def test_every_spelling_that_was_asked_for_is_in_the_answer(store: Store) -> None:
    await store.settle([settlement(ANN)])

    checked = await store.batch_check({(GUILD, CODE): [ANN], (GUILD, CODE.lower()): [BOB, ANN]})

    assert checked == {
        (GUILD, CODE): {ANN: True},
        (GUILD, CODE.lower()): {ANN: True, BOB: False},
    }


async def test_a_subject_without_players_is_in_the_answer_and_costs_no_query(store: Store) -> None:
    checked = await store.batch_check({(GUILD, CODE): [], (OTHER_GUILD, CODE): []})

    assert checked == {(GUILD, CODE): {}, (OTHER_GUILD, CODE): {}}
    assert checked.queries == 0


async def test_nothing_asked_for_costs_no_query(store: Store) -> None:
    checked = await store.batch_check({})

    assert (len(checked), checked.queries) == (0, 0)


async def test_codes_that_begin_alike_are_told_apart(store: Store) -> None:
    codes = [CODE, f"{CODE}2", SECOND, f"{CODE}-", issue_of(CODE, 20), f"{CODE}_"]
    everyone = players(len(codes))
    own = zip(everyone, codes, strict=True)
    await store.settle([settlement(fid, code=code) for fid, code in own])

    checked = await store.batch_check({(GUILD, code): everyone for code in codes})

    assert checked == {
        (GUILD, code): {fid: fid == own for fid in everyone}
        for own, code in zip(everyone, codes, strict=True)
    }


async def test_a_hundred_guilds_of_a_hundred_members_are_a_few_queries(store: Store) -> None:
    guilds = [GuildId(700_000 + number) for number in range(100)]
    everyone = players(100)
    await store.settle([settlement(fid, guild_id=guilds[fid % 100]) for fid in everyone])

    checked = await store.batch_check({(guild, CODE): everyone for guild in guilds})

    assert len(checked) == 100
    assert {
        (guild, fid)
        for (guild, _), found in checked.items()
        for fid, settled in found.items()
        if settled
    } == {(guilds[fid % 100], fid) for fid in everyone}
    assert checked.queries <= 20


async def test_twenty_codes_for_one_player_are_one_query(store: Store) -> None:
    codes = [f"CODE{number}" for number in range(20)]
    await store.settle([settlement(code=code) for code in codes[::3]])

    checked = await store.batch_check({(GUILD, code): [ANN] for code in codes})

    assert [code for (_, code), found in checked.items() if found[ANN]] == codes[::3]
    assert checked.queries == 1


async def test_any_mixture_is_answered_as_one_by_one(store: Store) -> None:
    chance = Random(16)
    everyone = [*players(1_200), ANN, BOB, *(Fid(10**n + n) for n in range(1, 15))]
    subjects = [
        (guild, code)
        for guild in (GUILD, OTHER_GUILD, THIRD_GUILD)
        for code in (CODE, SECOND, OTHER_CODE)
    ]
    await store.settle(
        [
            settlement(fid, guild_id=guild, code=code)
            for guild, code in subjects
            for fid in chance.sample(everyone, chance.choice([0, 3, 80, 1_000]))
        ]
    )
    asked = {
        subject: chance.sample(everyone, chance.choice([1, 5, 40, 88, 1_100]))
        for subject in subjects
    }

    checked = await store.batch_check(asked)

    for (guild, code), fids in asked.items():
        assert checked[guild, code] == await store.batch_check_members(guild, code, fids)
        assert {*checked[guild, code]} == {*fids}
