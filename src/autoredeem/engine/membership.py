"""Who still needs this code: the batch check."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import structlog

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.players import Fid, GuildId
from autoredeem.observe.slices import in_slices
from autoredeem.store.interface import Ledger

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Membership:
    """What the check came to.

    `unknown` counts those about whom the store could not be asked: they are processed rather than
    no one, as a gift lost weighs more than a request too many. `queries` is what the check cost.
    """

    settled: set[Fid]
    unknown: int
    queries: int

    @property
    def failed(self) -> bool:
        """Whether any part of the question stayed without an answer."""
        return self.unknown > 0


async def check_membership(
    ledger: Ledger, guild_id: GuildId, code: str, fids: Collection[Fid]
) -> Membership:
    """Ask the store once who of `fids` is settled. A failed check is an answer of its own kind."""
    known: Mapping[Fid, bool]
    log.info(f"Batch checking {len(fids)} members for code {code}")
    try:
        checked = await ledger.check_members(guild_id, code, fids)
        known, queries = checked, checked.queries
    except StoreUnavailable as error:
        log.warning(
            f"Error during batch check, falling back to processing all members: {error}",
            asked=len(fids),
            known=len(error.known),
        )
        known, queries = error.known, error.queries
    settled: set[Fid] = set()
    async for part in in_slices(known.items()):
        settled.update(fid for fid, is_settled in part if is_settled)
    if len(known) == len(fids):
        log.info(
            f"Batch check complete: {len(fids) - len(settled)} to process,"
            f" {len(settled)} already redeemed"
        )
    return Membership(settled, unknown=len(fids) - len(known), queries=queries)
