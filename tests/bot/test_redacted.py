"""What a server answers shows nobody the operator's secrets, though it repeats them."""

import asyncio

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.simulator import SIMULATOR_SALT
from autoredeem.simulator.faults import Fault, FaultKind
from support.bot_play import STATE, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command

ANN = Fid(101)


async def test_an_answer_that_repeats_the_salt_shows_it_to_nobody(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up(enabled=True)
        repeats = f"NOT WITH {SIMULATOR_SALT} SIR"
        play.world.script(Fault(FaultKind.ANSWER, times=None, words=repeats))
        await play.store.enrol(play.guild_id, [Member(ANN, STATE)], by="test", at=NOW)
        await play.store.judge({"ALIVE": Standing(Life.ALIVE)}, at=NOW)
        await command(play.leader, "redeem", code="ALIVE")
        async with asyncio.timeout(60):
            while not (found := await play.store.attempts(play.guild_id, "ALIVE")):  # noqa: ASYNC110 - a store has no event
                await asyncio.sleep(0.01)
        assert found[ANN].outcome is Outcome.UNKNOWN
        assert found[ANN].message == "NOT WITH *** SIR (49999)"
        shown = await command(play.leader, "members show", id=str(ANN))
    assert r"NOT WITH \*\*\* SIR" in shown.text
    assert not [call for call in discord_server.calls if SIMULATOR_SALT in f"{call.body}"]
