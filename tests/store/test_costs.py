"""What is asked costs what it returns, however much the store holds of others: on both stores."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import ADDRESS, Claim, RunKey
from autoredeem.store.sqlite import codes, cross_guild, postings, runs
from autoredeem.store.sqlite.rows import as_list, time_text
from support.facts import ANN, CODE, GUILD, NOW, OTHER_CODE, OTHER_GUILD, members, settlement
from support.mongod import raw_database

MANY = 3_000
LONG = 3_600.0
KEY = code_key(CODE)
MINE = (GUILD, KEY)
"""A run that somebody asks about."""

DEAD = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)
EARLIER_INDEX = "owner"
"""Of runs, as an earlier version made it: it is still there."""

Raw = AsyncDatabase[dict[str, Any]]
Ask = Callable[[Store], Awaitable[object]]


async def fill_with_runs(store: Store) -> None:
    """Leave open runs of many guilds: worked on here, stopped or done; and one that rests."""
    await store.hold_lease(ADDRESS, "me", seconds=LONG)
    keys: list[RunKey] = [(GuildId(1_000 + number), KEY) for number in range(MANY)]
    await store.want_runs([*keys, MINE], at=NOW)
    await store.stop_runs([MINE], at=NOW)
    for start in range(0, MANY, 1_000):
        await store.claim_runs(Claim("me", 1_000, LONG))
        await store.keep_runs("me", keys[start : start + 1_000])
    stopped: list[RunKey] = [(GuildId(10_000 + number), KEY) for number in range(MANY)]
    await store.want_runs(stopped, at=NOW)
    await store.stop_runs(stopped, at=NOW)


async def fill_with_codes(store: Store) -> None:
    """Leave codes of which nobody will ask: shared and long dead, or of others and alive."""
    shared = [f"Known{number}" for number in range(MANY)]
    await store.add_codes(shared, at=NOW)
    await store.judge(dict.fromkeys(shared, DEAD), at=NOW)
    opened = [f"Opened{number}" for number in range(MANY)]
    await store.add_codes(opened, at=NOW)
    await store.mark_rolled_out(opened, at=NOW)
    await store.judge(dict.fromkeys(opened, DEAD), at=NOW)
    private = [f"Private{number}" for number in range(MANY)]
    await store.add_codes(private, at=NOW, shared=False)
    await store.judge(dict.fromkeys(private, DEAD), at=NOW)
    await store.post_codes([Posting(GuildId(5), code, "Bob", NOW) for code in private])


async def leave_little(store: Store) -> None:
    """Leave what is asked about: a code that awaits its opening, and a player in another guild."""
    await store.add_codes([CODE], at=NOW)
    await store.add_codes([OTHER_CODE], at=NOW, shared=False)
    await store.post_codes([Posting(OTHER_GUILD, OTHER_CODE, "Bob", NOW)])
    await store.enrol(OTHER_GUILD, members([ANN]), by="x", at=NOW)
    await store.settle([settlement(ANN, guild_id=OTHER_GUILD)])


POLLS: Sequence[tuple[Ask, int]] = [
    (lambda store: store.claim_runs(Claim("me", 250, LONG)), 2),
    (lambda store: store.claim_runs(Claim("me", 250, LONG, among=[MINE])), 2),
    (lambda store: store.asked_of("me"), 1),
    (lambda store: store.runs(among=[MINE]), 1),
    (lambda store: store.runs_in([GUILD]), 1),
    (lambda store: store.keep_runs("me", [MINE]), 1),
    (lambda store: store.stop_runs([MINE], at=NOW), 1),
    (lambda store: store.hold_lease(ADDRESS, "me", seconds=LONG), 1),
]
"""What is asked again and again, with nothing to do, and how many commands or updates it takes."""

QUESTIONS: Sequence[tuple[Ask, int]] = [
    (lambda store: store.codes([KEY]), 1),
    (lambda store: store.awaiting_rollout(), 2),
    (lambda store: store.postings_of([OTHER_CODE]), 1),
    (lambda store: store.share_due(at=NOW), 1),
    (lambda store: store.codes_due(NOW, most=9), 3),
    (lambda store: store.set_sharing(OTHER_GUILD, [OTHER_CODE], due=NOW + timedelta(days=1)), 1),
    (lambda store: store.mark_rolled_out(["Nobodys"], at=NOW), 2),
    (lambda store: store.enrol(GUILD, members([ANN]), by="x", at=NOW), 9),
]


@asynccontextmanager
async def filled(
    url: str, fill: Callable[[Store], Awaitable[None]]
) -> AsyncIterator[tuple[Store, Raw]]:
    """Open a filled store whose runs have the index of an earlier version, too."""
    async with raw_database(url) as database, open_store(url) as store:
        await database["redeem_runs"].create_index(EARLIER_INDEX)
        await fill(store)
        yield store, database


async def noted(database: Raw, store: Store, ask: Ask) -> Sequence[dict[str, Any]]:
    """Ask, and return what the server notes of each command."""
    await database["system.profile"].drop()
    await database.command("profile", 2)
    await ask(store)
    await database.command("profile", 0)
    ours = {"appName": "autoredeem", "ns": {"$not": {"$regex": "system"}}}
    found: Sequence[dict[str, Any]] = await database["system.profile"].find(ours).to_list()
    return found


def is_cheap(command: dict[str, Any]) -> bool:
    """Whether no more keys are read than what is returned, or changed, accounts for."""
    names = ("nreturned", "nMatched", "nModified", "ninserted")
    returned = max(command.get(name, 0) for name in names)
    bound = 2 * returned + 100
    read = max(command.get("keysExamined", 0), command.get("docsExamined", 0))
    return read <= bound and "COLLSCAN" not in command.get("planSummary", "")


async def test_on_mongodb_a_poll_reads_no_runs_that_it_does_not_return(mongodb_url: str) -> None:
    async with filled(mongodb_url, fill_with_runs) as (store, database):
        for ask, commands in POLLS:
            told = await noted(database, store, ask)

            assert [one for one in told if not is_cheap(one)] == []
            assert 0 < len(told) <= commands


async def test_on_mongodb_a_question_reads_no_codes_that_it_does_not_return(
    mongodb_url: str,
) -> None:
    async with filled(mongodb_url, fill_with_codes) as (store, database):
        await leave_little(store)
        for ask, commands in QUESTIONS:
            told = await noted(database, store, ask)

            assert [one for one in told if not is_cheap(one)] == []
            assert 0 < len(told) <= commands
        assert [one.fid for one in await store.redemptions(GUILD, [CODE], [ANN])] == [ANN]


ONE = as_list([MINE])
OF_RUNS: Sequence[tuple[str, Sequence[Any]]] = [
    (runs.DUE, ["wos", 250]),
    (runs.LEFT, ["wos", "me", 250]),
    (runs.FREE_AMONG, ["wos", ONE, "me", 250]),
    (runs.ASKED_OF, ["wos", "me"]),
    (runs.RUNS_AMONG, ["wos", ONE, "open"]),
    (runs.IN_GUILDS, ["wos", as_list([GUILD]), "open"]),
    (runs.STOP, [time_text(NOW), "wos", *MINE]),
    (runs.RESUME, [time_text(NOW), "wos", GuildId(7), KEY]),
    (runs.KEEP, ["wos", *MINE, "me"]),
    (runs.RELEASE, [0, "wos", GuildId(7), KEY, "me"]),
]
OF_CODES: Sequence[tuple[str, Sequence[Any]]] = [
    (codes.BY_KEY, ["wos", as_list([KEY])]),
    (postings.AWAITING_ROLLOUT, ["wos"]),
    (postings.OF_CODES, ["wos", as_list([OTHER_CODE])]),
    (postings.NEXT_SHARE, ["wos", ""]),
    (postings.SHARE_DUE, ["wos", time_text(NOW)]),
    (postings.MARK_ROLLED_OUT, [time_text(NOW), "wos", as_list(["Nobodys"])]),
    (cross_guild.ELSEWHERE, ["wos", as_list([ANN]), GUILD]),
    (cross_guild.COPY_SETTLED, [GUILD, time_text(NOW), as_list([ANN]), "wos"]),
]


def steps_of(file: Path, asked: Sequence[tuple[str, Sequence[Any]]]) -> Sequence[int]:
    """Count the steps in which SQLite answers each question; what they change is taken back."""
    counted = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for sql, parameters in asked:
            steps: list[None] = []
            connection.set_progress_handler(partial(steps.append, None), 1)
            connection.execute(sql, parameters).fetchall()
            counted.append(len(steps))
    return counted


async def test_on_sqlite_a_poll_takes_no_step_for_runs_that_it_does_not_return(
    tmp_path: Path,
) -> None:
    file = tmp_path / "store.db"
    async with open_store(f"sqlite:///{file}") as store:
        await store.hold_lease(ADDRESS, "me", seconds=LONG)
        await store.want_runs([MINE, (OTHER_GUILD, KEY)], at=NOW)
        await store.stop_runs([MINE], at=NOW)
        [one] = await store.claim_runs(Claim("me", 1, LONG))
        await store.keep_runs("me", [one.key])
        before = await asyncio.to_thread(steps_of, file, OF_RUNS)

        await fill_with_runs(store)

        assert await asyncio.to_thread(steps_of, file, OF_RUNS) == before
        assert min(before) > 1, "they are counted"


async def test_on_sqlite_a_question_takes_no_step_for_codes_that_it_does_not_return(
    tmp_path: Path,
) -> None:
    file = tmp_path / "store.db"
    async with open_store(f"sqlite:///{file}") as store:
        await leave_little(store)
        before = await asyncio.to_thread(steps_of, file, OF_CODES)

        await fill_with_codes(store)

        assert await asyncio.to_thread(steps_of, file, OF_CODES) == before
        assert min(before) > 1, "they are counted"
