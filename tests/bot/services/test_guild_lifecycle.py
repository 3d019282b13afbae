"""Removed from a guild, its runs stop; after thirty days all of its data is deleted."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

from autoredeem.bot.gateway.client import ReadyGuilds, shard_of
from autoredeem.bot.services.guild_lifecycle import FEW
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import NOBODY, Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.domain.pseudonyms import new_pseudonym
from autoredeem.store import open_store
from autoredeem.store.records import RunKey, RunStatus
from support.bot_play import CLOCK, STATE, Play, becomes, eventually, playing_bot
from support.discord_server import DiscordServer, Guild
from support.facts import NOW, action, changes_to

ANN = Member(Fid(101), STATE)
FIVE = [Member(Fid(fid), STATE) for fid in range(101, 106)]


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


async def test_leaving_and_coming_back_gives_nobody_another_go(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, per_minute=60) as play:
        await play.set_up(enabled=True)
        await play.store.enrol(play.guild_id, FIVE, by="test", at=NOW)
        await play.store.add_codes(["HIGH"], at=NOW)
        await play.services.rollout.open_in(play.guild_id)
        # in the middle of the run, at once
        await becomes(lambda: play.world.counters.requests > 1)
        await discord_server.remove_bot(play.guild)
        await discord_server.add_bot(play.guild)
        await until_done(play, "HIGH")
        # after it
        for _ in range(2):
            await discord_server.remove_bot(play.guild)
            await until_left(play, play.guild.id)
            await discord_server.add_bot(play.guild)
            await until_left(play)
        await play.services.rollout.open_in(play.guild_id)
        await until_done(play, "HIGH")
    assert play.world.counters.asked == {one.fid: {"HIGH": 1} for one in FIVE}


async def test_what_a_manager_stopped_stays_stopped_when_the_bot_leaves_and_comes_back(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}, per_minute=60) as play:
        await play.set_up(enabled=True)
        await play.store.enrol(play.guild_id, FIVE, by="test", at=NOW)
        stopped = (play.guild_id, code_key("SECOND"))
        await play.services.engine.want([(play.guild_id, "ALIVE"), (play.guild_id, "SECOND")])
        await play.services.engine.stop([stopped])
        await eventually(partial(owners_of, play, stopped), [""])
        await discord_server.remove_bot(play.guild)
        await until_left(play, play.guild.id)
        await discord_server.add_bot(play.guild)
        await until_left(play)
        await until_done(play, "ALIVE")
        (second,) = await play.store.runs(among=[stopped])
    assert (second.stop, second.due) == (True, None)


async def test_a_few_guilds_that_are_gone_are_left_without_asking(
    discord_server: DiscordServer, store_url: str
) -> None:
    guilds = await guilds_in(discord_server, store_url, gone=FEW, here=0)
    async with playing_bot(discord_server, {"wos": store_url}, guild=guilds[0]) as play:
        await until_left(play, *(one.id for one in guilds))
    assert not asked_about(discord_server)


async def test_many_guilds_that_are_gone_but_not_most_are_left_without_asking(
    discord_server: DiscordServer, store_url: str
) -> None:
    gone = FEW + 2
    guilds = await guilds_in(discord_server, store_url, gone=gone, here=gone)
    async with playing_bot(discord_server, {"wos": store_url}, guild=guilds[0]) as play:
        await until_left(play, *(one.id for one in guilds[:gone]))
    assert not asked_about(discord_server)


async def test_where_most_guilds_seem_gone_only_those_are_left_of_which_discord_confirms_it(
    discord_server: DiscordServer, store_url: str
) -> None:
    guilds = await guilds_in(discord_server, store_url, gone=3, untold=FEW, here=2)
    gone, untold = guilds[:3], guilds[3 : 3 + FEW]
    async with playing_bot(discord_server, {"wos": store_url}, guild=guilds[0]) as play:
        await until_left(play, *(one.id for one in gone))
        runs = await play.store.runs_in([GuildId(one.id) for one in guilds])
        assert {run.guild_id for run in runs if run.stop} <= {one.id for one in gone}
    assert asked_about(discord_server) == {one.id for one in (*gone, *untold)}


async def test_where_discord_does_not_say_whether_they_are_gone_nothing_is_left_or_stopped(
    discord_server: DiscordServer, store_url: str
) -> None:
    guilds = await guilds_in(discord_server, store_url, gone=FEW + 1, here=0)
    fault = discord_server.answer("GET", rf"/guilds/{guilds[-1].id}$", 403, {"code": 0})
    async with playing_bot(discord_server, {"wos": store_url}, guild=guilds[0]) as play:
        await discord_server.until(lambda: not fault.times, "the question that is not answered")
        assert await caught_up(play) == set()
        assert not any(run.stop for run in await play.store.runs())


async def test_guilds_of_other_shards_are_none_of_this_client_s_business(play: Play) -> None:
    others = [GuildId(number << 22) for number in range(3, 23, 2)]
    assert {shard_of(one, 2) for one in others} == {1}
    settings = [GuildSettings(one) for one in others]
    await play.store.change_guilds(changes_to(*settings), by="test", at=NOW)

    async def never(_: GuildId) -> bool:
        raise AssertionError("nobody is to be asked")

    present = ReadyGuilds(frozenset(), lambda one: shard_of(one, 2) == 0, never)
    await play.bot._lifecycle.reconcile(present)
    await play.bot._lifecycle._to_do.join()

    assert await play.store.guilds(others) == settings


async def test_after_thirty_days_all_data_of_a_guild_is_deleted(play: Play) -> None:
    settings = await play.settings()
    for days, kept in ((29, True), (31, False)):
        left = replace(settings, left_at=CLOCK.now() - timedelta(days=days))
        await play.store.change_guilds(changes_to(left), by="test", at=NOW)
        await play.store.enrol(play.guild_id, [ANN], by="test", at=NOW)
        await play.bot._lifecycle._purge_left_guilds()
        assert bool(await play.store.guilds([play.guild_id])) is kept
        assert bool(await play.store.count_members(play.guild_id)) is kept


async def test_a_pseudonym_that_is_over_leaves_the_trails(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    url, guild = f"sqlite:///{tmp_path / 'wos.db'}", GuildId(5)
    over = new_pseudonym(CLOCK.now() - timedelta(days=32), Random(1))
    async with open_store(url) as store:
        await store.note_actions([action(user=over, guild_id=guild)])

    async with playing_bot(discord_server, {"wos": url}) as play:
        trail = partial(play.store.actions, guild, limit=9)
        await eventually(trail, [action(user=NOBODY, guild_id=guild)])


async def guilds_in(
    server: DiscordServer, url: str, *, gone: int, here: int, untold: int = 0
) -> list[Guild]:
    """Make guilds that are set up, each with a run: some left the bot out while it was off.

    Of the `untold` the bot is not told when it connects, though it is there.
    """
    guilds = [server.guild(f"Guild {number}") for number in range(gone + untold + here)]
    for number, guild in enumerate(guilds):
        guild.has_bot, guild.untold = number >= gone, gone <= number < gone + untold
    ids = [GuildId(guild.id) for guild in guilds]
    async with open_store(url, "wos") as store:
        await store.change_guilds(changes_to(*map(GuildSettings, ids)), by="test", at=NOW)
        await store.want_runs([(one, "ALIVE") for one in ids], at=NOW)
    return guilds


async def left_guilds(play: Play) -> set[int]:
    """Return which guilds the bot has left, as far as the store knows."""
    return {one.guild_id for one in await play.store.guilds() if one.left_at}


async def caught_up(play: Play) -> set[int]:
    """Return the same when the catching up that has begun is over."""
    await play.bot._lifecycle._to_do.join()
    return await left_guilds(play)


def asked_about(server: DiscordServer) -> set[int]:
    """Return of which guilds Discord was asked whether the bot is there."""
    calls = server.called("GET", r"/guilds/\d+$")
    return {int(call.places["guild_id"]) for call in calls}


async def owners_of(play: Play, *keys: RunKey) -> list[str]:
    """Return who works on runs."""
    return [run.owner for run in await play.store.runs(among=keys)]


async def until_left(play: Play, *guilds: int) -> None:
    """Wait until these are the guilds that the bot has left."""
    await eventually(partial(left_guilds, play), set(guilds))


async def until_done(play: Play, code: str) -> None:
    """Wait until the guild's run of a code is done."""

    async def is_done() -> bool:
        (run,) = await play.store.runs(among=[(play.guild_id, code_key(code))])
        return run.status is RunStatus.DONE

    await eventually(is_done, wanted=True)
