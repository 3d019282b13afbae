"""Databases as other bots leave them, built from their schemas: nobody's data."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from autoredeem.adoption.kinds import is_known, plan_of
from autoredeem.adoption.plan import Choices, Plan
from autoredeem.adoption.sources import opened
from autoredeem.domain.ids import Fid, GuildId

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HERE, ELSEWHERE, NAMED = GuildId(900_001), GuildId(900_002), GuildId(900_003)
VELA, ORIN, CYR, DARA, EDDA, FERN = (Fid(40_000_000 + number) for number in range(1, 7))
TEST_ACCOUNT = 45_379_845

Row = Sequence[object]

PYTHON_SCHEMA: Mapping[str, str] = {
    "alliance.sqlite": """
        CREATE TABLE alliance_list (alliance_id INTEGER PRIMARY KEY, name TEXT,
            discord_server_id INTEGER, kid INTEGER, multistate INTEGER DEFAULT 0,
            state_locked INTEGER DEFAULT 0);
        CREATE TABLE alliancesettings (alliance_id INTEGER PRIMARY KEY, channel_id INTEGER,
            interval INTEGER, redemption_channel_id INTEGER);
    """,
    "users.sqlite": """
        CREATE TABLE users (fid INTEGER PRIMARY KEY, nickname TEXT, furnace_lv INTEGER DEFAULT 0,
            kid INTEGER, stove_lv_content TEXT, alliance TEXT, discord_id INTEGER,
            discord_server_id INTEGER);
    """,
    "giftcode.sqlite": """
        CREATE TABLE gift_codes (giftcode TEXT PRIMARY KEY, date TEXT, validation_status TEXT);
        CREATE TABLE user_giftcodes (fid INTEGER, giftcode TEXT, status TEXT,
            last_attempt_at TEXT, PRIMARY KEY (fid, giftcode));
        CREATE TABLE giftcodecontrol (alliance_id INTEGER PRIMARY KEY, status INTEGER,
            priority INTEGER DEFAULT 0);
        CREATE TABLE giftcode_channel (alliance_id INTEGER PRIMARY KEY, channel_id INTEGER);
    """,
    "settings.sqlite": """
        CREATE TABLE admin (id INTEGER PRIMARY KEY, is_initial INTEGER, is_owner INTEGER);
        CREATE TABLE register_settings (enabled INTEGER);
        CREATE TABLE botsettings (id INTEGER PRIMARY KEY, channelid INTEGER);
    """,
    "id_channel.sqlite": """
        CREATE TABLE id_channels (guild_id INTEGER, alliance_id INTEGER, channel_id INTEGER);
    """,
}

PYTHON_ROWS: Mapping[str, Mapping[str, Sequence[Row]]] = {
    "alliance.sqlite": {
        "alliance_list": [
            (1, "POL", HERE, 245, 0, 0),
            (2, "Farm", HERE, 245, 0, 0),
            (3, "Gone", None, 300, 0, 0),
            (4, "Many", ELSEWHERE, 99, 1, 0),
        ],
        "alliancesettings": [(1, 5002, 60, 5001), (2, 5003, 60, None)],
    },
    "users.sqlite": {
        "users": [
            (VELA, " Vela\u200b ", 35, 245, "x", "1", 7001, HERE),
            (ORIN, "Orin", 0, None, None, "1", 7002, ELSEWHERE),
            (CYR, "Cyr", 30, 245, None, "2", None, None),
            (DARA, "Dara", 30, 300, None, "3", None, None),
            (EDDA, "Edda", 30, 0, None, "4", 7005, None),
            (FERN, "Fern", 30, 245, None, "", None, None),
            (12, "too short", 30, 245, None, "1", None, None),
        ]
    },
    "giftcode.sqlite": {
        "gift_codes": [
            ("Alive1", "2026-01-02", "validated"),
            ("Dead1", "2026-01-03", "invalid"),
            ("New1", "2026-01-04", "pending"),
            ("no code!", "2026-01-04", "validated"),
        ],
        "user_giftcodes": [
            (VELA, "Alive1", "SUCCESS", "2026-01-02 10:00:00"),
            (ORIN, "Alive1", "RECEIVED", None),
            (CYR, "Alive1", "SAME TYPE EXCHANGE", None),
            (VELA, "Dead1", "TIME_ERROR", None),
            (ORIN, "New1", "TOO_SMALL_SPEND_MORE", "2026-01-04 10:00:00"),
            (VELA, "New1", "TIMEOUT_RETRY", None),
            (EDDA, "New1", "ROLE_NOT_EXIST", None),
            (TEST_ACCOUNT, "Alive1", "SUCCESS", None),
        ],
        "giftcodecontrol": [(1, 1, 1), (2, 0, 2), (4, 1, 3)],
        "giftcode_channel": [(1, 6001)],
    },
    "settings.sqlite": {
        "admin": [(7001, 1, 1), (7002, 1, 0)],
        "register_settings": [(0,)],
        "botsettings": [(1, 5)],
    },
    "id_channel.sqlite": {"id_channels": [(HERE, 1, 6002)]},
}
"""Six players in four alliances of two servers, of which one alliance has its codes off."""

JAVASCRIPT_SCHEMA = """
    CREATE TABLE alliance (id INTEGER PRIMARY KEY, priority INTEGER, name TEXT, guide_id TEXT,
        channel_id TEXT, auto_redeem INTEGER);
    CREATE TABLE players (fid INTEGER PRIMARY KEY, user_id TEXT, nickname TEXT,
        furnace_level INTEGER, state INTEGER, image_url TEXT, alliance_id INTEGER, added_by TEXT);
    CREATE TABLE gift_codes (gift_code TEXT PRIMARY KEY, date TEXT, status TEXT, is_vip INTEGER,
        last_validated TEXT, added_by TEXT);
    CREATE TABLE giftcode_usage (id INTEGER PRIMARY KEY, fid INTEGER, gift_code TEXT, status TEXT);
    CREATE TABLE admins (user_id TEXT, is_owner INTEGER);
    CREATE TABLE users (user_id TEXT, language TEXT);
    CREATE TABLE id_channels (guild_id TEXT, channel_id TEXT);
"""

JAVASCRIPT_ROWS: Mapping[str, Sequence[Row]] = {
    "alliance": [
        (1, 2, "POL", str(HERE), "5001", 1),
        (2, 1, "ICE", str(HERE), "5002", 1),
        (3, 3, "Off", str(ELSEWHERE), None, 0),
    ],
    "players": [
        (VELA, "7001", "Vela", 35, 245, "", 1, "7001"),
        (ORIN, None, "Orin", 30, 245, "", 2, "7001"),
        (CYR, "7003", "Cyr", 30, 99, "", 3, "7001"),
    ],
    "gift_codes": [
        ("Alive1", "2026-01-02T10:00:00.000Z", "active", 0, None, "7001"),
        ("Dead1", "2026-01-03", "invalid", 0, None, "7001"),
        ("New1", None, "pending", 0, None, "api"),
    ],
    "giftcode_usage": [
        (1, VELA, "Alive1", "SUCCESS"),
        (2, VELA, "Alive1", "SKIPPED_EXPIRED"),
        (3, ORIN, "Alive1", "RECHARGE_MONEY_VIP ERROR"),
        (4, ORIN, "Alive1", "RECEIVED"),
        (5, ORIN, "Alive1", "STOVE_LV ERROR"),
        (6, ORIN, "New1", "USER INFO ERROR"),
        (7, VELA, "New1", "ANALYSIS_ERROR"),
        (8, CYR, "New1", "SUCCESS"),
        (9, VELA, "Alive1", "RECEIVED"),
    ],
    "admins": [("7001", 1), ("7009", 0)],
    "users": [("7001", "en")],
    "id_channels": [(str(HERE), "6002")],
}

OLDER_SCHEMA = """
    CREATE TABLE auto_redeem_members (guild_id INTEGER, fid TEXT, nickname TEXT,
        furnace_lv INTEGER, avatar_image TEXT, added_by INTEGER, added_at TEXT);
    CREATE TABLE auto_redeem_settings (guild_id INTEGER PRIMARY KEY, enabled INTEGER,
        updated_by INTEGER);
    CREATE TABLE auto_redeem_channels (guild_id INTEGER PRIMARY KEY, channel_id INTEGER,
        added_by INTEGER);
    CREATE TABLE gift_codes (giftcode TEXT PRIMARY KEY, date TEXT, validation_status TEXT,
        auto_redeem_processed INTEGER, added_by TEXT, added_at TEXT);
"""

OLDER_ROWS: Mapping[str, Sequence[Row]] = {
    "auto_redeem_members": [
        (HERE, f" {VELA} ", "Vela", 35, "", 7001, "2026-01-02T10:00:00"),
        (HERE, str(VELA), "Vela the Bold", None, "", 7001, "2026-01-03T10:00:00"),
        (HERE, str(ORIN), None, 0, "", 7001, None),
        (HERE, "None", "junk", 0, "", 7001, None),
        (ELSEWHERE, f"{VELA}", "Vela", 35, "", 7001, None),
    ],
    "auto_redeem_settings": [(HERE, 1, 7001), (ELSEWHERE, 0, 7001)],
    "auto_redeem_channels": [(HERE, 5001, 7001)],
    "gift_codes": [("Alive1", "2026-01-02", "validated", 1, "api", None)],
}


def database(file: Path, schema: str, rows: Mapping[str, Sequence[Row]]) -> Path:
    """Make a database with rows in its tables."""
    connection = sqlite3.connect(file)
    with connection:
        connection.executescript(schema)
        for table, some in rows.items():
            marks = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", some)  # noqa: S608
    connection.close()
    return file


def python_bot(folder: Path) -> Path:
    """Make the Python bot's files; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in PYTHON_SCHEMA.items():
        database(folder / name, schema, PYTHON_ROWS[name])
    return folder


def javascript_bot(folder: Path) -> Path:
    """Make the JavaScript bot's file; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    return database(folder / "Database.db", JAVASCRIPT_SCHEMA, JAVASCRIPT_ROWS)


def older_bot(folder: Path) -> Path:
    """Make the older bot's file; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    return database(folder / "older.db", OLDER_SCHEMA, OLDER_ROWS)


def planned(path: Path, guild: GuildId | None = None, *, everyone: bool = False) -> Plan:
    """Read a bot's data."""
    with opened(path, is_known) as found:
        assert found.tables
        return plan_of(found.tables, Choices(NOW, guild, everyone))
