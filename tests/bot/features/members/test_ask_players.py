"""*Ask them*: one message in a channel, with a button by which players answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid, UserId
from autoredeem.domain.players import Member
from support.bot_play import REAL, STATE, Play
from support.bot_runs import enrol, stranger
from support.discord_server import Message
from support.interactions import command, forge, press, submit
from support.needs import WRONG, refused, states_of, wrong_states
from support.rosters import enrolled, trail

OWN, OTHER, LACKING = map(Fid, REAL[:3])
NOW_IN = "needs-ask-yes?need=wrong-state&channel={}"


async def asking(play: Play) -> Message:
    """Have three accounts that need somebody, one of which is the player's; press Ask them."""
    await refused(play, [OWN, OTHER])
    await enrolled(play, Member(OWN, owner=UserId(play.player.id)))
    await enrol(play, [LACKING], state=None)
    return await press(play.leader, await wrong_states(play), "Ask them")


async def test_one_message_names_all_accounts_and_wakes_the_owners_who_are_known(
    play: Play,
) -> None:
    asked = await asking(play)
    assert "accounts whose state or ID has to be mended (3)" in asked.text
    assert "Owners who are known and are mentioned: 1" in asked.text

    seen = await press(play.leader, asked, "Ask now")

    (posted,) = play.server.messages(play.results)
    assert f"Asked in <#{play.results.id}>: accounts named there: 3" in seen.text
    assert posted.content == f"<@{play.player.id}>"
    assert posted.pings == {f"<@{play.player.id}>"}
    assert all(f"`{fid}`" in posted.text for fid in (OWN, OTHER, LACKING))
    assert posted.buttons == ["Enter my state"]
    assert await trail(play) == [f"asked about 3 accounts in <#{play.results.id}>"]


async def test_whoever_presses_the_button_mends_an_account_of_their_own(play: Play) -> None:
    await press(play.leader, await asking(play), "Ask now")
    (posted,) = play.server.messages(play.results)

    form = await (await play.player.press(posted, "Enter my state")).form()
    assert form.fields["state"]["required"]
    seen = await submit(play.player, form, id=str(OWN), state="245")

    assert seen.only_for == play.player.id
    assert await states_of(play, [OWN, OTHER]) == [STATE, WRONG]


async def test_whoever_claims_an_account_mends_a_state_that_the_game_refuses(play: Play) -> None:
    await press(play.leader, await asking(play), "Ask now")
    (posted,) = play.server.messages(play.results)

    form = await (await play.player.press(posted, "Enter my state")).form()
    seen = await submit(play.player, form, id=str(OTHER), state="245")

    assert "The state that managers typed stays" not in seen.text
    assert await states_of(play, [OTHER]) == [STATE]
    (entry,) = (await play.store.members_among(play.guild_id, [OTHER])).values()
    assert entry.owner == play.player.id


async def test_a_state_that_managers_typed_and_nobody_refused_stays(play: Play) -> None:
    await enrol(play, [OTHER], state=WRONG)

    seen = await command(play.player, "enroll", id=str(OTHER), state="245")

    assert "The state that managers typed stays" in seen.text
    assert await states_of(play, [OTHER]) == [WRONG]


async def test_they_are_asked_once_a_day(play: Play) -> None:
    asked = await asking(play)
    await press(play.leader, asked, "Ask now")

    again = await forge(play.leader, asked, NOW_IN.format(play.results.id))
    refusal = again.text
    shown = await press(play.leader, await wrong_states(play), "Ask them")

    assert "They were asked in the last 24 hours" in refusal
    assert "They were asked in the last 24 hours" in shown.text
    assert "Ask now" not in shown.buttons
    assert len(play.server.messages(play.results)) == 1


async def test_a_day_later_they_can_be_asked_again(play: Play) -> None:
    asked = await asking(play)
    await press(play.leader, asked, "Ask now")
    (line,) = await play.store.actions(play.guild_id, limit=5)
    await play.store.forget_guilds([play.guild_id])
    await play.set_up()
    await play.store.note_actions([replace(line, at=line.at - timedelta(days=1, seconds=1))])
    await refused(play, [OTHER])

    await forge(play.leader, asked, NOW_IN.format(play.results.id))

    assert len(play.server.messages(play.results)) == 2


async def test_another_channel_can_be_chosen(play: Play) -> None:
    asked, general = await asking(play), play.guild.channel("general")

    chosen = await play.leader.choose(asked, "The channel in which to ask", general)
    await press(play.leader, await chosen.message(), "Ask now")

    assert any("Gift codes are waiting" in one.text for one in play.server.messages(general))
    assert not play.server.messages(play.results)


async def test_without_a_channel_for_results_one_has_to_be_chosen(play: Play) -> None:
    await play.set_up(channel=None)

    asked = await asking(play)

    assert "Choose a channel." in asked.text
    assert "Ask now" not in asked.buttons


async def test_a_channel_that_the_bot_may_not_write_in_is_named_and_nobody_is_asked(
    play: Play,
) -> None:
    asked = await asking(play)
    play.server.forbid(play.results)

    seen = await press(play.leader, asked, "Ask now")

    assert f"The bot may not write in <#{play.results.id}>. Nobody was asked." in seen.text
    assert not await trail(play)


async def test_a_channel_of_another_guild_is_none(play: Play) -> None:
    asked = await asking(play)
    other = await stranger(play)
    there = other.standing.channel

    seen = await forge(play.leader, asked, NOW_IN.format(there.id))

    assert "Nobody was asked" in seen.text
    assert not any("Gift codes are waiting" in one.text for one in play.server.messages(there))


@pytest.mark.parametrize("channel", ["", "x", "0", "9" * 60])
async def test_a_channel_that_is_none_is_refused(play: Play, channel: str) -> None:
    asked = await asking(play)

    seen = await forge(play.leader, asked, NOW_IN.format(channel))

    assert "That did not work" in seen.text
    assert not play.server.messages(play.results)


async def test_where_managers_alone_enroll_nobody_is_asked_what_they_can_not_answer(
    play: Play,
) -> None:
    await play.set_up(enrolling=Enrolling.MANAGERS)

    asked = await asking(play)
    forced = await forge(play.leader, asked, NOW_IN.format(play.results.id))

    assert "only managers enroll accounts" in asked.text
    assert "Ask now" not in asked.buttons
    assert "only managers enroll accounts" in forced.text
    assert not play.server.messages(play.results)


async def test_hundreds_of_accounts_and_owners_fit_into_one_message(play: Play) -> None:
    fids = [Fid(31_190_000 + number) for number in range(300)]
    await refused(play, fids)
    owners = (Member(fid, owner=UserId(10**18 + fid)) for fid in fids)
    await enrolled(play, *owners)

    await press(
        play.leader, await press(play.leader, await wrong_states(play), "Ask them"), "Ask now"
    )

    (posted,) = play.server.messages(play.results)
    assert len(posted.pings) == 80
    assert "… and 250 more" in posted.text
