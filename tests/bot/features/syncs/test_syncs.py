"""Leaders follow lists, and decide over who is new in them and who has left."""

from typing import cast

import pytest

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.errors import ProviderFailed
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import Sync, SyncTrouble
from autoredeem.roster.sync.service import MOST_LISTS
from autoredeem.roster.sync.states import one_sync
from support.bot_play import Play, becomes
from support.bot_runs import done_of
from support.discord_server import Message
from support.facts import ME, NOW
from support.interactions import command, forge, press, submit
from support.sync_play import ToldProvider, provided, some

REDS = AllianceId(1)


@pytest.fixture
async def lists(play: Play) -> ToldProvider:
    """Give the provider of a guild that is set up."""
    await play.set_up(enabled=True)
    assert play.services.syncs
    told = play.services.syncs.providers["told"]
    return cast("ToldProvider", told)


async def opened(play: Play) -> Message:
    """Return the page of lists."""
    panel = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    return await press(play.leader, await press(play.leader, panel, "More"), "Synchronize")


async def followed(play: Play, alliance: str = "", name: str = "ABC") -> Message:
    """Follow a list, as a leader does; return its card once it was read."""
    page = await opened(play)
    form = await (await play.leader.press(page, "Follow a list of told")).form()
    card = await submit(play.leader, form, list=name, alliance=alliance)
    syncs = [one for one in await play.store.syncs() if one.group == name]
    return card if not syncs else await press(play.leader, card, "Read it now")


async def read_again(play: Play, page: Message, times: int = 1) -> Message:
    for _ in range(times):
        page = await press(play.leader, page, "Read it now")
    return page


async def test_newcomers_of_a_list_are_enrolled_by_a_press(play: Play, lists: ToldProvider) -> None:
    lists.says = some(8)
    card = await followed(play)
    assert "8 players." in card.text
    assert "In the list and not enrolled: 8." in card.text
    assert await play.store.count_members(play.guild_id) == 0

    done = await press(play.leader, card, "Enroll these 8")

    assert "8 players were enrolled." in done.text
    assert await play.store.count_members(play.guild_id) == 8
    card = await press(play.leader, done, "Back")
    assert "In the list and not enrolled: 0." in card.text
    assert await done_of(play) == ["sync-followed", "members-added"]


async def test_whoever_has_left_is_removed_by_a_press_that_is_confirmed(
    play: Play, lists: ToldProvider
) -> None:
    lists.says = some(9)
    card = await press(play.leader, await followed(play), "Enroll these 9")
    lists.says = lists.says[1:]
    card = await read_again(play, await press(play.leader, card, "Back"), 2)
    assert "Remove these" not in str(card.components)

    card = await read_again(play, card)
    asked = await press(play.leader, card, "Remove these 1")
    assert "Player 0" in asked.text
    assert await play.store.count_members(play.guild_id) == 9

    await press(play.leader, asked, "Yes, remove")
    assert await play.store.count_members(play.guild_id) == 8


async def test_a_member_who_is_in_another_list_has_not_left(
    play: Play, lists: ToldProvider
) -> None:
    lists.says = some(9)
    card = await press(play.leader, await followed(play), "Enroll these 9")
    card = await press(play.leader, card, "Back")
    lists.says = lists.says[1:]
    card = await read_again(play, card, 3)
    assert "Remove these 1" in str(card.components)

    lists.says = some(1)
    await followed(play, name="XYZ")
    card = await press(play.leader, await opened(play), "1")
    assert "Remove these" not in str(card.components)


async def test_what_a_list_changed_is_told_once_in_the_channel_for_results(
    play: Play, lists: ToldProvider
) -> None:
    def news() -> list[str]:
        return [
            one.text for one in play.results.messages.values() if "News of the list" in one.text
        ]

    lists.says = some(9)
    card = await followed(play)
    await becomes(lambda: len(news()) == 1)
    assert "The list was read for the first time: 9 players." in news()[0]

    lists.says = [*some(8), provided(10_000_001, "**Ann** @everyone"), provided(10_000_002)]
    lists.says[0] = provided(20_000_000, "Renamed", 300, 31)
    await read_again(play, card, 3)
    await becomes(lambda: any("Left: 1" in one for one in news()))

    told = "\n".join(news()[1:])
    assert "Joined: 2" in told
    assert "Changed name: 1" in told
    assert "Player 0 → Renamed" in told.replace("`", "")
    assert "245 → 300" in told.replace("`", "")
    assert "**Ann**" not in told
    assert "@everyone" not in told.replace("@\u200beveryone", "")
    assert told.count("Joined: 2") == told.count("Left: 1") == 1


async def test_a_list_that_can_not_be_read_says_why_and_what_to_do(
    play: Play, lists: ToldProvider
) -> None:
    lists.fails = ProviderFailed(SyncTrouble.REFUSED, "HTTP 401")
    card = await followed(play)
    assert "whoever runs the bot has to look at the key" in card.text


async def test_a_strange_list_is_taken_when_a_leader_says_that_it_is_right(
    play: Play, lists: ToldProvider
) -> None:
    lists.says = some(9)
    card = await followed(play)
    lists.says = some(2)
    card = await read_again(play, card)
    assert "It has 2 players now and had 9" in card.text

    card = await press(play.leader, card, "This list is right")
    assert "2 players." in card.text
    assert "This list is right" not in str(card.components)


async def test_newcomers_are_enrolled_by_themselves_where_that_is_switched_on(
    play: Play, lists: ToldProvider
) -> None:
    await play.store.add_alliances([Alliance(play.guild_id, REDS, "Reds")])
    lists.says = some(3)
    card = await followed(play, alliance="reds")
    assert "Reds" in card.text
    card = await press(play.leader, card, "Enroll automatically")
    await read_again(play, card)

    found = await play.store.members_among(play.guild_id, [one.fid for one in lists.says])
    assert {one.alliance for one in found.values()} == {REDS}
    assert len(found) == 3


async def test_what_is_typed_wrongly_follows_nothing(play: Play, lists: ToldProvider) -> None:
    card = await followed(play, alliance="Nobody")
    assert "There is no alliance called" in card.text
    assert await play.store.syncs() == []


async def test_no_more_lists_are_followed_than_are_allowed(play: Play, lists: ToldProvider) -> None:
    lists.says = some(1)
    names = [f"L{number}" for number in range(MOST_LISTS)]
    await play.store.follow([Sync(play.guild_id, "told", one, ME, NOW) for one in names])
    page = await opened(play)
    assert "Follow a list" not in str(page.components)
    form = "sync-add?provider=told"
    answer = await (await play.leader.forge_form(form, None, list="MORE", alliance="")).message()
    assert f"can follow {MOST_LISTS} lists" in answer.text
    assert len(await play.store.syncs()) == MOST_LISTS


async def test_a_list_of_another_guild_is_not_seen_here(play: Play, lists: ToldProvider) -> None:
    theirs = Sync(play.guild_id + 1, "told", "ABC", ME, NOW)  # type: ignore[arg-type]
    await play.store.follow([theirs])
    page = await opened(play)
    for handler in ("sync", "sync-read", "sync-changes", "sync-newcomers", "sync-left"):
        answer = await forge(play.leader, page, f"{handler}?key={theirs.key}")
        assert "not followed any more" in answer.text
    stopped = await forge(play.leader, page, f"sync-stop?key={theirs.key}")
    assert "not followed any more" in stopped.text
    assert await one_sync(play.store, theirs.guild_id, theirs.key) == theirs


async def test_what_lists_said_of_a_member_stands_on_the_members_card(
    play: Play, lists: ToldProvider
) -> None:
    lists.says = some(4)
    card = await press(play.leader, await followed(play), "Enroll these 4")
    lists.says = [provided(20_000_000, "Renamed", 300, 31), *some(4)[1:]]
    await read_again(play, await press(play.leader, card, "Back"))

    shown = await command(play.leader, "members show", id="20000000")
    assert "Player 0 → Renamed" in shown.text.replace("`", "")
    assert "state 245 → 300" in shown.text.replace("`", "")


async def test_the_history_comes_as_a_file_in_which_nothing_runs(
    play: Play, lists: ToldProvider
) -> None:
    await play.store.enrol(play.guild_id, [Member(Fid(20_000_000))], by="t", at=NOW)
    lists.says = some(4)
    card = await followed(play)
    lists.says = [provided(20_000_000, "=1+1"), *some(4)[1:]]
    card = await press(play.leader, await read_again(play, card), "All changes")

    assert "1 change, in the file." in card.text
    assert b",renamed,20000000,'=1+1,Player 0,'=1+1" in card.files["changes.csv"]
