"""Members who need somebody, for the bot's tests."""

from collections.abc import Iterable

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer
from support.bot_play import Play
from support.bot_runs import enrol
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, press

WRONG = State(7)
"""A state that the tests' game knows none of its players in."""


async def refused(play: Play, fids: Iterable[int], state: State = WRONG) -> None:
    """Enrol members whose state the game has refused."""
    there = [Fid(fid) for fid in fids]
    await enrol(play, there, state=state, nickname="Ann")
    await play.store.note_players([KnownPlayer(fid, refused=((state, NOW),)) for fid in there])


async def wrong_states(play: Play) -> Message:
    """Return the list of wrong states, as a leader comes to it from the panel."""
    return await press(play.leader, await command(play.leader, "autoredeem"), "Wrong states")


async def states_of(play: Play, fids: Iterable[int]) -> list[State | None]:
    """Return the states of members, in the order of these ids."""
    members = await play.store.members_among(play.guild_id, [Fid(fid) for fid in fids])
    return [members[Fid(fid)].state for fid in fids]
