"""What newcomers are offered: the living codes that their members do not have yet."""

import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import typer

from autoredeem.app import GameAccess, chosen_store, game_access, this_process, working_engine
from autoredeem.cli.common import DONE, NOT_DONE, plural, run, settings_from
from autoredeem.cli.on_store import notify, on_store, on_terminal
from autoredeem.cli.outcome_texts import duration
from autoredeem.cli.progress import View, only, shown
from autoredeem.cli.redeem_run import report_end, show, to_its_end
from autoredeem.codes.visible import living_codes
from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, ends_part
from autoredeem.engine import Process, RunEnd
from autoredeem.engine.events import Event, RunFinished, Watch
from autoredeem.game.titles import setting
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord

Wanted = Sequence[tuple[GuildId, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """Runs that somebody is to be asked in; each player counts once for a code."""

    runs: Wanted
    codes: int
    members: int
    requests: int


def offer_redeeming(
    config: Path | None, title: str, guilds: Sequence[GuildId], *, wanted: bool | None
) -> int:
    """Redeem what is alive for whoever lacks it, if that is wanted; None: a terminal is asked."""
    now = SystemClock().now()
    offer = on_store(config, title, lambda store: find_offer(store, guilds, now))
    if not offer.runs or wanted is False:
        return DONE
    settings = settings_from(config)
    chosen = settings.titles.of(title)
    minutes = duration(offer.requests * 60 / chosen.requests_per_minute)
    what = f"{plural(offer.codes, 'living code')} for {plural(offer.members, 'member')} ({minutes})"
    if chosen.salt is None:
        notify(f"{what} can be redeemed once {setting(title, 'SALT')} is set")
        return NOT_DONE if wanted else DONE
    if wanted is None:
        if not (sys.stdin.isatty() and on_terminal()):
            notify(f"{what} are still to be redeemed: the same command with --redeem does it")
            return DONE
        if not typer.confirm(f"Redeem {what}?", default=True):
            return DONE
    access, store = game_access(settings, title), chosen_store(settings, title)
    process = this_process(settings)
    with shown(settings) as view:
        ended = run(_redeem(store, access, process, view, offer.runs))
    for finished in ended:
        show(finished, as_json=False)
        report_end(finished)
    return DONE if len(ended) == len(offer.runs) else NOT_DONE


async def find_offer(store: Store, guilds: Sequence[GuildId], now: datetime) -> Offer:
    """Return what can be redeemed in guilds for those who have a state and lack a living code.

    Whom the game refused it already is left out. A few questions for each guild, whatever its
    members and codes.
    """
    out = {one.guild_id for one in await store.guilds(guilds) if not one.is_served}
    served = [guild_id for guild_id in guilds if guild_id not in out]
    seen = await store.codes_in(served)
    runs: list[tuple[GuildId, str]] = []
    asked: defaultdict[str, set[Fid]] = defaultdict(set)
    for guild_id in served:
        codes = living_codes([*seen.shared, *seen.own.get(guild_id, ())])
        ready = [one for one in codes if not one.standing.rests(now)]
        fids = [
            member.fid async for some in store.members(guild_id) for member in some if member.state
        ]
        wanted = await _note_lacking(store, guild_id, ready, fids, asked)
        runs += [(guild_id, code) for code in wanted]
    members = set[Fid]().union(*asked.values())
    return Offer(runs, len(asked), len(members), sum(map(len, asked.values())))


async def _note_lacking(
    store: Store,
    guild_id: GuildId,
    codes: Sequence[CodeRecord],
    fids: Collection[Fid],
    asked: defaultdict[str, set[Fid]],
) -> Sequence[str]:
    """Add who lacks which code to `asked`, by code key; return the codes that somebody lacks."""
    subjects = {(guild_id, one.issue): one.code for one in codes}
    known = await store.batch_check(dict.fromkeys(subjects, fids))
    said = await store.attempts_of(subjects.keys())
    wanted: dict[str, None] = {}
    for subject, code in subjects.items():
        refused = said[subject]
        async for some in in_parts(known[subject].items()):
            lacking = [
                fid for fid, settled in some if not (settled or _has_ended(refused.get(fid)))
            ]
            if lacking:
                wanted[code] = None
                asked[code_key(code)].update(lacking)
    return list(wanted)


def _has_ended(attempt: Attempt | None) -> bool:
    return attempt is not None and ends_part(attempt.outcome, attempt.tries)


@dataclass(slots=True)
class _InTurn:
    """Shows one run after the other, each alone."""

    watch: Watch

    def show(self, event: Event) -> None:
        self.watch(event)


async def _redeem(
    store: AbstractAsyncContextManager[Store],
    access: GameAccess,
    process: Process,
    view: View,
    wanted: Wanted,
) -> Sequence[RunFinished]:
    """Work on runs one after the other until all are over, or somebody stops them."""
    clock, random = SystemClock(), Random()  # noqa: S311 - for jitter
    shown_now, ended = _InTurn(view.watch), list[RunFinished]()
    async with (
        store as opened,
        working_engine(opened, access, clock, random, shown_now.show, process) as engine,
    ):
        view.estimate = engine.estimate
        for guild_id, code in wanted:
            shown_now.watch = only(view.watch, guild_id, code)
            ended.append(await to_its_end(engine, guild_id, code))
            if ended[-1].end in (RunEnd.STOPPED, RunEnd.TAKEN, RunEnd.HALTED):
                break
    return ended
