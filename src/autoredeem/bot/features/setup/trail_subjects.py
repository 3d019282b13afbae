"""The subjects by which an audit trail is filtered, and the kinds of lines that each has."""

from collections.abc import Mapping
from enum import StrEnum


class Subject(StrEnum):
    """What something in the trail was about. The value stands in custom ids: it is short."""

    SETTINGS = "s"
    MEMBERS = "m"
    CODES = "c"
    RUNS = "r"
    PLAYERS = "p"


KINDS: Mapping[Subject, frozenset[str]] = {
    Subject.SETTINGS: frozenset(
        {
            "set-title",
            "set-no-title",
            "set-channel",
            "set-no-channel",
            "set-role",
            "set-no-role",
            "set-state",
            "set-no-state",
            "set-enrolling",
            "set-language",
            "set-no-language",
            "set-on",
            "set-off",
            "watch-added",
            "watch-removed",
            "watch-resumed",
            "watch-senders",
            "ids-on",
            "ids-off",
            "ids-card",
            "set-sharing-on",
            "set-sharing-off",
            "blocked",
            "unblocked",
        }
    ),
    Subject.MEMBERS: frozenset(
        {
            "members-added",
            "members-updated",
            "members-state",
            "members-removed",
            "member-edited",
            "members-checked",
            "members-moved",
            "members-moved-out",
            "alliance-made",
            "alliance-changed",
            "alliance-removed",
            "code-states",
            "needs-states",
            "needs-asked",
            "needs-searched",
            "needs-search-stopped",
            "claim-undone",
            "opt-out-allowed",
            "opt-out-declined",
            "opt-out-lifted",
            "sync-followed",
            "sync-stopped",
            "sync-enrols-on",
            "sync-enrols-off",
            "sync-accepted",
        }
    ),
    Subject.CODES: frozenset(
        {
            "codes-added",
            "code-removed",
            "code-shared",
            "codes-shared",
            "codes-kept",
            "codes-found",
        }
    ),
    Subject.RUNS: frozenset(
        {
            "redeem",
            "redeem-several",
            "code-retry",
            "code-tried-again",
            "caught-up",
            "run-stopped",
            "run-went-on",
        }
    ),
    Subject.PLAYERS: frozenset(
        {
            "enrolled",
            "unenrolled",
            "own-state",
            "own-name",
            "own-retry",
            "player-asked",
            "never",
            "never-mind",
            "never-asked",
            "claimed",
            "claimed-never",
            "claimed-unenrolled",
            "claim-returned",
            "forgotten",
        }
    ),
}
"""Each kind has one subject; what players did is what they did with accounts of their own."""
