"""A title's collections as the tables of a SQLite file, for backups.

Rows of the older bot are read as everywhere: leniently, and by what makes them what they are.
"""

from datetime import UTC, datetime
from typing import Any

from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.ids import parse_fid, parse_guild_id
from autoredeem.domain.redemptions import Figures
from autoredeem.domain.text import fold
from autoredeem.store.lenient import time_in
from autoredeem.store.mongo.columns import (
    Cell,
    Cells,
    Column,
    Table,
    as_text,
    fields,
    flag,
    json_text,
    maybe,
    maybe_flag,
    maybe_moment,
    moment,
    nested,
    number,
    of_json,
    optional,
    plain,
    text,
    user,
)
from autoredeem.store.mongo.documents import (
    VALIDATION,
    Document,
    ledger_id,
    time_or_none,
    time_text,
)
from autoredeem.store.mongo.rows import (
    HOW,
    LONG_AGO,
    code_in,
    guild_in,
    is_issue,
    member_in,
    redemption_in,
    run_in,
)

GUILD = number("guild_id")


def _ledger(row: Document) -> Cells:
    """Read a settlement: its `_id` says whose it is and for which code, as a batch check has it."""
    guild, key, player = as_text(row["_id"]).split(":")
    guild_id, fid = parse_guild_id(guild), parse_fid(player)
    if row["_id"] != ledger_id(guild_id, key, fid) or not is_issue(key) or code_key(key) != key:
        raise ValueError("not an `_id` that is looked for")
    one = redemption_in(row, guild_id, key, fid)
    at, status = time_text(one.at), row.get("status")
    return {
        "guild_id": guild_id,
        "code_key": key,
        "fid": fid,
        "code": one.code,
        "status": status if status in HOW else "already_redeemed",
        "outcome": one.how.value,
        "redeemed_at": at,
        "created_at": _time(row, "created_at") or at,
        "updated_at": _time(row, "updated_at") or at,
    }


def _member(row: Document) -> Cells:
    one, guild_id = member_in(row), guild_in(row)
    if one is None or guild_id is None:
        raise ValueError("no member")
    added_at = _time(row, "added_at") or time_text(LONG_AGO)
    return {
        "guild_id": guild_id,
        "fid": one.fid,
        "state": one.state,
        "nickname": one.nickname,
        "level": one.level,
        "added_by": str(row.get("added_by") or ""),
        "added_at": added_at,
        "updated_at": _time(row, "updated_at") or added_at,
        "owner": one.owner,
        "claimed_at": time_or_none(one.claimed_at),
        "alliance": one.alliance,
        "name_key": fold(one.nickname),
    }


def _code(row: Document) -> Cells:
    one = code_in(row)
    if one is None:
        raise ValueError("no code")
    standing, at = one.standing, time_text(one.updated_at)
    return {
        "code": one.code,
        "code_key": code_key(one.code),
        "life": standing.life.value,
        "reason": standing.reason and standing.reason.value,
        "doubted_by": standing.doubted_by,
        "added_at": time_text(one.added_at),
        "updated_at": at,
        "shared": int(one.shared),
        "spread_at": _time(row, "auto_redeem_processed_at") or at if one.rolled_out else None,
        "pruned_at": _time(row, "pruned_at"),
        "edition": standing.edition,
        "turn": standing.turn,
        "asked": standing.asked,
        "asked_at": time_or_none(standing.asked_at),
        "due": time_or_none(standing.due),
        "awaits_witnesses": int(standing.awaits_witnesses),
        "paid_to": standing.paid_to,
        "opens": int(standing.opens),
        "source": one.source.value,
        "expires": time_or_none(one.listing.expires),
        "listed_until": time_or_none(one.listing.until),
        "announced": one.announced,
    }


def _text_or_none(cell: Cell) -> object:
    return None if cell is None else str(cell)


def _fid(name: str) -> Column:
    """Return a column of players that MongoDB has as text, or as nothing."""
    return Column(
        name, name, lambda value: None if value is None else int(str(value)), _text_or_none, None
    )


_CODE_FIELDS = fields(
    "{code}",
    text("code_key"),
    Column("life", "validation_status", str, lambda cell: VALIDATION[Life(str(cell))]),
    optional("reason"),
    _fid("doubted_by"),
    moment("added_at", "created_at"),
    moment("updated_at"),
    flag("shared"),
    maybe_moment("spread_at", "auto_redeem_processed_at"),
    maybe_moment("pruned_at", sparse=True),
    *(number("edition"), number("turn"), number("asked")),
    *(maybe_moment("asked_at"), maybe_moment("due"), flag("awaits_witnesses"), _fid("paid_to")),
    *(flag("opens"), text("source"), number("announced")),
    *(maybe_moment("expires", sparse=True), maybe_moment("listed_until", sparse=True)),
)


def _of_code(cells: Cells) -> Document:
    more = {"date": str(cells["added_at"])[:10]}
    processed = cells["spread_at"] is not None
    return {**_CODE_FIELDS(cells), **more, "auto_redeem_processed": processed}


_LEDGER_FIELDS = fields(
    "{guild_id}:{code_key}:{fid}",
    *(GUILD, user("fid"), text("code"), text("status"), text("outcome")),
    *(moment("redeemed_at"), moment("created_at"), moment("updated_at")),
)

_MEMBER_FIELDS = fields(
    "{guild_id}:{fid}",
    *(GUILD, user("fid"), maybe("state"), maybe("level", "furnace_lv"), text("name_key")),
    Column("nickname", "nickname", str, lambda cell: cell or None),
    *(text("added_by"), moment("added_at"), moment("updated_at")),
    Column("owner", "owner", str, _text_or_none, None, sparse=True),
    *(maybe_moment("claimed_at", sparse=True), maybe("alliance", sparse=True)),
)


def _run(row: Document) -> Cells:
    one = run_in(row)
    return {
        "guild_id": one.guild_id,
        "code_key": code_key(one.code),
        "code": one.code,
        "status": one.status.value,
        "opened_at": time_text(one.opened_at),
        "updated_at": time_text(one.updated_at),
        "figures": json_text(one.figures.by_name()),
        "reason": one.reason and one.reason.value,
        "owner": one.owner,
        "fence": one.fence,
        "due": time_or_none(one.due),
        "stop": int(one.stop),
        "again": one.again.value,
        "begun": one.begun.value,
        "edition": one.edition,
        "roster_at": time_or_none(one.roster_at),
        "in_need": json_text(dict(one.in_need)),
    }


_RUN_FIELDS = fields(
    "{guild_id}:{code_key}",
    *(GUILD, text("code_key"), text("code"), text("status"), moment("opened_at")),
    *(moment("updated_at"), optional("reason"), text("owner"), number("fence"), flag("stop")),
    Column("due", "due", str, lambda cell: None if cell is None else _server_time(cell)),
    *(number("again"), number("begun"), number("edition"), maybe_moment("roster_at")),
    nested("in_need"),
)


def _server_time(cell: Cell) -> datetime:
    return datetime.fromisoformat(str(cell)).astimezone(UTC)


def _of_run(cells: Cells) -> Document:
    return {**Figures().by_name(), **of_json(cells["figures"]), **_RUN_FIELDS(cells)}


def _refused(value: Any) -> str:  # noqa: ANN401 - a list of what was refused
    return json_text([[one["state"], one["at"]] for one in value])


def _of_refused(cell: Cell) -> object:
    return [{"state": state, "at": at} for state, at in of_json(cell)]


def _key_of_sync(name: object) -> str:
    return as_text(name).partition(":")[2]


def _time(row: Document, field: str) -> str | None:
    return time_or_none(time_in(row.get(field)))


def _board(cells: Cells) -> Document:
    alliance = cells["alliance"]
    return {**_BOARD_FIELDS(cells), **({"_id": f"{cells['guild_id']}"} if not alliance else {})}


_BOARD = (
    *(GUILD, number("alliance", default=0, sparse=True), number("channel", "channel_id")),
    *(number("message", "message_id"), moment("posted_at"), nested("listed")),
)
_BOARD_FIELDS = fields("{guild_id}:{alliance}", *_BOARD)
_PLAIN_BOARD = plain("boards", "boards", "", *_BOARD)

_ACTION = (text("id", "_id"), GUILD, moment("at"), user("user"), text("what"), nested("details"))

_NOTIFICATION = (
    *(GUILD, user("fid"), text("cause"), user("user"), moment("noted_at"), text("batch")),
    *(maybe_moment("begun_at"), maybe_moment("told_at")),
)

_RUN_COLUMNS = (
    *("guild_id", "code_key", "code", "status", "opened_at", "updated_at", "figures", "reason"),
    *("owner", "fence", "due", "stop", "again", "begun", "edition", "roster_at", "in_need"),
)
_CODE_COLUMNS = (
    *("code", "code_key", "life", "reason", "doubted_by", "added_at", "updated_at", "shared"),
    *("spread_at", "pruned_at", "edition", "turn", "asked", "asked_at", "due"),
    *("awaits_witnesses", "paid_to", "opens", "source", "expires", "listed_until", "announced"),
)
_MEMBER_COLUMNS = (
    *("guild_id", "fid", "state", "nickname", "level", "added_by", "added_at", "updated_at"),
    *("owner", "claimed_at", "alliance", "name_key"),
)
_LEDGER_COLUMNS = (
    *("guild_id", "code_key", "fid", "code", "status", "outcome", "redeemed_at", "created_at"),
    "updated_at",
)

SETTINGS = plain(
    *("guilds", "settings", "{guild_id}"),
    *(GUILD, flag("enabled"), maybe("manager_role"), maybe("state"), text("enrolling")),
    *(text("language"), maybe_moment("chosen_at"), maybe_moment("left_at"), text("updated_by")),
    *(moment("updated_at"), maybe_moment("blocked_at"), flag("share_found"), flag("beside")),
)
"""What guilds chose, all but the channel; it is only written so, as the older bot wrote less."""

TABLES: tuple[Table, ...] = (
    plain(
        *("feeds", "feeds", "{name}", text("name", "_id"), maybe_moment("first_at")),
        *(
            maybe_moment("good_at"),
            maybe_moment("news_at"),
            maybe_moment("taken_from"),
            number("polls"),
        ),
        *(number("taken"), text("codes")),
    ),
    Table("codes", "codes", _CODE_COLUMNS, _code, _of_code),
    plain(
        *("postings", "postings", "{guild_id}:{code}", GUILD, text("code")),
        *(
            text("posted_by", "by"),
            moment("posted_at", "at"),
            maybe_moment("share_at", sparse=True),
        ),
    ),
    plain(
        *("watched_channels", "watched", "{guild_id}:{channel}", GUILD),
        *(number("channel", "channel_id"), user("added_by"), moment("added_at")),
        *(nested("webhooks"), maybe("seen"), number("dead"), maybe_moment("paused_at")),
        *(text("purpose", default="codes"), maybe("card", "card_id")),
    ),
    plain(
        *("announcements", "announcements", "{guild_id}:{issue}", GUILD, text("issue")),
        *(number("channel", "channel_id"), moment("at"), maybe("message", "message_id")),
    ),
    Table("runs", "runs", _RUN_COLUMNS, _run, _of_run),
    Table("boards", "boards", _PLAIN_BOARD.columns, _PLAIN_BOARD.read, _board),
    plain("actions", "actions", "{id}", *_ACTION),
    plain("notices", "notices", "{id}", *_ACTION),
    plain(
        *("requests", "requests", "{guild_id}:{day}:{sender}", GUILD, text("day")),
        *(text("sender"), number("requests")),
    ),
    plain(
        *("proofs", "proofs", "{at}:{fid}:{state}", moment("at"), number("fid")),
        *(number("state"), optional("outcome")),
    ),
    plain(
        *("searches", "searches", "{guild_id}:{fid}", GUILD, number("fid"), moment("at")),
        *(number("span"), number("most"), nested("tried"), maybe("state"), flag("over")),
    ),
    plain("notifications", "notifications", "{guild_id}:{fid}:{user}:{cause}", *_NOTIFICATION),
    plain(
        *("contact_ways", "contact_ways", "{guild_id}:{user}", GUILD, user("user")),
        text("way"),
    ),
    plain(
        *("syncs", "syncs", "{guild_id}:{key}", GUILD),
        Column("key", "_id", _key_of_sync, as_text),
        *(text("provider"), text("list"), user("added_by"), moment("added_at")),
        *(flag("enrols"), maybe("alliance"), text("state")),
    ),
    plain(
        *("listed", "listed", "{guild_id}:{key}:{fid:015d}", GUILD, text("key"), number("fid")),
        *(text("nickname"), maybe("state"), maybe("level"), number("missed")),
        number("missed_in"),
    ),
    plain(
        "roster_changes",
        "changes",
        "{guild_id}:{key}:{reading:010d}:{kind}:{fid:015d}",
        *(GUILD, text("key"), number("reading"), text("kind"), number("fid"), moment("at")),
        *(text("nickname"), text("before"), text("after")),
    ),
    plain(
        *("alliances", "alliances", "{guild_id}:{id}", GUILD, number("id"), text("name")),
        *(text("name_key"), maybe("state"), maybe("channel"), maybe("manager_role")),
        number("priority"),
    ),
    plain(
        *("opt_outs", "opt_outs", "{guild_id}:{fid}", GUILD, user("fid")),
        *(user("asked_by", "by"), moment("asked_at", "at"), maybe_flag("managed")),
        text("status", default="standing"),
    ),
    Table("members", "members", _MEMBER_COLUMNS, _member, _MEMBER_FIELDS),
    plain(
        *("redeem_players", "players", "{fid}", user("fid", "_id"), maybe("state")),
        *(maybe_moment("proven_at"), Column("refused", "refused", _refused, _of_refused)),
        maybe_moment("missing_at"),
    ),
    plain(
        *("attempts", "attempts", "{guild_id}:{code_key}:{fid}", GUILD, text("code_key")),
        *(user("fid"), text("code"), text("outcome"), text("message"), number("state")),
        *(number("tries"), moment("at"), maybe("typed"), maybe("level")),
    ),
    Table("ledger", "ledger", _LEDGER_COLUMNS, _ledger, _LEDGER_FIELDS),
)
"""In the order in which they are read: what says that something is done, before what was done.

Others write meanwhile. So a run that is over is in a backup with all that it settled.
"""
