"""The Python bot of Whiteout Survival, and its twin for Kingshot: the same tables."""

from collections.abc import Mapping

from autoredeem.adoption.plan import NO_PLAYER, Draft, TheirAlliance, alliance_name
from autoredeem.adoption.tables import Tables
from autoredeem.adoption.values import (
    LAST,
    channel_in,
    fid_in,
    guild_in,
    is_on,
    level_in,
    rank_in,
    state_in,
    text_in,
    user_in,
)
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import ChannelId
from autoredeem.domain.players import Member, tidy_nickname

Alliances = Mapping[str, TheirAlliance]


def read_python_bot(tables: Tables, draft: Draft) -> None:
    """Read all that has a place here: alliances first, as a player is in a server by one."""
    alliances = draft.add_alliances(_alliances(tables))
    _read_players(tables, draft, alliances)
    for row in tables.rows("gift_codes", "giftcode", "date", "validation_status"):
        draft.add_code(row[0], row[2], row[1])
    for fid, code, status, at in tables.rows(
        "user_giftcodes", "fid", "giftcode", "status", "last_attempt_at"
    ):
        if known := fid_in(fid, draft.choices.digits):
            draft.add_answer(known, code, status, at)
        else:
            draft.tally.leave(NO_PLAYER, text_in(fid))
    _read_channels(tables, draft, alliances)
    _read_settings(tables, draft)


def _alliances(tables: Tables) -> list[TheirAlliance]:
    controls = {
        text_in(key): (is_on(status), rank_in(rank))
        for key, status, rank in tables.rows("giftcodecontrol", "alliance_id", "status", "priority")
    }
    is_said = "giftcodecontrol" in tables.names
    channels = _channels(tables)
    found = []
    for key, name, server, kid, several in tables.rows(
        "alliance_list", "alliance_id", "name", "discord_server_id", "kid", "multistate"
    ):
        id_ = text_in(key)
        redeems, rank = controls.get(id_, (False, LAST))
        found.append(
            TheirAlliance(
                id_,
                guild_in(server),
                alliance_name(text_in(name), id_),
                None if is_on(several) else state_in(kid),
                channels.get(id_),
                rank,
                redeems if is_said else None,
            )
        )
    return found


def _channels(tables: Tables) -> Mapping[str, ChannelId]:
    """Return the channel in which each alliance sees its results."""
    rows = tables.rows("alliancesettings", "alliance_id", "redemption_channel_id", "channel_id")
    found = {text_in(key): channel_in(own) or channel_in(other) for key, own, other in rows}
    return {key: channel for key, channel in found.items() if channel}


def _read_players(tables: Tables, draft: Draft, alliances: Alliances) -> None:
    for fid, name, level, kid, alliance, owner, server in tables.rows(
        *("users", "fid", "nickname", "furnace_lv", "kid", "alliance"),
        *("discord_id", "discord_server_id"),
    ):
        known = fid_in(fid, draft.choices.digits)
        if known is None:
            draft.tally.leave(NO_PLAYER, text_in(fid))
            continue
        theirs = alliances.get(text_in(alliance))
        elsewhere = theirs and guild_in(server) not in (None, theirs.guild_id)
        member = Member(
            known,
            state_in(kid),
            tidy_nickname(text_in(name)),
            level_in(level),
            owner=None if elsewhere else user_in(owner),
        )
        draft.add_player(member, theirs)


def _read_channels(tables: Tables, draft: Draft, alliances: Alliances) -> None:
    for alliance, channel in tables.rows("giftcode_channel", "alliance_id", "channel_id"):
        theirs, where = alliances.get(text_in(alliance)), channel_in(channel)
        if where and theirs and theirs.guild_id:
            draft.guild(theirs.guild_id).watched[where] = None
    ids = {
        str(where)
        for (channel,) in tables.rows("id_channels", "channel_id")
        if (where := channel_in(channel))
    }
    if ids:
        draft.notes.append(
            "Players wrote their ids in these channels; leaders switch that on under Setup, ID"
            f" channel: {', '.join(sorted(ids))}"
        )


def _read_settings(tables: Tables, draft: Draft) -> None:
    admins = list(tables.rows("admin", "id", "is_owner", "is_initial"))
    owners = [row[0] for row in admins if is_on(row[1])] or [
        row[0] for row in admins if is_on(row[2])
    ]
    note_operators(draft, owners)
    for (enabled,) in tables.rows("register_settings", "enabled"):
        for guild_id in draft.guilds:
            enrolling = Enrolling.BOTH if is_on(enabled) else Enrolling.MANAGERS
            draft.guild(guild_id).settings["enrolling"] = enrolling


def note_operators(draft: Draft, users: list[object]) -> None:
    """Say how those who ran the other bot become operators of this one."""
    ids = [str(user) for one in users if (user := user_in(one))]
    if ids:
        draft.notes.append(
            f"Its owner becomes an operator by: AUTOREDEEM_OPERATORS={','.join(ids)}"
        )
