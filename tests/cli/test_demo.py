"""`autoredeem demo`: the whole job in seconds, with figures that hold."""

import json

import pytest

from support.command import Call


@pytest.mark.usefixtures("store_url")
def test_the_demo_is_the_same_on_every_store_and_in_every_repetition(call: Call) -> None:
    said = call("demo", "--json")
    assert said.status == 0
    summary = json.loads(said.out)
    assert {key: summary[key] for key in summary if key not in ("guild", "seconds")} == {
        "title": "demo",
        "code": "DEMO2026",
        "members": 88,
        "settled_before": 13,
        "redeemed": 66,
        "already": 0,
        "failed": {"level_too_low": 4, "spending_too_low": 3, "wrong_state": 1},
        "unsettled": 1,
        "no_state": 1,
        "requests": 78,
        "check_queries": 1,
        "check_failed": False,
        "not_recorded": 0,
    }
    assert "The simulator counted the same: 78 requests" in said.err
    assert "1,200 requests a minute" in said.err
    assert json.loads(call("demo", "--json").out)["redeemed"] == 66


def test_the_demo_needs_no_settings_and_leaves_nothing(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(folder)
    said = call("demo")
    assert said.status == 0
    assert "     88  members, of whom" in said.out
    assert "The simulator counted the same" in said.out
    assert list(folder.iterdir()) == []
