"""What the older bot's rows say, whatever their shape. Pure; where each came from is in the docs.

A row either says something of ours, or why it says nothing: the reason is for people to read.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from autoredeem.domain.codes import code_key, parse_code, spelling_of
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, State, parse_fid, parse_guild_id, parse_state
from autoredeem.domain.players import parse_level, tidy_nickname
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.text import shorten, trim
from autoredeem.store.lenient import is_exact, number_in, time_in
from autoredeem.store.older_bot import OldMember, OldSettlement, Row

SUCCESS: Final[Mapping[str, Outcome]] = {
    "success": Outcome.REDEEMED,
    "already_redeemed": Outcome.ALREADY_REDEEMED,
}
"""The statuses that mean that a player has a code."""

NO_FID, NO_GUILD, NO_CODE = "no player's id", "no server's id", "no gift code"
NO_SUCCESS, NO_STATE = "a status that is no success", "no state"

PARTS: Final = 3
"""A key of the ledger: guild, code and player."""

Unread = str
"""Why nothing is read of a row."""


def settlement_in(row: Row) -> OldSettlement | Unread:
    """Read a row of the ledger: by its key, or where that says nothing, by its fields."""
    named = _settlement_of(*_key_of(row["_id"]))
    if isinstance(named, str):
        named = _settlement_of(row.get("guild_id"), row.get("code"), row.get("fid"))
    if isinstance(named, str):
        return named
    status = row.get("status")
    how = Outcome.ALREADY_REDEEMED if status is None else SUCCESS.get(_word(status))
    if how is None:
        return NO_SUCCESS
    spelled = row.get("code")
    if isinstance(spelled, str) and code_key(trim(spelled)) == named.key:
        named = replace(named, code=trim(spelled))
    return replace(named, how=how, at=_earliest_of(row))


def is_in_place(row: Row, found: OldSettlement) -> bool:
    """Whether a row of the ledger has the key by which it is found."""
    return bool(row["_id"] == f"{found.guild_id}:{found.key}:{found.fid}")


def history_in(row: Row) -> OldSettlement | Unread:
    """Read an entry of a code's history: `_id` names the guild and the code, the entry a player."""
    entry = row["redemptions"]
    if not isinstance(entry, Mapping):
        return NO_FID
    guild, _, code = _text(row["_id"]).partition(":")
    found = _settlement_of(guild, code, entry.get("fid"))
    if isinstance(found, str):
        return found
    how = SUCCESS.get(_word(entry.get("status")))
    return NO_SUCCESS if how is None else replace(found, how=how, at=_time_of(entry))


def member_in(row: Row) -> OldMember | Unread:
    """Read a member: a row of its own, or one of those that a row of a guild groups."""
    inner = row.get("member")
    said: Mapping[str, Any] = row
    if inner is not None:
        said = inner if isinstance(inner, Mapping) else {"fid": inner}
    guild_id = number_in(row.get("guild_id"), parse_guild_id)
    if guild_id is None and inner is not None:
        # Some keep a guild's group under the guild's id alone.
        guild_id = number_in(row["_id"], parse_guild_id)
    fid = number_in(said.get("fid"), parse_fid)
    if fid is None:
        return NO_FID
    if guild_id is None:
        return NO_GUILD
    added_by = said.get("added_by")
    return OldMember(
        guild_id,
        fid,
        nickname=_name_in(said.get("nickname")),
        level=number_in(said.get("furnace_lv"), parse_level),
        added_by="" if added_by is None else _text(added_by)[:100],
        added_at=time_in(said.get("added_at")) or _id_time(row["_id"]),
    )


def is_found(row: Row) -> bool:
    """Whether a member is found where it stands: in a row of its own, with exact ids."""
    if row.get("member") is not None:
        return False
    return is_exact(row.get("fid")) and is_exact(row.get("guild_id"))


def state_in(row: Row) -> tuple[Fid, State] | Unread:
    """Read the state that the older bot knew of a player."""
    fid = number_in(row["_id"], parse_fid)
    state = number_in(row.get("kid"), parse_state)
    if fid is None:
        return NO_FID
    return NO_STATE if state is None else (fid, state)


def joined(one: OldMember, other: OldMember) -> OldMember:
    """Return what two rows say of a member: of each field the newest that says something."""
    older, newer = sorted((one, other), key=_age)
    return OldMember(
        newer.guild_id,
        newer.fid,
        nickname=newer.nickname or older.nickname,
        level=older.level if newer.level is None else newer.level,
        added_by=newer.added_by or older.added_by,
        added_at=newer.added_at or older.added_at,
    )


def example_of(row: Row) -> str:
    """Return how a row is named to people, so that it is found: by its id, and what it is about."""
    inner = row.get("member", row.get("redemptions"))
    about = inner if isinstance(inner, Mapping) else row
    fid = shorten(_text(about.get("fid"))) if "fid" in about else "none"
    return f"_id {shorten(_text(row['_id']))}, fid {fid}"


def _age(member: OldMember) -> tuple[bool, float, str, int, str]:
    """Return by what rows of a member are sorted; alike in age, they are in a fixed order."""
    known = member.added_at is not None
    at = member.added_at.timestamp() if member.added_at else 0.0
    return known, at, member.nickname, member.level or 0, member.added_by


def _settlement_of(guild: object, code: object, fid: object) -> OldSettlement | Unread:
    guild_id, player = number_in(guild, parse_guild_id), number_in(fid, parse_fid)
    issue = _issue_in(code)
    if guild_id is None:
        return NO_GUILD
    if issue is None:
        return NO_CODE
    return NO_FID if player is None else OldSettlement(guild_id, issue, player)


def _key_of(name: object) -> tuple[str, str, str]:
    """Split a key of the ledger; what is none has nothing in its parts."""
    parts = name.split(":") if isinstance(name, str) else []
    if len(parts) != PARTS:
        return "", "", ""
    guild, code, fid = parts
    return guild, code, fid


def _issue_in(value: object) -> str | None:
    """Read a code, or an edition of one, without what is around it."""
    issue = trim(value) if isinstance(value, str) else ""
    try:
        return issue if parse_code(spelling_of(issue)) == spelling_of(issue) else None
    except InvalidInput:
        return None


def _name_in(value: object) -> str:
    """Read a nickname; it may be a document that has it among others."""
    if isinstance(value, Mapping):
        value = value.get("nickname", value.get("name"))
    return tidy_nickname(value) if isinstance(value, str) else ""


def _word(value: object) -> str:
    return trim(value).lower() if isinstance(value, str) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)[:200]


def _time_of(row: Mapping[str, Any]) -> datetime | None:
    named = (time_in(row.get(name)) for name in ("redeemed_at", "created_at", "updated_at"))
    return next(filter(None, named), None)


def _earliest_of(row: Row) -> datetime | None:
    """Return when a player was settled: as the row says, else when it was made."""
    return _time_of(row) or _id_time(row["_id"])


def _id_time(name: object) -> datetime | None:
    """Return when a database gave an id, where it is of that kind."""
    return time_in(getattr(name, "generation_time", None))
