"""Runs outlive processes: each is one process's to work on, and anyone may read it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.codes import code_key
from autoredeem.domain.players import GuildId
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.store.interface import Claim, RunRecord, RunStatus, Store
from support.facts import CODE, FIGURES, GUILD, NOW, OTHER_CODE, OTHER_GUILD, THIRD_GUILD

LONG = 3600.0
"""Seconds: longer than any test."""


async def claimed(store: Store, *guilds: GuildId, owner: str = "me") -> list[RunRecord]:
    """Open the code in guilds and claim those runs, in this order."""
    for guild in guilds:
        await store.want_runs([(guild, CODE)], at=NOW)
    keys = [(guild, code_key(CODE)) for guild in guilds]
    found = await store.claim_runs(Claim(owner, len(guilds), LONG, among=keys))
    return sorted(found, key=lambda run: guilds.index(run.guild_id))


async def only(store: Store) -> RunRecord:
    """Give the one run that there is."""
    (run,) = await store.runs()
    return run


async def test_a_run_that_is_wanted_is_open_and_due_and_nobodys(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)

    run = await only(store)
    assert replace(run, due=None) == RunRecord(GUILD, CODE, RunStatus.OPEN, NOW, NOW)
    assert run.due
    assert run.lease_until is None


async def test_a_claimed_run_has_an_owner_and_a_lease_and_a_fence(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)

    [run] = await store.claim_runs(Claim("me", 10, LONG))

    assert (run.owner, run.fence, run.status) == ("me", 1, RunStatus.OPEN)
    assert run.lease_until
    assert run == await only(store)


async def test_a_run_is_claimed_once(store: Store) -> None:
    await claimed(store, GUILD)

    assert await store.claim_runs(Claim("other", 10, LONG)) == []
    assert await store.claim_runs(Claim("me", 10, LONG)) == []


async def test_of_many_who_claim_at_the_same_time_each_run_goes_to_one(store: Store) -> None:
    wanted = [(GuildId(number), CODE) for number in range(1, 41)]
    await store.want_runs(wanted, at=NOW)

    names = [f"process {number}" for number in range(5)]
    given = await asyncio.gather(*(store.claim_runs(Claim(name, 40, LONG)) for name in names))

    taken = [run.guild_id for runs in given for run in runs]
    assert sorted(taken) == [guild for guild, _ in wanted]
    owners = {run.guild_id: name for name, runs in zip(names, given, strict=True) for run in runs}
    assert {run.guild_id: run.owner for run in await store.runs()} == owners


async def test_a_lease_that_has_ended_leaves_the_run_to_the_next(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    await store.claim_runs(Claim("me", 1, 0))

    [run] = await store.claim_runs(Claim("other", 1, LONG))

    assert (run.owner, run.fence) == ("other", 2)


async def test_a_lease_is_renewed_by_its_owner_only(store: Store) -> None:
    await store.want_runs([(GUILD, CODE), (OTHER_GUILD, CODE)], at=NOW)
    mine, others = (GUILD, code_key(CODE)), (OTHER_GUILD, code_key(CODE))
    await store.claim_runs(Claim("me", 1, 0, among=[mine]))
    await store.claim_runs(Claim("other", 1, 0, among=[others]))

    await store.renew_runs("me", [mine, others], seconds=LONG)

    assert [run.key for run in await store.claim_runs(Claim("third", 9, LONG))] == [others]


async def test_the_runs_of_a_process_that_has_ended_are_free_before_their_lease_ends(
    store: Store,
) -> None:
    await claimed(store, GUILD, owner="killed")
    await claimed(store, OTHER_GUILD, owner="alive")

    [run] = await store.claim_runs(Claim("me", 10, LONG, instead_of="killed"))

    assert (run.guild_id, run.owner, run.fence) == (GUILD, "me", 2)


async def test_no_more_runs_are_claimed_than_asked_for_longest_due_first(store: Store) -> None:
    for guild in (OTHER_GUILD, GUILD, THIRD_GUILD):
        await claimed(store, guild)
    keys = [(guild, code_key(CODE)) for guild in (GUILD, OTHER_GUILD, THIRD_GUILD)]
    for key, ago in zip(keys, (-1.0, -3.0, -2.0), strict=True):
        await store.release_runs("me", [key], due_in=ago)

    first = await store.claim_runs(Claim("me", 2, LONG))

    assert {run.guild_id for run in first} == {OTHER_GUILD, THIRD_GUILD}
    assert [run.guild_id for run in await store.claim_runs(Claim("me", 2, LONG))] == [GUILD]


async def test_among_leaves_all_others_out(store: Store) -> None:
    await store.want_runs([(GUILD, CODE), (OTHER_GUILD, CODE), (GUILD, OTHER_CODE)], at=NOW)
    key = GUILD, code_key(CODE)

    assert [run.key for run in await store.claim_runs(Claim("me", 9, LONG, among=[key]))] == [key]
    assert [run.key for run in await store.runs(among=[key])] == [key]
    assert await store.runs(among=[]) == []
    assert await store.claim_runs(Claim("me", 9, LONG, among=[])) == []


async def test_a_run_comes_back_whole(store: Store) -> None:
    [run] = await claimed(store, GUILD)
    saved = replace(run, code=CODE.upper(), updated_at=NOW + timedelta(hours=1), figures=FIGURES)

    await store.save_runs([saved])

    assert await only(store) == saved


async def test_a_run_that_is_done_is_nobodys_and_not_due(store: Store) -> None:
    [run] = await claimed(store, GUILD)
    done = replace(run, status=RunStatus.DONE, figures=FIGURES, reason=Outcome.EXPIRED)

    await store.save_runs([done])

    assert await only(store) == replace(done, owner="", due=None)
    assert await store.claim_runs(Claim("other", 9, LONG, instead_of="me")) == []


async def test_what_an_earlier_owner_still_writes_is_not_taken(store: Store) -> None:
    [frozen] = await claimed(store, GUILD, owner="frozen")
    [run] = await store.claim_runs(Claim("me", 1, LONG, instead_of="frozen"))

    await store.save_runs([replace(frozen, status=RunStatus.DONE, figures=FIGURES)])
    await store.renew_runs("frozen", [frozen.key], seconds=0)
    await store.release_runs("frozen", [frozen.key], due_in=0)

    assert await only(store) == run


async def test_what_the_same_owner_wrote_before_it_claimed_again_is_not_taken(store: Store) -> None:
    [early] = await claimed(store, GUILD)
    [late] = await store.claim_runs(Claim("me", 1, LONG, instead_of="me"))

    await store.save_runs([replace(early, status=RunStatus.DONE)])

    assert await only(store) == late


async def test_a_run_that_nobody_opened_is_not_saved(store: Store) -> None:
    await store.save_runs([RunRecord(GUILD, CODE, RunStatus.OPEN, NOW, NOW)])

    assert await store.runs() == []


async def test_of_one_run_given_twice_the_later_is_saved(store: Store) -> None:
    [run] = await claimed(store, GUILD)

    await store.save_runs([replace(run, figures=FIGURES), replace(run, figures=Figures(1))])

    assert (await only(store)).figures == Figures(1)


async def test_wanting_an_open_run_again_leaves_its_figures_and_its_owner(store: Store) -> None:
    [run] = await claimed(store, GUILD)
    await store.save_runs([replace(run, figures=FIGURES)])

    await store.want_runs([(GUILD, CODE.lower())], at=NOW + timedelta(days=1))

    assert await only(store) == replace(run, figures=FIGURES)


async def test_wanting_a_run_that_is_done_begins_it_anew(store: Store) -> None:
    [run] = await claimed(store, GUILD)
    await store.save_runs([replace(run, status=RunStatus.DONE, reason=Outcome.EXPIRED)])
    tomorrow = NOW + timedelta(days=1)

    await store.want_runs([(GUILD, CODE.lower())], at=tomorrow)

    fresh = RunRecord(GUILD, CODE.lower(), RunStatus.OPEN, tomorrow, tomorrow, fence=1)
    assert replace(await only(store), due=None) == fresh
    assert len(await store.claim_runs(Claim("other", 9, LONG))) == 1


async def test_a_run_that_is_given_back_is_due_again_or_waits_to_be_opened(store: Store) -> None:
    now, later, opened = await claimed(store, GUILD, OTHER_GUILD, THIRD_GUILD)
    await store.release_runs("me", [now.key], due_in=0)
    await store.release_runs("me", [later.key], due_in=LONG)
    await store.release_runs("me", [opened.key], due_in=None)

    assert [run.key for run in await store.claim_runs(Claim("me", 9, LONG))] == [now.key]
    assert {run.owner for run in await store.runs(among=[later.key, opened.key])} == {""}
    await store.want_runs([(later.guild_id, CODE), (opened.guild_id, CODE)], at=NOW)
    assert len(await store.claim_runs(Claim("me", 9, LONG))) == 2


async def test_runs_are_given_by_status_and_oldest_first(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW + timedelta(microseconds=1))
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW - timedelta(days=1))
    [done] = await claimed(store, THIRD_GUILD)
    await store.save_runs([replace(done, status=RunStatus.DONE)])

    opened = [run.guild_id for run in await store.runs(RunStatus.OPEN)]
    assert opened == [OTHER_GUILD, GUILD]
    assert [run.guild_id for run in await store.runs(RunStatus.DONE)] == [THIRD_GUILD]
    assert [run.guild_id for run in await store.runs()] == [OTHER_GUILD, THIRD_GUILD, GUILD]


async def test_no_runs_cost_nothing_and_change_nothing(store: Store) -> None:
    await store.want_runs([], at=NOW)
    await store.save_runs([])
    await store.renew_runs("me", [], seconds=LONG)
    await store.release_runs("me", [], due_in=0)

    assert await store.runs() == []
    assert await store.claim_runs(Claim("me", 10, LONG)) == []


async def test_thousands_of_runs_are_opened_claimed_saved_and_read_at_once(store: Store) -> None:
    guilds = [GuildId(number) for number in range(1, 2_501)]
    await store.want_runs([(guild, CODE) for guild in guilds], at=NOW)
    mine: list[RunRecord] = []
    while batch := await store.claim_runs(Claim("me", 1_000, LONG)):
        mine += [replace(run, figures=FIGURES) for run in batch]
    await store.save_runs(mine)
    await store.renew_runs("me", [run.key for run in mine], seconds=2 * LONG)

    found = await store.runs(RunStatus.OPEN)

    assert sorted(run.guild_id for run in found) == guilds
    assert {(run.owner, run.figures.redeemed) for run in found} == {("me", 4)}
