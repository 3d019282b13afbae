"""What is written in the rows of guilds and what is read from them."""

import json
from datetime import datetime

from autoredeem.domain.alliances import Alliance, name_key
from autoredeem.domain.guilds import (
    Action,
    Board,
    Enrolling,
    GuildChanges,
    GuildSettings,
    OptOut,
    OptOutStatus,
    Posting,
)
from autoredeem.domain.ids import GuildId
from autoredeem.store.sqlite.connection import Row
from autoredeem.store.sqlite.rows import storable, time_text


def of_guild(guild_id: GuildId, changes: GuildChanges, title: str, by: str, at: datetime) -> Row:
    """Return the row of a guild that has no settings but these, written at `at`."""
    guild = GuildSettings(guild_id, **changes)
    return (
        title,
        guild.guild_id,
        guild.enabled,
        guild.channel,
        guild.manager_role,
        guild.state,
        guild.enrolling,
        storable(guild.language),
        guild.chosen_at and time_text(guild.chosen_at),
        guild.left_at and time_text(guild.left_at),
        storable(by),
        time_text(at),
        guild.blocked_at and time_text(guild.blocked_at),
        guild.share_found,
        guild.beside,
    )


def guild_in(row: Row) -> GuildSettings:
    """Read a guild's settings: all columns but the title, and but by whom and when."""
    guild_id, enabled, channel, manager_role, state, enrolling, language, *rest = row
    shares, beside, *times = rest
    chosen_at, left_at, blocked_at = (at and datetime.fromisoformat(at) for at in times)
    return GuildSettings(
        guild_id=guild_id,
        enabled=bool(enabled),
        channel=channel,
        manager_role=manager_role,
        state=state,
        enrolling=Enrolling(enrolling),
        language=language,
        share_found=bool(shares),
        chosen_at=chosen_at,
        left_at=left_at,
        blocked_at=blocked_at,
        beside=bool(beside),
    )


def of_board(board: Board, title: str) -> Row:
    """Return a board as a row."""
    place = board.channel, board.message
    return (title, *board.key, *place, time_text(board.posted_at), json.dumps(sorted(board.listed)))


def board_in(row: Row) -> Board:
    """Read a board: all columns but the title."""
    guild_id, alliance, channel, message, posted_at, listed = row
    when, keys = datetime.fromisoformat(posted_at), frozenset(json.loads(listed))
    return Board(guild_id, channel, message, when, keys, alliance)


def of_posting(posting: Posting, title: str) -> Row:
    """Return a posting as a row."""
    key, due = (title, posting.guild_id, posting.code), posting.share_at
    return (*key, storable(posting.by), time_text(posting.at), due and time_text(due))


def posting_in(row: Row) -> Posting:
    """Read a posting: all columns but the title."""
    guild_id, code, by, *times = row
    at, share_at = (time and datetime.fromisoformat(time) for time in times)
    return Posting(guild_id, code, by, at, share_at)


def of_alliance(one: Alliance, title: str) -> Row:
    """Return an alliance as a row."""
    name = storable(one.name)
    chosen = one.state, one.channel, one.manager_role, one.priority
    return (title, *one.key, name, name_key(name), *chosen)


def alliance_in(row: Row) -> Alliance:
    """Read an alliance: all columns but the title and what its name is compared by."""
    return Alliance(*row)


def of_opt_out(opt_out: OptOut, title: str) -> Row:
    """Return an opt-out as a row."""
    asked = opt_out.by, time_text(opt_out.at)
    return (title, opt_out.guild_id, opt_out.fid, *asked, opt_out.managed, opt_out.status)


def opt_out_in(row: Row) -> OptOut:
    """Read an opt-out: all columns but the title."""
    guild_id, fid, by, at, managed, status = row
    known = None if managed is None else bool(managed)
    return OptOut(guild_id, fid, by, datetime.fromisoformat(at), known, OptOutStatus(status))


def of_action(action: Action, title: str) -> Row:
    """Return a line of an audit trail as a row."""
    details = json.dumps(dict(action.details), ensure_ascii=False)
    done = time_text(action.at), action.user, storable(action.what), storable(details)
    return (title, storable(action.id), action.guild_id, *done)


def action_in(row: Row) -> Action:
    """Read a line of an audit trail: all columns but the title."""
    name, guild_id, at, user, what, details = row
    return Action(name, guild_id, datetime.fromisoformat(at), user, what, json.loads(details))
