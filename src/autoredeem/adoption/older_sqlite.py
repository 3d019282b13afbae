"""The older bot where it ran without MongoDB: a SQLite file, with no states and no ledger."""

from autoredeem.adoption.plan import NO_ALLIANCE, NO_PLAYER, Draft
from autoredeem.adoption.tables import Tables
from autoredeem.adoption.values import channel_in, fid_in, guild_in, is_on, level_in, text_in
from autoredeem.domain.players import Member, tidy_nickname


def read_older_sqlite(tables: Tables, draft: Draft) -> None:
    """Read all that has a place here; the channel was for results and for ids at once."""
    for server, fid, name, level in tables.rows(
        "auto_redeem_members", "guild_id", "fid", "nickname", "furnace_lv"
    ):
        known = fid_in(fid, draft.choices.digits)
        guild_id = guild_in(server) or draft.choices.guild
        if known is None:
            draft.tally.leave(NO_PLAYER, text_in(fid))
        elif guild_id is None:
            draft.tally.leave(NO_ALLIANCE, text_in(fid))
        else:
            nickname = tidy_nickname(text_in(name))
            draft.add_member(guild_id, Member(known, nickname=nickname, level=level_in(level)))
    for server, enabled in tables.rows("auto_redeem_settings", "guild_id", "enabled"):
        if guild_id := guild_in(server):
            draft.guild(guild_id).settings["enabled"] = is_on(enabled)
    for server, channel in tables.rows("auto_redeem_channels", "guild_id", "channel_id"):
        where, guild_id = channel_in(channel), guild_in(server)
        if where and guild_id:
            draft.guild(guild_id).settings["channel"] = where
            draft.notes.append(
                f"In server {guild_id} players wrote their ids in {where}, too; leaders switch that"
                " on under Setup, ID channel"
            )
    for code, date, status in tables.rows("gift_codes", "giftcode", "date", "validation_status"):
        draft.add_code(code, status, date)
    draft.notes.append(
        "That bot kept no states here: set them by `autoredeem members set-state STATE --missing`,"
        " or have leaders search for them in Discord"
    )
