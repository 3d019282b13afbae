"""An older file is copied, then upgraded whole or not at all."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId
from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.errors import OutsideError, StoreRefused
from autoredeem.domain.guilds import Board, GuildChanges, GuildSettings, OptOut
from autoredeem.domain.ids import ChannelId, Fid, GuildId, MessageId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Figures, Outcome
from autoredeem.domain.sources import WatchedChannel
from autoredeem.store import StoreOptions
from autoredeem.store.records import Again, Claim, CodeRecord, Enrolled, RunRecord, RunStatus
from autoredeem.store.sqlite import open_sqlite
from autoredeem.store.sqlite.schema import MIGRATIONS, Migration
from support.disk import no_file_grows_beyond
from support.facts import ANN, BOB, CODE, GUILD, ME, NOW, opt_out, settlement

NOW_IS = len(MIGRATIONS)
"""The version that this program makes."""

NEXT: Migration = (
    "ALTER TABLE codes ADD COLUMN found_by TEXT",
    "UPDATE ledger SET code = 'upgraded'",
)
BROKEN: Migration = ("CREATE TABLE new (id INTEGER)", "DELETE FROM ledger", "NO SUCH STATEMENT")

LARGE: Migration = (
    *NEXT,
    "CREATE TABLE large (content BLOB)",
    """INSERT INTO large
    WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < 80)
    SELECT zeroblob(4096) FROM number""",
)
"""Writes more than the backup before it did, so that the room may end in either."""

ODD = 1_021
"""Bytes: no page and no sector is a multiple of it."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file of this program's version with one row in the ledger."""
    return _made(tmp_path / "store.db", NOW_IS)


@pytest.fixture
def backup(file: Path) -> Path:
    """Give the place of the backup that an upgrade of `file` makes."""
    return file.with_name(f"store.db.v{NOW_IS}.backup")


def _made(file: Path, version: int) -> Path:
    async def settle() -> None:
        known = MIGRATIONS[:version]
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions(), known) as store:
            await store.settle([settlement(ANN)])

    asyncio.run(settle())
    return file


async def _opened(file: Path, *newer: Migration) -> None:
    await _opened_by(file, [*MIGRATIONS, *newer])


async def _opened_by(file: Path, known: Sequence[Migration]) -> None:
    async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions(), known) as store:
        assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


def _state(file: Path) -> tuple[int, Sequence[str]]:
    """Give a file's version and the spellings in its ledger, after looking at all of it."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version, [code for (code,) in connection.execute("SELECT code FROM ledger")]


def test_an_older_file_is_upgraded_and_a_backup_keeps_what_was(file: Path, backup: Path) -> None:
    asyncio.run(_opened(file, NEXT))

    assert _state(file) == (NOW_IS + 1, ["upgraded"])
    assert _state(backup) == (NOW_IS, [CODE])


def test_a_backup_is_for_its_owner_alone_as_the_file_is(file: Path, backup: Path) -> None:
    before = os.umask(0)
    try:
        file.chmod(0o644)
        asyncio.run(_opened(file, NEXT))
    finally:
        os.umask(before)

    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, backup)] == [0o600, 0o600]


def test_several_versions_are_made_up_at_once_with_one_backup(file: Path, backup: Path) -> None:
    third = ("UPDATE ledger SET code = code || ' twice'",)

    asyncio.run(_opened(file, NEXT, third))

    assert _state(file) == (NOW_IS + 2, ["upgraded twice"])
    assert list(file.parent.glob("*.backup*")) == [backup]


def test_a_file_that_is_up_to_date_gets_no_backup(file: Path, backup: Path) -> None:
    asyncio.run(_opened(file, NEXT))
    backup.unlink()

    asyncio.run(_opened(file, NEXT))

    assert not list(file.parent.glob("*.backup*"))


def test_a_failing_step_leaves_everything_as_it_was(file: Path) -> None:
    with pytest.raises(StoreRefused, match="syntax error"):
        asyncio.run(_opened(file, NEXT, BROKEN))

    assert _state(file) == (NOW_IS, [CODE])
    asyncio.run(_opened(file))


def test_an_upgrade_that_failed_can_be_repeated(file: Path, backup: Path) -> None:
    with pytest.raises(StoreRefused):
        asyncio.run(_opened(file, BROKEN))

    asyncio.run(_opened(file, NEXT))

    assert _state(file) == (NOW_IS + 1, ["upgraded"])
    assert _state(backup) == (NOW_IS, [CODE])


def test_an_upgraded_file_is_refused_by_an_older_program(file: Path) -> None:
    asyncio.run(_opened(file, NEXT))

    said = f"it has schema {NOW_IS + 1} and this autoredeem knows {NOW_IS}"
    with pytest.raises(StoreRefused, match=said):
        asyncio.run(_opened(file))


def test_wherever_the_room_for_an_upgrade_ends_the_older_program_goes_on(
    file: Path, backup: Path
) -> None:
    """The room grows until the upgrade fits: every write on the way is the one that fails."""
    failed_before, failed_after = 0, 0
    for size in range(0, 1_000_000, ODD):
        try:
            with no_file_grows_beyond(size):
                asyncio.run(_opened(file, LARGE))
        except OutsideError as error:
            assert "the disk failed to read or write; check it and its room" in str(error)
            asyncio.run(_opened(file))
            assert _state(file) == (NOW_IS, [CODE])
            if backup.exists():
                assert _state(backup) == (NOW_IS, [CODE])
                backup.unlink()
                failed_after += 1
            else:
                failed_before += 1
        else:
            break

    assert _state(file) == (NOW_IS + 1, ["upgraded"])
    assert _state(backup) == (NOW_IS, [CODE])
    assert failed_before > 10, "in the backup"
    assert failed_after > 10, "in the upgrade itself"


@pytest.mark.parametrize("version", range(1, NOW_IS))
def test_a_released_upgrade_that_finds_no_room_leaves_the_file_to_the_older_program(
    tmp_path: Path, version: int
) -> None:
    file = _made(tmp_path / "store.db", version)
    older, (step, *further) = MIGRATIONS[:version], MIGRATIONS[version:]
    before, failed = _pages(file), 0

    # SQLite raises what is less than the file has to that.
    for pages in range(1, 1_000):
        full = (f"PRAGMA max_page_count = {pages}", *step)
        try:
            asyncio.run(_opened_by(file, [*older, full, *further]))
        except StoreRefused as error:
            assert "there is no room left; make room on the disk" in str(error)
            asyncio.run(_opened_by(file, older))
            assert _state(file) == (version, [CODE])
            failed += 1
        else:
            break

    assert failed or _pages(file) == before, "a step that takes no room finds enough"
    assert _state(file) == (NOW_IS, [CODE])


def test_runs_of_the_first_version_are_kept_with_what_they_came_to(tmp_path: Path) -> None:
    at = "2026-01-02T03:04:05.000000+00:00"
    figures = (88, 13, 60, 4, '{"spending_too_low": 3}', 70, 2)
    file = _made(tmp_path / "store.db", 1)
    with closing(sqlite3.connect(file)) as connection, connection:
        for code, status, failed in (("Stopped", "stopped", 0), ("DONE", "done", 1)):
            row = ("wos", GUILD, code_key(code), code, status, at, at, *figures, failed)
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
            )

    runs = {run.code: run for run in asyncio.run(_runs_in(file))}

    assert runs["Stopped"].figures == Figures(
        members=88,
        settled_before=13,
        redeemed=60,
        already=4,
        failed={Outcome.SPENDING_TOO_LOW: 3},
        requests=70,
        check_queries=2,
    )
    assert runs["DONE"].figures.check_failed
    assert {run.code: run.status for run in runs.values()} == {
        "Stopped": RunStatus.OPEN,
        "DONE": RunStatus.DONE,
    }
    assert {(run.due, run.owner) for run in runs.values()} == {(None, "")}, "they wait to be opened"


def test_of_the_second_version_codes_are_shared_and_not_rolled_out_again(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 2)
    with closing(sqlite3.connect(file)) as connection, connection:
        row = ("wos", CODE, code_key(CODE), "alive", None, None, at, at)
        connection.execute("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    async def codes() -> tuple[Sequence[CodeRecord], Sequence[CodeRecord]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            return await store.codes(), await store.awaiting_rollout()

    standing = Standing(Life.ALIVE, due=NOW)
    known = CodeRecord(CODE, standing, NOW, NOW, shared=True, rolled_out=True, announced=1)
    assert asyncio.run(codes()) == ([known], [])


def test_of_the_second_version_members_have_no_owner_and_runs_go_on(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 2)
    with closing(sqlite3.connect(file)) as connection, connection:
        member = ("wos", GUILD, ANN, 245, "Ann", 30, "an officer", at, at)
        connection.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", member)
        run = ("wos", GUILD, code_key(CODE), CODE, "open", at, at, "{}", None, "killed", 3, at)
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run)

    async def use() -> tuple[Mapping[Fid, Member], Sequence[RunRecord]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            claimed = await store.claim_runs(Claim("me", 1, 60))
            return await store.members_among(GUILD, [ANN]), claimed

    enrolled, [run_now] = asyncio.run(use())

    assert enrolled == {ANN: Member(ANN, State(245), "Ann", level=30)}
    assert (run_now.owner, run_now.fence, run_now.stop, run_now.again) == ("me", 4, False, Again.NO)


def test_of_the_fourth_version_answers_and_runs_are_kept(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 4)
    with closing(sqlite3.connect(file)) as connection, connection:
        said = ("wos", GUILD, code_key(CODE), ANN, CODE, "wrong_state", "USER INFO", 245, 0, at)
        connection.execute("INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", said)
        run = ("wos", GUILD, code_key(CODE), CODE, "done", at, at, "{}", None, "", 3, None, 0, 0)
        connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run
        )

    async def use() -> tuple[Attempt, RunRecord, Mapping[Fid, KnownPlayer]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            [attempt] = (await store.attempts(GUILD, CODE)).values()
            [run] = await store.runs()
            return attempt, run, await store.players([ANN])

    attempt, run_now, known = asyncio.run(use())

    wrong = Outcome.WRONG_STATE
    assert attempt == Attempt(GUILD, CODE, ANN, wrong, "USER INFO", State(245), 0, NOW)
    assert (run_now.status, run_now.begun, run_now.in_need) == (RunStatus.DONE, Again.ANEW, {})
    assert known == {}
    assert file.with_name("store.db.v4.backup").exists()


def test_of_the_fourth_version_opt_outs_stand_and_nothing_was_claimed(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 4)
    with closing(sqlite3.connect(file)) as connection, connection:
        member = ("wos", GUILD, BOB, 245, "Bob", 30, "an officer", at, at, ME)
        connection.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", member)
        connection.execute(
            "INSERT INTO opt_outs VALUES (?, ?, ?, ?, ?)", ("wos", GUILD, ANN, ME, at)
        )

    async def use() -> tuple[Sequence[OptOut], Enrolled, Mapping[GuildId, Sequence[Member]]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            refused = await store.enrol(GUILD, [Member(ANN)], by="test", at=NOW)
            return await store.opted_out(GUILD), refused, await store.owned_by(ME)

    opt_outs, refused, owned = asyncio.run(use())

    assert opt_outs == [opt_out(ANN)]
    assert refused == Enrolled(refused=1)
    assert owned == {GUILD: [Member(BOB, State(245), "Bob", level=30, owner=ME)]}


def test_of_the_fourth_version_no_guild_is_blocked_and_nothing_was_sent(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 4)
    with closing(sqlite3.connect(file)) as connection, connection:
        row = ("wos", GUILD, 1, 11, None, 245, "both", "ar", at, None, "someone", at)
        connection.execute("INSERT INTO guilds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    async def use() -> tuple[Sequence[GuildSettings], Sequence[GuildSettings]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            assert await store.spenders(NOW.date(), most=9) == []
            before = await store.guilds()
            changes = {GUILD: GuildChanges(blocked_at=NOW)}
            await store.change_guilds(changes, by="someone", at=NOW)
            return before, await store.guilds()

    before, after = asyncio.run(use())
    known = GuildSettings(
        GUILD,
        enabled=True,
        channel=ChannelId(11),
        state=State(245),
        language="ar",
        chosen_at=NOW,
    )
    assert (before, after) == ([known], [replace(known, blocked_at=NOW)])


def test_of_the_fourth_version_nothing_was_pruned_and_guilds_see_their_codes(
    tmp_path: Path,
) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 4)
    with closing(sqlite3.connect(file)) as connection, connection:
        for code, life, shared in ((CODE, "alive", 1), ("Own", "alive", 0), ("OLD", "dead", 0)):
            row = ("wos", code, code_key(code), life, None, None, at, at, shared, at)
            connection.execute("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            if not shared:
                posting = ("wos", GUILD, code, "Ann", at, None)
                connection.execute("INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?)", posting)

    async def use() -> tuple[Sequence[str], int, Sequence[str]]:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            seen = [one.code for one in await store.visible_codes(GUILD)]
            pruned = await store.prune_codes(NOW + timedelta(days=1))
            return seen, pruned, [one.code for one in await store.postings(GUILD)]

    assert asyncio.run(use()) == ([CODE, "OLD", "Own"], 1, ["Own"])


def test_of_the_fifth_version_codes_keep_their_lives_and_nothing_is_told_anew(
    tmp_path: Path,
) -> None:
    at, later = "2026-03-01T12:00:00.250000+00:00", NOW + timedelta(days=1)
    file = _made(tmp_path / "store.db", 5)
    with closing(sqlite3.connect(file)) as connection, connection:
        for code, life, reason in (
            ("Alive", "alive", None),
            ("Dead", "dead", "expired"),
            ("New", "untried", None),
        ):
            row = ("wos", code, code_key(code), life, reason, None, at, at, 1, at, None)
            connection.execute("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        run = ("wos", GUILD, "ALIVE", "Alive", "done", at, at, "{}", None, "", 3, None, 0, 0, 2)
        connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run
        )
        guild = ("wos", GUILD, 1, 11, None, 245, "both", "ar", at, None, "someone", at, None)
        connection.execute(
            "INSERT INTO guilds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", guild
        )

    async def use() -> None:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            known = {one.code: one for one in await store.codes()}
            assert {code: one.standing for code, one in known.items()} == {
                "Alive": Standing(Life.ALIVE, due=NOW),
                "Dead": Standing(Life.DEAD, Outcome.EXPIRED, turn=1),
                "New": Standing(),
            }
            assert await store.awaiting_announcement() == []
            assert await store.awaiting_rollout() == []
            assert [one.code for one in await store.codes_due(NOW, most=9)] == ["Alive"]
            assert [run.edition for run in await store.runs()] == [1]
            assert [one.share_found for one in await store.guilds()] == [False]
            assert [one.beside for one in await store.guilds()] == [False]
            assert await store.revive({"Dead": 1}, at=later) == {"Dead"}
            assert (await store.feeds(), await store.watched_channels()) == ([], [])

    asyncio.run(use())
    assert file.with_name("store.db.v5.backup").exists()


def _pages(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute("PRAGMA page_count").fetchone()
    return int(count)


def test_of_the_sixth_version_channels_are_read_for_codes(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 6)
    row = ("wos", GUILD, 700_001, ME, at, "[]", None, 0, None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO watched_channels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    async def use() -> None:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            watched = WatchedChannel(GUILD, ChannelId(700_001), ME, NOW)
            assert await store.watched_channels() == [watched]

    asyncio.run(use())


def test_of_the_sixth_version_members_are_in_no_alliance_and_found_by_their_names(
    tmp_path: Path,
) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 6)
    with closing(sqlite3.connect(file)) as connection, connection:
        for fid, name in ((ANN, "\N{MATHEMATICAL BOLD SCRIPT CAPITAL A}nn"), (BOB, "")):
            row = ("wos", GUILD, fid, 245, name, 30, "x", at, at, ME, None)
            connection.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    async def use() -> None:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            [ann] = await store.members_like(GUILD, "ann", most=9)
            assert (ann.fid, ann.alliance, ann.owner) == (ANN, None, ME)
            assert await store.alliances([GUILD]) == []
            assert await store.alliance_counts(GUILD) == {None: 2}

    asyncio.run(use())
    assert file.with_name("store.db.v6.backup").exists()


def test_of_the_sixth_version_boards_are_the_guilds_own(tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.250000+00:00"
    file = _made(tmp_path / "store.db", 6)
    with closing(sqlite3.connect(file)) as connection, connection:
        row = ("wos", GUILD, 700_001, 700_002, at, '["GIFT"]')
        connection.execute("INSERT INTO boards VALUES (?, ?, ?, ?, ?, ?)", row)

    async def use() -> None:
        async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
            [board] = await store.boards()
            listed = frozenset({"GIFT"})
            assert board == Board(GUILD, ChannelId(700_001), MessageId(700_002), NOW, listed)
            assert board.key == (GUILD, NO_ALLIANCE)
            reds = replace(board, alliance=AllianceId(7))
            await store.save_boards([reds])
            assert await store.boards() == [board, reds]

    asyncio.run(use())


async def _runs_in(file: Path) -> Sequence[RunRecord]:
    async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
        return await store.runs()
