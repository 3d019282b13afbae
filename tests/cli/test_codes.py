"""`autoredeem codes`: make known, list, forget."""

import json
from pathlib import Path

import pytest

from support.command import Call


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
