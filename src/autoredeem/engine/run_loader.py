"""What runs are made of: codes, rosters, answers of earlier times, each asked for all at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import structlog

from autoredeem.domain.codes import Standing, best_spelling, code_key
from autoredeem.domain.errors import EmptyRoster, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome
from autoredeem.engine.runs import Run, Typed
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.checked import Subject
from autoredeem.store.interface import Codes, Ledger, Players, Roster
from autoredeem.store.records import CodeRecord, RunRecord

log = structlog.get_logger(__name__)

Members = dict[Fid, Typed]


class RunFacts(Ledger, Roster, Players, Protocol):
    """What a run knows of a title's store: who is enrolled, who is settled, who got an answer."""

    title: str


def subject_of(run: Run) -> Subject:
    """Return what the store is asked about for a run."""
    return run.guild_id, run.issue


async def spellings_to_use(
    codes: Codes, wanted: Iterable[str], clock: Clock
) -> Mapping[str, CodeRecord]:
    """Return for each spelling which one to send and what is known of it; new codes become known.

    Its edition is that of the code: the latest of any spelling.
    """
    known: defaultdict[str, dict[str, CodeRecord]] = defaultdict(dict)
    asked = dict.fromkeys(wanted)
    for record in await codes.codes({code_key(one) for one in asked}):
        known[code_key(record.code)][record.code] = record
    to_use: dict[str, CodeRecord] = {}
    new: list[str] = []
    now = clock.now()
    for one in asked:
        spellings = known[code_key(one)]
        code = best_spelling(one, {name: record.standing for name, record in spellings.items()})
        if code in spellings:
            edition = max(record.standing.edition for record in spellings.values())
            to_use[one] = _of_edition(spellings[code], edition)
        else:
            # A run in one guild makes its code known, but nobody else's.
            to_use[one] = spellings[code] = CodeRecord(code, Standing(), now, now, shared=False)
            new.append(code)
    if new:
        await codes.add_codes(new, at=now, shared=False)
    return to_use


def no_members(guild_id: GuildId, title: str) -> EmptyRoster:
    """Return the error that there is no one to process."""
    return EmptyRoster(f"guild {guild_id} has no members enrolled for {title}")


async def read_rosters(
    roster: Roster, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
) -> Mapping[GuildId, Members]:
    """Return guilds' entries, or those that changed `since`; a guild without any is left out.

    Raises StoreUnavailable when they can't be read.
    """
    rosters: defaultdict[GuildId, Members] = defaultdict(dict)
    # Many say the same: with one entry for all, the collector has less to walk over.
    shared: dict[Typed, Typed] = {}
    async for batch in roster.entries(guilds, since):
        async for part in in_parts(batch):
            for guild_id, fid, state, level, priority in part:
                typed = Typed(state, level, priority)
                rosters[guild_id][fid] = shared.setdefault(typed, typed)
    return rosters


async def earlier_answers(
    ledger: Ledger, subjects: Collection[Subject]
) -> Mapping[Subject, Mapping[Fid, Attempt]]:
    """Return what spends no request on whom an answer decided, and goes on counting tries."""
    try:
        return await ledger.attempts_of(subjects)
    except StoreUnavailable as error:
        log.warning(f"Members who got an answer before are asked again: {error}")
        return {}


async def settled_since(
    ledger: Ledger, going_on: Mapping[Run, RunRecord]
) -> Mapping[Run, Mapping[Outcome, int]]:
    """Count, by outcome, who of runs was settled since they were opened, as the ledger says.

    What was saved may lack the last of it: whoever worked on a run may have been cut short.
    """
    opened = {subject_of(run): run.opened_at for run in going_on}
    try:
        settled = await ledger.settled_since(opened)
    except StoreUnavailable as error:
        log.warning(f"{_named(going_on)} from saved figures: {error}")
        return {run: _saved(record) for run, record in going_on.items()}
    return {run: _counted(run, settled[subject_of(run)]) for run in going_on}


def _of_edition(record: CodeRecord, edition: int) -> CodeRecord:
    return replace(record, standing=replace(record.standing, edition=edition))


def _counted(run: Run, settled: Mapping[Fid, Outcome]) -> Mapping[Outcome, int]:
    return Counter(how for fid, how in settled.items() if fid in run.settled)


def _saved(record: RunRecord) -> Mapping[Outcome, int]:
    saved = record.figures
    return {Outcome.REDEEMED: saved.redeemed, Outcome.ALREADY_REDEEMED: saved.already}


def _named(runs: Iterable[Run]) -> str:
    first, *others = runs
    if others:
        return f"{1 + len(others)} runs go on"
    return f"Code {first.code} in guild {first.guild_id} goes on"
