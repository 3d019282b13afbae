"""Nobody decides over another's account unnoticed: attacks by plain members, on both stores."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import count

import pytest

from autoredeem.domain.guilds import Action, OptOutStatus
from autoredeem.domain.ids import NOBODY, Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.pseudonyms import is_pseudonym
from support.bot_play import Play, eventually, playing_bot
from support.discord_server import Channel, DiscordServer, Message, Person
from support.facts import NOW
from support.interactions import choose, command, press
from support.rosters import offered, roster

FIDS = [Fid(31_180_000 + number) for number in range(1, 61)]
ANN = FIDS[0]
CANNOT_SEND_TO_THIS_USER = 50007
TAKE_OFF, ALLOW, DECLINE = "Take off the block list", "Let them leave", "Keep them enrolled"
UNDO = "Undo these claims"
STATUSES = list(OptOutStatus)


@pytest.fixture
async def play(discord_server: DiscordServer, store_url: str) -> AsyncIterator[Play]:
    """Give a bot in a guild whose managers added sixty members."""
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up()
        everyone = [Member(fid, State(9), f"Player {fid}") for fid in FIDS]
        await play.store.enrol(play.guild_id, everyone, by="discord", at=NOW)
        yield play


async def forge(person: Person, custom_id: str, *chosen: str) -> Message:
    """Use a part that may never have been shown."""
    kind, more = (3, {"values": list(chosen)}) if chosen else (2, {})
    return await (await person.forge(custom_id, None, kind=kind, **more)).message()


async def take_away(person: Person, fids: Sequence[Fid]) -> None:
    """Claim accounts and put them on the block list, as fast as can be pressed."""
    for fid in fids:
        await forge(person, f"enroll?id={fid}")
        await forge(person, f"never?id={fid}&sure=1")


async def members(play: Play) -> int:
    return await play.store.count_members(play.guild_id)


async def actions(play: Play) -> Sequence[Action]:
    return await play.store.actions(play.guild_id, limit=200)


def another(play: Play) -> Person:
    return play.server.person(guild=play.guild)


def conversation(play: Play, person: Person) -> Channel:
    return play.server.person(person.id).standing.channel


async def test_one_user_takes_three_of_managers_entries_away_and_claims_five(play: Play) -> None:
    await take_away(play.player, FIDS)

    assert await members(play) == len(FIDS) - 3
    owned = (await play.store.owned_by(UserId(play.player.id)))[play.guild_id]
    asked = await play.store.opted_out(play.guild_id, [OptOutStatus.ASKED])
    assert [one.fid for one in owned] == [one.fid for one in asked] == FIDS[3:5]
    refused = await forge(play.player, f"enroll?id={FIDS[40]}")
    assert "claimed 5 accounts" in refused.text
    assert {one.user for one in await actions(play)} == {play.player.id}


async def test_pressed_all_at_once_the_limits_hold(play: Play) -> None:
    ways = [f"enroll?id={fid}" for fid in FIDS[:12]]
    await asyncio.gather(*(forge(play.player, way) for way in ways))
    owned = (await play.store.owned_by(UserId(play.player.id)))[play.guild_id]
    assert len(owned) == 5

    ways = [f"never?id={one.fid}&sure=1" for one in owned]
    ways += [f"unenroll?id={one.fid}&sure=1" for one in owned]
    await asyncio.gather(*(forge(play.player, way) for way in ways))

    assert await members(play) == len(FIDS) - 3


async def test_many_users_take_a_tenth_of_the_roster_away_and_no_more(play: Play) -> None:
    for number in range(4):
        await take_away(another(play), FIDS[number * 3 : number * 3 + 3])

    assert await members(play) == len(FIDS) - 6
    shown = await command(play.leader, "autoredeem")
    assert "6 accounts wait for your decision" in shown.text


async def test_the_lock_out_is_undone_by_a_manager_and_whoever_did_it_is_told(play: Play) -> None:
    await take_away(play.player, FIDS[:3])
    added = await command(play.leader, "members add", ids=" ".join(map(str, FIDS[:3])))
    assert "on the block list" in added.text

    listed = await command(play.leader, "members list")
    listed = await press(play.leader, listed, "Block list")
    assert f"`{ANN}` · <@{play.player.id}>" in listed.text
    shown = await choose(play.leader, listed, TAKE_OFF, *map(str, FIDS[:3]))

    assert "3 accounts can be enrolled" in shown.text
    told = await play.server.message_in(conversation(play, play.player))
    assert "About your accounts on North" in told.text
    assert f"took `{ANN}` off the block list" in told.text
    await command(play.leader, "members add", ids=" ".join(map(str, FIDS[:3])))
    assert await members(play) == len(FIDS)
    (kept,) = {
        (one.status, one.managed) for one in await play.store.opted_out(play.guild_id, STATUSES)
    }
    assert kept == (OptOutStatus.LIFTED, True)
    assert not await play.store.notices(play.guild_id, UserId(play.player.id))


async def test_whoever_takes_no_message_is_told_above_the_next_card_once(play: Play) -> None:
    play.server.forbid(conversation(play, play.player), CANNOT_SEND_TO_THIS_USER)
    await forge(play.player, f"enroll?id={ANN}")

    shown = await forge(play.leader, "claims")
    assert f"`{ANN}` Player {ANN} · <@{play.player.id}>" in shown.text
    shown = await choose(play.leader, shown, UNDO, str(ANN))
    assert "1 claim is undone" in shown.text

    assert (await roster(play))[ANN] == Member(ANN, State(9), f"Player {ANN}")
    first = await command(play.player, "me")
    assert f"undid your claim of `{ANN}`" in first.content
    await eventually(lambda: play.store.notices(play.guild_id, UserId(play.player.id)), [])
    second = await command(play.player, "me")
    assert "undid your claim" not in second.text
    assert not play.server.messages(conversation(play, play.player))


async def test_a_claim_that_was_undone_gives_nothing_any_more(play: Play) -> None:
    await forge(play.player, f"enroll?id={ANN}")
    shown = await command(play.leader, "members show", id=str(ANN))
    assert "Claimed by this person" in shown.text
    await press(play.leader, shown, "Undo the claim")

    for way in (
        f"never?id={ANN}&sure=1",
        f"unenroll?id={ANN}&sure=1",
        f"my-state?id={ANN}&state=1",
    ):
        assert "isn’t one of your accounts" in (await forge(play.player, way)).text
    assert (await roster(play))[ANN].state == State(9)
    trail = [(one.what, one.user) for one in await actions(play)]
    assert trail == [("claim-undone", play.leader.id), ("claimed", play.player.id)]


async def test_what_was_asked_for_ends_with_the_claim(play: Play) -> None:
    await take_away(play.player, FIDS[:4])

    await forge(play.leader, "claim-undo", str(FIDS[3]))

    assert not await play.store.opted_out(play.guild_id, [OptOutStatus.ASKED])
    assert FIDS[3] in await roster(play)


async def test_a_claim_leaves_the_state_that_managers_typed(play: Play) -> None:
    shown = await command(play.player, "enroll", id=str(ANN), state="66")
    assert "The state that managers typed stays" in shown.text
    assert (await roster(play))[ANN].state == State(9)

    await command(play.player, "enroll", id=str(ANN), state="66")
    assert (await roster(play))[ANN].state == State(66)


async def test_leaving_and_coming_back_does_not_make_a_managers_entry_ones_own(play: Play) -> None:
    for way in ("enroll?id={}", "unenroll?id={}&sure=1", "enroll?id={}", "never?id={}&sure=1"):
        await forge(play.player, way.format(ANN))
    (opt_out,) = await play.store.opted_out(play.guild_id)
    assert opt_out.managed

    for way in ("enroll?id={}", "never?id={}&sure=1"):
        await forge(play.player, way.format(ANN))
    shown = await forge(play.leader, "opt-outs")
    await choose(play.leader, shown, TAKE_OFF, str(ANN))

    assert not await play.store.opted_out(play.guild_id)


async def test_deleting_one_s_data_takes_no_managers_entry_away_and_hands_over_the_block_list(
    play: Play,
) -> None:
    own = Fid(31_190_000)
    await take_away(play.player, [own, ANN])
    await forge(play.player, f"enroll?id={FIDS[1]}")
    asked = await forge(play.player, "forget-me")
    assert "1 account that managers had added: it stays enrolled" in asked.text

    await forge(play.player, "forget-me?sure=1")

    assert (await roster(play))[FIDS[1]].owner is None
    (pseudonym,) = {one.user for one in await actions(play)}
    assert is_pseudonym(pseudonym)
    shown = await forge(play.leader, "opt-outs")
    assert f"<@{play.player.id}>" not in shown.text
    await choose(play.leader, shown, TAKE_OFF, str(own), str(ANN))
    assert not await play.store.opted_out(play.guild_id)
    assert {one.by for one in await play.store.opted_out(play.guild_id, STATUSES)} == {NOBODY}


async def test_what_a_player_made_alone_stays_the_player_s_to_decide(play: Play) -> None:
    own = Fid(31_190_000)
    await take_away(play.player, [own])

    shown = await forge(play.leader, "opt-outs")
    assert "the player’s own decision" in shown.text
    refused = await forge(play.leader, "opt-out-lift", str(own))

    assert "nothing to decide" in refused.text
    assert [one.fid for one in await play.store.opted_out(play.guild_id)] == [own]


async def test_what_is_asked_of_managers_is_declined_or_allowed_and_told(play: Play) -> None:
    await take_away(play.player, FIDS[:5])
    shown = await forge(play.player, "never-mind")
    assert "waits for a manager’s decision" in shown.text

    shown = await forge(play.leader, "opt-outs")
    assert offered(shown, ALLOW) == offered(shown, DECLINE) == [str(fid) for fid in FIDS[3:5]]
    shown = await choose(play.leader, shown, ALLOW, str(FIDS[3]))
    assert "1 account left" in shown.text
    shown = await press(play.leader, shown, "Block list")
    await choose(play.leader, shown, DECLINE, str(FIDS[4]))

    assert set(FIDS) - (await roster(play)).keys() == set(FIDS[:4])
    assert not await play.store.opted_out(play.guild_id, [OptOutStatus.ASKED])
    texts = "\n".join(one.text for one in play.server.messages(conversation(play, play.player)))
    assert f"let `{FIDS[3]}` leave" in texts
    assert f"keeps `{FIDS[4]}` enrolled" in texts


async def test_a_manager_who_claims_and_removes_has_no_limit(play: Play) -> None:
    await take_away(play.leader, FIDS[:8])

    assert await members(play) == len(FIDS) - 8


async def test_nobody_fills_the_block_list_with_accounts_that_nobody_added(play: Play) -> None:
    numbers = count(31_190_001)
    await take_away(play.player, [Fid(next(numbers)) for _ in range(26)])

    assert len(await play.store.opted_out(play.guild_id)) == 25


async def test_of_a_few_members_one_may_leave_by_themselves(play: Play) -> None:
    await play.store.remove(play.guild_id, FIDS[2:])

    await take_away(play.player, FIDS[:2])

    assert (await roster(play)).keys() == {FIDS[1]}
