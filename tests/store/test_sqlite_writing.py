"""What SQLite makes of the contract: plans, rows, locks, a full disk, and writers that stop."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Sized
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import StoreOptions
from autoredeem.store.interface import Store
from autoredeem.store.records import Enrolled
from autoredeem.store.retry import retrying
from autoredeem.store.sqlite import SqliteStore
from autoredeem.store.sqlite.audit import LATEST, NOTICES, SEARCH
from autoredeem.store.sqlite.clearing import FIND, KEYS
from autoredeem.store.sqlite.connection import Connection, Database, opened
from autoredeem.store.sqlite.cross_guild import COPY_SETTLED, ENROLLED
from autoredeem.store.sqlite.erasure import DROP_OF, EXPIRE, RELEASE, RENAME, UNENROL, UNNAME
from autoredeem.store.sqlite.ledger import NOTED_AMONG, SETTLED
from autoredeem.store.sqlite.ledger_keys import LOOKUP, READ
from autoredeem.store.sqlite.retention import AMONG, OVER
from autoredeem.store.sqlite.roster import OWNED
from autoredeem.store.sqlite.runs import ASKED_OF
from autoredeem.store.sqlite.schema import MIGRATIONS
from support.facts import (
    ANN,
    BOB,
    CODE,
    GUILD,
    ME,
    NOW,
    changes_to,
    members,
    opt_out,
    players,
    settlement,
)

OPTIONS = StoreOptions(find_server=0.01)

ENDLESS = """
WITH RECURSIVE number (n) AS (SELECT begun() UNION ALL SELECT n + 1 FROM number)
SELECT max(n) FROM number
"""

LOCKING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@asynccontextmanager
async def _locked_by_another_process(file: Path) -> AsyncIterator[None]:
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOCKING, str(file), stdin=pipe, stdout=pipe
    )
    assert other.stdin
    assert other.stdout
    try:
        assert await other.stdout.readline() == b"locked\n"
        yield
    finally:
        other.stdin.close()
        await other.wait()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of the store's file."""
    return tmp_path / "store.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    """Give a new file, open."""
    async with opened(file, OPTIONS, MIGRATIONS) as database:
        yield database


@pytest.fixture
def store(database: Database) -> Store:
    """Give the store on `database`."""
    return retrying(SqliteStore(database, "wos"), patience=OPTIONS.command)


async def _plan(database: Database, sql: str, *parameters: object) -> list[str]:
    rows = await database.read(f"EXPLAIN QUERY PLAN {sql}", *parameters)
    return [row[3] for row in rows]


@pytest.mark.parametrize(
    ("statement", "asked", "searched"),
    [
        (LOOKUP, ["wos", f'[[{GUILD}, "{CODE}", [1, 2]]]'], "fid=?"),
        (READ, ["wos", GUILD, CODE, 1, 99, 7], "fid>? AND fid<?"),
    ],
)
async def test_a_check_is_answered_from_the_primary_key_alone(
    database: Database, statement: str, asked: list[object], searched: str
) -> None:
    plan = await _plan(database, statement, *asked)

    assert [step for step in plan if "ledger" in step] == [
        f"SEARCH ledger USING PRIMARY KEY (title=? AND guild_id=? AND code_key=? AND {searched})"
    ]


async def test_a_player_s_guilds_are_found_by_an_index(database: Database) -> None:
    plan = await _plan(database, ENROLLED, "wos", "[1, 2]")

    assert plan[0] == "SEARCH members USING COVERING INDEX members_by_fid (title=? AND fid=?)"


async def test_copying_searches_keys_and_scans_only_what_is_given_and_the_codes(
    database: Database,
) -> None:
    plan = await _plan(database, COPY_SETTLED, GUILD, "now", "[1, 2]", "wos")

    assert "SEARCH elsewhere USING COVERING INDEX members_by_fid (title=? AND fid=?)" in plan
    assert plan[-1] == (
        "SEARCH settled USING PRIMARY KEY (title=? AND guild_id=? AND code_key=? AND fid=?)"
    )


@pytest.mark.parametrize(
    ("sql", "parameters", "index"),
    [
        (SETTLED, [GUILD, '["A"]', "[1]"], "ledger USING PRIMARY KEY"),
        (NOTED_AMONG, [GUILD, '["A"]', "[1]"], "attempts USING PRIMARY KEY"),
    ],
)
async def test_what_is_recorded_is_searched_by_the_whole_key(
    database: Database, sql: str, parameters: list[object], index: str
) -> None:
    plan = await _plan(database, sql, "wos", *parameters)

    assert plan[0] == f"SEARCH {index} (title=? AND guild_id=? AND code_key=? AND fid=?)"


@pytest.mark.parametrize(
    ("sql", "parameters", "index"),
    [
        (OWNED, [ME], "members USING INDEX members_by_owner (title=? AND owner=?)"),
        (UNENROL, [ME], "members USING COVERING INDEX members_by_owner (title=? AND owner=?)"),
        (RELEASE, [ME], "members USING INDEX members_by_owner (title=? AND owner=?)"),
        (
            UNNAME,
            [ME, 0],
            "opt_outs USING COVERING INDEX opt_outs_by_user (title=? AND asked_by=?)",
        ),
        (RENAME, [ME, -2], "actions USING COVERING INDEX actions_by_user (title=? AND user=?)"),
        (
            EXPIRE,
            [-2, -1, 0],
            "actions USING COVERING INDEX actions_by_user (title=? AND user>? AND user<?)",
        ),
        (
            NOTICES,
            [GUILD, ME],
            "notices USING INDEX notices_by_user (title=? AND user=? AND guild_id=?)",
        ),
        (DROP_OF, [ME], "notices USING COVERING INDEX notices_by_user (title=? AND user=?)"),
        (ASKED_OF, ["me"], "runs USING INDEX runs_by_asked (title=? AND owner=?)"),
        (
            LATEST,
            [GUILD, "z", "z", 9],
            "actions USING INDEX actions_by_time (title=? AND guild_id=? AND (at,id)<(?,?))",
        ),
    ],
    ids=[
        *("owned", "unenrol", "release", "opt-outs", "trails", "pseudonyms", "notices", "told"),
        *("asked", "latest"),
    ],
)
async def test_whatever_is_looked_for_often_has_an_index(
    database: Database, sql: str, parameters: list[object], index: str
) -> None:
    plan = await _plan(database, sql, "wos", *parameters)

    assert plan[0] == f"SEARCH {index}"
    assert "SCAN" not in "".join(plan)


async def test_a_trail_is_searched_by_the_guild_s_own_index_of_times(database: Database) -> None:
    plan = await _plan(database, SEARCH, "wos", GUILD, "z", "z", 9, ME, '["run-stopped"]')

    (search,) = [step for step in plan if step.startswith("SEARCH")]
    assert search == "SEARCH actions USING INDEX actions_by_time (title=? AND guild_id=?)"
    assert not [step for step in plan if "TEMP B-TREE" in step]


async def test_what_is_old_is_found_by_indexes(database: Database) -> None:
    over = await _plan(database, OVER, "wos", "now", 9)
    assert over[0] == "SEARCH one USING INDEX codes_to_prune (title=? AND updated_at<?)"
    assert over[2] == "SEARCH other USING INDEX codes_by_key (title=? AND code_key=?)"

    for table, where in [*AMONG.items(), ("actions", "at < ?")]:
        sql = FIND.format(key=", ".join(KEYS[table]), table=table, where=where)
        plan = await _plan(database, sql, "wos", "[1]", 9)
        assert plan[0].startswith(f"SEARCH {table} USING COVERING INDEX {table}_by_")


async def test_a_guild_is_forgotten_in_parts_and_last_of_all_its_settings(
    store: Store, database: Database
) -> None:
    await store.settle([settlement(fid) for fid in players(2_500)])
    await store.change_guilds(changes_to(GuildSettings(GUILD)), by="test", at=NOW)
    statements: list[str] = []
    await database._writer._connection.set_trace_callback(statements.append)

    await store.forget_guilds([GUILD])

    deleted = [said.split()[2] for said in statements if said.startswith("DELETE")]
    assert deleted == ["ledger"] * 2_500 + ["guilds"]
    assert statements.count("BEGIN IMMEDIATE") == 6, (
        "of the ledger 500 five times, then the settings"
    )


async def test_each_question_of_a_check_is_one_statement(store: Store, database: Database) -> None:
    statements: list[str] = []
    await database._reader._connection.set_trace_callback(statements.append)

    checked = await store.batch_check_members(GUILD, CODE, players(10_000) * 2)

    assert checked.queries == len(statements) == 4


@pytest.mark.parametrize(
    ("how", "status"),
    [
        (Outcome.REDEEMED, "success"),
        (Outcome.ALREADY_REDEEMED, "already_redeemed"),
        (Outcome.SAME_TYPE_REDEEMED, "already_redeemed"),
    ],
)
async def test_the_ledger_says_how_and_when(
    store: Store, database: Database, how: Outcome, status: str
) -> None:
    await store.settle([settlement(ANN, how=how)])

    when = "2026-03-01T12:00:00.250000+00:00"
    assert await database.read("SELECT * FROM ledger") == [
        ("wos", GUILD, code_key(CODE), ANN, CODE, status, how.value, when, when, when)
    ]


async def test_the_first_settlement_stays(store: Store, database: Database) -> None:
    first = settlement(ANN)
    await store.settle([first, settlement(ANN, how=Outcome.ALREADY_REDEEMED)])
    await store.settle([settlement(ANN, code=CODE.lower(), how=Outcome.SAME_TYPE_REDEEMED)])

    assert await database.read("SELECT code, outcome FROM ledger") == [(CODE, first.how.value)]


@pytest.mark.server
async def test_another_process_s_lock_makes_writing_unavailable_while_reading_goes_on(
    store: Store, file: Path
) -> None:
    await store.settle([settlement(ANN)])
    async with _locked_by_another_process(file):
        with pytest.raises(StoreUnavailable, match="another process keeps it locked"):
            await store.settle([settlement(BOB)])
        assert await store.batch_check_members(GUILD, CODE, [ANN, BOB]) == {ANN: True, BOB: False}

    await store.settle([settlement(BOB)])
    assert await store.batch_check_members(GUILD, CODE, [BOB]) == {BOB: True}


async def test_a_full_disk_is_refused_and_what_was_written_stays(
    store: Store, database: Database
) -> None:
    await store.settle([settlement(ANN)])
    ((pages,),) = await database.read("PRAGMA page_count")
    await database._writer.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreRefused, match="there is no room left; make room on the disk"):
        await store.settle([settlement(fid) for fid in players(2_000)])
    assert await store.batch_check_members(GUILD, CODE, [ANN, *players(2)]) == {
        ANN: True,
        **dict.fromkeys(players(2), False),
    }

    await database._writer.rows(f"PRAGMA max_page_count = {pages * 100}")
    await store.settle([settlement(fid) for fid in players(2_000)])
    assert all((await store.batch_check_members(GUILD, CODE, players(2_000))).values())


async def test_what_may_not_be_written_is_refused(database: Database) -> None:
    with pytest.raises(StoreRefused, match="it can't be written; allow it for the file"):
        await database.read("DELETE FROM ledger")


@pytest.mark.server
async def test_a_file_that_breaks_under_an_open_store_is_never_an_answer(
    store: Store, file: Path
) -> None:
    await store.settle([settlement(fid) for fid in players(2_000)])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('x' * 9)", f"{file}-wal"
    )
    await process.wait()

    with pytest.raises((StoreRefused, StoreUnavailable)):
        await store.batch_check_members(GUILD, CODE, players(2_000))


async def test_a_writer_that_is_cancelled_in_the_middle_leaves_nothing(
    store: Store, database: Database
) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as transaction:
            await transaction.rows("INSERT INTO leases VALUES ('wos', 'A', 'me', 1, '', '')")
            written.set()
            await asyncio.Event().wait()

    writing = asyncio.create_task(write())
    await written.wait()
    next_one = asyncio.create_task(store.add_codes([CODE], at=NOW))
    writing.cancel()

    assert await next_one == {CODE}
    assert [record.code for record in await store.codes()] == [CODE]
    with pytest.raises(asyncio.CancelledError):
        await writing


async def test_a_statement_that_is_cancelled_is_stopped(store: Store, database: Database) -> None:
    begun = await _begun(database._writer)

    async def compute() -> None:
        async with database.transaction() as transaction:
            await transaction.rows(ENDLESS)

    computing = asyncio.create_task(compute())
    await begun.wait()
    computing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await computing
    assert await store.add_codes([CODE], at=NOW) == {CODE}


async def test_a_statement_over_its_deadline_is_unavailable_and_stopped(
    database: Database, file: Path
) -> None:
    hasty = Connection(database._reader._connection, file, deadline=0.05)
    begun = await _begun(hasty)

    with pytest.raises(StoreUnavailable, match=r"no answer within 0\.05 s"):
        async with hasty.locked():
            await hasty.rows(ENDLESS)

    assert begun.is_set()
    assert await database.read("SELECT 1") == [(1,)]


def test_100_000_players_do_not_hold_the_loop(file: Path) -> None:
    """The suite's net fails this test if a step takes too long."""
    everyone = players(100_000)
    given, settled = members(everyone), [settlement(fid) for fid in everyone]
    # What the test made is not collected during a step of the store's.
    gc.freeze()

    async def write_all() -> tuple[Sized, Enrolled]:
        async with opened(file, OPTIONS, MIGRATIONS) as database:
            store = SqliteStore(database, "wos")
            # What is let go of in a step is freed in it.
            kept = await store.settle(settled)
            return kept, await store.enrol(GUILD, given, by="test", at=NOW)

    kept, enrolled = asyncio.run(write_all())
    assert (len(kept), enrolled) == (100_000, Enrolled(added=100_000))


def test_100_000_players_who_are_forgotten_do_not_hold_the_loop(file: Path) -> None:
    """The suite's net fails this test if a step takes too long."""
    everyone = [Member(fid, owner=ME) for fid in players(100_000)]
    opt_outs = [opt_out(fid) for fid in players(100_000)]
    gc.freeze()

    async def forget_all() -> tuple[Sized, Sized, Sized]:
        async with opened(file, OPTIONS, MIGRATIONS) as database:
            store = SqliteStore(database, "wos")
            await store.enrol(GUILD, everyone, by="test", at=NOW)
            owned = await store.owned_by(ME)
            await store.opt_out(opt_outs)
            wished = await store.opted_out(GUILD)
            await store.forget_guilds([GUILD])
            return owned[GUILD], wished, await store.opted_out(GUILD)

    assert [len(each) for each in asyncio.run(forget_all())] == [100_000, 100_000, 0]


async def _begun(connection: Connection) -> asyncio.Event:
    """Give an event that is set when a statement that calls begun() runs."""
    begun, loop = asyncio.Event(), asyncio.get_running_loop()

    def begin() -> int:
        loop.call_soon_threadsafe(begun.set)
        return 1

    await connection._connection.create_function("begun", 0, begin)
    return begun
