"""What is written: the design's table of collections and fields, and nowhere else."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Settlement
from autoredeem.domain.sources import SourceKind
from autoredeem.domain.text import fold
from autoredeem.store.records import Again, RunKey, RunRecord, RunStatus

Document = dict[str, Any]

VALIDATION = {Life.UNTRIED: "pending", Life.ALIVE: "validated", Life.DEAD: "invalid"}


def ledger_id(guild_id: GuildId, key: str, fid: Fid) -> str:
    """Return the `_id` of a row of the ledger, and of an attempt."""
    return f"{guild_id}:{key}:{fid}"


def ledger_start(guild_id: GuildId, key: str) -> str:
    """Return how the `_id`s of all rows of an edition of a code in a guild begin."""
    return f"{guild_id}:{key}:"


def ledger_ids(guild_id: GuildId, key: str, fids: Iterable[Fid]) -> dict[str, Fid]:
    """Return the `_id`s of many rows, with whose they are."""
    start = ledger_start(guild_id, key)
    return {f"{start}{fid}": fid for fid in fids}


def of_ledger(
    guild_id: GuildId, key: str, first: Fid | None = None, end: Fid | None = None
) -> Document:
    """Return the query for the ledger's rows of an edition of a code in a guild.

    A range of `_id`s, in the order of text: from a player's on, before another's; None: no bound.
    It ends before `;`, which comes after `:` and before `~`, so that no other edition is in it.
    """
    start = f"{guild_id}:{key}"
    return {
        "_id": {
            "$gte": f"{start}:{'' if first is None else first}",
            "$lt": f"{start};" if end is None else f"{start}:{end}",
        }
    }


ADOPTION = "adoption"
"""The `_id` of the note of how far the older bot's rows are adopted."""


def adopted_in(guild_id: GuildId) -> str:
    """Return the `_id` of the note of who was adopted in a guild."""
    return f"{ADOPTION}:{guild_id}"


GENERATED: Document = {"_id": {"$gte": ObjectId("0" * 24)}}
"""The query for rows whose `_id` a server or a driver gave: none of ours, which are texts."""

READABLE: Document = {"fid": {"$nin": [None, 0], "$not": {"$regex": "^$|^0|[^0-9]"}}}
"""The query for members who are found where they stand; the index of their ids answers it.

Old rows with a number that can be none, below 0, are among them; so are two of the same member.
"""


def entry_id(guild_id: GuildId, fid: Fid) -> str:
    """Return the `_id` of what is said of a player in a guild."""
    return f"{guild_id}:{fid}"


def entry_ids(guild_id: GuildId, fids: Iterable[Fid]) -> dict[str, Fid]:
    """Return the `_id`s of many such rows, with whose they are."""
    return {entry_id(guild_id, fid): fid for fid in fids}


def of_guild(guild_id: GuildId) -> Document:
    """Return the query for a guild's rows, where their `_id`s begin with the guild.

    A range, which the index of `_id`s answers: from the colon to what sorts behind it.
    """
    return {"_id": {"$gte": f"{guild_id}:", "$lt": f"{guild_id};"}}


def forms(numbers: Iterable[int]) -> list[int | str]:
    """Return numbers in both types that rows have them in, for a `$in`."""
    return [form for number in numbers for form in (number, str(number))]


def time_text(at: datetime) -> str:
    """Return a time as stored: ISO 8601 in UTC, of one length, so that texts sort as times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_or_none(at: datetime | None) -> str | None:
    """Return a time as stored, where there is one."""
    return None if at is None else time_text(at)


def of_redemption(settlement: Settlement, guild_id: GuildId) -> Document:
    """Return the ledger's row that says that a player is settled in a guild."""
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


def name_key(nickname: str) -> str:
    """Return what a name is sorted and found by."""
    return fold(storable(nickname))


def of_member(member: Member) -> Document:
    """Return what is known of a member, as fields."""
    fields = {
        "nickname": storable(member.nickname) or None,
        "name_key": name_key(member.nickname) or None,
        "furnace_lv": member.level,
        "state": member.state,
        "owner": None if member.owner is None else str(member.owner),
        "claimed_at": member.claimed_at and time_text(member.claimed_at),
        "alliance": member.alliance,
    }
    return {name: value for name, value in fields.items() if value is not None}


CLAIMED: Document = {"claimed_at": {"$gt": ""}}
UNCLAIM: Document = {"$unset": {"owner": "", "claimed_at": ""}}
"""The query for entries that their owners claimed, and what takes the owners off them."""


def of_new_members(
    guild_id: GuildId, members: Iterable[Member], by: str, at: datetime
) -> Iterator[Document]:
    """Yield the rows of members who were not enrolled; old rows have other `_id`s."""
    unknown = {**dict.fromkeys(("nickname", "furnace_lv", "state")), "name_key": ""}
    when = time_text(at)
    made = {"added_by": storable(by), "added_at": when, "updated_at": when}
    for member in members:
        name = {"_id": entry_id(guild_id, member.fid), "guild_id": guild_id, "fid": str(member.fid)}
        yield {**name, **unknown, **of_member(member), **made}


def of_standing(code: str, standing: Standing, at: datetime) -> Document:
    """Return what is known of a code, as fields."""
    return {
        "code_key": code_key(code),
        "validation_status": VALIDATION[standing.life],
        "reason": standing.reason,
        "doubted_by": None if standing.doubted_by is None else str(standing.doubted_by),
        "updated_at": time_text(at),
        "edition": standing.edition,
        "turn": standing.turn,
        "asked": standing.asked,
        "asked_at": time_or_none(standing.asked_at),
        "due": time_or_none(standing.due),
        "awaits_witnesses": standing.awaits_witnesses,
        "paid_to": None if standing.paid_to is None else str(standing.paid_to),
        "opens": standing.opens,
    }


def of_new_code(at: datetime, *, shared: bool, source: SourceKind = SourceKind.HAND) -> Document:
    """Return the fields that a code's row gets once, when it is made."""
    return {
        "shared": shared,
        "source": source,
        "announced": 0,
        "date": time_text(at)[:10],
        "auto_redeem_processed": False,
        "auto_redeem_processed_at": None,
        "created_at": time_text(at),
    }


def of_attempt(attempt: Attempt) -> Document:
    """Return an attempt as fields."""
    return {
        "guild_id": attempt.guild_id,
        "code": attempt.code,
        "code_key": code_key(attempt.code),
        "fid": str(attempt.fid),
        "outcome": attempt.outcome,
        "message": storable(attempt.message),
        "state": attempt.state,
        "tries": attempt.tries,
        "at": time_text(attempt.at),
        "typed": attempt.typed,
        "level": attempt.level,
    }


def run_id(key: RunKey) -> str:
    """Return the `_id` of a run."""
    return f"{key[0]}:{key[1]}"


def of_new_run(guild_id: GuildId, code: str, at: datetime, again: Again) -> Document:
    """Return the whole row of a run that begins anew, but for its fence and when it is due."""
    return {
        "_id": run_id((guild_id, code_key(code))),
        "guild_id": guild_id,
        "code": code,
        "code_key": code_key(code),
        "status": RunStatus.OPEN,
        "opened_at": time_text(at),
        "updated_at": time_text(at),
        **Figures().by_name(),
        "reason": None,
        "owner": "",
        "begun": again,
        "edition": 1,
        "roster_at": None,
        "in_need": {},
    }


NOT_ASKED: Document = {"stop": False, "again": Again.NO}


def of_run(run: RunRecord) -> Document:
    """Return what is saved of a run by whoever works on it, as fields."""
    fields = {
        "code": run.code,
        "edition": run.edition,
        "roster_at": time_or_none(run.roster_at),
        "in_need": {str(fid): state for fid, state in run.in_need.items()},
        "status": run.status,
        "updated_at": time_text(run.updated_at),
        **run.figures.by_name(),
        "reason": run.reason,
    }
    done: Document = {**NOT_ASKED, "owner": "", "due": None}
    return fields if run.status is RunStatus.OPEN else {**fields, **done}


def storable(text: str) -> str:
    """Replace what no UTF-8 can hold: half a surrogate pair, as broken JSON may carry."""
    return text if text.isascii() else text.encode(errors="replace").decode()
