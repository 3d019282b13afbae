"""Opening for a server, in the store alone, what is for it; what its commands share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from autoredeem.domain.ids import GuildId
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store
from autoredeem.store.records import Again

BY = "command line"
"""The author of what is written by command, as the store keeps it."""

GuildArgument = Annotated[str, typer.Argument(metavar="ID", help="The Discord server's id.")]


async def open_in_store(store: Store, guild_id: GuildId, at: datetime) -> None:
    """Open all codes that are for a server, if it wants codes: whoever sends works on them."""
    from autoredeem.codes import Rollout  # noqa: PLC0415 - the log's library is not for --help

    await Rollout(store, _Opening(store, at), SystemClock()).open_in(guild_id)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opens runs in the store alone, in an engine's place."""

    store: Store
    at: datetime

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Open runs."""
        again = Again.ANEW if anew else Again.FOR_NEW
        await self.store.want_runs(wanted, at=self.at, again=again)
