"""An alliance of 300 of whom 45 are refused is mended by a leader in twelve presses and forms."""

from support.bot_play import Play, playing_bot
from support.bot_runs import refreshed_until
from support.discord_server import DiscordServer, Message
from support.interactions import command, press, submit
from support.refused_alliance import CODES, ELSEWHERE, FIDS, HOME, UNKNOWN, begin, game, pasted
from support.rosters import roster, trail

MOST = 12
"""Presses and forms, with the command that opens the panel."""


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


async def test_each_state_by_itself_takes_twelve_presses_and_forms(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, game()) as play:
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
        assert len(await trail(play)) == 6
        await check_mended(play)


async def test_all_states_pasted_at_once_take_half_as_many(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, game()) as play:
        await begin(play)
        hands = Hands(play)

        seen = await hands.press(await hands.use("autoredeem"), "Wrong states")
        seen = await hands.fill(seen, "Set the state of these", ids=pasted(ELSEWHERE))
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
