"""Removed from a guild, its runs stop; after thirty days all of its data is deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from support.bot_play import CLOCK, STATE, Play, becomes, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW, changes_to

ANN = Member(Fid(101), STATE)


async def test_removed_from_a_guild_its_runs_stop_and_back_there_they_go_on(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, per_minute=60) as play:
        await play.set_up(enabled=True)
        members = [Member(Fid(fid), STATE) for fid in range(101, 151)]
        await play.store.enrol(play.guild_id, members, by="test", at=NOW)
        await play.store.add_codes(["ALIVE"], at=NOW)
        await play.services.rollout.open_in(play.guild_id)
        await becomes(lambda: play.world.counters.requests > 0)
        await discord_server.remove_bot(play.guild)
        await becomes(lambda: not play.services.engine.open_runs)
        assert play.world.counters.requests < 50
        assert (await play.settings()).left_at is not None
        await discord_server.add_bot(play.guild)
        asked = play.world.counters.requests
        await becomes(lambda: play.world.counters.requests > asked)
        assert (await play.settings()).left_at is None


async def test_an_outage_of_discords_is_no_removal(play: Play) -> None:
    await play.server.guild_unavailable(play.guild)
    await play.server.heartbeat(2)
    assert (await play.settings()).left_at is None


async def test_what_happened_while_it_was_not_connected_is_caught_up_on(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls) as play:
        await play.set_up()
        await play.store.change_guilds(changes_to(GuildSettings(GuildId(5))), by="test", at=NOW)
        await play.bot._lifecycle.reconcile([play.guild_id])
        (gone,) = await play.store.guilds([GuildId(5)])
        assert gone.left_at
        assert (await play.settings()).left_at is None


async def test_after_thirty_days_all_data_of_a_guild_is_deleted(play: Play) -> None:
    settings = await play.settings()
    for days, kept in ((29, True), (31, False)):
        left = replace(settings, left_at=CLOCK.now() - timedelta(days=days))
        await play.store.change_guilds(changes_to(left), by="test", at=NOW)
        await play.store.enrol(play.guild_id, [ANN], by="test", at=NOW)
        await play.bot._lifecycle._purge_left_guilds()
        assert bool(await play.store.guilds([play.guild_id])) is kept
        assert bool(await play.store.count_members(play.guild_id)) is kept
