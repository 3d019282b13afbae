"""On SQLite, what is asked is found by indexes, whatever there is of other guilds and codes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from autoredeem.store import StoreOptions
from autoredeem.store.sqlite.clearing import FIND, KEYS
from autoredeem.store.sqlite.connection import opened
from autoredeem.store.sqlite.erasure import (
    DROP_NOTIFIED,
    DROP_WAYS,
    UNNAME_FOLLOWER,
    UNNAME_WATCHER,
)
from autoredeem.store.sqlite.ledger import FORGET, NOTED, SETTLED_SINCE, WITNESSES
from autoredeem.store.sqlite.lifecycle import ANNOUNCED, DUE, LIST, REVIVE, TO_ANNOUNCE
from autoredeem.store.sqlite.notifications import (
    DROP,
    FAILING,
    PASSED,
    SAVE,
    TOLD_SINCE,
    UNTOLD,
    WAYS,
)
from autoredeem.store.sqlite.notifications import ENTRIES as FAILING_ENTRIES
from autoredeem.store.sqlite.postings import AWAITING_ROLLOUT, MARK_ROLLED_OUT
from autoredeem.store.sqlite.postings import OF_CODES as POSTINGS_OF
from autoredeem.store.sqlite.roster import CHANGED, COUNT, ENTRIES, ENTRIES_BEHIND
from autoredeem.store.sqlite.runs import CLOSE
from autoredeem.store.sqlite.runs import OF_CODES as RUNS_OF
from autoredeem.store.sqlite.schema import MIGRATIONS
from autoredeem.store.sqlite.sources import (
    BEGUN,
    FINISH,
    IN_GUILDS,
    OF_ISSUES,
    SEEN,
    UNFINISHED,
    UNWATCH,
)
from autoredeem.store.sqlite.syncs import AMONG as LISTED_AMONG
from autoredeem.store.sqlite.syncs import CHANGES_IN, CHANGES_OF
from autoredeem.store.sqlite.syncs import COUNT as COUNT_CHANGES
from autoredeem.store.sqlite.syncs import PAGE as LISTED

OLD_CHANGES = FIND.format(
    key=", ".join(KEYS["roster_changes"]), table="roster_changes", where="at < ?"
)
OLD_TOLD = FIND.format(key=", ".join(KEYS["announcements"]), table="announcements", where="at < ?")
OLD_OWED = FIND.format(
    key=", ".join(KEYS["notifications"]), table="notifications", where="noted_at < ?"
)
ACCOUNT = "(title=? AND user=? AND guild_id=? AND fid=? AND cause=?)"
BY_ACCOUNT = f"notifications USING COVERING INDEX notifications_by_user {ACCOUNT}"
BY_USER = "USING COVERING INDEX {table}_by_user (title=? AND user=?)"
BY_PERSON = "contact_ways USING PRIMARY KEY (title=? AND guild_id=? AND user=?)"
RISEN = "(title=? AND code_key=? AND (guild_id,fid)>(?,?))"
ANSWERED = "(title=? AND code_key=? AND guild_id=? AND fid=?)"
BY_CODE = "codes USING PRIMARY KEY (title=? AND code=?)"
BY_CHANNEL = "watched_channels USING COVERING INDEX watched_by_channel (title=? AND channel=?"
IN_ISSUES = "announcements_by_issue (title=? AND issue=? AND guild_id=?)"
BY_ISSUE = "announcements USING PRIMARY KEY (title=? AND guild_id=? AND issue=?)"

BY_READING = "roster_changes USING PRIMARY KEY (title=? AND guild_id=? AND key=? AND reading>?"

FIRST: Sequence[tuple[str, str]] = [
    (DUE, "codes USING INDEX codes_due (title=? AND due>? AND due<?)"),
    (AWAITING_ROLLOUT, "codes USING INDEX codes_to_roll_out (title=?)"),
    (TO_ANNOUNCE, "codes USING INDEX codes_to_announce (title=?)"),
    (MARK_ROLLED_OUT, BY_CODE),
    (REVIVE, BY_CODE),
    (LIST, BY_CODE),
    (ANNOUNCED, BY_CODE),
    (POSTINGS_OF, "postings USING INDEX postings_by_code (title=? AND code=?)"),
    (RUNS_OF, "runs USING INDEX runs_by_code (title=? AND code_key=?)"),
    (CLOSE, "runs USING INDEX runs_by_code (title=? AND code_key=?)"),
    (IN_GUILDS, "watched_channels USING PRIMARY KEY (title=? AND guild_id=?)"),
    (SEEN, f"{BY_CHANNEL})"),
    (UNWATCH, f"{BY_CHANNEL} AND guild_id=?)"),
    (
        UNNAME_WATCHER,
        "watched_channels USING COVERING INDEX watched_by_user (title=? AND added_by=?)",
    ),
    (BEGUN, f"announcements USING COVERING INDEX {IN_ISSUES}"),
    (FINISH, BY_ISSUE),
    (UNFINISHED, "announcements USING INDEX announcements_unfinished (title=?)"),
    (OF_ISSUES, "announcements USING INDEX announcements_by_issue (title=? AND issue=?)"),
    (ENTRIES, "members USING PRIMARY KEY (title=? AND guild_id=?)"),
    (ENTRIES_BEHIND, "members USING PRIMARY KEY (title=? AND guild_id=? AND fid>?)"),
    (
        CHANGED,
        "members USING INDEX members_by_change (title=? AND guild_id=? AND updated_at>?)",
    ),
    (COUNT, "members USING COVERING INDEX members_by_name (title=? AND guild_id=?)"),
    (
        NOTED,
        "found USING INDEX attempts_by_code (title=? AND code_key=? AND guild_id=? AND fid>?)",
    ),
    (SETTLED_SINCE, "found USING PRIMARY KEY (title=? AND guild_id=? AND code_key=? AND fid>?)"),
    (FAILING, "redeem_players USING INDEX players_failing (title=? AND fid>?)"),
    (FAILING_ENTRIES, "members USING INDEX members_by_fid (title=? AND fid=?)"),
    (PASSED, f"gated USING INDEX attempts_gated {RISEN}"),
    (FORGET, f"attempts USING COVERING INDEX attempts_by_code {ANSWERED}"),
    (UNTOLD, "notifications USING INDEX notifications_untold (title=?)"),
    (TOLD_SINCE, "notifications USING COVERING INDEX notifications_told (title=? AND told_at>?)"),
    (SAVE, BY_ACCOUNT),
    (DROP, BY_ACCOUNT),
    (WAYS, BY_PERSON),
    (DROP_NOTIFIED, f"notifications {BY_USER.format(table='notifications')}"),
    (DROP_WAYS, f"contact_ways {BY_USER.format(table='contact_ways')}"),
    (OLD_OWED, "notifications USING COVERING INDEX notifications_by_age (title=? AND noted_at<?)"),
    (LISTED, "listed USING PRIMARY KEY (title=? AND guild_id=? AND key=? AND fid>?)"),
    (LISTED_AMONG, "listed USING INDEX listed_by_player (title=? AND guild_id=? AND fid=?)"),
    (COUNT_CHANGES, f"{BY_READING})"),
    (CHANGES_IN, f"{BY_READING})"),
    (CHANGES_OF, "roster_changes USING INDEX changes_by_player (title=? AND guild_id=? AND fid=?)"),
    (OLD_CHANGES, "roster_changes USING COVERING INDEX changes_by_age (title=? AND at<?)"),
    (UNNAME_FOLLOWER, "syncs USING COVERING INDEX syncs_by_user (title=? AND added_by=?)"),
    (OLD_TOLD, "announcements USING COVERING INDEX announcements_by_age (title=? AND at<?)"),
]


async def plan_of(file: Path, sql: str) -> Sequence[str]:
    """Return the steps by which a new file answers; values make none of them."""
    numbered = [number for number in range(1, 10) if f"?{number}" in sql]
    count = max(numbered, default=sql.count("?"))
    async with opened(file, StoreOptions(), MIGRATIONS) as database:
        rows = await database.read(f"EXPLAIN QUERY PLAN {sql}", *[None] * count)
    return [row[3] for row in rows]


@pytest.mark.parametrize(("sql", "index"), FIRST)
async def test_whatever_is_asked_has_an_index(tmp_path: Path, sql: str, index: str) -> None:
    plan = await plan_of(tmp_path / "store.db", sql)

    assert next(step for step in plan if step.startswith("SEARCH")) == f"SEARCH {index}"
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]


async def test_rosters_are_read_in_the_order_of_their_key(tmp_path: Path) -> None:
    for sql in (ENTRIES, ENTRIES_BEHIND):
        assert not [step for step in await plan_of(tmp_path / "store.db", sql) if "B-TREE" in step]


async def test_witnesses_are_found_by_keys_from_few_guilds(tmp_path: Path) -> None:
    plan = await plan_of(tmp_path / "store.db", WITNESSES)

    searched = [step for step in plan if step.startswith("SEARCH ledger")]
    by_key = "SEARCH ledger USING PRIMARY KEY (title=? AND guild_id=? AND code_key=?"
    assert searched == [f"{by_key})", f"{by_key} AND fid=?)"]
    assert {step for step in plan if step.startswith("SCAN")} == {"SCAN places", "SCAN witnesses"}
