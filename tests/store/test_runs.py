"""Runs outlive processes: each is one process's to work on, and anyone may read it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import ADDRESS, Again, Claim, RunRecord, RunStatus
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
    assert not run.rests


async def test_a_claimed_run_has_an_owner_and_a_fence_and_a_time_to_be_kept_by(
    store: Store,
) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)

    [run] = await store.claim_runs(Claim("me", 10, LONG))

    assert (run.owner, run.fence, run.status) == ("me", 1, RunStatus.OPEN)
    assert run.due
    assert run == await only(store)


async def test_a_run_is_claimed_once(store: Store) -> None:
    await store.hold_lease(ADDRESS, "me", seconds=LONG)
    await claimed(store, GUILD)

    assert await store.claim_runs(Claim("other", 10, LONG)) == []
    assert await store.claim_runs(Claim("me", 10, LONG)) == []


async def test_of_many_who_claim_at_the_same_time_each_run_goes_to_one(store: Store) -> None:
    wanted = [(GuildId(number), CODE) for number in range(1, 41)]
    await store.want_runs(wanted, at=NOW)

    names = [f"process {number}" for number in range(5)]
    given = await asyncio.gather(*(store.claim_runs(Claim(name, 8, LONG)) for name in names))

    taken = [run.guild_id for runs in given for run in runs]
    assert len(set(taken)) == len(taken) >= 8
    owners = {run.guild_id: name for name, runs in zip(names, given, strict=True) for run in runs}
    assert {run.guild_id: run.owner for run in await store.runs() if run.owner} == owners


async def test_what_was_claimed_and_not_kept_is_due_again_after_the_claims_seconds(
    store: Store,
) -> None:
    await store.hold_lease(ADDRESS, "me", seconds=LONG)
    await store.want_runs([(GUILD, CODE)], at=NOW)
    await store.claim_runs(Claim("me", 1, 0))

    [run] = await store.claim_runs(Claim("me", 1, LONG))

    assert (run.owner, run.fence) == ("me", 2)


async def test_what_is_kept_is_its_owners_for_as_long_as_that_one_holds_its_lease(
    store: Store,
) -> None:
    await store.hold_lease(ADDRESS, "me", seconds=LONG)
    await store.want_runs([(GUILD, CODE), (OTHER_GUILD, CODE)], at=NOW)
    [kept] = await store.claim_runs(Claim("me", 1, 0, among=[(GUILD, code_key(CODE))]))
    await store.keep_runs("me", [kept.key])
    await store.keep_runs("other", [kept.key, (OTHER_GUILD, code_key(CODE))])

    [free] = await store.claim_runs(Claim("other", 9, LONG))
    assert free.guild_id == OTHER_GUILD
    assert await store.claim_runs(Claim("me", 9, LONG, among=[kept.key])) == []
    assert await store.runs(among=[kept.key]) == [replace(kept, due=None)]
    await store.hold_lease(ADDRESS, "me", seconds=0)
    [taken] = await store.claim_runs(Claim("other", 9, LONG))
    assert taken == replace(kept, owner="other", fence=2, due=taken.due)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not yet kept"])
@pytest.mark.parametrize("ended", ["silently", "in order", "under another lease"])
async def test_what_a_process_worked_on_is_free_when_another_holds_its_lease(
    store: Store, *, kept: bool, ended: str
) -> None:
    await store.hold_lease(ADDRESS, "ended", seconds=LONG)
    [run] = await claimed(store, GUILD, owner="ended")
    await store.keep_runs("ended", [run.key] if kept else [])

    if ended == "in order":
        await store.release_lease(ADDRESS, "ended")
    elif ended == "silently":
        await store.hold_lease(ADDRESS, "me", seconds=LONG, instead_of="ended")
    else:
        await store.hold_lease("discord", "ended", seconds=LONG)
        await store.hold_lease(ADDRESS, "ended", seconds=0)

    [taken] = await store.claim_runs(Claim("me", 10, LONG))
    assert (taken.guild_id, taken.owner, taken.fence) == (GUILD, "me", 2)


async def test_what_owners_have_left_is_taken_after_what_is_due_whoever_they_are(
    store: Store,
) -> None:
    for number, owner in enumerate(["one", "two", "three"], start=1):
        await claimed(store, GuildId(number), owner=owner)
    await store.want_runs([(THIRD_GUILD, CODE)], at=NOW)
    await store.hold_lease(ADDRESS, "two", seconds=LONG)

    [due] = await store.claim_runs(Claim("me", 1, LONG))
    left = await store.claim_runs(Claim("me", 9, LONG))

    assert due.guild_id == THIRD_GUILD
    assert sorted(run.guild_id for run in left) == [1, 3]


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
    assert await store.claim_runs(Claim("other", 9, LONG)) == []


async def test_what_an_earlier_owner_still_writes_is_not_taken(store: Store) -> None:
    [frozen] = await claimed(store, GUILD, owner="frozen")
    [run] = await store.claim_runs(Claim("me", 1, LONG))

    await store.save_runs([replace(frozen, status=RunStatus.DONE, figures=FIGURES)])
    await store.keep_runs("frozen", [frozen.key])
    await store.release_runs("frozen", [frozen.key], due_in=0)

    assert await only(store) == run


async def test_what_the_same_owner_wrote_before_it_claimed_again_is_not_taken(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    [early] = await store.claim_runs(Claim("me", 1, 0))
    [late] = await store.claim_runs(Claim("me", 1, LONG))

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

    assert await only(store) == replace(run, figures=FIGURES, again=Again.ANEW)


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
    await store.keep_runs("me", [])
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
    await store.keep_runs("me", [run.key for run in mine])

    found = await store.runs(RunStatus.OPEN)

    assert sorted(run.guild_id for run in found) == guilds
    assert {(run.owner, run.due, run.figures.redeemed) for run in found} == {("me", None, 4)}


async def test_a_run_that_nobody_owns_rests_when_it_is_stopped_until_it_is_wanted(
    store: Store,
) -> None:
    await store.want_runs([(GUILD, CODE), (OTHER_GUILD, CODE)], at=NOW)
    later, key = NOW + timedelta(hours=1), (GUILD, code_key(CODE))

    await store.stop_runs([key, (THIRD_GUILD, code_key(CODE))], at=later)

    resting = RunRecord(GUILD, CODE, RunStatus.OPEN, NOW, later, stop=True)
    assert await store.runs(among=[key]) == [resting]
    assert [run.guild_id for run in await store.claim_runs(Claim("me", 9, LONG))] == [OTHER_GUILD]
    await store.want_runs([(GUILD, CODE)], at=later)
    assert [run.key for run in await store.claim_runs(Claim("me", 9, LONG))] == [key]


async def test_an_owner_is_asked_to_stop_until_the_run_is_given_back(store: Store) -> None:
    [run, _] = await claimed(store, GUILD, OTHER_GUILD)
    assert await store.asked_of("me") == []
    later = NOW + timedelta(hours=1)

    await store.stop_runs([run.key], at=later)

    asked = replace(run, stop=True, updated_at=later)
    assert await store.asked_of("me") == await store.asked_of("me") == [asked]
    assert await store.asked_of("other") == await store.asked_of("") == []
    await store.release_runs("me", [run.key], due_in=None)
    assert await store.asked_of("me") == []
    assert await store.runs(among=[run.key]) == [replace(asked, owner="", due=None)]


async def test_an_owner_is_asked_once_to_look_again(store: Store) -> None:
    [run] = await claimed(store, GUILD)

    await store.want_runs([(GUILD, CODE)], at=NOW)

    assert await store.asked_of("me") == [replace(run, again=Again.ANEW)]
    assert await store.asked_of("me") == []
    await store.want_runs([(GUILD, CODE)], at=NOW)
    assert await store.asked_of("me") == [replace(run, again=Again.ANEW)]


async def test_of_stop_and_again_the_later_counts(store: Store) -> None:
    [run] = await claimed(store, GUILD)

    await store.want_runs([(GUILD, CODE)], at=NOW)
    await store.stop_runs([run.key], at=NOW)
    assert await store.asked_of("me") == [replace(run, stop=True)]

    await store.want_runs([(GUILD, CODE)], at=NOW)
    assert await store.asked_of("me") == [replace(run, again=Again.ANEW)]


async def test_what_the_owner_saves_leaves_what_it_is_asked(store: Store) -> None:
    stopped, wanted = await claimed(store, GUILD, OTHER_GUILD)
    await store.stop_runs([stopped.key], at=NOW)
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW)

    await store.save_runs([replace(run, figures=FIGURES) for run in (stopped, wanted)])

    found = {run.guild_id: (run.stop, run.again) for run in await store.asked_of("me")}
    assert found == {GUILD: (True, Again.NO), OTHER_GUILD: (False, Again.ANEW)}


async def test_nothing_is_asked_of_a_run_that_is_done(store: Store) -> None:
    [run] = await claimed(store, GUILD)
    await store.stop_runs([run.key], at=NOW)

    await store.save_runs([replace(run, status=RunStatus.DONE)])
    await store.stop_runs([run.key], at=NOW + timedelta(hours=1))

    assert await store.asked_of("me") == []
    assert await only(store) == replace(run, status=RunStatus.DONE, owner="", due=None)


async def test_what_was_wanted_since_its_owner_looked_is_not_done(store: Store) -> None:
    looked, wanted = await claimed(store, OTHER_GUILD, GUILD)
    await store.save_runs([replace(wanted, figures=Figures(failed={Outcome.USED_UP: 1}))])
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW)
    await store.asked_of("me")
    await store.want_runs([(GUILD, CODE)], at=NOW)

    dead = replace(wanted, status=RunStatus.DONE, figures=FIGURES, reason=Outcome.EXPIRED)
    await store.save_runs([replace(looked, status=RunStatus.DONE), dead, dead])

    [found] = await store.runs(RunStatus.OPEN)
    assert replace(found, due=None) == replace(wanted, figures=FIGURES, owner="", due=None)
    assert len(await store.claim_runs(Claim("other", 9, LONG))) == 1


@pytest.mark.parametrize("due_in", [None, 0.0, LONG])
async def test_what_was_to_stop_rests_however_it_is_given_back(
    store: Store, due_in: float | None
) -> None:
    [run] = await claimed(store, GUILD)
    await store.stop_runs([run.key], at=NOW)

    await store.release_runs("me", [run.key], due_in=due_in)

    assert await only(store) == replace(run, owner="", due=None, stop=True)
    assert await store.claim_runs(Claim("other", 9, LONG)) == []


@pytest.mark.parametrize(("due_in", "count"), [(None, 1), (0.0, 1), (LONG, 0)])
async def test_what_was_to_be_looked_at_again_does_not_rest_when_it_is_given_back(
    store: Store, due_in: float | None, count: int
) -> None:
    [run] = await claimed(store, GUILD)
    await store.want_runs([(GUILD, CODE)], at=NOW)

    await store.release_runs("me", [run.key], due_in=due_in)

    assert len(await store.claim_runs(Claim("other", 9, LONG))) == count


async def test_a_run_that_is_to_stop_is_nobodys_to_claim_though_its_owner_has_ended(
    store: Store,
) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    [run] = await store.claim_runs(Claim("killed", 1, 0))
    await store.stop_runs([run.key], at=NOW)

    assert await store.claim_runs(Claim("me", 9, LONG)) == []
    assert await store.claim_runs(Claim("killed", 9, LONG, among=[run.key])) == []
    await store.want_runs([(GUILD, CODE)], at=NOW)

    [taken] = await store.claim_runs(Claim("me", 9, LONG))
    assert (taken.owner, taken.fence, taken.stop, taken.again) == ("me", 2, False, Again.NO)
    assert await store.asked_of("me") == []


async def test_of_a_new_owner_nothing_is_asked_that_was_asked_of_the_one_before(
    store: Store,
) -> None:
    [run] = await claimed(store, GUILD, owner="killed")
    await store.want_runs([(GUILD, CODE)], at=NOW)

    [taken] = await store.claim_runs(Claim("me", 9, LONG))

    assert (taken.key, taken.again) == (run.key, Again.NO)
    assert await store.asked_of("me") == await store.asked_of("killed") == []


async def test_thousands_of_runs_are_stopped_and_asked_of_at_once(store: Store) -> None:
    keys = [(GuildId(number), code_key(CODE)) for number in range(1, 2_501)]
    await store.want_runs(keys, at=NOW)
    while await store.claim_runs(Claim("me", 1_000, LONG)):
        pass
    await store.stop_runs([], at=NOW)
    await store.stop_runs(keys, at=NOW)

    assert sorted(run.key for run in await store.asked_of("me") if run.stop) == keys
