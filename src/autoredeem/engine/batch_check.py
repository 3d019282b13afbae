"""Who still needs this code: the batch check."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import structlog

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.engine.runs import Run
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.interface import Ledger

log = structlog.get_logger(__name__)

ASK_AGAIN = 30.0
"""Seconds between two tries of a check that failed."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What the check came to.

    `unknown` counts those about whom the store could not be asked: they are processed rather than
    no one, as a gift lost weighs more than a request too many. `queries` is what the check cost.
    """

    settled: set[Fid]
    unknown: int
    queries: int
    trouble: str = ""

    @property
    def failed(self) -> bool:
        """Whether the store could not answer, or not all of it; `trouble` says why."""
        return bool(self.trouble)


async def check_membership(
    ledger: Ledger, guild_id: GuildId, code: str, fids: Collection[Fid]
) -> Membership:
    """Ask the store once who of `fids` is settled. A failed check is an answer of its own kind."""
    log.info(f"Batch checking {len(fids)} members for code {code}")
    membership = await _ask(ledger, guild_id, code, fids)
    if membership.failed:
        log.warning(
            "Error during batch check, falling back to processing all members:"
            f" {membership.trouble}",
            asked=len(fids),
            unknown=membership.unknown,
        )
    else:
        settled = len(membership.settled)
        log.info(
            f"Batch check complete: {len(fids) - settled} to process, {settled} already redeemed"
        )
    return membership


async def check_again(
    ledger: Ledger, run: Run, found: Callable[[Membership], None], wait: float = ASK_AGAIN
) -> None:
    """Put a question that failed again, every `wait` seconds, until it is answered or too late.

    `found` gets what is known each time: whoever proves settled need not be asked any more.
    """
    while run.pending:
        await asyncio.sleep(wait)
        membership = await _ask(ledger, run.guild_id, run.issue, list(run.pending))
        found(membership)
        if not membership.failed:
            log.info(
                f"The check that failed is answered: {len(membership.settled)} more had code"
                f" {run.code} already"
            )
            return


async def _ask(ledger: Ledger, guild_id: GuildId, code: str, fids: Collection[Fid]) -> Membership:
    known: Mapping[Fid, bool]
    trouble = ""
    try:
        known = checked = await ledger.batch_check_members(guild_id, code, fids)
        queries = checked.queries
    except StoreUnavailable as error:
        known, queries, trouble = error.known, error.queries, str(error)
    settled: set[Fid] = set()
    async for part in in_parts(known.items()):
        settled.update(fid for fid, is_settled in part if is_settled)
    return Membership(settled, len(fids) - len(known), queries, trouble)
