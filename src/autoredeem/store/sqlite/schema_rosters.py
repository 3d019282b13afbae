"""What the seventh version brings: all that is kept of rosters beside members."""

from collections.abc import Sequence

GAMES: Sequence[str] = ("ALTER TABLE guilds ADD COLUMN beside INTEGER NOT NULL DEFAULT 0",)
"""Guilds that play several titles."""

SYNCS: Sequence[str] = (
    """CREATE TABLE syncs (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, key TEXT NOT NULL, provider TEXT NOT NULL,
        list TEXT NOT NULL, added_by INTEGER NOT NULL, added_at TEXT NOT NULL,
        enrols INTEGER NOT NULL, alliance INTEGER, state TEXT NOT NULL,
        PRIMARY KEY (title, guild_id, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX syncs_by_user ON syncs (title, added_by)",
    """CREATE TABLE listed (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, key TEXT NOT NULL, fid INTEGER NOT NULL,
        nickname TEXT NOT NULL, state INTEGER, level INTEGER, missed INTEGER NOT NULL,
        missed_in INTEGER NOT NULL,
        PRIMARY KEY (title, guild_id, key, fid)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX listed_by_player ON listed (title, guild_id, fid)",
    """CREATE TABLE roster_changes (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, key TEXT NOT NULL,
        reading INTEGER NOT NULL, kind TEXT NOT NULL, fid INTEGER NOT NULL, at TEXT NOT NULL,
        nickname TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        PRIMARY KEY (title, guild_id, key, reading, kind, fid)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX changes_by_player ON roster_changes (title, guild_id, fid, at)",
    "CREATE INDEX changes_by_age ON roster_changes (title, at)",
)
"""The lists that guilds follow, what they said of whom, and what that changed."""

ALLIANCES: Sequence[str] = (
    """CREATE TABLE alliances (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL,
        name_key TEXT NOT NULL, state INTEGER, channel INTEGER, manager_role INTEGER,
        priority INTEGER NOT NULL,
        PRIMARY KEY (title, guild_id, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX alliances_by_name ON alliances (title, guild_id, name_key)",
    "ALTER TABLE members ADD COLUMN alliance INTEGER",
    # What a name is sorted and found by.
    "ALTER TABLE members ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
    "UPDATE members SET name_key = fold(nickname)",
    "CREATE INDEX members_by_name ON members (title, guild_id, name_key)",
    """CREATE INDEX members_by_alliance ON members (title, guild_id, alliance)
    WHERE alliance IS NOT NULL""",
)
"""Groups of members in guilds, and who is in which."""

PROOFS: Sequence[str] = (
    """CREATE TABLE proofs (
        title TEXT NOT NULL, at TEXT NOT NULL, fid INTEGER NOT NULL, state INTEGER NOT NULL,
        outcome TEXT,
        PRIMARY KEY (title, at, fid, state)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE searches (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, fid INTEGER NOT NULL, at TEXT NOT NULL,
        span INTEGER NOT NULL, most INTEGER NOT NULL, tried TEXT NOT NULL, state INTEGER,
        over INTEGER NOT NULL,
        PRIMARY KEY (title, guild_id, fid)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX searches_to_do ON searches (title, guild_id) WHERE NOT over",
    "CREATE INDEX searches_by_age ON searches (title, at) WHERE over",
)
"""For whom and which state was asked for that alone, and what is searched for."""

NOTIFICATIONS: Sequence[str] = (
    """CREATE TABLE notifications (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, fid INTEGER NOT NULL, cause TEXT NOT NULL,
        user INTEGER NOT NULL, noted_at TEXT NOT NULL, batch TEXT NOT NULL, begun_at TEXT,
        told_at TEXT,
        PRIMARY KEY (title, guild_id, fid, cause, user)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX notifications_untold ON notifications (title, noted_at) WHERE told_at IS NULL",
    """CREATE INDEX notifications_told ON notifications (title, told_at, guild_id, user)
    WHERE told_at IS NOT NULL""",
    "CREATE INDEX notifications_by_user ON notifications (title, user)",
    "CREATE INDEX notifications_by_age ON notifications (title, noted_at)",
    """CREATE TABLE contact_ways (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, user INTEGER NOT NULL, way TEXT NOT NULL,
        PRIMARY KEY (title, guild_id, user)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contact_ways_by_user ON contact_ways (title, user)",
    """CREATE INDEX players_failing ON redeem_players (title, fid)
    WHERE refused <> '[]' OR missing_at IS NOT NULL""",
    """CREATE INDEX attempts_gated ON attempts (title, code_key, guild_id, fid, level)
    WHERE outcome = 'level_too_low'""",
)
"""Whose accounts fail, whom that was told, and how they want to be told."""

ID_CHANNELS: Sequence[str] = (
    "ALTER TABLE watched_channels ADD COLUMN purpose TEXT NOT NULL DEFAULT 'codes'",
    "ALTER TABLE watched_channels ADD COLUMN card INTEGER",
)
"""What channels are watched for."""

IN_NEED: Sequence[str] = ("ALTER TABLE runs ADD COLUMN in_need TEXT NOT NULL DEFAULT '{}'",)
"""Who could not be asked in runs that are done."""

BOARDS: Sequence[str] = (
    """CREATE TABLE boards_by_alliance (
        title TEXT NOT NULL, guild_id INTEGER NOT NULL, alliance INTEGER NOT NULL,
        channel INTEGER NOT NULL, message INTEGER NOT NULL, posted_at TEXT NOT NULL,
        listed TEXT NOT NULL,
        PRIMARY KEY (title, guild_id, alliance)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO boards_by_alliance
    SELECT title, guild_id, 0, channel, message, posted_at, listed FROM boards""",
    "DROP TABLE boards",
    "ALTER TABLE boards_by_alliance RENAME TO boards",
)
"""Boards of alliances beside the guilds' own, whose alliance is 0."""

ROSTERS: Sequence[str] = (
    *ALLIANCES,
    *SYNCS,
    *PROOFS,
    *NOTIFICATIONS,
    *GAMES,
    *ID_CHANNELS,
    *IN_NEED,
    *BOARDS,
)
