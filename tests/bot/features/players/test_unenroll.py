"""Unenrolling: one's own account, after a confirmation that says what remains."""

from autoredeem.domain.players import Fid, Member, UserId
from autoredeem.domain.redemptions import Outcome, Settlement
from support.bot_play import STATE, Play
from support.facts import NOW

ANN, BOB = Fid(101), Fid(102)


async def test_an_account_goes_after_being_asked_and_the_ledger_remains(play: Play) -> None:
    await enroll(play, ANN)
    await play.store.settle([Settlement(play.guild_id, "GOT", ANN, Outcome.REDEEMED, NOW)])

    shown = await (await play.player.command("unenroll", id="101")).message()
    assert "What remains: which codes the player ID got" in shown.text
    assert await play.store.count_members(play.guild_id) == 1
    shown = await (await play.player.press(shown, "Yes, unenroll")).message()

    assert "Unenrolled" in shown.text
    assert await play.store.count_members(play.guild_id) == 0
    assert await play.store.check_members(play.guild_id, "GOT", [ANN]) == {ANN: True}
    (action,) = await play.store.actions(play.guild_id, limit=9)
    assert (action.what, action.user, action.details) == (
        "unenrolled",
        play.player.id,
        {"id": "101"},
    )


async def test_the_only_account_needs_no_id_and_of_several_one_is_chosen(play: Play) -> None:
    await enroll(play, ANN)
    shown = await (await play.player.command("unenroll")).message()
    assert "`101`" in shown.text

    await enroll(play, BOB)
    shown = await (await play.player.command("unenroll")).message()
    shown = await (await play.player.choose(shown, "Which account?", "102")).message()
    await (await play.player.press(shown, "Yes, unenroll")).message()

    assert list(await play.store.members_among(play.guild_id, [ANN, BOB])) == [ANN]


async def test_thinking_better_of_it_changes_nothing(play: Play) -> None:
    await enroll(play, ANN)

    shown = await (await play.player.command("unenroll")).message()
    shown = await (await play.player.press(shown, "Cancel")).message()

    assert "Your account" in shown.text
    assert await play.store.count_members(play.guild_id) == 1


async def test_without_an_account_there_is_nothing_to_unenroll(play: Play) -> None:
    shown = await (await play.player.command("unenroll")).message()

    assert "You have no accounts here yet" in shown.text


async def test_an_account_that_nobody_owns_is_not_anybody_s_to_unenroll(play: Play) -> None:
    await play.store.enrol(play.guild_id, [Member(ANN)], by="1", at=NOW)

    shown = await (await play.player.command("unenroll", id="101")).message()

    assert "is not one of your accounts" in shown.text
    assert await play.store.count_members(play.guild_id) == 1


async def test_pressing_twice_says_that_it_is_done(play: Play) -> None:
    await enroll(play, ANN)

    await (await play.player.forge("unenroll?id=101&sure=1")).message()
    shown = await (await play.player.forge("unenroll?id=101&sure=1")).message()

    assert "is not one of your accounts" in shown.text
    assert len(await play.store.actions(play.guild_id, limit=9)) == 1


async def enroll(play: Play, fid: Fid) -> None:
    own = Member(fid, STATE, owner=UserId(play.player.id))
    await play.store.enrol(play.guild_id, [own], by="1", at=NOW)
