"""The benchmarks: what they measure is really done, and said with its machine."""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.pauses import timed
from support.command import Call

# One of the rivals blocks the loop: that is what it is there to show.
pytestmark = pytest.mark.brings_its_own_net


def test_all_ways_are_measured_on_the_same_store(call: Call, store_url: str) -> None:
    arguments = ("--members", "40", "--rows", "100", "--rounds", "2", "--store", store_url)
    said = call("membership", *arguments, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    commands = {way["name"]: way["commands"] for way in figures["ways"]}
    assert commands == {"one by one": 40, "one batch in a thread": 1, "ours": 1}
    assert all(way["seconds"] > 0 and way["cpu_seconds"] > 0 for way in figures["ways"])
    assert {"cores", "python", "pymongo", "sqlite"} <= figures["on"].keys()
    if figures["store"] == "mongodb":
        assert figures["explain"]["totalDocsExamined"] == 0
    else:
        read = [step for step in figures["explain"]["plan"] if "ledger" in step]
        assert len(read) == 1
        assert "USING PRIMARY KEY" in read[0]


def test_people_get_a_table(call: Call) -> None:
    said = call("membership", "--members", "3", "--rows", "0", "--rounds", "1")
    assert said.status == 0
    assert [line.split("  ")[0] for line in said.out.splitlines()[2:5]] == [
        "one by one",
        "one batch in a thread",
        "ours",
    ]


async def test_a_pause_of_the_loop_is_measured() -> None:
    async def blocks() -> None:
        time.sleep(0.05)  # noqa: ASYNC251 - what is measured

    assert (await timed(blocks())).pause >= 0.04
    assert (await timed(asyncio.sleep(0.05))).seconds >= 0.05


@pytest.mark.server
def test_a_run_is_measured_as_the_game_counted_it(call: Call, store_url: str) -> None:
    said = call("run", "--members", "300", "--store", store_url, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    assert (figures["members"], figures["requests"], figures["check_queries"]) == (300, 300, 1)
    assert figures["redemptions_a_second"] == pytest.approx(300 / figures["seconds"])
    assert figures["peak_memory"] > 10_000_000
    assert {"cores", "python"} <= figures["on"].keys()


@pytest.mark.server
def test_a_run_can_be_measured_again_on_the_same_store(call: Call, store_url: str) -> None:
    for _ in range(2):
        said = call("run", "--members", "20", "--store", store_url)
        assert said.status == 0
        assert "all redeemed; the game counted the same" in said.out
        assert "20 of 20" in said.err


def test_many_guilds_are_enrolled_opened_ended_and_chosen_from(call: Call, store_url: str) -> None:
    arguments = ("--members", "200", "--guilds", "20", "--store", store_url)
    said = call("scale", *arguments, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    assert (figures["guilds"], figures["members"]) == (20, 200)
    assert 0 < figures["first_slot"] <= figures["opened"]
    sizes = [(choice["guilds"], choice["members"]) for choice in figures["choices"]]
    assert sizes == [(10, 1000), (10, 200), (20, 200)]
    assert all(0 < choice["usual"] <= choice["slow"] for choice in figures["choices"])


def test_what_polls_with_nothing_to_do_cost_is_measured(call: Call, store_url: str) -> None:
    arguments = ("--runs", "20", "--rounds", "2", "--idle", "0.2", "--store", store_url)
    said = call("poll", *arguments, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    assert (figures["runs"], figures["rounds"]) == (20, 2)
    assert min(figures["polls"].values()) > 0
    assert (figures["bytes_a_day"] is None) == (not Path("/proc/self/io").exists())
    table = call("poll", "--runs", "1", "--rounds", "1")
    assert "what may be claimed" in table.out
    assert "an idle day" not in table.out


@pytest.mark.parametrize(("members", "guilds"), [("1", "1"), ("12", "12")])
def test_the_smallest_scale_can_be_measured(call: Call, members: str, guilds: str) -> None:
    assert call("scale", "--members", members, "--guilds", guilds).status == 0


@pytest.mark.parametrize("codes", ["1", "20"])
def test_who_got_what_is_read_in_both_ways(call: Call, store_url: str, codes: str) -> None:
    arguments = ("--members", "30", "--codes", codes, "--rounds", "1", "--store", store_url)
    said = call("matrix", *arguments, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    assert [way["name"] for way in figures["ways"]] == ["matrix", "code by code"]
    assert all(way["seconds"] > 0 for way in figures["ways"])
    assert "code by code" in call("matrix", *arguments).out


def test_an_import_is_measured_from_the_file_to_the_store(call: Call, store_url: str) -> None:
    said = call("import", "--members", "1500", "--store", store_url, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    assert (figures["members"], figures["seconds"] > 0) == (1500, True)
    assert "1,500 lines, all enrolled" in call("import", "--members", "1500").out


@pytest.mark.server
def test_a_month_is_shown_and_needs_a_store_of_its_own(call: Call, tmp_path: Path) -> None:
    smallest = ("--days", "1", "--guilds", "2", "--players", "20", "--codes", "1", "--stops", "1")
    arguments = (*smallest, "--store", f"sqlite:///{tmp_path / 'month.db'}")
    said = call("month", *arguments)
    assert said.status == 0
    assert said.out.startswith("1 issues of codes could be redeemed for all\n")
    again = call("month", *arguments)
    assert again.status == 2
    assert "it holds guilds or codes; a month needs a new one" in again.err


@pytest.mark.server
def test_a_month_that_is_not_as_it_has_to_be_is_an_error(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.months.verdict.PER_MINUTE", 1)
    said = call("month", "--days", "1", "--players", "20", "--codes", "1", "--stops", "0", "--json")
    assert said.status == 1
    assert json.loads(said.out)["broken"][0].startswith("the budget was exceeded: ")


def test_guilds_that_are_not_alike_are_refused(call: Call) -> None:
    said = call("scale", "--members", "1001", "--guilds", "10")
    assert said.status == 2
    assert "--members 1001 don't part evenly into --guilds 10" in said.err


def test_a_store_that_is_not_there_is_said_in_a_line(call: Call) -> None:
    said = call("run", "--store", "mongodb://127.0.0.1:1/nothing")
    assert said.status == 1
    assert said.err.splitlines()[-1].startswith("autoredeem: MongoDB at 127.0.0.1:1")


@pytest.mark.server
def test_the_incident_is_shown_by_one_command(call: Call, tmp_path: Path) -> None:
    picture = tmp_path / "incident.svg"
    arguments = ("--members", "10", "--latency", "0.02", "--svg", str(picture))
    said = call("incident", *arguments)
    assert said.status == 0
    assert said.err.startswith("It takes about ")
    assert "One blocking call a member: 10 of 10 asked" in said.err
    commands = [int(line[37:47]) for line in said.out.splitlines()[2:5]]
    assert commands == [10, 1, 1]
    assert "Who of 10 members has the code?" in picture.read_text(encoding="utf-8")


@pytest.mark.server
def test_the_incident_in_numbers_is_one_object(call: Call) -> None:
    said = call("incident", "--members", "2", "--latency", "0.01", "--json")
    figures = json.loads(said.out)
    names = [way["name"] for way in figures["ways"]]
    assert names == ["one blocking call a member", "one batch in a thread", "autoredeem"]
    assert {"seconds", "commands", "longest_gap", "missed"} <= figures["ways"][0].keys()
    assert {"cores", "python", "pymongo"} <= figures["on"].keys()


def test_a_picture_that_can_not_be_written_is_said_before_anything_is_measured(
    call: Call, tmp_path: Path
) -> None:
    said = call("incident", "--svg", str(tmp_path / "nowhere" / "incident.svg"))
    assert said.status == 1
    assert said.err.startswith("autoredeem: --svg ")
    assert said.err.endswith("can't be written: No such file or directory\n")


def test_the_incident_needs_a_server_and_says_where_to_get_one(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.mongod.BINARIES", "no.such.package")
    monkeypatch.setenv("PATH", "")
    said = call("incident")
    assert said.status == 1
    assert "there is no mongod on this system; name a server with --store" in said.err


def test_what_watching_the_loop_costs_is_measured(call: Call) -> None:
    said = call("watchdog", "--seconds", "0.1", "--rounds", "1", "--json")
    figures = json.loads(said.out)
    assert figures["cost"] == pytest.approx(figures["watched"] - figures["unwatched"])
    table = call("watchdog", "--seconds", "0.1", "--rounds", "1")
    assert "the watchdog" in table.out


@pytest.mark.server
def test_the_game_of_a_benchmark_ends_with_it() -> None:
    game = subprocess.run(
        [sys.executable, "-m", "benchmarks.game", "ALIVE"],
        input="",
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    url, counted = game.stdout.splitlines()
    assert url.startswith("http://127.0.0.1:")
    assert json.loads(counted) == {"requests": 0, "redeemed": 0}
