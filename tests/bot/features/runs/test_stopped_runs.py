"""A run that a manager stopped stays stopped until a manager resumes it, whoever enrolls."""

from pathlib import Path

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.engine.events import RunFinished
from support.bot_play import STATE, becomes, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command

SLOW = 60


async def test_an_enrolment_does_not_wake_a_run_that_was_stopped(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, per_minute=SLOW) as play:
        await play.set_up(enabled=True)
        members = [Member(Fid(fid), STATE) for fid in range(101, 121)]
        await play.store.enrol(play.guild_id, members, by="test", at=NOW)
        await command(play.leader, "codes add", codes="ALIVE")
        await becomes(lambda: play.world.counters.requests > 0)
        await play.services.engine.stop([(play.guild_id, code_key("ALIVE"))])
        await becomes(lambda: any(isinstance(event, RunFinished) for event in play.events))
        asked = play.world.counters.requests

        assert "Enrolled" in (await command(play.player, "enroll", id="31180150")).text

        (run,) = await play.store.runs()
        assert (run.stop, run.due) == (True, None)
        assert play.world.counters.requests == asked
        await play.leader.command("redeem", code="ALIVE")
        await becomes(lambda: play.world.counters.requests > asked)
