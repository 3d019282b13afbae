"""What is stored of a person, its deletion, and opting out: in every guild and game."""

from autoredeem.domain.guilds import Action, OptOut
from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.pseudonyms import is_pseudonym, mark_of
from autoredeem.domain.redemptions import Outcome, Settlement
from support.bot_play import STATE, Play
from support.facts import NOW
from support.interactions import choose, command, press
from support.rosters import have

ANN, BOB, CAT = Fid(101), Fid(102), Fid(103)
SOUTH = GuildId(77)


async def test_of_other_guilds_only_counts_are_shown(empty_play: Play) -> None:
    play = await everywhere(empty_play)

    shown = await (await play.player.forge("my-data")).message()

    assert "1 account on this server" in shown.text
    assert "2 accounts on 1 other server" in shown.text
    assert "block list" not in shown.text
    assert "among the last actions here: 1" in shown.text
    for secret in ("South", "102", "103", "Secret"):
        assert secret not in shown.text


async def test_what_is_a_person_s_is_deleted_everywhere_and_the_ledger_remains(
    empty_play: Play,
) -> None:
    play = await everywhere(empty_play)
    await play.store.settle([Settlement(play.guild_id, "GOT", ANN, Outcome.REDEEMED, NOW)])

    shown = await (await play.player.forge("my-data")).message()
    shown = await press(play.player, shown, "Delete my data")
    assert "What stays" in shown.text
    assert await owned(play)
    shown = await press(play.player, shown, "Yes, delete")

    assert "3 accounts were unenrolled" in shown.text
    assert not await owned(play)
    assert await play.store.batch_check_members(play.guild_id, "GOT", [ANN]) == {ANN: True}


async def test_no_trail_names_whoever_had_their_data_deleted(empty_play: Play) -> None:
    play = await everywhere(empty_play)

    await (await play.player.forge("forget-me?sure=1")).message()

    trails = [
        await services.store.actions(guild, limit=99)
        for services in play.titles.values()
        for guild in (play.guild_id, SOUTH)
    ]
    (pseudonym,) = {action.user for trail in trails for action in trail}
    assert is_pseudonym(pseudonym)
    (south,) = await play.titles["kingshot"].store.actions(SOUTH, limit=9)
    assert (south.what, south.details) == ("forgotten", {"id": "103"})
    shown = await (await play.leader.forge("audit")).message()
    somebody = f"Somebody ({mark_of(pseudonym)})"
    assert f"{somebody} deleted all their data, with account 101" in shown.text


async def test_deleting_twice_finds_nothing_more(play: Play) -> None:
    for _ in range(2):
        shown = await (await play.player.forge("forget-me?sure=1")).message()
        assert "0 accounts were unenrolled" in shown.text
    assert not await play.store.actions(play.guild_id, limit=9)


async def test_opt_outs_outlive_the_data_and_that_is_said_before(play: Play) -> None:
    await play.store.opt_out([OptOut(play.guild_id, ANN, UserId(play.player.id), NOW)])

    shown = await (await play.player.forge("forget-me")).message()
    assert "Afterwards only a manager can take them off" in shown.text
    assert "Block list" in shown.buttons
    await press(play.player, shown, "Yes, delete")

    assert await play.store.opted_out(play.guild_id) == [OptOut(play.guild_id, ANN, NOBODY, NOW)]


async def test_opting_out_holds_for_all_accounts_in_every_guild_and_game(empty_play: Play) -> None:
    play = await everywhere(empty_play)

    shown = await (await play.player.forge("never")).message()
    assert "nobody can enroll them there again" in shown.text
    assert await owned(play)
    shown = await press(play.player, shown, "Yes, never")

    assert "1 account on this server" in shown.text
    assert "2 accounts on 1 other server" in shown.text
    assert not await owned(play)
    kingshot = play.titles["kingshot"].store
    again = await kingshot.enrol(SOUTH, [Member(CAT)], by="a manager", at=NOW)
    assert again.refused == 1
    (trail,) = await kingshot.actions(SOUTH, limit=9)
    assert (trail.what, trail.user, trail.details) == ("never", play.player.id, {"id": "103"})


async def test_opting_out_one_account_leaves_the_others(play: Play) -> None:
    await have(play, Member(ANN, STATE), Member(BOB, STATE))

    shown = await command(play.player, "unenroll", id="101")
    shown = await press(play.player, shown, "Never again")
    await press(play.player, shown, "Yes, never")

    (opt_out,) = await play.store.opted_out(play.guild_id)
    assert (opt_out.fid, opt_out.by) == (ANN, play.player.id)
    assert list(await play.store.members_among(play.guild_id, [ANN, BOB])) == [BOB]


async def test_opting_out_without_accounts_says_what_to_do(play: Play) -> None:
    shown = await (await play.player.forge("never?sure=1")).message()

    assert "enroll it yourself first" in shown.text


async def test_opt_outs_are_listed_and_those_that_are_chosen_are_taken_back(play: Play) -> None:
    await have(play, Member(ANN, STATE), Member(BOB, STATE))
    await play.store.opt_out([OptOut(play.guild_id, CAT, UserId(5), NOW)])
    shown = await (await play.player.forge("never?sure=1")).message()

    shown = await press(play.player, shown, "Block list")
    assert "`101`" in shown.text
    assert "103" not in shown.text
    hint = "Which may be enrolled again?"
    shown = await choose(play.player, shown, hint, "wos 101")

    assert "1 account is off the block list" in shown.text
    assert [opt_out.fid for opt_out in await play.store.opted_out(play.guild_id)] == [BOB, CAT]
    trail = await play.store.actions(play.guild_id, limit=9)
    assert (trail[0].what, trail[0].details) == ("never-mind", {"id": "101"})


async def test_all_opt_outs_are_taken_back_but_another_s(play: Play) -> None:
    await have(play, Member(ANN, STATE), Member(BOB, STATE))
    await play.store.opt_out([OptOut(play.guild_id, CAT, UserId(5), NOW)])
    await (await play.player.forge("never?sure=1")).message()

    shown = await (await play.player.forge("never-mind")).message()
    shown = await press(play.player, shown, "Take all off")

    assert "2 accounts are off the block list" in shown.text
    assert [opt_out.fid for opt_out in await play.store.opted_out(play.guild_id)] == [CAT]
    shown = await (await play.player.forge("never-mind")).message()
    assert "Your block list is empty" in shown.text


async def test_one_s_data_can_be_deleted_where_the_bot_is_not_set_up(empty_play: Play) -> None:
    play = empty_play
    own = Member(ANN, STATE, owner=UserId(play.player.id))
    await play.store.enrol(SOUTH, [own], by="1", at=NOW)

    shown = await (await play.player.forge("my-data")).message()
    assert "1 account on 1 other server" in shown.text
    shown = await (await play.player.forge("forget-me?sure=1")).message()

    assert "1 account was unenrolled" in shown.text
    assert not await owned(play)


async def everywhere(play: Play) -> Play:
    """Return a player with an account here, one in another guild, one in another game."""
    user = UserId(play.player.id)
    await play.set_up()
    wos, kingshot = play.titles["wos"].store, play.titles["kingshot"].store
    await wos.enrol(play.guild_id, [Member(ANN, STATE, "Ann", owner=user)], by="1", at=NOW)
    await wos.enrol(SOUTH, [Member(BOB, STATE, "Secret", owner=user)], by="1", at=NOW)
    await kingshot.enrol(SOUTH, [Member(CAT, STATE, "Secret", owner=user)], by="1", at=NOW)
    line = Action("1", play.guild_id, NOW, user, "enrolled", {"id": "101"})
    await wos.note_actions([line])
    return play


async def owned(play: Play) -> bool:
    """Whether the player has any account in any game."""
    user = UserId(play.player.id)
    return any([await services.store.owned_by(user) for services in play.titles.values()])
