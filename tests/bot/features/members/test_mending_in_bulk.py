"""An alliance of 300 of whom 45 are refused is mended by a leader in twelve presses and forms."""

from collections.abc import Mapping

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.simulator import Code, Player, World
from support.bot_play import RULES, Play, playing_bot
from support.bot_runs import refreshed_until
from support.discord_server import DiscordServer, Message
from support.interactions import command, press, submit
from support.rosters import enrolled, roster, trail

MOST = 12
"""Presses and forms, with the command that opens the panel."""

HOME = State(1_042)
FIDS = [Fid(31_180_001 + number) for number in range(300)]
ELSEWHERE: Mapping[Fid, State] = {
    fid: State(1_043 + number % 4) for number, fid in enumerate(FIDS[100:140])
}
UNKNOWN = FIDS[200:205]
"""Ids that were mistyped: the game knows no such players."""

CODES = ("SNOWDAY", "FROST")


class Hands:
    """A leader's, which count what they do."""

    def __init__(self, play: Play) -> None:
        self._leader = play.leader
        self.done = 0

    async def use(self, name: str) -> Message:
        """Use a command."""
        self.done += 1
        return await command(self._leader, name)

    async def press(self, seen: Message, button: str) -> Message:
        """Press a button."""
        self.done += 1
        return await press(self._leader, seen, button)

    async def fill(self, seen: Message, button: str, **typed: str) -> Message:
        """Press a button that opens a form, fill that in and send it: two things."""
        self.done += 2
        form = await (await self._leader.press(seen, button)).form()
        return await submit(self._leader, form, typed)


@pytest.fixture
def world() -> World:
    """Return the game, which knows where they really live."""
    players = [Player(fid, ELSEWHERE.get(fid, HOME)) for fid in FIDS if fid not in UNKNOWN]
    return World(players, [Code(code) for code in CODES], RULES)


async def begin(play: Play) -> None:
    """Enrol all in one state, and have the first code redeemed once: 45 are refused."""
    await play.set_up(state=HOME, enabled=True)
    await enrolled(play, *(Member(fid, HOME, f"Player {fid % 1_000:03}") for fid in FIDS))
    seen = await command(play.leader, "redeem", code=CODES[0])
    await refreshed_until(play.leader, seen, "failed: 45")
    assert await play.store.count_needs(play.guild_id) == {Need.WRONG_STATE: 45}


async def test_each_state_by_itself_takes_twelve_presses_and_forms(
    discord_server: DiscordServer, store_url: str, world: World
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, world) as play:
        await begin(play)
        hands = Hands(play)

        seen = await hands.press(await hands.use("autoredeem"), "Wrong states")
        for state in sorted({*ELSEWHERE.values()}):
            theirs = [str(fid) for fid, lives in ELSEWHERE.items() if lives == state]
            seen = await hands.fill(
                seen, "Set the state of these", state=str(state), ids="\n".join(theirs)
            )
        assert seen.text.startswith("Wrong states: 5")
        seen = await hands.press(await hands.press(seen, "Remove these"), "Yes, remove")

        assert hands.done <= MOST
        await check_mended(play)
        assert len(await trail(play)) == 6


async def test_all_states_pasted_at_once_take_half_as_many(
    discord_server: DiscordServer, store_url: str, world: World
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, world) as play:
        await begin(play)
        hands = Hands(play)

        seen = await hands.press(await hands.use("autoredeem"), "Wrong states")
        pasted = "\n".join(f"{fid} {state}" for fid, state in ELSEWHERE.items())
        seen = await hands.fill(seen, "Set the state of these", ids=pasted)
        await hands.press(await hands.press(seen, "Remove these"), "Yes, remove")

        assert hands.done <= MOST / 2
        await check_mended(play)


async def check_mended(play: Play) -> None:
    """Have everyone who is left in the right state, with all that is out, also what comes now."""
    there = await roster(play)
    assert {fid: one.state for fid, one in there.items()} == {
        fid: ELSEWHERE.get(fid, HOME) for fid in FIDS if fid not in UNKNOWN
    }
    for code in CODES:
        seen = await command(play.leader, "redeem", code=code)
        await refreshed_until(play.leader, seen, "295 of 295 have it")
    assert not await play.store.count_needs(play.guild_id)
    assert play.world.counters.by_answer["SUCCESS"] == len(CODES) * 295
    assert "⚠️" not in (await command(play.leader, "autoredeem")).text
