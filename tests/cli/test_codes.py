"""`autoredeem codes`: make known, list, show, try again, forget."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.command import Call
from support.facts import ANN, GUILD, NOW, OTHER_GUILD


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what a person would set: a store in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path / 'codes.db'}")


def test_codes_that_are_added_are_listed_as_untried(call: Call) -> None:
    added = call("codes", "add", "Frost2026", "WINTER", "WINTER")
    assert (added.status, added.out) == (0, "Frost2026 added\nWINTER added\n")

    listed = call("codes", "list")
    rows = [line.split("\t")[:3] for line in listed.out.splitlines()]
    assert listed.status == 0
    assert sorted(rows) == [["Frost2026", "untried", ""], ["WINTER", "untried", ""]]


def test_invisible_marks_that_were_copied_with_a_code_vanish(call: Call) -> None:
    added = call("codes", "add", "\u2066WIN\u200bTER\u2069\ufe0f", "\u200eWINTER\xa0")
    assert (added.status, added.out) == (0, "WINTER added\n")
    assert call("codes", "remove", "WINTER\u2060").out == "WINTER removed\n"


def test_a_code_that_is_known_is_said_to_be_and_kept(call: Call) -> None:
    call("codes", "add", "WINTER")

    again = call("codes", "add", "WINTER", "SPRING")

    assert (again.status, again.out) == (0, "WINTER was known already\nSPRING added\n")


def test_the_json_of_the_list_is_one_object(call: Call) -> None:
    call("codes", "add", "WINTER")

    listed = json.loads(call("codes", "list", "--json").out)

    assert listed["title"] == "wos"
    [code] = listed["codes"]
    assert (code["code"], code["life"], code["reason"]) == ("WINTER", "untried", None)


def test_an_empty_list_says_how_to_add_a_code(call: Call) -> None:
    listed = call("codes", "list")

    assert (listed.status, listed.out) == (0, "")
    assert "autoredeem codes add CODE" in listed.err
    assert json.loads(call("codes", "list", "--json").out) == {"title": "wos", "codes": []}


def test_a_removed_code_is_gone_and_one_that_is_not_known_is_said_to_be(call: Call) -> None:
    call("codes", "add", "WINTER")

    removed = call("codes", "remove", "WINTER", "winter")

    assert (removed.status, removed.out) == (0, "WINTER removed\n")
    assert "winter is not known" in removed.err
    assert call("codes", "remove", "WINTER").status == 1


def test_the_codes_of_two_titles_never_mix(call: Call) -> None:
    call("codes", "add", "WINTER", "--title", "kingshot")

    assert call("codes", "list").out == ""
    assert call("codes", "list", "--title", "kingshot").out.startswith("WINTER\t")


@pytest.mark.parametrize("bad", ["two words", "", "x" * 65, "caf\u00e9"])
@pytest.mark.parametrize("command", ["add", "remove"])
def test_what_can_be_no_code_is_a_mistake_of_usage(command: str, bad: str, call: Call) -> None:
    said = call("codes", command, "GOOD", bad)

    assert said.status == 2
    assert "a gift code is" in said.err
    assert call("codes", "list").out == ""


@pytest.mark.parametrize("arguments", [["add"], ["list", "--title", "chess"], ["burn"]])
def test_other_mistakes_of_usage(arguments: list[str], call: Call) -> None:
    assert call("codes", *arguments).status == 2


def on(tmp_path: Path, work: Callable[[Store], Awaitable[object]]) -> None:
    """Do something on the store that the settings name."""

    async def main() -> None:
        async with open_store(f"sqlite:///{tmp_path / 'codes.db'}", "wos") as store:
            await work(store)

    asyncio.run(main())


async def know(store: Store) -> None:
    """Let a feed list a code that does not work yet, and another one have died."""
    expires = NOW + timedelta(days=2)
    await store.add_codes(["EARLY", "WINTER"], at=NOW, source=SourceKind.FEED)
    await store.note_listings({"EARLY": Listing(expires, expires)})
    early = Standing().after(Outcome.NO_SUCH_CODE, ANN, NOW, listed=True)
    dead = Standing(Life.DEAD, Outcome.EXPIRED, edition=2, turn=3)
    await store.judge({"EARLY": early, "WINTER": dead}, at=NOW)


def test_the_list_says_which_codes_are_doubted_and_when_they_are_asked_about_again(
    call: Call, tmp_path: Path
) -> None:
    on(tmp_path, know)
    expires, again = NOW + timedelta(days=2), NOW + timedelta(minutes=5)
    rows = {
        line.split("\t")[0]: line.split("\t") for line in call("codes", "list").out.splitlines()
    }
    assert rows["EARLY"] == [
        *("EARLY", "doubted", "no_such_code", NOW.isoformat(), "1", "feed"),
        *(expires.isoformat(), again.isoformat()),
    ]
    assert rows["WINTER"][1:6] == ["dead", "expired", NOW.isoformat(), "2", "feed"]
    early, winter = json.loads(call("codes", "list", "--json").out)["codes"]
    assert (early["life"], early["doubted"]) == ("untried", True)
    assert (winter["edition"], winter["asked_again_at"]) == (2, None)


def test_all_that_is_known_of_a_code_is_shown_with_what_its_runs_came_to(
    call: Call, tmp_path: Path
) -> None:
    async def work(store: Store) -> None:
        await know(store)
        await store.want_runs([(GUILD, "WINTER"), (OTHER_GUILD, "WINTER")], at=NOW)

    on(tmp_path, work)
    facts = dict(line.split("\t") for line in call("codes", "show", "winter").out.splitlines())
    assert (facts["code"], facts["life"], facts["turn"]) == ("WINTER", "dead", "3")
    assert (facts["runs_guilds"], facts["runs_open"], facts["shared"]) == ("2", "2", "on")
    said = json.loads(call("codes", "show", "WINTER", "--json").out)
    assert [one["code"] for one in said["spellings"]] == ["WINTER"]
    assert said["runs"]["redeemed"] == 0


def test_a_dead_code_is_tried_again_once_an_hour(call: Call, tmp_path: Path) -> None:
    on(tmp_path, know)
    said = call("codes", "retry", "WINTER")
    assert (said.status, said.out.split(";")[0]) == (0, "WINTER is tried again")
    assert call("codes", "show", "WINTER").out.splitlines()[1] == "life\tuntried"

    async def die(store: Store) -> None:
        dead = Standing(Life.DEAD, Outcome.EXPIRED, turn=5)
        await store.judge({"WINTER": dead}, at=SystemClock().now())

    on(tmp_path, die)
    said = call("codes", "retry", "WINTER")
    assert said.status == 1
    assert "less than an hour ago" in said.err


@pytest.mark.parametrize("verb", ["show", "retry"])
def test_a_code_that_nobody_knows_is_said_to_be(call: Call, verb: str) -> None:
    said = call("codes", verb, "NEVER")
    assert (said.status, said.out) == (1, "")
    assert "NEVER is not known" in said.err
