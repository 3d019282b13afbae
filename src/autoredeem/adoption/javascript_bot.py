"""The JavaScript bot of Whiteout Survival."""

from collections.abc import Mapping

from autoredeem.adoption.plan import NO_PLAYER, Draft, TheirAlliance, alliance_name
from autoredeem.adoption.python_bot import note_operators
from autoredeem.adoption.tables import Tables
from autoredeem.adoption.values import (
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
from autoredeem.domain.players import Member, tidy_nickname


def read_javascript_bot(tables: Tables, draft: Draft) -> None:
    """Read all that has a place here.

    That bot takes any row of its uses for a code that was redeemed; here only what the game said
    so of counts.
    """
    _read_players(tables, draft, draft.add_alliances(_alliances(tables)))
    for code, date, status in tables.rows("gift_codes", "gift_code", "date", "status"):
        draft.add_code(code, status, date)
    for fid, code, status in tables.rows("giftcode_usage", "fid", "gift_code", "status"):
        if known := fid_in(fid, draft.choices.digits):
            draft.add_answer(known, code, status, None)
        else:
            draft.tally.leave(NO_PLAYER, text_in(fid))
    admins = tables.rows("admins", "user_id", "is_owner")
    note_operators(draft, [user for user, owns in admins if is_on(owns)])
    for table, what in (("gift_code_channels", "Codes"), ("id_channels", "Ids")):
        named = (channel_in(channel) for (channel,) in tables.rows(table, "channel_id"))
        if ids := sorted({str(one) for one in named if one}):
            draft.notes.append(
                f"{what} were posted in these channels; leaders choose them under Setup:"
                f" {', '.join(ids)}"
            )


def _alliances(tables: Tables) -> list[TheirAlliance]:
    is_said = "auto_redeem" in tables.columns("alliance")
    found = []
    for key, name, server, channel, rank, redeems in tables.rows(
        *("alliance", "id", "name", "guide_id", "channel_id", "priority", "auto_redeem")
    ):
        id_ = text_in(key)
        found.append(
            TheirAlliance(
                id_,
                guild_in(server),
                alliance_name(text_in(name), id_),
                None,
                channel_in(channel),
                rank_in(rank),
                is_on(redeems) if is_said else None,
            )
        )
    return found


def _read_players(tables: Tables, draft: Draft, alliances: Mapping[str, TheirAlliance]) -> None:
    for fid, owner, name, level, state, alliance in tables.rows(
        *("players", "fid", "user_id", "nickname", "furnace_level", "state", "alliance_id")
    ):
        known = fid_in(fid, draft.choices.digits)
        if known is None:
            draft.tally.leave(NO_PLAYER, text_in(fid))
            continue
        member = Member(
            known,
            state_in(state),
            tidy_nickname(text_in(name)),
            level_in(level),
            owner=user_in(owner),
        )
        draft.add_player(member, alliances.get(text_in(alliance)))
