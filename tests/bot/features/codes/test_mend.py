"""What a code's card offers mends what failed: one state for all, and their ids to copy."""

import pytest

from autoredeem.bot.gateway.rendering import COLOURS
from autoredeem.bot.kit.cards import Tone
from autoredeem.domain.ids import Fid, State
from support.bot_play import STATE, Play
from support.bot_runs import EVERYONE, done_of, enrol, refreshed_until, stranger
from support.discord_server import Message
from support.interactions import command, forge, press, submit

WRONG, RIGHT = State(7), "245"
SET, COPY = "Set the state of these", "Copy the IDs"


async def failed(play: Play, code: str = "ALIVE") -> Message:
    """Redeem a code for eight members, of whom three are in a wrong state, and two in none."""
    await enrol(play, EVERYONE[:3])
    await enrol(play, EVERYONE[3:6], state=WRONG)
    await enrol(play, EVERYONE[6:8], state=None)
    seen = await command(play.leader, "redeem", code=code)
    return await refreshed_until(play.leader, seen, "failed: 3")


async def mend(play: Play, seen: Message, state: str = RIGHT) -> Message:
    form = await (await play.leader.press(seen, SET)).form()
    return await submit(play.leader, form, state=state)


async def test_one_state_is_set_for_all_who_need_one_and_their_run_looks_again(play: Play) -> None:
    seen = await failed(play)
    before = play.world.counters.requests
    seen = await mend(play, seen)
    assert "5 members now have state `245`. The bot is trying again." in seen.text
    seen = await refreshed_until(play.leader, seen, "done · 8 of 8 have it")
    assert play.world.counters.requests == before + 5
    assert SET not in seen.buttons
    assert "Copy the IDs" not in seen.buttons
    members = await play.store.members_among(play.guild_id, EVERYONE[:8])
    assert {one.state for one in members.values()} == {STATE}


async def test_it_is_one_entry_of_the_trail(play: Play) -> None:
    await mend(play, await failed(play))
    assert await done_of(play) == ["redeem", "code-states"]
    (entry, _) = await play.store.actions(play.guild_id, limit=9)
    assert entry.details == {"code": "ALIVE", "count": 5, "state": RIGHT}
    shown = await forge(play.leader, await command(play.leader, "autoredeem"), "audit")
    assert "set state 245 for 5 members who missed ALIVE" in shown.text


async def test_the_runs_of_other_codes_in_which_they_were_refused_look_again_too(
    play: Play,
) -> None:
    await failed(play)
    seen = await failed(play, "SECOND")
    await mend(play, seen)
    first = await command(play.leader, "codes history", code="ALIVE")
    while "8 of 8 have it" not in first.text:
        first = await command(play.leader, "codes history", code="ALIVE")
    assert play.world.counters.by_answer["SUCCESS"] == 16


async def test_a_state_is_set_for_nobody_who_has_the_code_or_failed_for_something_else(
    play: Play,
) -> None:
    await enrol(play, EVERYONE[:2])
    await enrol(play, EVERYONE[2:4], state=None)
    seen = await command(play.leader, "redeem", code="HIGH")
    seen = await refreshed_until(play.leader, seen, "failed: 2")
    await mend(play, seen, "9")
    members = await play.store.members_among(play.guild_id, EVERYONE[:4])
    assert [members[fid].state for fid in EVERYONE[:4]] == [STATE, STATE, 9, 9]


async def test_what_is_no_state_changes_nothing_and_says_what_is_allowed(play: Play) -> None:
    seen = await mend(play, await failed(play), "north")
    assert "is not a state. A state is a number, such as 245." in seen.text
    assert await done_of(play) == ["redeem"]


@pytest.mark.parametrize("code", ["", "C" * 64, "=" * 70, "%" * 70, "no code"])
async def test_whatever_a_button_carries_opens_the_form(play: Play, code: str) -> None:
    form = await (await play.leader.forge(f"code-states-form?code={code}")).form()
    assert form.custom_id == f"code-states?code={code if code == 'C' * 64 else ''}"


async def test_the_ids_of_those_whom_a_code_failed_are_copied_by_reason(play: Play) -> None:
    seen = await failed(play)
    seen = await press(play.leader, seen, COPY)
    assert seen.only_for == play.leader.id
    assert "**wrong state**\n```\n104 105 106\n```" in seen.text
    assert "**no state**\n```\n107 108\n```" in seen.text
    assert "101" not in seen.text
    assert "This code works." in (await press(play.leader, seen, "Back")).text


async def test_more_ids_than_a_card_holds_come_as_a_file(play: Play) -> None:
    fids = [Fid(10**9 + number) for number in range(600)]
    await enrol(play, fids, state=None)
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    seen = await press(play.leader, seen, COPY)
    assert "600 player IDs, by reason, in the file." in seen.text
    ((name, content),) = seen.files.items()
    assert name == "ids-ALIVE.txt"
    assert content.decode().splitlines() == ["# no state", *map(str, fids)]


async def test_where_nobody_failed_there_are_no_ids(play: Play) -> None:
    await enrol(play, EVERYONE[:1])
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert COPY not in seen.buttons
    assert "Nobody." in (await forge(play.leader, seen, "code-ids?code=ALIVE")).text


@pytest.mark.parametrize("handler", ["code-ids?code=ALIVE", "code-states?code=ALIVE"])
async def test_a_code_of_another_guild_shows_and_changes_nothing(play: Play, handler: str) -> None:
    await failed(play)
    other = await stranger(play)
    answer = await forge(other, await command(other, "runs"), handler)
    assert "This server doesn’t know `ALIVE` yet" in answer.text


async def test_the_card_of_a_code_is_green_when_nothing_is_left_to_mend(play: Play) -> None:
    seen = await mend(play, await failed(play))
    await refreshed_until(play.leader, seen, "8 of 8 have it")
    after = await command(play.leader, "codes history", code="ALIVE")
    await enrol(play, EVERYONE[8:9], state=None)
    again = await command(play.leader, "codes history", code="ALIVE")
    colours = [one.embeds[0]["color"] for one in (after, again)]
    assert colours == [COLOURS[Tone.GOOD], COLOURS[Tone.WARNING]]


async def test_a_code_s_card_tells_those_who_are_not_enrolled_how_to_get_it(play: Play) -> None:
    await enrol(play, EVERYONE[:1])
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "Not enrolled?\nCopy a code: `ALIVE`. Press “Official redemption page”" in seen.text
    assert "in-game mail" in seen.text
    links = [part["url"] for row in seen.components for part in row["components"] if "url" in part]
    assert links == ["https://wos-giftcode.centurygame.com/"]
