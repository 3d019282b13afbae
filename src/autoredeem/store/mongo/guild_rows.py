"""What is read of guilds. The older bot wrote settings and channels; all else is written by us."""

from datetime import datetime

from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceId
from autoredeem.domain.guilds import (
    Action,
    Board,
    Enrolling,
    GuildSettings,
    OptOut,
    OptOutStatus,
    Posting,
)
from autoredeem.domain.ids import (
    ChannelId,
    GuildId,
    MessageId,
    RoleId,
    State,
    UserId,
    parse_fid,
    parse_guild_id,
    parse_state,
)
from autoredeem.store.lenient import number_in, time_in
from autoredeem.store.mongo.documents import Document
from autoredeem.store.mongo.rows import is_set, one_of


def named_guild_in(row: Document) -> GuildId | None:
    """Read the guild that a row's `_id` names."""
    return number_in(row["_id"], parse_guild_id)


def settings_in(guild_id: GuildId, row: Document, channel: Document) -> GuildSettings:
    """Read what a guild chose from the two rows that say it; either may be empty."""
    role = number_in(row.get("manager_role"), parse_guild_id)
    language = row.get("language")
    return GuildSettings(
        guild_id,
        enabled=is_set(row.get("enabled")),
        channel=channel_in(channel),
        manager_role=None if role is None else RoleId(role),
        state=number_in(row.get("state"), parse_state),
        enrolling=one_of(Enrolling, row.get("enrolling")) or Enrolling.BOTH,
        language=language if isinstance(language, str) else "",
        share_found=is_set(row.get("share_found")),
        chosen_at=time_in(row.get("chosen_at")),
        left_at=time_in(row.get("left_at")),
        blocked_at=time_in(row.get("blocked_at")),
        beside=is_set(row.get("beside")),
    )


def channel_in(row: Document) -> ChannelId | None:
    """Read a channel's id: a number like a guild's."""
    number = number_in(row.get("channel_id"), parse_guild_id)
    return None if number is None else ChannelId(number)


def board_in(row: Document) -> Board:
    """Read a board."""
    return Board(
        GuildId(row["guild_id"]),
        ChannelId(row["channel_id"]),
        MessageId(row["message_id"]),
        datetime.fromisoformat(row["posted_at"]),
        frozenset(row["listed"]),
        AllianceId(row.get("alliance", NO_ALLIANCE)),
    )


def alliance_row_in(row: Document) -> Alliance:
    """Read an alliance."""
    channel, role = row["channel"], row["manager_role"]
    return Alliance(
        GuildId(row["guild_id"]),
        AllianceId(row["id"]),
        row["name"],
        None if row["state"] is None else State(row["state"]),
        None if channel is None else ChannelId(channel),
        None if role is None else RoleId(role),
        row["priority"],
    )


def opt_out_in(row: Document) -> OptOut:
    """Read an opt-out; an earlier version wrote less of it."""
    at = datetime.fromisoformat(row["at"])
    return OptOut(
        GuildId(row["guild_id"]),
        parse_fid(row["fid"]),
        UserId(int(row["by"])),
        at,
        managed=row.get("managed"),
        status=OptOutStatus(row.get("status", OptOutStatus.STANDING)),
    )


def posting_in(row: Document) -> Posting:
    """Read a posting."""
    at = datetime.fromisoformat(row["at"])
    share_at = time_in(row.get("share_at"))
    return Posting(GuildId(row["guild_id"]), row["code"], row["by"], at, share_at)


def action_in(row: Document) -> Action:
    """Read a line of an audit trail."""
    return Action(
        id=row["_id"],
        guild_id=GuildId(row["guild_id"]),
        at=datetime.fromisoformat(row["at"]),
        user=UserId(int(row["user"])),
        what=row["what"],
        details=row["details"],
    )
