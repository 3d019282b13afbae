"""What is read. Rows of the older bot are read leniently here, so that nothing else has to know.

They may lack fields or have them in other types: numbers as text, times in several forms. A row
that can't be what its collection is for is left out, never an error.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from autoredeem.domain.codes import Life, Standing, parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.players import (
    Fid,
    GuildId,
    Member,
    parse_fid,
    parse_guild_id,
    parse_level,
    parse_state,
)
from autoredeem.domain.redemptions import Attempt, Figures, Outcome
from autoredeem.store.interface import CodeRecord, RunRecord, RunStatus
from autoredeem.store.mongo.documents import VALIDATION, Document

E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", bound=int)

LIVES = {text: life for life, text in VALIDATION.items()}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def guild_in(row: Document) -> GuildId | None:
    """Read the guild of a row."""
    return _number(row.get("guild_id"), parse_guild_id)


def fid_in(row: Document) -> Fid | None:
    """Read the player of a row."""
    return _number(row.get("fid"), parse_fid)


def member_in(row: Document) -> Member | None:
    """Read a member."""
    fid = fid_in(row)
    if fid is None:
        return None
    nickname = row.get("nickname")
    return Member(
        fid,
        state=_number(row.get("state"), parse_state),
        nickname=nickname if isinstance(nickname, str) else "",
        level=_number(row.get("furnace_lv"), parse_level),
    )


def code_in(row: Document) -> CodeRecord | None:
    """Read a code; its key comes from its spelling, as old rows have no field for it."""
    code = row["_id"]
    if not _is_code(code):
        return None
    added_at = _time(row.get("created_at")) or _time(row.get("date")) or LONG_AGO
    updated_at = _time(row.get("updated_at")) or added_at
    return CodeRecord(code, _standing(row), added_at, updated_at)


def attempt_in(row: Document) -> Attempt:
    """Read an attempt, which only we write."""
    return Attempt(
        guild_id=row["guild_id"],
        code=row["code"],
        fid=parse_fid(row["fid"]),
        outcome=Outcome(row["outcome"]),
        message=row["message"],
        state=row["state"],
        tries=row["tries"],
        at=datetime.fromisoformat(row["at"]),
    )


def run_in(row: Document) -> RunRecord:
    """Read a run, which only we write; an older version wrote less of it."""
    return RunRecord(
        guild_id=row["guild_id"],
        code=row["code"],
        status=RunStatus.DONE if row["status"] == RunStatus.DONE else RunStatus.OPEN,
        opened_at=datetime.fromisoformat(row["opened_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        figures=_figures_in(row),
        reason=_one_of(Outcome, row.get("reason")),
        owner=row.get("owner", ""),
        fence=row.get("fence", 0),
        due=row.get("due"),
    )


def _figures_in(row: Document) -> Figures:
    written = {one.name: row[one.name] for one in fields(Figures) if one.name in row}
    failed = {Outcome(outcome): count for outcome, count in row["failed"].items()}
    return Figures(**{**written, "failed": failed})


def _is_code(value: object) -> bool:
    try:
        return isinstance(value, str) and parse_code(value) == value
    except InvalidInput:
        return False


def _standing(row: Document) -> Standing:
    return Standing(
        LIVES.get(str(row.get("validation_status")), Life.UNTRIED),
        reason=_one_of(Outcome, row.get("reason")),
        doubted_by=_number(row.get("doubted_by"), parse_fid),
    )


def _one_of(kind: type[E], value: object) -> E | None:
    return next((member for member in kind if member == value), None)


def _number(value: object, parse: Callable[[str], N]) -> N | None:
    """Read a whole number that may be stored as a number or as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int | str):
        return None
    try:
        return parse(str(value))
    except InvalidInput:
        return None


def _time(value: object) -> datetime | None:
    """Read a time in any form found in old rows; one without a zone is in UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
