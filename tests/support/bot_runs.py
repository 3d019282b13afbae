"""Steps that tests of codes and runs share, with the whole bot."""

import asyncio
from collections.abc import Iterable
from typing import Any

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.simulator.faults import Fault, FaultKind
from support.bot_play import STATE, Play
from support.discord_server import MANAGE_GUILD, Message, Person
from support.facts import NOW, changes_to
from support.interactions import press
from support.rosters import enrolled

PATIENCE = 60.0

EVERYONE = [Fid(fid) for fid in range(101, 111)]
"""Ten of the players that the tests' game knows."""

NEVER = Fault(FaultKind.TOO_MANY_REQUESTS, times=None, seconds=600)
"""The game has everyone wait: a run that is begun now goes on until the test has seen it."""


async def enrol(
    play: Play, fids: Iterable[int] = EVERYONE, state: State | None = STATE, nickname: str = ""
) -> None:
    """Enrol players in the guild."""
    await enrolled(play, *(Member(Fid(fid), state, nickname) for fid in fids))


async def stranger(play: Play, **chosen: Any) -> Person:  # noqa: ANN401 - the fields of GuildSettings
    """Return a leader of another guild that is set up."""
    south = play.server.guild("South", channels=("general", "results"))
    settings = GuildSettings(GuildId(south.id), chosen_at=NOW, **chosen)
    await play.store.change_guilds(changes_to(settings), by="test", at=NOW)
    return play.server.person(guild=south, permissions=MANAGE_GUILD)


async def refreshed_until(person: Person, message: Message, words: str) -> Message:
    """Press Refresh until the answer has these words."""
    async with asyncio.timeout(PATIENCE):
        while words not in message.text:
            message = await press(person, message, "Refresh")
    return message


async def done_of(play: Play) -> list[str]:
    """Return the kinds of the guild's audit trail, oldest first."""
    return [one.what for one in reversed(await play.store.actions(play.guild_id, limit=50))]
