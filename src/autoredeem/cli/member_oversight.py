"""`autoredeem members claims`, `… opt-outs` and what is decided about them, by the operator."""

import json
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path
from uuid import uuid4

import typer

from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    GuildOption,
    JsonOption,
    TitleOption,
    each_once,
    guild_from,
    plural,
)
from autoredeem.cli.on_store import (
    FidsArgument,
    notify,
    on_store,
    request_refresh,
    write_out,
    write_rows,
)
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import COMMAND_LINE, NOBODY, Fid, GuildId
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.players import Member
from autoredeem.observe.clock import SystemClock
from autoredeem.roster import oversight
from autoredeem.roster.oversight import Decided, Decision
from autoredeem.store.interface import Store

Decide = Callable[[Store, Decision, Collection[Fid]], Awaitable[Decided]]


def show_claims(
    guild: GuildOption,
    *,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show which members of the managers somebody enrolled as their own, who, and when."""
    guild_id = guild_from(guild)
    found = on_store(config, title, lambda store: oversight.claims(store, guild_id))
    return _show([_claim(one) for one in found], "claims", guild_id, title, as_json=as_json)


def undo_claims(
    fids: FidsArgument, guild: GuildOption, title: TitleOption = "wos", config: ConfigOption = None
) -> int:
    """Take the owners off members that they claimed; the members stay enrolled."""
    return _decide(oversight.undo_claims, fids, guild, title, config)


def show_opt_outs(
    guild: GuildOption,
    *,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show who is not to be enrolled, or asks for that, who says so, and who may lift it."""
    guild_id = guild_from(guild)
    found = on_store(config, title, lambda store: store.opted_out(guild_id, oversight.PENDING))
    return _show([_opt_out(one) for one in found], "opt_outs", guild_id, title, as_json=as_json)


def lift(
    fids: FidsArgument, guild: GuildOption, title: TitleOption = "wos", config: ConfigOption = None
) -> int:
    """Lift opt-outs of members that managers had made, or decline those that are asked for.

    What players opted out of their own entries stays theirs to lift.
    """
    return _decide(_lift, fids, guild, title, config)


def allow(
    fids: FidsArgument, guild: GuildOption, title: TitleOption = "wos", config: ConfigOption = None
) -> int:
    """Let opt-outs stand that are asked for: their players are unenrolled."""
    return _decide(oversight.allow_opt_outs, fids, guild, title, config)


async def _lift(store: Store, decision: Decision, fids: Collection[Fid]) -> Decided:
    """Lift also what an earlier version kept: it is not known whose those entries were."""
    return await oversight.lift_opt_outs(store, decision, fids, _is_for_the_operator)


def _is_for_the_operator(one: OptOut) -> bool:
    return one.is_for_managers or one.managed is None


def _decide(
    decide: Decide, fids: Sequence[str], guild: str, title: str, config: Path | None
) -> int:
    """Decide about those named, write for how many it was done, and for whom not."""
    guild_id, wanted = guild_from(guild), each_once(parse_stored_id, fids)

    async def work(store: Store) -> Sequence[Fid]:
        by = Decision(guild_id, COMMAND_LINE, SystemClock().now(), uuid4().hex)
        decided = await decide(store, by, wanted)
        await request_refresh(store, guild_id, decided.fids)
        return decided.fids

    done = on_store(config, title, work)
    for fid in wanted:
        if fid not in done:
            notify(f"Nothing of this kind is to be decided about {fid} in guild {guild_id}")
    typer.echo(f"Done for {plural(len(done), 'player')} of guild {guild_id}")
    return DONE if done else NOT_DONE


def _show(
    rows: Sequence[dict[str, object]], what: str, guild_id: GuildId, title: str, *, as_json: bool
) -> int:
    if as_json:
        write_out(json.dumps({"title": title, "guild": guild_id, what: rows}) + "\n")
    else:
        write_rows([list(row.values()) for row in rows])
    return DONE


def _claim(one: Member) -> dict[str, object]:
    when = one.claimed_at and one.claimed_at.isoformat(timespec="seconds")
    return {"fid": one.fid, "nickname": one.nickname, "user": one.owner, "at": when}


def _opt_out(one: OptOut) -> dict[str, object]:
    decides = "managers" if one.is_for_managers else "player"
    return {
        "fid": one.fid,
        "status": one.status,
        "user": None if one.by == NOBODY else one.by,
        "at": one.at.isoformat(timespec="seconds"),
        "decides": "operator" if _is_for_the_operator(one) and decides == "player" else decides,
    }
