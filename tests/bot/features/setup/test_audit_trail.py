"""Who did what: all of it, or what one person did, or what was about one subject."""

from datetime import UTC, datetime, timedelta

import pytest

from autoredeem.bot.features.setup.trail_subjects import KINDS, Subject
from autoredeem.bot.kit.custom_ids import LONGEST_ID, custom_id
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import LARGEST_DISCORD_ID, GuildId, UserId
from frozen import trail
from support.bot_play import Play, playing_bot
from support.bot_runs import stranger
from support.discord_server import MANAGE_GUILD, DiscordServer, Message
from support.facts import NOW
from support.interactions import choose, command, forge, press

WHO, WHAT = "Whose actions? (empty: everybody’s)", "About what?"


def test_every_kind_of_line_has_one_subject() -> None:
    listed = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(listed) == sorted(trail.KINDS)
    assert KINDS.keys() == set(Subject)


@pytest.mark.parametrize("kind", trail.KINDS)
def test_a_button_has_room_for_where_a_page_ends_and_for_the_filter(kind: str) -> None:
    name = f"{LARGEST_DISCORD_ID}-{kind}"
    at = datetime(2099, 12, 31, 23, 59, 59, 123_456, UTC).timestamp()
    made = custom_id("audit", at=at, id=name, by=LARGEST_DISCORD_ID, of=Subject.MEMBERS)
    assert len(made) <= LONGEST_ID


async def test_a_trail_is_shown_by_person_and_by_subject(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up()
        other = discord_server.person(guild=play.guild, permissions=MANAGE_GUILD)
        await command(play.leader, "members add", ids="101 102")
        await command(play.leader, "codes add", codes="ALIVE")
        await command(other, "codes add", codes="SECOND")
        shown = await opened(play)
        assert len(lines(shown)) == 3

        shown = await choose(play.leader, shown, WHAT, "Gift codes")
        assert len(lines(shown)) == 2
        shown = await choose(play.leader, shown, WHO, other)
        assert [f"<@{other.id}>" in line for line in lines(shown)] == [True]
        shown = await choose(play.leader, shown, WHAT, "The list of members")
        assert "nothing of the kind" in shown.text
        shown = await choose(play.leader, shown, WHO)
        assert [f"<@{play.leader.id}>" in line for line in lines(shown)] == [True]
        shown = await choose(play.leader, shown, WHAT, "About everything")
        assert len(lines(shown)) == 3


async def test_every_page_keeps_to_the_filter(play: Play) -> None:
    mine, kinds = UserId(play.leader.id), ("set-on", "codes-added", "set-off")
    actions = [
        Action(
            f"{number:02}",
            play.guild_id,
            NOW + timedelta(minutes=number),
            (mine, UserId(7))[number % 2],
            kinds[number % 3],
            {"count": 2} if number % 3 == 1 else {},
        )
        for number in range(90)
    ]
    await play.store.note_actions(actions)
    shown = await opened(play)
    shown = await choose(play.leader, shown, WHO, play.leader)
    first = shown = await choose(play.leader, shown, WHAT, "Settings")
    seen = lines(shown)
    while "Older" in shown.buttons:
        shown = await press(play.leader, shown, "Older")
        seen += lines(shown)
    assert len(seen) == len(set(seen)) == 30
    assert all(f"<@{mine}>" in line and "switched auto-redeem" in line for line in seen)
    assert (await press(play.leader, shown, "Newest")).text == first.text


async def test_no_filter_shows_another_guild_s_trail(play: Play) -> None:
    other = await stranger(play)
    south = other.standing.guild
    assert south
    theirs = Action("1", GuildId(south.id), NOW, UserId(other.id), "set-on")
    await play.store.note_actions([theirs])
    shown = await opened(play)
    for forged in (f"audit?by={other.id}", "audit?of=s", f"audit?by={other.id}&of=s"):
        assert "nothing of the kind" in (await forge(play.leader, shown, forged)).text


@pytest.mark.parametrize(
    "forged", ["audit?by=x&of=zz", "audit?by=-1", "audit-of?by=9e9", "audit-by"]
)
async def test_what_is_no_filter_filters_nothing(play: Play, forged: str) -> None:
    await play.store.note_actions([Action("1", play.guild_id, NOW, UserId(7), "set-on")])
    shown = await opened(play)
    assert (await forge(play.leader, shown, forged)).text == shown.text


async def opened(play: Play) -> Message:
    """Open the trail from the panel."""
    shown = await command(play.leader, "autoredeem")
    return await press(play.leader, shown, "Who did what")


def lines(message: Message) -> list[str]:
    """Return the lines of the trail that are shown."""
    return [line for line in message.text.splitlines() if line.startswith("<t:")]
