"""The kinds of lines in audit trails, each with its details.

It is frozen because a guild's trail is kept: each old line is told in the words that are found by
its kind, with the details that stand in it. What is new is added; nothing is changed or removed.
"""

from collections.abc import Mapping

KINDS: Mapping[str, Mapping[str, str | int]] = {
    "blocked": {},
    "unblocked": {},
    "claim-returned": {"id": "31180017"},
    "claim-undone": {"id": "31180017"},
    "claimed": {"id": "31180017"},
    "claimed-never": {"id": "31180017"},
    "claimed-unenrolled": {"id": "31180017"},
    "code-retry": {"code": "SNOWDAY26"},
    "code-states": {"code": "SNOWDAY26", "count": 5, "state": "245"},
    "code-shared": {"code": "SNOWDAY26"},
    "code-removed": {"code": "SNOWDAY26"},
    "codes-added": {"count": 2},
    "codes-kept": {"count": 2, "codes": "SNOWDAY26, WOS2026"},
    "codes-shared": {"count": 1},
    "enrolled": {"id": "31180017"},
    "forgotten": {"id": "31180017"},
    "member-edited": {"id": "31180004", "name": "Zoe"},
    "members-added": {"count": 88},
    "members-removed": {"count": 2, "ids": "31180001, 31180002"},
    "members-state": {"count": 5, "state": "245"},
    "members-updated": {"count": 3},
    "never": {"id": "31180017"},
    "never-asked": {"id": "31180017"},
    "never-mind": {"id": "31180017"},
    "opt-out-allowed": {"id": "31180017"},
    "opt-out-declined": {"id": "31180017"},
    "opt-out-lifted": {"id": "31180017"},
    "own-state": {"id": "31180017", "state": "301"},
    "redeem": {"code": "SNOWDAY26"},
    "redeem-several": {"count": 2},
    "run-stopped": {"code": "SNOWDAY26"},
    "run-went-on": {"code": "SNOWDAY26"},
    "set-channel": {"channel": "900000000000000002"},
    "set-enrolling": {},
    "set-language": {"language": "ar"},
    "set-no-channel": {},
    "set-no-language": {},
    "set-no-role": {},
    "set-no-state": {},
    "set-off": {},
    "set-on": {},
    "set-role": {"role": "900000000000000003"},
    "set-state": {"state": "245"},
    "set-title": {"game": "wos"},
    "unenrolled": {"id": "31180017"},
}
"""Each kind, with details like those that are written."""
