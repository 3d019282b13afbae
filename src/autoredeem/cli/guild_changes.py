"""What the commands about a server share: changing it, and opening in the store what is for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from autoredeem.domain.guilds import Action, GuildChanges
from autoredeem.domain.ids import COMMAND_LINE, GuildId
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store
from autoredeem.store.records import Again

BY = "command line"
"""The author of what is written by command, as the store keeps it."""

NAMED_IN_TRAIL = 5
"""Members whose ids a line of the trail has."""

GuildArgument = Annotated[str, typer.Argument(metavar="ID", help="The Discord server's id.")]


async def change_guild(
    store: Store,
    guild_id: GuildId,
    changes: GuildChanges,
    trail: Mapping[str, Mapping[str, str]],
    at: datetime,
) -> None:
    """Change a server's settings; `trail` has a line for each kind, with its details."""
    await store.change_guilds({guild_id: changes}, by=BY, at=at)
    await note_in_trail(store, guild_id, trail, at)


async def note_in_trail(
    store: Store, guild_id: GuildId, trail: Mapping[str, Mapping[str, str | int]], at: datetime
) -> None:
    """Write into a server's trail what was done by command: a line for each kind."""
    lines = (
        Action(f"{guild_id}-{kind}-{at.isoformat()}", guild_id, at, COMMAND_LINE, kind, details)
        for kind, details in trail.items()
    )
    await store.note_actions(list(lines))


async def open_in_store(store: Store, guild_id: GuildId, at: datetime) -> None:
    """Open all codes that are for a server, if it wants codes: whoever sends works on them."""
    from autoredeem.codes import Rollout  # noqa: PLC0415 - the log's library is not for --help

    await Rollout(store, _Opening(store, at), SystemClock()).open_in(guild_id)


async def share_what_was_found(store: Store, guild_id: GuildId, at: datetime) -> None:
    """Share what a server found before it shared, and another one that shares found, too."""
    from autoredeem.codes.sharing import share_found_in  # noqa: PLC0415 - as above

    await share_found_in(store, guild_id, at=at)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opens runs in the store alone, in an engine's place."""

    store: Store
    at: datetime

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Open runs."""
        again = Again.ANEW if anew else Again.FOR_NEW
        await self.store.want_runs(wanted, at=self.at, again=again)
