"""What is written in documents and what is read from them.

Rows of the older bot may lack fields or have them in other types: numbers as text, times in
several forms. They are read leniently here, so that nothing else has to know; a row that can't be
what its collection is for is left out, never an error.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from autoredeem.domain.codes import Life, Standing, code_key, parse_code
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
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.store.interface import CodeRecord, RunRecord, RunStatus

Document = dict[str, Any]

E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", bound=int)

VALIDATION = {Life.UNTRIED: "pending", Life.ALIVE: "validated", Life.DEAD: "invalid"}
LIVES = {text: life for life, text in VALIDATION.items()}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def ledger_id(guild_id: GuildId, key: str, fid: Fid) -> str:
    """Give the `_id` of a row of the ledger, and of an attempt."""
    return f"{guild_id}:{key}:{fid}"


def forms(numbers: Iterable[int]) -> list[int | str]:
    """Give numbers in both types that rows have them in, for a `$in`."""
    return [form for number in numbers for form in (number, str(number))]


def time_text(at: datetime) -> str:
    """Give a time as it is stored: ISO 8601 in UTC, of one length, so that texts sort as times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def of_redemption(settlement: Settlement, guild_id: GuildId) -> Document:
    """Give the ledger's row that says that a player is settled in a guild."""
    at = time_text(settlement.at)
    redeemed = settlement.how is Outcome.REDEEMED
    return {
        "_id": ledger_id(guild_id, code_key(settlement.code), settlement.fid),
        "guild_id": guild_id,
        "code": settlement.code,
        "fid": str(settlement.fid),
        "status": "success" if redeemed else "already_redeemed",
        "outcome": settlement.how,
        "redeemed_at": at,
        "created_at": at,
        "updated_at": at,
    }


def of_member(member: Member) -> Document:
    """Give what is known of a member, as fields."""
    fields = {
        "nickname": _storable(member.nickname) or None,
        "furnace_lv": member.level,
        "state": member.state,
    }
    return {name: value for name, value in fields.items() if value is not None}


def of_new_member(guild_id: GuildId, member: Member, by: str, at: datetime) -> Document:
    """Give the row of a member who was not enrolled; old rows have other `_id`s."""
    return {
        "_id": f"{guild_id}:{member.fid}",
        "guild_id": guild_id,
        "fid": str(member.fid),
        **dict.fromkeys(("nickname", "furnace_lv", "state")),
        **of_member(member),
        "added_by": _storable(by),
        "added_at": time_text(at),
        "updated_at": time_text(at),
    }


def of_standing(code: str, standing: Standing, at: datetime) -> Document:
    """Give what is known of a code, as fields."""
    return {
        "code_key": code_key(code),
        "validation_status": VALIDATION[standing.life],
        "reason": standing.reason,
        "doubted_by": None if standing.doubted_by is None else str(standing.doubted_by),
        "updated_at": time_text(at),
    }


def of_new_code(at: datetime) -> Document:
    """Give the fields that a code's row gets once, when it is made."""
    return {
        "date": time_text(at)[:10],
        "auto_redeem_processed": False,
        "auto_redeem_processed_at": None,
        "created_at": time_text(at),
    }


def of_attempt(attempt: Attempt) -> Document:
    """Give an attempt as fields."""
    return {
        "guild_id": attempt.guild_id,
        "code": attempt.code,
        "code_key": code_key(attempt.code),
        "fid": str(attempt.fid),
        "outcome": attempt.outcome,
        "message": _storable(attempt.message),
        "state": attempt.state,
        "tries": attempt.tries,
        "at": time_text(attempt.at),
    }


def of_run(run: RunRecord) -> Document:
    """Give a run as fields."""
    return {
        "guild_id": run.guild_id,
        "code": run.code,
        "code_key": code_key(run.code),
        "status": run.status,
        "opened_at": time_text(run.opened_at),
        "updated_at": time_text(run.updated_at),
        "members": run.members,
        "settled_before": run.settled_before,
        "redeemed": run.redeemed,
        "already": run.already,
        "failed": dict(run.failed),
        "requests": run.requests,
        "check_queries": run.check_queries,
        "check_failed": run.check_failed,
    }


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
    """Read a run, which only we write."""
    return RunRecord(
        guild_id=row["guild_id"],
        code=row["code"],
        status=RunStatus(row["status"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        members=row["members"],
        settled_before=row["settled_before"],
        redeemed=row["redeemed"],
        already=row["already"],
        failed={Outcome(outcome): count for outcome, count in row["failed"].items()},
        requests=row["requests"],
        check_queries=row["check_queries"],
        check_failed=row["check_failed"],
    )


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


def _storable(text: str) -> str:
    """Replace what no UTF-8 can hold: half a surrogate pair, as broken JSON may carry."""
    return text.encode(errors="replace").decode()
