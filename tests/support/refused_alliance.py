"""An alliance of 300 of whom the game refuses 45: 40 live in four other states, 5 ids are wrong."""

from collections.abc import Mapping

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.simulator import Code, Player, World
from support.bot_play import RULES, Play
from support.bot_runs import refreshed_until
from support.interactions import command
from support.rosters import enrolled

HOME = State(1_042)
FIDS = [Fid(31_180_001 + number) for number in range(300)]
ELSEWHERE: Mapping[Fid, State] = {
    fid: State(1_043 + number % 4) for number, fid in enumerate(FIDS[100:140])
}
UNKNOWN = FIDS[200:205]
"""Ids that were mistyped: the game knows no such players."""

CODES = ("SNOWDAY26", "FURNACE30")
NAMES = ("Aurora", "Frostbite", "Борис", "فاطمة", "Blizzard", "Ice-Queen", "Yeti", "Ragnar")


def game() -> World:
    """Return the game, which knows where they really live."""
    players = [Player(fid, ELSEWHERE.get(fid, HOME)) for fid in FIDS if fid not in UNKNOWN]
    return World(players, [Code(code) for code in CODES], RULES)


async def begin(play: Play) -> None:
    """Enrol all in one state, and have the first code redeemed once: 45 are refused."""
    await play.set_up(state=HOME, enabled=True)
    await enrolled(play, *(Member(fid, HOME, _name(fid)) for fid in FIDS))
    seen = await command(play.leader, "redeem", code=CODES[0])
    await refreshed_until(play.leader, seen, "failed: 45")
    assert await play.store.count_needs(play.guild_id) == {Need.WRONG_STATE: 45}


def pasted(fids: Mapping[Fid, State]) -> str:
    """Return players with their states, as a leader pastes them."""
    return "\n".join(f"{fid} {state}" for fid, state in fids.items())


def _name(fid: Fid) -> str:
    return f"{NAMES[fid % len(NAMES)]} {fid % 1_000}"
