"""The status page: for operators alone, in any guild, with nothing of what a guild has."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from autoredeem import __version__
from autoredeem.bot.features.operators.feeds import feed_field
from autoredeem.bot.features.operators.status_page import GuildCounts, count_guilds
from autoredeem.codes.sources import PRESETS, FeedStatus
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import FeedState, FeedTrouble
from support.bot_play import OPERATOR, Play
from support.bot_runs import enrol
from support.discord_server import ADMINISTRATOR, Person
from support.facts import NOW, changes_to
from support.interactions import command, forge, press
from support.words import WORDS

if TYPE_CHECKING:
    from autoredeem.bot.kit.services import TitleServices

BUTTON = "For the operator"


def elsewhere(play: Play, name: str = "South") -> Person:
    """Return the operator as an ordinary member of a guild that has chosen nothing."""
    return play.server.person(OPERATOR, guild=play.server.guild(name))


async def test_the_operator_sees_how_each_title_is_doing(empty_play: Play) -> None:
    play = empty_play
    await play.set_up(enabled=True)
    left = GuildSettings(GuildId(5), enabled=True, chosen_at=NOW, left_at=NOW)
    await play.store.change_guilds(changes_to(left), by="test", at=NOW)
    panel = await command(play.operator, "autoredeem")
    page = await press(play.operator, panel, BUTTON)
    assert __version__ in page.text
    for words in ("Whiteout Survival", "Kingshot", "All is well", "Servers set up: 1",
                  "With auto-redeem on: 1", "Servers that removed the bot: 1",
                  "Runs in progress here: 0", "This process talks to the game"):  # fmt: skip
        assert words in page.text
    assert BUTTON in (await press(play.operator, page, "Back")).buttons


async def test_an_operator_is_one_in_any_guild_whoever_they_are_there(play: Play) -> None:
    operator = elsewhere(play)
    panel = await command(operator, "autoredeem")
    assert "Settings" not in panel.buttons
    assert "Servers set up: 1" in (await press(operator, panel, BUTTON)).text


async def test_an_administrator_somewhere_is_no_operator(play: Play) -> None:
    administrator = play.server.person(guild=play.guild, permissions=ADMINISTRATOR)
    for person in (administrator, play.leader, play.player):
        panel = await command(person, "autoredeem")
        assert BUTTON not in panel.buttons
        for forged in ("operator", "operator?operator=1"):
            refused = await forge(person, panel, forged)
            assert "Only for the operator" in refused.text
            assert "Servers set up" not in refused.text


async def test_nothing_of_what_a_guild_has_is_on_the_page(play: Play) -> None:
    await enrol(play, nickname="Somebody")
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    operator = elsewhere(play, "East")
    page = await press(operator, await command(operator, "autoredeem"), BUTTON)
    for word in ("SECRET", "Somebody", "101", "North", str(play.guild_id)):
        assert word not in page.text


async def test_a_title_that_is_halted_is_shown_with_what_to_set(play: Play) -> None:
    play.services.engine._scheduler.halt(Outcome.WRONG_SALT)
    page = await press(play.operator, await command(play.operator, "autoredeem"), BUTTON)
    assert "AUTOREDEEM_TITLES__WOS__SALT" in page.text


async def test_a_store_that_is_gone_leaves_the_rest_of_the_page(empty_play: Play) -> None:
    play = empty_play
    page = await press(play.operator, await command(play.operator, "autoredeem"), BUTTON)
    kingshot = play.titles["kingshot"].store

    async def gone() -> None:
        raise StoreUnavailable("gone")

    real = kingshot.guilds

    async def half(among: object = None) -> object:
        if among is None:
            await gone()
        return await real(among)  # type: ignore[arg-type]

    kingshot._store.guilds = half  # type: ignore[attr-defined]
    page = await press(play.operator, page, "Refresh")
    assert page.text.count("Servers set up: 0") == 1
    assert page.text.count("The store isn’t answering") == 1


@pytest.mark.parametrize(
    ("guild", "counts"),
    [
        ({}, GuildCounts(0, 0, 0)),
        ({"enabled": True}, GuildCounts(0, 0, 0)),
        ({"chosen_at": NOW}, GuildCounts(1, 0, 0)),
        ({"chosen_at": NOW, "enabled": True}, GuildCounts(1, 1, 0)),
        ({"chosen_at": NOW, "enabled": True, "left_at": NOW + timedelta(1)}, GuildCounts(0, 0, 1)),
    ],
)
def test_a_guild_counts_where_it_is_set_up_and_not_left(
    guild: dict[str, object], counts: GuildCounts
) -> None:
    assert count_guilds([GuildSettings(GuildId(1), **guild)]) == counts  # type: ignore[arg-type]


async def test_feeds_are_shown_with_their_owners_and_manners_and_how_they_are(play: Play) -> None:
    preset = PRESETS["kingshot.net"]
    mine = replace(preset, name="mine", owner="", url="https://me:pw@codes.example/?key=secret")
    state = FeedState("kingshot.net", good_at=NOW)
    silent = frozenset({FeedTrouble.SILENT})
    statuses = [FeedStatus(preset, state, items=7), FeedStatus(mine, state, "HTTP 500", silent)]
    titles = cast("dict[str, TitleServices]", play.bot._services.titles)
    page = await press(play.operator, await command(play.operator, "autoredeem"), BUTTON)
    assert page.text.count("No feeds: codes don’t come by themselves") == len(titles)
    titles["wos"] = replace(titles["wos"], feeds=lambda: statuses)
    page = await press(play.operator, page, "Refresh")
    for words in ("kingshot.net, a site of players", "asked every 15 min at most", "with 7 entries",
                  "mine (codes.example)", "doesn’t answer as it should",
                  "No new code for 14 days"):  # fmt: skip
        assert words in page.text
    for secret in ("secret", "pw"):
        assert secret not in page.text


@pytest.mark.parametrize("language", WORDS.catalogues)
def test_whatever_a_feed_has_can_be_said_in_every_language(language: str) -> None:
    say, feed = WORDS.say(language, "wos"), PRESETS["wosgiftcodes.com"]
    state = FeedState(feed.name, good_at=NOW)
    for count in (0, 1, 2, 5, 11):
        status = FeedStatus(feed, state, "HTTP 500", frozenset(FeedTrouble), items=count)
        lines = feed_field(say, [status, FeedStatus(feed)]).value.split("\n")
        assert len(lines) == 2 + 1 + len(FeedTrouble) + 2
        assert str(count) in lines[2]
    assert "AUTOREDEEM_FEED_PRESETS" in feed_field(say, []).value


@pytest.mark.parametrize("language", WORDS.catalogues)
def test_however_many_feeds_there_are_what_is_said_of_them_fits_those_in_trouble_first(
    language: str,
) -> None:
    say, state = WORDS.say(language, "wos"), FeedState("news", good_at=NOW)
    feeds = [replace(PRESETS["kingshot.net"], name=f"{n:_>32}", owner="o" * 99) for n in range(20)]
    bad = FeedStatus(feeds[-1], state, "HTTP 500", frozenset(FeedTrouble))
    field = feed_field(say, [*map(FeedStatus, feeds[:-1]), bad])
    assert len(field.value) <= 1_024
    assert feeds[-1].name in field.value.split("\n")[0]
    shown = sum(feed.name in field.value for feed in feeds)
    assert 0 < shown < 20
    assert field.value.endswith(say.left_out(20 - shown)[0])
