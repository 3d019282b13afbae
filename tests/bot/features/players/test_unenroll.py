"""Unenrolling: one's own account, after a confirmation that says what remains."""

from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store.records import RunStatus
from support.bot_play import STATE, Play, eventually, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import choose, command, press
from support.rosters import have

ANN, BOB = Fid(101), Fid(102)


async def test_an_account_goes_after_being_asked_and_the_ledger_remains(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    await play.store.settle([Settlement(play.guild_id, "GOT", ANN, Outcome.REDEEMED, NOW)])

    shown = await command(play.player, "unenroll", id="101")
    assert "What stays: which codes the player ID got" in shown.text
    assert await play.store.count_members(play.guild_id) == 1
    shown = await press(play.player, shown, "Yes, unenroll")

    assert "Unenrolled" in shown.text
    assert await play.store.count_members(play.guild_id) == 0
    assert await play.store.batch_check_members(play.guild_id, "GOT", [ANN]) == {ANN: True}
    (action,) = await play.store.actions(play.guild_id, limit=9)
    assert (action.what, action.user, action.details) == (
        "unenrolled",
        play.player.id,
        {"id": "101"},
    )


async def test_who_unenrolls_and_enrolls_again_gets_no_other_go(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up(enabled=True)
        await play.store.add_codes(["HIGH", "ALIVE"], at=NOW)
        for _ in range(3):
            await command(play.player, "enroll", id="31180101")
            await until_runs_are_done(play)
            shown = await command(play.player, "unenroll", id="31180101")
            await press(play.player, shown, "Yes, unenroll")
    assert play.world.counters.asked == {31180101: {"HIGH": 1, "ALIVE": 1}}


async def until_runs_are_done(play: Play) -> None:
    """Wait until the runs of both codes are over."""

    async def done() -> int:
        return len(await play.store.runs(RunStatus.DONE))

    await eventually(done, 2)


async def test_the_only_account_needs_no_id_and_of_several_one_is_chosen(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    shown = await command(play.player, "unenroll")
    assert "`101`" in shown.text

    await have(play, Member(BOB, STATE))
    shown = await command(play.player, "unenroll")
    shown = await choose(play.player, shown, "Which account?", "102")
    await press(play.player, shown, "Yes, unenroll")

    assert list(await play.store.members_among(play.guild_id, [ANN, BOB])) == [ANN]


async def test_thinking_better_of_it_changes_nothing(play: Play) -> None:
    await have(play, Member(ANN, STATE))

    shown = await command(play.player, "unenroll")
    shown = await press(play.player, shown, "Cancel")

    assert "Your account" in shown.text
    assert await play.store.count_members(play.guild_id) == 1


async def test_without_an_account_there_is_nothing_to_unenroll(play: Play) -> None:
    shown = await command(play.player, "unenroll")

    assert "You have no accounts here yet" in shown.text


async def test_an_account_that_nobody_owns_is_not_anybody_s_to_unenroll(play: Play) -> None:
    await play.store.enrol(play.guild_id, [Member(ANN)], by="1", at=NOW)

    shown = await command(play.player, "unenroll", id="101")

    assert "isn’t one of your accounts" in shown.text
    assert await play.store.count_members(play.guild_id) == 1


async def test_pressing_twice_says_that_it_is_done(play: Play) -> None:
    await have(play, Member(ANN, STATE))

    await (await play.player.forge("unenroll?id=101&sure=1")).message()
    shown = await (await play.player.forge("unenroll?id=101&sure=1")).message()

    assert "isn’t one of your accounts" in shown.text
    assert len(await play.store.actions(play.guild_id, limit=9)) == 1
