"""What is written of guilds: their settings, boards, audit trails, opt-outs and postings."""

from datetime import datetime

from autoredeem.domain.alliances import Alliance, AllianceChanges, AllianceKey, name_key
from autoredeem.domain.guilds import Action, Board, GuildChanges, OptOut, Posting
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.store.mongo.documents import Document, entry_id, storable, time_text


def guild_name(guild_id: GuildId) -> str:
    """Return the `_id` of what a guild has one of."""
    return str(guild_id)


def of_settings(guild_id: GuildId, changes: GuildChanges, by: str, at: datetime) -> Document:
    """Return what changes of a guild's settings, all but the channel, as fields."""
    changed = {name: _stored(value) for name, value in changes.items() if name != "channel"}
    written = {"updated_by": storable(by), "updated_at": time_text(at)}
    return {"guild_id": guild_id, **changed, **written}


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return time_text(value)
    return storable(value) if isinstance(value, str) else value


def of_channel(channel: ChannelId, by: str, at: datetime) -> Document:
    """Return the channel that a guild chose, as fields."""
    return {"channel_id": channel, "added_by": storable(by), "added_at": time_text(at)}


def board_name(key: AllianceKey) -> str:
    """Return the `_id` of a board: a guild's own, or that of one of its alliances."""
    return alliance_name(key) if key[1] else guild_name(key[0])


def of_board(board: Board) -> Document:
    """Return a board as fields."""
    of_alliance = {"alliance": board.alliance} if board.alliance else {}
    return {
        **of_alliance,
        "guild_id": board.guild_id,
        "channel_id": board.channel,
        "message_id": board.message,
        "posted_at": time_text(board.posted_at),
        "listed": sorted(board.listed),
    }


def alliance_name(key: AllianceKey) -> str:
    """Return the `_id` of an alliance."""
    return f"{key[0]}:{key[1]}"


def of_alliance(one: Alliance) -> Document:
    """Return the row of an alliance."""
    return {
        "_id": alliance_name(one.key),
        "guild_id": one.guild_id,
        "id": one.id,
        "name": storable(one.name),
        "name_key": name_key(storable(one.name)),
        "state": one.state,
        "channel": one.channel,
        "manager_role": one.manager_role,
        "priority": one.priority,
    }


def of_alliance_changes(changes: AllianceChanges) -> Document:
    """Return what changes of an alliance, as fields."""
    fields: Document = dict(changes)
    if "name" in changes:
        name = storable(changes["name"])
        fields |= {"name": name, "name_key": name_key(name)}
    return fields


def of_opt_out(opt_out: OptOut) -> Document:
    """Return the row of an opt-out."""
    return {
        "_id": entry_id(opt_out.guild_id, opt_out.fid),
        "guild_id": opt_out.guild_id,
        "fid": str(opt_out.fid),
        "by": str(opt_out.by),
        "at": time_text(opt_out.at),
        "managed": opt_out.managed,
        "status": opt_out.status,
    }


def posting_name(guild_id: GuildId, code: str) -> str:
    """Return the `_id` of what a guild posted."""
    return f"{guild_id}:{code}"


def of_posting(posting: Posting) -> Document:
    """Return the row of a code that was posted in a guild."""
    return {
        "_id": posting_name(posting.guild_id, posting.code),
        "guild_id": posting.guild_id,
        "code": posting.code,
        "by": storable(posting.by),
        "at": time_text(posting.at),
        **({"share_at": time_text(posting.share_at)} if posting.share_at else {}),
    }


def of_action(action: Action) -> Document:
    """Return the row of one line of an audit trail."""
    details = {
        storable(name): storable(value) if isinstance(value, str) else value
        for name, value in action.details.items()
    }
    return {
        "_id": action.id,
        "guild_id": action.guild_id,
        "at": time_text(action.at),
        "user": str(action.user),
        "what": action.what,
        "details": details,
    }
