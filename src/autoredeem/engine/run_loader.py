"""From a guild and a code to a run that knows its members and who of them is settled."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import structlog

from autoredeem.domain.codes import Standing, best_spelling, code_key
from autoredeem.domain.errors import EmptyRoster, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Figures, Outcome
from autoredeem.engine.batch_check import check_membership
from autoredeem.engine.player_book import PlayerBook, look_up
from autoredeem.engine.runs import Run, Typed
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts, list_of
from autoredeem.store.interface import Codes, Ledger, Players, Roster
from autoredeem.store.records import CodeRecord, RunRecord

log = structlog.get_logger(__name__)


class RunFacts(Ledger, Roster, Players, Protocol):
    """What a run knows of a title's store: who is enrolled, who is settled, who got an answer."""

    title: str


async def spelling_to_use(codes: Codes, wanted: str, clock: Clock) -> CodeRecord:
    """Return the spelling to send and what is known of it, making a new code known.

    Its edition is that of the code: the latest of any spelling.
    """
    known = {record.code: record for record in await codes.codes([code_key(wanted)])}
    code = best_spelling(wanted, {name: one.standing for name, one in known.items()})
    if code in known:
        edition = max(one.standing.edition for one in known.values())
        return replace(known[code], standing=replace(known[code].standing, edition=edition))
    # A run in one guild makes its code known, but nobody else's.
    now = clock.now()
    await codes.add_codes([code], at=now, shared=False)
    return CodeRecord(code, Standing(), now, now, shared=False)


def no_members(guild_id: GuildId, title: str) -> EmptyRoster:
    """Return the error that there is no one to process."""
    return EmptyRoster(f"guild {guild_id} has no members enrolled for {title}")


async def read_roster(run: Run, roster: Roster) -> dict[Fid, Typed]:
    """Return the members' entries. Raises StoreUnavailable when the roster can't be read."""
    members: dict[Fid, Typed] = {}
    # Many say the same: with one entry for all, the collector has less to walk over.
    shared: dict[Typed, Typed] = {}
    async for batch in roster.members(run.guild_id):
        for one in batch:
            typed = Typed(one.state, one.level)
            members[one.fid] = shared.setdefault(typed, typed)
    return members


async def load_members(run: Run, store: RunFacts, players: PlayerBook, claimed: RunRecord) -> None:
    """Read the roster, ask who is settled and what is known of the others, and fill the run.

    Raises EmptyRoster, or StoreUnavailable when the roster can't be read: there is no one to
    process then.
    """
    members = await read_roster(run, store)
    if not members:
        raise no_members(run.guild_id, store.title)
    membership = await check_membership(store, run.guild_id, run.issue, members.keys())
    run.check_queries, run.check_failed = membership.queries, membership.failed
    unsettled = await list_of(fid for fid in members if fid not in membership.settled)
    await look_up(players, store, unsettled)
    async for part in in_parts(members.items()):
        run.load(part, membership.settled, players)
    if claimed.fence > 1:
        run.go_on_from(claimed.figures, await _settled_since(run, store, claimed.figures))
    attempts = await earlier_answers(run, store)
    async for answers in in_parts(attempts.values()):
        run.recall(answers, players)


async def earlier_answers(run: Run, ledger: Ledger) -> Mapping[Fid, Attempt]:
    """Return what spends no request on whom an answer decided, and goes on counting tries."""
    try:
        return await ledger.attempts(run.guild_id, run.issue)
    except StoreUnavailable as error:
        log.warning(f"Members who got an answer before are asked again: {error}")
        return {}


async def _settled_since(run: Run, ledger: Ledger, saved: Figures) -> Mapping[Outcome, int]:
    """Count, by outcome, who was settled since the run was opened, as the ledger says.

    What was saved may lack the last of it: whoever worked on the run may have been cut short.
    """
    try:
        rows = await ledger.redemptions(run.guild_id, [run.issue], run.settled)
    except StoreUnavailable as error:
        log.warning(f"Code {run.code} in guild {run.guild_id} goes on from saved figures: {error}")
        return {Outcome.REDEEMED: saved.redeemed, Outcome.ALREADY_REDEEMED: saved.already}
    return Counter(row.how for row in rows if row.at > run.opened_at)
