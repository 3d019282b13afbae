"""Who still needs these codes: the batch check."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import structlog

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid
from autoredeem.engine.runs import Run
from autoredeem.observe.cooperative import Slices, in_parts
from autoredeem.store.checked import Checked, Subject
from autoredeem.store.interface import Ledger

log = structlog.get_logger(__name__)

ASK_AGAIN = 30.0
"""Seconds between two tries of a check that failed."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What the check came to for a run.

    `unknown` counts those about whom the store could not be asked: they are processed rather than
    no one, as a gift lost weighs more than a request too many. `queries` is how many questions
    asked about any of the run's members: what the check cost, or less than that where other runs'
    members were asked about by the same ones.
    """

    settled: set[Fid]
    unknown: int
    queries: int
    trouble: str = ""

    @property
    def failed(self) -> bool:
        """Whether the store could not answer, or not all of it; `trouble` says why."""
        return bool(self.trouble)


NOBODY = Membership(set(), 0, 0)
"""The check of a run none of whose members had to be asked about."""

Memberships = Mapping[Subject, Membership]
Asked = Mapping[Subject, Collection[Fid]]


async def check_memberships(ledger: Ledger, asked: Asked) -> Memberships:
    """Ask the store once who is settled, for all subjects. What fails is told of each by itself."""
    if not asked:
        return {}
    members = sum(map(len, asked.values()))
    log.info(f"Batch checking {members} members for {_named(asked)}")
    memberships = await _ask(ledger, asked)
    settled = sum(len(one.settled) for one in memberships.values())
    if trouble := next((one.trouble for one in memberships.values() if one.failed), ""):
        log.warning(
            f"Error during batch check, falling back to processing all members: {trouble}",
            asked=members,
            unknown=sum(one.unknown for one in memberships.values()),
        )
    else:
        log.info(
            f"Batch check complete: {members - settled} to process, {settled} already redeemed"
        )
    return memberships


async def unsettled(asked: Asked, memberships: Memberships) -> Collection[Fid]:
    """Return all who are not known to be settled, of any subject."""
    left: dict[Fid, None] = {}
    slices = Slices()
    for subject, fids in asked.items():
        settled = memberships[subject].settled
        async for part in in_parts(fids, slices):
            left.update((fid, None) for fid in part if fid not in settled)
    return left


class FailedChecks:
    """Puts questions that failed again, every 30 s, until each is answered or too late.

    `found` gets what is known of a run each time: whoever proves settled need not be asked any
    more. All that have failed are asked about by the same questions.
    """

    def __init__(
        self,
        ledger: Ledger,
        is_open: Callable[[Run], bool],
        found: Callable[[Run, Membership], None],
    ) -> None:
        self._ledger = ledger
        self._is_open = is_open
        self._found = found
        self._runs: dict[Run, None] = {}

    def add(self, run: Run) -> bool:
        """Add a run whose check failed; return whether `serve` has to be called for it."""
        first = not self._runs
        self._runs[run] = None
        return first

    async def serve(self) -> None:
        """Ask until no question is left."""
        while self._runs:
            await asyncio.sleep(ASK_AGAIN)
            await self._ask_again()

    async def _ask_again(self) -> None:
        asked: dict[Subject, Collection[Fid]] = {}
        runs: dict[Subject, Run] = {}
        slices = Slices()
        for run in list(self._runs):
            if run.pending and self._is_open(run):
                subject = run.guild_id, run.issue
                runs[subject], asked[subject] = run, list(run.pending)
            else:
                del self._runs[run]
            await slices.pause()
        for subject, membership in (await _ask(self._ledger, asked)).items():
            run = runs[subject]
            self._found(run, membership)
            if not membership.failed:
                self._runs.pop(run, None)
                log.info(
                    f"The check that failed is answered: {len(membership.settled)} more had code"
                    f" {run.code} already"
                )


async def _ask(ledger: Ledger, asked: Asked) -> Memberships:
    answer: Mapping[Subject, Checked]
    trouble = ""
    try:
        answer = checked = await ledger.batch_check(asked)
        queries = checked.queries
    except StoreUnavailable as error:
        answer, queries, trouble = error.known, error.queries, str(error)
    memberships: dict[Subject, Membership] = {}
    slices = Slices()
    for subject, fids in asked.items():
        known = answer.get(subject) or Checked()
        settled: set[Fid] = set()
        async for part in in_parts(known.items(), slices):
            settled.update(fid for fid, is_settled in part if is_settled)
        unknown = len(fids) - len(known)
        cost = queries if len(asked) == 1 else known.queries
        memberships[subject] = Membership(settled, unknown, cost, trouble if unknown else "")
    return memberships


def _named(asked: Asked) -> str:
    (_, code), *others = asked
    return f"{len(asked)} runs" if others else f"code {code}"
