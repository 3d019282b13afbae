"""From a guild and a code to a run that knows its members and who of them is settled."""

import structlog

from autoredeem.domain.codes import Standing, best_spelling, code_key
from autoredeem.domain.errors import EmptyRoster, StoreUnavailable
from autoredeem.domain.players import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.membership import check_membership
from autoredeem.engine.runs import Run
from autoredeem.observe.clock import Clock
from autoredeem.observe.slices import in_slices
from autoredeem.store.interface import Codes, Store

log = structlog.get_logger(__name__)


async def spelling_to_use(codes: Codes, wanted: str, clock: Clock) -> tuple[str, Standing]:
    """Choose the spelling to send and give its standing, making a new code known."""
    known = {record.code: record.standing for record in await codes.codes([code_key(wanted)])}
    code = best_spelling(wanted, known)
    if code not in known:
        await codes.add_codes([code], at=clock.now())
    return code, known.get(code, Standing())


async def load_members(run: Run, store: Store) -> None:
    """Read the roster, ask who is settled, and fill the run. Raises EmptyRoster.

    Raises StoreUnavailable when the roster can't be read: there is no one to process then.
    """
    members: dict[Fid, State | None] = {}
    async for batch in store.members(run.guild_id):
        members.update((m.fid, m.state or members.get(m.fid)) for m in batch)
    if not members:
        raise EmptyRoster(f"guild {run.guild_id} has no members enrolled for {store.title}")
    membership = await check_membership(store, run.guild_id, run.code, members.keys())
    run.check_queries, run.check_failed = membership.queries, membership.failed
    async for part in in_slices(members.items()):
        run.load(part, membership.settled)
    await _leave_out_wrong_states(run, store)


async def _leave_out_wrong_states(run: Run, store: Store) -> None:
    """Spend no request on a member whose state the game refused and nobody has mended since."""
    try:
        attempts = await store.attempts(run.guild_id, run.code)
    except StoreUnavailable as error:
        log.warning(f"Members with a wrong state are asked again: {error}")
        return
    for fid, attempt in attempts.items():
        refused = attempt.outcome is Outcome.WRONG_STATE
        if refused and run.pending.get(fid) == attempt.state:
            run.fail(fid, attempt.outcome)
