"""A code that is issued again: its editions are settled apart, and one is proved by another."""

from datetime import timedelta

from autoredeem.domain.codes import Life, Standing, issue_of
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    GUILD,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    attempt,
    members,
    players,
    settlement,
)

SECOND = issue_of(CODE, 2)
OPEN = Standing(Life.ALIVE, edition=2, turn=2)
DEAD = Standing(Life.DEAD, Outcome.EXPIRED, edition=2, turn=3)


async def witnesses(store: Store, issue: str = CODE, most: int = 9) -> dict[Fid, GuildId]:
    """Return who has an issue of a code, and where; each is there once."""
    found = await store.witnesses(issue, most=most)
    assert len({one.fid for one in found}) == len(found)
    return {one.fid: one.guild_id for one in found}


async def test_each_edition_is_settled_by_itself(store: Store) -> None:
    where = await store.settle([settlement(ANN), settlement(BOB, code=SECOND)])

    assert where == {(CODE.upper(), ANN): {GUILD}, (f"{CODE.upper()}~2", BOB): {GUILD}}
    first = await store.batch_check_members(GUILD, CODE.lower(), [ANN, BOB])
    second = await store.batch_check_members(GUILD, SECOND.lower(), [ANN, BOB])
    assert first == {ANN: True, BOB: False}
    assert second == {ANN: False, BOB: True}


async def test_what_is_recorded_says_of_which_edition_it_is(store: Store) -> None:
    await store.settle([settlement(ANN), settlement(ANN, code=SECOND)])
    await store.note_attempts([attempt(BOB, code=SECOND)])

    [row] = await store.redemptions(GUILD, [SECOND], [ANN])

    assert row.code == SECOND
    assert await store.attempts(GUILD, CODE) == {}
    assert await store.attempts(GUILD, SECOND) == {BOB: attempt(BOB, code=SECOND)}


async def test_witnesses_have_an_issue_in_a_guild_that_has_a_run_of_the_code(store: Store) -> None:
    everyone = [settlement(ANN), settlement(BOB, how=Outcome.ALREADY_REDEEMED)]
    await store.settle([*everyone, settlement(CAT, guild_id=OTHER_GUILD)])
    await store.want_runs([(GUILD, CODE.lower())], at=NOW)

    assert await witnesses(store) == {ANN: GUILD, BOB: GUILD}
    assert await witnesses(store, SECOND) == {}
    [ann] = [one for one in await store.witnesses(CODE, most=9) if one.fid == ANN]
    assert (ann.code, ann.how, ann.at) == (CODE, Outcome.REDEEMED, NOW)


async def test_witnesses_of_an_edition_have_that_edition(store: Store) -> None:
    await store.settle([settlement(ANN), settlement(BOB, code=SECOND)])
    await store.want_runs([(GUILD, CODE)], at=NOW)

    assert await witnesses(store, CODE) == {ANN: GUILD}
    assert await witnesses(store, SECOND) == {BOB: GUILD}


async def test_the_same_type_proves_nothing(store: Store) -> None:
    await store.settle([settlement(ANN, how=Outcome.SAME_TYPE_REDEEMED)])
    await store.want_runs([(GUILD, CODE)], at=NOW)

    assert await witnesses(store) == {}


async def test_a_witness_of_several_guilds_is_one(store: Store) -> None:
    guilds = (GUILD, OTHER_GUILD)
    await store.settle([settlement(ANN, guild_id=guild_id) for guild_id in guilds])
    await store.want_runs([(guild_id, CODE) for guild_id in guilds], at=NOW)

    assert (await witnesses(store)).keys() == {ANN}


async def test_so_many_witnesses_are_looked_for_as_are_wanted(store: Store) -> None:
    await store.settle([settlement(fid) for fid in players(50)])
    await store.want_runs([(GUILD, CODE)], at=NOW)

    assert len(await witnesses(store, most=8)) == 8


async def test_witnesses_are_found_behind_hundreds_of_guilds_that_have_none(store: Store) -> None:
    guilds = [GuildId(number) for number in range(1, 301)]
    await store.want_runs([(guild_id, CODE) for guild_id in guilds], at=NOW)
    await store.settle([settlement(ANN, guild_id=guilds[150])])

    assert await witnesses(store) == {ANN: guilds[150]}


async def test_a_code_that_was_pruned_is_witnessed_where_it_is_posted_anew(store: Store) -> None:
    dead = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.settle([settlement(ANN)])
    await store.judge({CODE: dead}, at=NOW)
    await store.prune_codes(NOW + timedelta(days=90))
    assert await witnesses(store) == {}

    await store.post_codes([Posting(GUILD, CODE, "Ann", NOW)])

    assert await witnesses(store) == {ANN: GUILD}


async def test_whoever_enrols_gets_what_is_settled_of_the_present_edition(store: Store) -> None:
    await store.judge({CODE: OPEN, OTHER_CODE: Standing(Life.ALIVE)}, at=NOW)
    await store.enrol(GUILD, members([ANN]), by="test", at=NOW)
    codes = [CODE, SECOND, OTHER_CODE]
    await store.settle([settlement(ANN, code=code) for code in codes])

    await store.enrol(OTHER_GUILD, [Member(ANN)], by="test", at=NOW)

    copied = await store.redemptions(OTHER_GUILD, codes, [ANN])
    assert {one.code for one in copied} == {SECOND, OTHER_CODE}


async def test_the_edition_of_a_code_is_the_greatest_of_its_spellings(store: Store) -> None:
    await store.judge({CODE: DEAD, CODE.lower(): Standing(Life.ALIVE)}, at=NOW)
    await store.enrol(GUILD, members([ANN]), by="test", at=NOW)
    await store.settle([settlement(ANN, code=code) for code in (CODE, SECOND)])

    await store.enrol(OTHER_GUILD, [Member(ANN)], by="test", at=NOW)

    copied = await store.redemptions(OTHER_GUILD, [CODE, SECOND], [ANN])
    assert [one.code for one in copied] == [SECOND]


async def test_what_is_pruned_of_a_code_is_pruned_of_every_edition(store: Store) -> None:
    issues = [CODE, SECOND, issue_of(CODE, 3)]
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.note_attempts([attempt(ANN, code=issue) for issue in issues])
    await store.settle([settlement(BOB, code=issue) for issue in issues])
    await store.judge({CODE: DEAD}, at=NOW)

    assert await store.prune_codes(NOW + timedelta(days=1)) == 1

    left = [issue for issue in issues if await store.attempts(GUILD, issue)]
    assert left == [issues[2]], "which is of no edition that there was"
    assert len(await store.redemptions(GUILD, issues, [BOB])) == 3


async def test_what_was_revived_is_pruned_when_it_is_long_dead_again(store: Store) -> None:
    later, much_later = NOW + timedelta(days=1), NOW + timedelta(days=9)
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.judge({CODE: DEAD}, at=NOW)
    assert await store.prune_codes(later) == 1

    await store.revive({CODE: DEAD.turn}, at=later)
    await store.post_codes([Posting(GUILD, CODE, "Ann", later)])
    assert await store.prune_codes(much_later) == 0

    await store.judge({CODE: Standing(Life.DEAD, Outcome.EXPIRED, turn=5)}, at=later)
    assert await store.prune_codes(much_later) == 1
    assert await store.postings(GUILD) == []
