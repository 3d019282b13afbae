"""What is read. Rows of the older bot are read leniently here, so that nothing else has to know.

They may lack fields or have them in other types: numbers as text, times in several forms. A row
that can't be what its collection is for is left out, never an error.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeGuard, TypeVar

from autoredeem.domain.alliances import AllianceId, AllianceKey
from autoredeem.domain.codes import Life, Standing, code_key, parse_code, spelling_of
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, GuildId, UserId, parse_fid, parse_guild_id, parse_state
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member, parse_level
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Redemption
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.store.lenient import NUMBERS, is_exact, number_in, time_in
from autoredeem.store.mongo.documents import VALIDATION, Document
from autoredeem.store.records import Again, CodeRecord, Entry, RunRecord, RunStatus

E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", bound=int)

LIVES = {text: life for life, text in VALIDATION.items()}
ALREADY = Outcome.ALREADY_REDEEMED
HOW = {"success": Outcome.REDEEMED, "already_redeemed": ALREADY}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def guild_in(row: Document) -> GuildId | None:
    """Read the guild of a row."""
    return number_in(row.get("guild_id"), parse_guild_id)


def fid_in(row: Document) -> Fid | None:
    """Read the player of a row."""
    return number_in(row.get("fid"), parse_fid)


def user_in(value: object) -> UserId | None:
    """Read a Discord user's id: a number like a guild's."""
    number = number_in(value, parse_guild_id)
    return None if number is None else UserId(number)


def member_in(row: Document) -> Member | None:
    """Read a member; None for a row that no question about its player finds (it is adopted)."""
    fid = fid_in(row)
    if fid is None or not is_exact(row["fid"]):
        return None
    nickname = row.get("nickname")
    return Member(
        fid,
        state=number_in(row.get("state"), parse_state),
        nickname=nickname if isinstance(nickname, str) else "",
        level=number_in(row.get("furnace_lv"), parse_level),
        owner=user_in(row.get("owner")),
        claimed_at=time_in(row.get("claimed_at")),
        alliance=alliance_in(row.get("alliance")),
    )


def alliance_in(value: object) -> AllianceId | None:
    """Read the id of an alliance, which only we write."""
    return AllianceId(value) if isinstance(value, int) else None


def entry_in(row: Document, priorities: Mapping[AllianceKey, int]) -> Entry | None:
    """Read what a run has to know of a member; None for what is no member.

    `priorities` are those of the alliances that have one.
    """
    guild_id, fid = _seen_often(row.get("guild_id"), parse_guild_id), fid_in(row)
    if guild_id is None or fid is None or not is_exact(row["fid"]):
        return None
    state = _seen_often(row.get("state"), parse_state)
    level = _seen_often(row.get("furnace_lv"), parse_level)
    alliance = alliance_in(row.get("alliance")) if priorities else None
    priority = 0 if alliance is None else priorities.get((guild_id, alliance), 0)
    return Entry(guild_id, fid, state, level, priority)


def code_in(row: Document) -> CodeRecord | None:
    """Read a code; its key comes from its spelling, as old rows have no field for it."""
    code = row["_id"]
    if not is_code(code):
        return None
    added_at = time_in(row.get("created_at")) or time_in(row.get("date")) or LONG_AGO
    updated_at = time_in(row.get("updated_at")) or added_at
    return CodeRecord(
        code,
        _standing(row, updated_at),
        added_at,
        updated_at,
        # The older bot knows no other codes than those for all.
        shared=row.get("shared") is not False,
        rolled_out=is_set(row.get("auto_redeem_processed")),
        source=one_of(SourceKind, row.get("source")) or SourceKind.HAND,
        listing=Listing(time_in(row.get("expires")), time_in(row.get("listed_until"))),
        announced=count_in(row.get("announced"), 1),
    )


def redemption_in(row: Document, guild_id: GuildId, key: str, fid: Fid) -> Redemption:
    """Read a row of the ledger; its key says what it is about, its fields only how and when."""
    code = row.get("code")
    times = (time_in(row.get(name)) for name in ("redeemed_at", "created_at", "updated_at"))
    return Redemption(
        guild_id,
        code if is_issue(code) and code_key(code) == key else key,
        fid,
        how_in(row),
        next(filter(None, times), LONG_AGO),
    )


def how_in(row: Document) -> Outcome:
    """Read the outcome of an attempt, or how a row of the ledger says that a player is settled."""
    return one_of(Outcome, row.get("outcome")) or HOW.get(str(row.get("status")), ALREADY)


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
        typed=row.get("typed"),
        level=row.get("level"),
    )


def player_in(row: Document, fid: Fid) -> KnownPlayer:
    """Read what is known of a player, which only we write."""
    return KnownPlayer(
        fid,
        row["state"],
        time_in(row["proven_at"]),
        tuple((one["state"], datetime.fromisoformat(one["at"])) for one in row["refused"]),
        time_in(row["missing_at"]),
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
        reason=one_of(Outcome, row.get("reason")),
        owner=row.get("owner", ""),
        fence=row.get("fence", 0),
        due=row.get("due"),
        stop=row.get("stop", False),
        again=Again(row.get("again", 0)),
        begun=Again(row.get("begun", Again.ANEW)),
        edition=row.get("edition", 1),
        roster_at=time_in(row.get("roster_at")),
        in_need={parse_fid(fid): state for fid, state in row.get("in_need", {}).items()},
    )


def _figures_in(row: Document) -> Figures:
    written = {one.name: row[one.name] for one in fields(Figures) if one.name in row}
    failed = {Outcome(outcome): count for outcome, count in row["failed"].items()}
    return Figures(**{**written, "failed": failed})


def is_code(value: object) -> TypeGuard[str]:
    """Whether it is a code, in the spelling that the game wants."""
    try:
        return isinstance(value, str) and parse_code(value) == value
    except InvalidInput:
        return False


def is_issue(value: object) -> TypeGuard[str]:
    """Whether it is a code, or an edition of one."""
    return isinstance(value, str) and is_code(spelling_of(value))


def _standing(row: Document, updated_at: datetime) -> Standing:
    """Read a standing. What was alive in an earlier version was not looked at since then."""
    life = LIVES.get(str(row.get("validation_status")), Life.UNTRIED)
    unseen = life is Life.ALIVE and "due" not in row
    return Standing(
        life,
        reason=one_of(Outcome, row.get("reason")),
        doubted_by=number_in(row.get("doubted_by"), parse_fid),
        edition=count_in(row.get("edition"), 1),
        turn=count_in(row.get("turn"), int(life is Life.DEAD)),
        asked=count_in(row.get("asked"), 0),
        asked_at=time_in(row.get("asked_at")),
        due=updated_at if unseen else time_in(row.get("due")),
        awaits_witnesses=is_set(row.get("awaits_witnesses")),
        paid_to=number_in(row.get("paid_to"), parse_fid),
        opens=is_set(row.get("opens")),
    )


def is_set(value: object) -> bool:
    """Read a yes or no that may be stored as a number or as text."""
    return value == 1 or str(value).lower() in {"true", "1"}


def count_in(value: object, otherwise: int) -> int:
    """Read a count, which only we write."""
    return value if isinstance(value, int) else otherwise


def one_of(kind: type[E], value: object) -> E | None:
    """Read one of a few values."""
    return next((member for member in kind if member == value), None)


_remembered = lru_cache(maxsize=4_096, typed=True)(number_in)


def _seen_often(value: object, parse: Callable[[str], N]) -> N | None:
    """Read a number that many rows share: looking it up takes a tenth of reading it."""
    return _remembered(value, parse) if isinstance(value, NUMBERS) else number_in(value, parse)
