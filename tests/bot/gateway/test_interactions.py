"""What is read of an interaction: all text of a message, and nothing that can't be seen."""

from typing import Any

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.domain.text import INVISIBLE
from support.bot_play import Play
from support.bot_runs import enrol
from support.discord_server.parts import STRING_MENU
from support.interactions import command, shown, submit
from support.rosters import enrolled, roster

MARKS = [*INVISIBLE, "\ufe0f", "\xa0", "\u202f"]

CODE = "SNOWDAY26"
TEXT = {"type": 10, "content": f"Gift code: {CODE}"}
PICTURE = {"type": 11, "media": {"url": "https://example.org/a.png"}}
FORWARDED = {
    "type": 0,
    "content": "",
    "embeds": [],
    "attachments": [],
    "timestamp": "2026-11-24T20:00:05+00:00",
    "edited_timestamp": None,
    "flags": 0,
    "components": [],
    "mentions": [],
    "mention_roles": [],
}


def forwarding(**message: object) -> dict[str, object]:
    """Return the fields of a message that forwards another."""
    return {"message_snapshots": [{"message": {**FORWARDED, **message}}]}


@pytest.mark.parametrize(
    "fields",
    [
        forwarding(content=f"Gift code: {CODE}"),
        forwarding(embeds=[{"type": "rich", "description": f"Gift code: {CODE}"}]),
        forwarding(components=[{"type": 17, "components": [TEXT]}]),
        {"components": [TEXT]},
        {"components": [{"type": 9, "components": [TEXT], "accessory": PICTURE}]},
        {"components": [{"type": 17, "components": [{"type": 9, "components": [TEXT]}]}]},
        {"embeds": [{"type": "rich", "author": {"name": f"Gift code: {CODE}"}}]},
        {"embeds": [{"type": "rich", "author": {"name": "Gift code:"}, "description": CODE}]},
        {"embeds": [{"type": "rich", "footer": {"text": f"Gift code: {CODE}"}}]},
        {"embeds": [{"type": "rich", "title": "Gift code:", "description": CODE}]},
        {"embeds": [{"type": "rich", "fields": [{"name": "Gift code", "value": f"`{CODE}`"}]}]},
    ],
)
async def test_all_text_of_a_message_is_read(play: Play, fields: dict[str, Any]) -> None:
    await enrol(play)
    written = await play.player.say("", **fields)
    await shown(await play.leader.message_command("Redeem this code", written))
    assert [one.code for one in await play.store.postings(play.guild_id)] == [CODE]


DOUBTFUL = "the code is happysnow"


@pytest.mark.parametrize(
    "fields",
    [
        {"content": DOUBTFUL},
        forwarding(content=DOUBTFUL),
        {"components": [{"type": 17, "components": [{"type": 10, "content": DOUBTFUL}]}]},
        {"embeds": [{"type": "rich", "author": {"name": DOUBTFUL}}]},
        {"embeds": [{"type": "rich", "footer": {"text": DOUBTFUL}}]},
    ],
)
async def test_a_lone_doubtful_code_is_asked_about_wherever_it_stands(
    play: Play, fields: dict[str, Any]
) -> None:
    await enrol(play)
    written = await play.player.say(**{"content": "", **fields})
    seen = await shown(await play.leader.message_command("Redeem this code", written))
    assert "Gift code, or just a word? `happysnow`" in seen.text
    assert seen.buttons == ["Redeem happysnow"]
    assert not await play.store.runs()
    assert play.world.counters.requests == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": CODE}]}]},
        {"message_snapshots": [{"message": None}, None, CODE]},
        {"embeds": [None, [], {"author": CODE, "fields": {"name": 7}}]},
        {"components": {"type": 10, "content": 7}},
        {"author": {"id": "1", "username": CODE}},
    ],
)
async def test_what_is_no_text_for_people_is_not_read_and_breaks_nothing(
    play: Play, fields: dict[str, Any]
) -> None:
    written = await play.player.say("hello", **fields)
    seen = await shown(await play.leader.message_command("Redeem this code", written))
    assert "There seems to be no gift code" in seen.text


async def test_invisible_marks_vanish_from_a_commands_options(play: Play) -> None:
    typed = [f"{mark}{chr(65 + number) * 6}{mark}" for number, mark in enumerate(MARKS)]
    for code, mark in zip(typed, MARKS, strict=True):
        await command(play.leader, "codes add", codes=code)
        fid = f"{mark}3118{ord(code[1])}{mark}"
        await command(play.player, "enroll", id=fid, state=f"{mark}7{mark}")
    codes = [one.code for one in await play.store.postings(play.guild_id)]
    assert sorted(codes) == [code[1:-1] for code in typed]
    wanted = {int(f"3118{ord(code[1])}"): 7 for code in typed}
    assert {fid: one.state for fid, one in (await roster(play)).items()} == wanted


async def test_invisible_marks_vanish_inside_what_is_typed(play: Play) -> None:
    await enrol(play)
    await command(play.leader, "redeem", code="\u2066SNOW\u200bDAY\u206026\u2069")
    assert [one.code for one in await play.store.postings(play.guild_id)] == [CODE]


async def test_invisible_marks_vanish_from_a_form(play: Play) -> None:
    seen = await command(play.leader, "members list")
    form = await (await play.leader.press(seen, "Add")).form()
    typed = "\u206631180101\u2069\u200b,\u202f\u200e31180102\ufe0f"
    await submit(play.leader, form, ids=typed, state="\u200f9\xa0")
    assert await roster(play) == {
        fid: Member(Fid(fid), State(9)) for fid in (31_180_101, 31_180_102)
    }


async def test_invisible_marks_vanish_from_what_a_menu_gives(play: Play) -> None:
    await enrolled(play, Member(Fid(101), State(7), "Ann"))
    chosen = ["\u200b101\u2069"]
    seen = await shown(await play.leader.forge("member", kind=STRING_MENU, values=chosen))
    assert "Ann" in seen.text


async def test_invisible_marks_vanish_while_something_is_typed(play: Play) -> None:
    await command(play.leader, "codes add", codes=CODE)
    names: list[str] = []
    while not names:
        reply = await play.leader.autocomplete("redeem", code="\u2066snow\u200b")
        names = [choice["name"] for choice in await reply.choices()]
    assert names == [CODE]
