"""The runs of guilds, without looking at everyone else's."""

from dataclasses import replace

from autoredeem.domain.ids import GuildId
from autoredeem.store.interface import Store
from autoredeem.store.records import Claim, RunStatus
from support.facts import NOW

GUILDS = [GuildId(number) for number in (1, 11, 111, 2)]


async def test_the_runs_of_guilds_are_theirs_alone(store: Store) -> None:
    await store.want_runs([(guild, "GIFT") for guild in GUILDS], at=NOW)
    found = await store.runs_in([GuildId(1), GuildId(2), GuildId(3)])
    assert {run.guild_id for run in found} == {1, 2}
    assert await store.runs_in([]) == []


async def test_they_are_given_by_status_oldest_first(store: Store) -> None:
    for number, code in enumerate(("FIRST", "SECOND", "THIRD")):
        await store.want_runs([(GuildId(1), code)], at=NOW.replace(hour=number))
    (taken,) = await store.claim_runs(Claim("me", 1, 60, among=[(GuildId(1), "SECOND")]))
    await store.save_runs([replace(taken, status=RunStatus.DONE)])
    open_now = await store.runs_in([GuildId(1)], RunStatus.OPEN)
    assert [run.code for run in open_now] == ["FIRST", "THIRD"]
    assert [run.code for run in await store.runs_in([GuildId(1)])] == ["FIRST", "SECOND", "THIRD"]
