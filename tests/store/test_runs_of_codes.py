"""All runs of a code, in whatever spelling: found, ended with their reason, and of an edition."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import Again, Claim, RunRecord, RunStatus
from support.facts import CODE, FIGURES, GUILD, NOW, OTHER_CODE, OTHER_GUILD, THIRD_GUILD

LATER = NOW + timedelta(hours=1)
KEY, OTHER_KEY = (GUILD, CODE.upper()), (OTHER_GUILD, CODE.upper())


async def claimed(store: Store, owner: str = "me") -> RunRecord:
    """Claim the one run that is due."""
    [run] = await store.claim_runs(Claim(owner, 9, 3_600))
    return run


async def of_guilds(store: Store, code: str = CODE) -> Mapping[GuildId, RunRecord]:
    """Return the runs of a code by guild."""
    return {run.guild_id: run for run in await store.runs_of([code])}


async def test_the_runs_of_codes_are_found_in_all_guilds_oldest_first(store: Store) -> None:
    await store.want_runs([(OTHER_GUILD, CODE.lower())], at=LATER)
    await store.want_runs([(GUILD, CODE), (GUILD, OTHER_CODE)], at=NOW)
    await store.want_runs([(THIRD_GUILD, "Another")], at=NOW)

    found = await store.runs_of([CODE.upper()])
    assert [(run.guild_id, run.code) for run in found] == [
        (GUILD, CODE),
        (OTHER_GUILD, CODE.lower()),
    ]
    assert len(await store.runs_of([CODE, CODE.lower(), OTHER_CODE])) == 3
    assert await store.runs_of([]) == []


async def test_runs_of_codes_are_found_by_their_status(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    done = await claimed(store)
    await store.save_runs([replace(done, status=RunStatus.DONE)])
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW)

    assert [run.guild_id for run in await store.runs_of([CODE], RunStatus.OPEN)] == [OTHER_GUILD]
    assert [run.guild_id for run in await store.runs_of([CODE], RunStatus.DONE)] == [GUILD]


async def rest(store: Store, *wanted: tuple[GuildId, str]) -> None:
    """Leave runs that are open, and wait until somebody opens them again."""
    await store.want_runs(wanted, at=NOW)
    keys = [run.key for run in await store.claim_runs(Claim("me", len(wanted), 3_600))]
    await store.release_runs("me", keys, due_in=None)


async def test_runs_that_rest_are_closed_with_their_reason(store: Store) -> None:
    await rest(store, (GUILD, CODE), (GUILD, OTHER_CODE))
    await store.want_runs([(OTHER_GUILD, CODE.lower())], at=NOW)
    await store.stop_runs([OTHER_KEY], at=NOW)

    await store.close_runs({CODE: Outcome.EXPIRED}, at=LATER)

    for run in (await of_guilds(store)).values():
        assert (run.status, run.reason, run.updated_at) == (RunStatus.DONE, Outcome.EXPIRED, LATER)
        assert (run.due, run.stop, run.again) == (None, False, Again.NO)
    assert (await of_guilds(store, OTHER_CODE))[GUILD].status is RunStatus.OPEN


async def test_a_run_that_is_closed_keeps_its_figures(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    mine = await claimed(store)
    await store.save_runs([replace(mine, figures=FIGURES)])
    await store.release_runs("me", [KEY], due_in=None)

    await store.close_runs({CODE: Outcome.NO_SUCH_CODE}, at=LATER)

    run = (await of_guilds(store))[GUILD]
    assert (run.figures, run.opened_at, run.fence) == (FIGURES, NOW, 1)


async def test_a_run_with_an_owner_is_left_to_the_owner(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    mine = await claimed(store)

    await store.close_runs({CODE: Outcome.EXPIRED}, at=LATER)

    assert (await of_guilds(store))[GUILD] == mine


async def test_a_run_that_is_due_is_left_to_whoever_claims_it(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)

    await store.close_runs({CODE: Outcome.EXPIRED}, at=LATER)

    assert (await claimed(store)).key == KEY


async def test_what_is_done_keeps_its_reason(store: Store) -> None:
    await rest(store, (GUILD, CODE))
    await store.close_runs({CODE: Outcome.EXPIRED}, at=NOW)

    await store.close_runs({CODE: Outcome.USED_UP}, at=LATER)
    await store.close_runs({}, at=LATER)

    run = (await of_guilds(store))[GUILD]
    assert (run.reason, run.updated_at) == (Outcome.EXPIRED, NOW)


async def test_a_run_that_was_closed_can_be_wanted_again(store: Store) -> None:
    await rest(store, (GUILD, CODE))
    await store.close_runs({CODE: Outcome.EXPIRED}, at=NOW)

    await store.want_runs([(GUILD, CODE)], at=LATER, again=Again.FOR_NEW)

    mine = await claimed(store)
    assert (mine.status, mine.reason, mine.opened_at) == (RunStatus.OPEN, None, NOW)


async def test_thousands_of_runs_of_a_code_are_found_and_closed_at_once(store: Store) -> None:
    wanted = [(GuildId(number), CODE) for number in range(1, 2_101)]
    await store.want_runs(wanted, at=NOW)
    await store.stop_runs([(guild_id, code.upper()) for guild_id, code in wanted], at=NOW)

    await store.close_runs({CODE: Outcome.EXPIRED}, at=LATER)

    assert len(await store.runs_of([CODE], RunStatus.DONE)) == 2_100


async def test_a_run_says_of_which_edition_it_was_when_it_was_last_worked_on(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    mine = await claimed(store)
    assert mine.edition == 1

    await store.save_runs([replace(mine, edition=2, status=RunStatus.DONE)])
    assert (await of_guilds(store))[GUILD].edition == 2

    for again in (Again.FOR_NEW, Again.ANEW, Again.AFRESH):
        await store.want_runs([(GUILD, CODE)], at=LATER, again=again)
        assert (await of_guilds(store))[GUILD].edition == 2


async def test_an_edition_is_written_by_the_owner_alone(store: Store) -> None:
    await store.want_runs([(GUILD, CODE)], at=NOW)
    mine = await claimed(store)

    await store.save_runs([replace(mine, edition=2, owner="another")])
    await store.save_runs([replace(mine, edition=3, fence=9)])

    assert (await of_guilds(store))[GUILD].edition == 1
