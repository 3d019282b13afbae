"""The driver's errors in the port's words: asking again may help, or it won't."""

from collections.abc import Callable, Mapping
from typing import Any

from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
)

from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.text import shorten

DUPLICATE_KEY = 11000
OTHER_INDEX = (85, 86)
"""There is an index over the same fields, with other options or another name."""

PASSING = frozenset(
    {
        *(6, 7, 89, 202, 9001),  # the network between servers
        *(91, 189, 10058, 10107, 11600, 11602, 13435, 13436),  # a server that leaves or returns
        *(24, 46, 112, 117, 11601),  # somebody else was first
        *(50, 64, 262, 290, 365, 462),  # it took too long, or there is too much to do
        *(43, 175, 237),  # a cursor that is gone
        *(63, 133, 134, 150, 13388),  # members or shards that move
    }
)
"""Numbers of server errors that pass by themselves; MongoDB's own list gives their names."""

PASSING_LABELS = ("RetryableWriteError", "RetryableError")

HINTS: Mapping[int, str] = {
    13: "the user in AUTOREDEEM_STORE_URL lacks a right, or the URL names no user",
    18: "the user or the password in AUTOREDEEM_STORE_URL is wrong",
    8000: "the user, the password or the plan in AUTOREDEEM_STORE_URL does not allow it",
}

LONGEST_REASON = 200

ServerError = Mapping[str, Any]


def in_our_words(
    error: PyMongoError, hosts: str, redacted: Callable[[str], str] = str
) -> StoreUnavailable | StoreRefused:
    """Return what to raise instead of the driver's `error`, what is secret in it `redacted`."""
    make = unavailable if passes(error) else refused
    return make(hosts, _reason(error, redacted))


def unavailable(hosts: str, reason: str) -> StoreUnavailable:
    """Return the error that says that MongoDB could not be asked."""
    return StoreUnavailable(f"MongoDB at {hosts} can't be asked: {reason}")


def refused(hosts: str, reason: str) -> StoreRefused:
    """Return the error that says that MongoDB said no."""
    return StoreRefused(f"MongoDB at {hosts} refused: {reason}")


def passes(error: PyMongoError) -> bool:
    """Whether asking again may help."""
    if not isinstance(error, OperationFailure):
        return isinstance(error, ConnectionFailure) or error.timeout
    if any(error.has_error_label(label) for label in PASSING_LABELS):
        return True
    return _server_error(error).get("code") in PASSING


def collisions(error: BulkWriteError) -> frozenset[int] | None:
    """Return the positions of rows that were there already; None if anything else went wrong."""
    if _troubles(error):
        return None
    return frozenset(failed["index"] for failed in error.details["writeErrors"])


def _troubles(error: BulkWriteError) -> list[ServerError]:
    failed = [e for e in error.details["writeErrors"] if e["code"] != DUPLICATE_KEY]
    return [*failed, *error.details["writeConcernErrors"]]


def _server_error(error: OperationFailure) -> ServerError:
    """Return what the server said; of several troubles in a bulk write, one that won't pass."""
    if isinstance(error, BulkWriteError):
        troubles = _troubles(error)
        return next((e for e in troubles if e.get("code") not in PASSING), troubles[0])
    return {"code": error.code, **(error.details or {})}


def _reason(error: PyMongoError, redacted: Callable[[str], str]) -> str:
    if not isinstance(error, OperationFailure):
        # The driver appends its whole configuration and every server's description.
        cause = str(error).partition(" (configured timeouts")[0].partition(", Timeout:")[0]
        found = "no server found: " if isinstance(error, ServerSelectionTimeoutError) else ""
        return found + (_cut(redacted(cause)) or type(error).__name__)
    said = _server_error(error)
    code = said.get("code", 0)
    hint = f"{HINTS[code]}: " if code in HINTS else ""
    return f"{hint}{_cut(redacted(str(said.get('errmsg', error))))} (error {code})"


def _cut(text: str) -> str:
    return shorten(text, LONGEST_REASON)[1:-1]
