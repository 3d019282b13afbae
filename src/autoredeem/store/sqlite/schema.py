"""The tables, and how a file of an older version is brought up to date."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from autoredeem.domain.text import fold
from autoredeem.store.sqlite.failures import refused
from autoredeem.store.sqlite.private import backup_of, make_private
from autoredeem.store.sqlite.schema_rosters import ROSTERS

APPLICATION_ID = 0x61757264
"""Stands in the header of every file of ours."""

Migration = Sequence[str]
"""Statements that lead from one version to the next."""

PLAYERS: Migration = (
    """CREATE TABLE redeem_players (
        title TEXT NOT NULL, fid INTEGER NOT NULL, state INTEGER, proven_at TEXT,
        refused TEXT NOT NULL, missing_at TEXT,
        PRIMARY KEY (title, fid)
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE attempts ADD COLUMN typed INTEGER",
    "ALTER TABLE attempts ADD COLUMN level INTEGER",
    "ALTER TABLE runs ADD COLUMN begun INTEGER NOT NULL DEFAULT 2",
)
"""What the game said of players, and for how long its answers rest."""

OVERSIGHT: Migration = (
    "ALTER TABLE members ADD COLUMN claimed_at TEXT",
    "ALTER TABLE opt_outs ADD COLUMN managed INTEGER",
    "ALTER TABLE opt_outs ADD COLUMN status TEXT NOT NULL DEFAULT 'standing'",
    "DROP INDEX actions_by_user",
    "CREATE INDEX actions_by_user ON actions (title, user, at)",
    """CREATE TABLE notices (
        title TEXT NOT NULL, id TEXT NOT NULL, guild_id INTEGER NOT NULL, at TEXT NOT NULL,
        user INTEGER NOT NULL, what TEXT NOT NULL, details TEXT NOT NULL,
        PRIMARY KEY (title, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX notices_by_user ON notices (title, user, guild_id)",
    "CREATE INDEX notices_by_guild ON notices (title, guild_id)",
)
"""Who claimed what, who left, and what users are to be told of it."""

VISIBLE_CODES: Migration = (
    # All that is asked of the shared codes: it is never looked for among those of guilds.
    """CREATE INDEX codes_shared ON codes (
        title, added_at, code, life, reason, doubted_by, updated_at, shared, spread_at
    ) WHERE shared""",
)

RETENTION: Migration = (
    "ALTER TABLE codes ADD COLUMN pruned_at TEXT",
    """CREATE INDEX codes_to_prune ON codes (title, updated_at, code, code_key)
    WHERE life = 'dead' AND NOT shared AND pruned_at IS NULL""",
    "CREATE INDEX attempts_by_code ON attempts (title, code_key)",
    "CREATE INDEX runs_by_code ON runs (title, code_key)",
    "CREATE INDEX postings_by_code ON postings (title, code)",
    "CREATE INDEX actions_by_age ON actions (title, at)",
)

SPENDING: Migration = (
    """CREATE TABLE requests (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, day TEXT NOT NULL, sender TEXT NOT NULL,
        requests INTEGER NOT NULL,
        PRIMARY KEY (title, guild_id, day, sender)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX requests_by_day ON requests (title, day, guild_id, requests)",
)

BLOCKED: Migration = ("ALTER TABLE guilds ADD COLUMN blocked_at TEXT",)

LIVES: Migration = (
    "ALTER TABLE codes ADD COLUMN edition INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE codes ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE codes ADD COLUMN asked INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE codes ADD COLUMN asked_at TEXT",
    "ALTER TABLE codes ADD COLUMN due TEXT",
    "ALTER TABLE codes ADD COLUMN awaits_witnesses INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE codes ADD COLUMN paid_to INTEGER",
    "ALTER TABLE codes ADD COLUMN opens INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE codes ADD COLUMN source TEXT NOT NULL DEFAULT 'hand'",
    "ALTER TABLE codes ADD COLUMN expires TEXT",
    "ALTER TABLE codes ADD COLUMN listed_until TEXT",
    # What was known before is not announced anew.
    "ALTER TABLE codes ADD COLUMN announced INTEGER NOT NULL DEFAULT 1",
    "UPDATE codes SET turn = 1 WHERE life = 'dead'",
    # Nobody has looked at it since.
    "UPDATE codes SET due = updated_at WHERE life = 'alive'",
    "DROP INDEX codes_shared",
    """CREATE INDEX codes_shared ON codes (
        title, added_at, code, updated_at, shared, spread_at, source, announced, expires,
        listed_until, life, reason, doubted_by, edition, turn, asked, asked_at, due,
        awaits_witnesses, paid_to, opens
    ) WHERE shared""",
    "CREATE INDEX codes_due ON codes (title, due) WHERE due IS NOT NULL",
    """CREATE INDEX codes_to_roll_out ON codes (title, added_at, code)
    WHERE life <> 'dead' AND (opens OR (shared AND spread_at IS NULL))""",
    """CREATE INDEX codes_to_announce ON codes (title, added_at, code)
    WHERE life = 'alive' AND announced < edition""",
)
"""What codes live through, what feeds say of them, and what was told of them."""

EDITIONS: Migration = (
    "ALTER TABLE runs ADD COLUMN edition INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE guilds ADD COLUMN share_found INTEGER NOT NULL DEFAULT 0",
)

SOURCES: Migration = (
    """CREATE TABLE feeds (
        title TEXT NOT NULL, name TEXT NOT NULL, first_at TEXT, good_at TEXT, news_at TEXT,
        taken_from TEXT, polls INTEGER NOT NULL, taken INTEGER NOT NULL, codes TEXT NOT NULL,
        PRIMARY KEY (title, name)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE watched_channels (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, channel INTEGER NOT NULL,
        added_by INTEGER NOT NULL, added_at TEXT NOT NULL, webhooks TEXT NOT NULL, seen INTEGER,
        dead INTEGER NOT NULL, paused_at TEXT,
        PRIMARY KEY (title, guild_id, channel)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX watched_by_channel ON watched_channels (title, channel)",
    "CREATE INDEX watched_by_user ON watched_channels (title, added_by)",
    """CREATE TABLE announcements (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, issue TEXT NOT NULL,
        channel INTEGER NOT NULL, at TEXT NOT NULL, message INTEGER,
        PRIMARY KEY (title, guild_id, issue)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX announcements_by_issue ON announcements (title, issue)",
    "CREATE INDEX announcements_by_age ON announcements (title, at)",
    """CREATE INDEX announcements_unfinished ON announcements (title, at) WHERE message IS NULL""",
)
"""Where codes come from, and what was told of them."""

CHANGES: Migration = (
    "CREATE INDEX members_by_change ON members (title, guild_id, updated_at)",
    "ALTER TABLE runs ADD COLUMN roster_at TEXT",
)
"""Whose entries changed since a roster was read, and when it was."""

KEYS: Migration = (
    # What is due to be claimed, and what a process works on: both are few beside all open runs.
    "DROP INDEX runs_by_due",
    """CREATE INDEX runs_by_due ON runs (title, due)
    WHERE status = 'open' AND NOT stop AND due IS NOT NULL""",
    "CREATE INDEX runs_by_owner ON runs (title, owner) WHERE owner <> '' AND NOT stop",
    "CREATE INDEX codes_living ON codes (title, code_key, life) WHERE life <> 'dead'",
    "DROP INDEX codes_by_key",
    "CREATE INDEX codes_by_key ON codes (title, code_key, edition)",
)
"""What polls look for, and what newcomers may have elsewhere."""

MIGRATIONS: Sequence[Migration] = (
    (
        """CREATE TABLE ledger (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, code_key TEXT NOT NULL,
            fid INTEGER NOT NULL, code TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT NOT NULL,
            redeemed_at TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id, code_key, fid)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE attempts (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, code_key TEXT NOT NULL,
            fid INTEGER NOT NULL, code TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL,
            state INTEGER NOT NULL, tries INTEGER NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id, code_key, fid)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE members (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, fid INTEGER NOT NULL, state INTEGER,
            nickname TEXT NOT NULL, level INTEGER, added_by TEXT NOT NULL, added_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id, fid)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX members_by_fid ON members (title, fid, guild_id)",
        """CREATE TABLE codes (
            title TEXT NOT NULL, code TEXT NOT NULL, code_key TEXT NOT NULL, life TEXT NOT NULL,
            reason TEXT, doubted_by INTEGER, added_at TEXT NOT NULL, updated_at TEXT NOT NULL,
            PRIMARY KEY (title, code)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX codes_by_key ON codes (title, code_key)",
        """CREATE TABLE runs (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, code_key TEXT NOT NULL,
            code TEXT NOT NULL, status TEXT NOT NULL, opened_at TEXT NOT NULL,
            updated_at TEXT NOT NULL, members INTEGER NOT NULL, settled_before INTEGER NOT NULL,
            redeemed INTEGER NOT NULL, already INTEGER NOT NULL, failed TEXT NOT NULL,
            requests INTEGER NOT NULL, check_queries INTEGER NOT NULL,
            check_failed INTEGER NOT NULL,
            PRIMARY KEY (title, guild_id, code_key)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX runs_by_status ON runs (title, status, opened_at)",
    ),
    (
        "ALTER TABLE runs RENAME TO older_runs",
        """CREATE TABLE runs (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, code_key TEXT NOT NULL,
            code TEXT NOT NULL, status TEXT NOT NULL, opened_at TEXT NOT NULL,
            updated_at TEXT NOT NULL, figures TEXT NOT NULL, reason TEXT, owner TEXT NOT NULL,
            fence INTEGER NOT NULL, due TEXT,
            PRIMARY KEY (title, guild_id, code_key)
        ) STRICT, WITHOUT ROWID""",
        """INSERT INTO runs
        SELECT title, guild_id, code_key, code, replace(status, 'stopped', 'open'), opened_at,
               updated_at, json_object(
                   'members', members, 'settled_before', settled_before, 'redeemed', redeemed,
                   'already', already, 'failed', json(failed), 'requests', requests,
                   'check_queries', check_queries,
                   'check_failed', json(iif(check_failed, 'true', 'false'))
               ), NULL, '', 0, NULL
        FROM older_runs""",
        "DROP TABLE older_runs",
        "CREATE INDEX runs_by_status ON runs (title, status, opened_at)",
        "CREATE INDEX runs_by_due ON runs (title, status, due)",
        """CREATE TABLE leases (
            title TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL, fence INTEGER NOT NULL,
            before TEXT NOT NULL, lease_until TEXT NOT NULL,
            PRIMARY KEY (title, name)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        "ALTER TABLE members ADD COLUMN owner INTEGER",
        "CREATE INDEX members_by_owner ON members (title, owner) WHERE owner IS NOT NULL",
        """CREATE TABLE opt_outs (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, fid INTEGER NOT NULL,
            asked_by INTEGER NOT NULL, asked_at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id, fid)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX opt_outs_by_user ON opt_outs (title, asked_by)",
        "ALTER TABLE codes ADD COLUMN shared INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE codes ADD COLUMN spread_at TEXT",
        # What was known before is not opened anew in every guild.
        "UPDATE codes SET spread_at = updated_at",
        """CREATE TABLE postings (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, code TEXT NOT NULL,
            posted_by TEXT NOT NULL, posted_at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id, code)
        ) STRICT, WITHOUT ROWID""",
        "ALTER TABLE runs ADD COLUMN stop INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE runs ADD COLUMN again INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX runs_by_asked ON runs (title, owner) WHERE stop OR again",
        """CREATE TABLE guilds (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, enabled INTEGER NOT NULL,
            channel INTEGER, manager_role INTEGER, state INTEGER, enrolling TEXT NOT NULL,
            language TEXT NOT NULL, chosen_at TEXT, left_at TEXT, updated_by TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (title, guild_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE boards (
            title TEXT NOT NULL, guild_id INTEGER NOT NULL, channel INTEGER NOT NULL,
            message INTEGER NOT NULL, posted_at TEXT NOT NULL, listed TEXT NOT NULL,
            PRIMARY KEY (title, guild_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE actions (
            title TEXT NOT NULL, id TEXT NOT NULL, guild_id INTEGER NOT NULL, at TEXT NOT NULL,
            user INTEGER NOT NULL, what TEXT NOT NULL, details TEXT NOT NULL,
            PRIMARY KEY (title, id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX actions_by_time ON actions (title, guild_id, at, id)",
        "CREATE INDEX actions_by_user ON actions (title, user)",
    ),
    (
        "ALTER TABLE postings ADD COLUMN share_at TEXT",
        "CREATE INDEX postings_by_share ON postings (title, share_at) WHERE share_at IS NOT NULL",
    ),
    (*PLAYERS, *OVERSIGHT, *VISIBLE_CODES, *RETENTION, *SPENDING, *BLOCKED),
    (*LIVES, *EDITIONS, *SOURCES, *CHANGES, *KEYS),
    ROSTERS,
    ("CREATE INDEX postings_by_time ON postings (title, guild_id, posted_at)",),
)
"""The n-th leads to version n. One that was released is never changed."""


def prepare(connection: sqlite3.Connection, file: Path, migrations: Sequence[Migration]) -> None:
    """Make the tables in a new file, or bring an older one up to date: all of it or nothing.

    An older file is first copied to `<file>.v<version>.backup`. Raises StoreRefused for a file of
    another program, untouched, or of a newer version. Whoever calls closes `connection` when this
    raises, which takes back what was begun.
    """
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    version, newest = _version_of(connection, file), len(migrations)
    if version > newest:
        raise refused(
            file,
            f"it has schema {version} and this autoredeem knows {newest}; a newer autoredeem made"
            " it and can use it",
        )
    if 0 < version < newest:
        _back_up(file, version)
    for migration in migrations[version:]:
        for statement in migration:
            connection.execute(statement)
    # Written even if it is the same: so a file that can't be written is found now.
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {newest}")
    connection.execute("COMMIT")


def _version_of(connection: sqlite3.Connection, file: Path) -> int:
    """Return the version of a file of ours; 0 for an empty one."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner != APPLICATION_ID and (owner or version or things):
        raise refused(file, "it is another program's; name another file")
    return int(version)


def _back_up(file: Path, version: int) -> None:
    """Copy what is committed, through a connection of its own, as the other holds the lock."""
    target = backup_of(file, version)
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        make_private(unfinished)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        unfinished.replace(target)
    except OSError as error:
        raise refused(file, f"its backup {target} can't be made: {error.strerror}") from None
