"""What a SQLite file is like inside: its version, and the indexes that it should have."""

from functools import partial
from pathlib import Path

from autoredeem.store.inspection import Inspection, Inspector
from autoredeem.store.options import StoreOptions
from autoredeem.store.sqlite.address import file_at
from autoredeem.store.sqlite.connection import opened
from autoredeem.store.sqlite.schema import MIGRATIONS

INDEXES = (
    *("members_by_fid", "members_by_owner", "opt_outs_by_user", "codes_by_key"),
    *("runs_by_status", "runs_by_due", "runs_by_asked", "actions_by_time", "actions_by_user"),
    *("runs_by_owner", "codes_living", "members_by_change"),
    *("postings_by_share", "notices_by_user", "notices_by_guild"),
    *("codes_shared", "codes_to_prune", "attempts_by_code", "runs_by_code"),
    *("postings_by_code", "postings_by_time", "actions_by_age", "requests_by_day"),
    *("codes_due", "codes_to_roll_out", "codes_to_announce"),
    *("watched_by_channel", "watched_by_user"),
    *("syncs_by_user", "listed_by_player", "changes_by_player", "changes_by_age"),
    *("searches_to_do", "searches_by_age"),
    *("announcements_by_issue", "announcements_by_age", "announcements_unfinished"),
    *("alliances_by_name", "members_by_alliance", "members_by_name"),
    *("notifications_untold", "notifications_told", "notifications_by_user"),
    *("notifications_by_age", "contact_ways_by_user", "players_failing", "attempts_gated"),
)
"""What the newest version has beside its primary keys."""

REMEDY = "it works, but slowly: somebody removed the index from the file; put a backup in its place"


def file_inspector(url: str, options: StoreOptions) -> Inspector:
    """Return the inspector of the file at `url`."""
    file = file_at(url)
    return Inspector(f"SQLite file {file}", partial(_inspect, file, options))


async def _inspect(file: Path, options: StoreOptions) -> Inspection:
    async with opened(file, options, MIGRATIONS) as database:
        [(version,)] = await database.read("PRAGMA user_version")
        rows = await database.read("SELECT name FROM sqlite_master WHERE type = 'index'")
    there = {name for (name,) in rows}
    missing = tuple(f"the index {name}" for name in INDEXES if name not in there)
    return Inspection(version, len(INDEXES), missing, REMEDY)
