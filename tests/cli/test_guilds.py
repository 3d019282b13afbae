"""What servers spend, and blocking one, by command line."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildSettings, Posting, titles_played
from autoredeem.domain.ids import COMMAND_LINE, GuildId
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import RunStatus
from support.command import Call
from support.facts import ANN, BOB, NOW, changes_to, members

T = TypeVar("T")

pytestmark = pytest.mark.usefixtures("game")

ONE, TWO = GuildId(900_001), GuildId(900_002)


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the URL of the store that the settings name."""
    chosen = f"sqlite:///{tmp_path_factory.mktemp('store') / 'autoredeem.db'}"
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", chosen)
    return chosen


def on(url: str, work: Callable[[Store], Awaitable[T]], title: str = "wos") -> T:
    async def main() -> T:
        async with open_store(url, title) as store:
            return await work(store)

    return asyncio.run(main())


async def settings_of(store: Store) -> GuildSettings:
    (found,) = await store.guilds([ONE])
    return found


async def spend(store: Store) -> None:
    today = SystemClock().now().date()
    counts = {(ONE, today): 3, (TWO, today): 4, (TWO, today - timedelta(days=1)): 5}
    await store.note_requests("me", counts)
    await store.note_requests("me", {(ONE, today - timedelta(days=7)): 99})


def test_what_servers_spent_is_listed_by_day_the_most_first(call: Call, url: str) -> None:
    today = SystemClock().now().date()
    yesterday = today - timedelta(days=1)
    on(url, spend)
    assert call("guilds", "list").out.splitlines() == [
        f"{TWO}\t{yesterday}\t5",
        f"{TWO}\t{today}\t4",
        f"{ONE}\t{today}\t3",
    ]
    assert call("guilds", "list", "--days", "8").out.splitlines()[0].endswith("\t99")
    said = json.loads(call("guilds", "list", "--json", "--days", "1").out)
    told = {"blocked": False, "share_found": False}
    assert said == {
        "title": "wos",
        "guilds": [
            {"guild": TWO, **told, "requests": 4, "by_day": {str(today): 4}},
            {"guild": ONE, **told, "requests": 3, "by_day": {str(today): 3}},
        ],
    }


def test_where_nothing_was_sent_that_is_said(call: Call, url: str) -> None:
    assert url
    said = call("guilds", "list")
    assert (said.status, said.out) == (0, "")
    assert "No request was sent" in said.err


def test_a_server_is_blocked_in_every_game_and_its_runs_stop(call: Call, url: str) -> None:
    async def prepare(store: Store) -> None:
        await store.change_guilds(changes_to(GuildSettings(ONE, enabled=True)), by="me", at=NOW)
        await store.add_codes(["GIFT", "NEWER"], at=NOW)
        await store.want_runs([(ONE, "GIFT"), (TWO, "GIFT")], at=NOW)

    async def runs(store: Store) -> dict[tuple[GuildId, str], bool]:
        return {run.key: run.stop for run in await store.runs(RunStatus.OPEN)}

    on(url, prepare)
    said = call("guilds", "block", str(ONE))
    assert said.status == 0
    assert f"autoredeem guilds unblock {ONE}" in said.out
    assert on(url, settings_of).blocked_at
    assert on(url, settings_of).enabled, "nothing else is changed"
    assert on(url, runs) == {(ONE, "GIFT"): True, (TWO, "GIFT"): False}

    assert call("guilds", "unblock", str(ONE)).status == 0
    assert on(url, settings_of).blocked_at is None
    assert on(url, runs) == {
        (ONE, "GIFT"): True,
        (ONE, "NEWER"): False,
        (TWO, "GIFT"): False,
    }, "what came meanwhile is opened, and with what was stopped its managers go on"

    async def trail(store: Store) -> list[str]:
        return [one.what for one in await store.actions(ONE, limit=9)]

    assert on(url, trail) == ["unblocked", "blocked"]


def test_what_leaders_set_in_discord_is_set_by_command_and_codes_are_opened_there(
    call: Call, url: str
) -> None:
    async def prepare(store: Store) -> None:
        await store.enrol(ONE, members([ANN, BOB]), by="me", at=NOW)
        await store.add_codes(["GIFT"], at=NOW)

    async def opened(store: Store) -> list[tuple[GuildId, str]]:
        return [run.key for run in await store.runs(RunStatus.OPEN)]

    async def trail(store: Store) -> list[tuple[int, str]]:
        return sorted((one.user, one.what) for one in await store.actions(ONE, limit=9))

    on(url, prepare)
    said = call("guilds", "set", str(ONE), "--auto-redeem", "on", "--state", "245")
    assert said.out == f"{ONE}: auto-redeem is on, default state 245\n"
    assert on(url, opened) == [(ONE, "GIFT")]
    assert on(url, trail) == [(COMMAND_LINE, "set-on"), (COMMAND_LINE, "set-state")]
    found = on(url, settings_of)
    assert (found.enabled, found.state, found.chosen_at is None) == (True, 245, False)
    shown = json.loads(call("guilds", "show", str(ONE), "--json").out)
    assert (shown["auto_redeem"], shown["members"], shown["state"]) == (True, 2, 245)
    assert "auto_redeem\ton" in call("guilds", "show", str(ONE)).out

    assert call("guilds", "set", str(ONE), "--state", "none").out.endswith("no default state\n")
    assert on(url, settings_of).enabled, "what is not named stays as it is"


def test_what_is_set_for_another_game_adds_it_and_switches_nothing_off(
    call: Call, url: str
) -> None:
    call("guilds", "set", str(ONE), "--auto-redeem", "on")
    call("guilds", "set", str(ONE), "--state", "245", "--title", "kingshot")
    chosen = {title: on(url, settings_of, title) for title in ("wos", "kingshot")}
    assert titles_played(chosen) == ["wos", "kingshot"]
    assert chosen["wos"].enabled
    said = call("guilds", "set", str(ONE), "--auto-redeem", "off")
    assert said.out.startswith(f"{ONE}: auto-redeem is off")


def test_a_server_shares_what_it_found_before_once_another_one_has(call: Call, url: str) -> None:
    async def prepare(store: Store) -> None:
        await store.change_guilds({TWO: {"share_found": True}}, by="me", at=NOW)
        await store.add_codes(["GIFT"], at=NOW, shared=False)
        await store.post_codes([Posting(guild, "GIFT", "me", NOW) for guild in (ONE, TWO)])
        await store.judge({"GIFT": Standing(Life.ALIVE)}, at=NOW)

    async def shared(store: Store) -> list[bool]:
        return [one.shared for one in await store.codes()]

    async def trail(store: Store) -> list[str]:
        return [one.what for one in await store.actions(ONE, limit=9)]

    on(url, prepare)
    said = call("guilds", "set", str(ONE), "--share", "on")
    assert said.out == f"{ONE}: auto-redeem is off, no default state, sharing is on\n"
    assert on(url, shared) == [True]
    assert "share_found\ton" in call("guilds", "show", str(ONE)).out
    said = call("guilds", "set", str(ONE), "--share", "off")
    assert said.out.endswith("sharing is off\n")
    assert on(url, trail) == ["set-sharing-off", "set-sharing-on"]


def test_of_a_server_that_is_blocked_it_is_said_that_nothing_is_redeemed(
    call: Call, url: str
) -> None:
    assert url
    call("guilds", "block", str(ONE))
    said = call("guilds", "set", str(ONE), "--auto-redeem", "on")
    assert (said.status, "it is blocked" in said.err) == (0, True)


@pytest.mark.parametrize("options", [[], ["--state", "north"], ["--auto-redeem", "maybe"]])
def test_what_can_not_be_set_is_refused_and_changes_nothing(
    call: Call, url: str, options: list[str]
) -> None:
    async def guilds(store: Store) -> int:
        return len(await store.guilds())

    assert call("guilds", "set", str(ONE), *options).status == 2
    assert on(url, guilds) == 0


def test_whoever_has_salts_for_both_games_blocks_in_both(
    call: Call, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__KINGSHOT__SALT", "a salt")
    assert call("guilds", "block", str(ONE)).status == 0
    assert all(on(url, settings_of, title).blocked_at for title in ("wos", "kingshot"))


@pytest.mark.parametrize("verb", ["block", "unblock", "show", "set"])
def test_what_is_no_id_is_refused(call: Call, url: str, verb: str) -> None:
    assert url
    assert call("guilds", verb, "North").status == 2
