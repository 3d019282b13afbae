"""The benchmark of the batch check: what it compares is really asked, and said with its machine."""

import asyncio
import json
import time

import pytest

from autoredeem.bench.pauses import timed
from support.command import Call

# One of the rivals blocks the loop: that is what it is there to show.
pytestmark = pytest.mark.brings_its_own_net


def test_all_ways_are_measured_on_the_same_store(call: Call, store_url: str) -> None:
    arguments = ("--members", "40", "--rows", "100", "--rounds", "2", "--store", store_url)
    said = call("bench", "membership", *arguments, "--json")
    assert said.status == 0
    figures = json.loads(said.out)
    commands = {way["name"]: way["commands"] for way in figures["ways"]}
    assert commands == {"one by one": 40, "one batch in a thread": 1, "ours": 1}
    assert all(way["seconds"] > 0 for way in figures["ways"])
    assert {"cores", "python", "pymongo", "sqlite"} <= figures["on"].keys()
    if figures["store"] == "mongodb":
        assert figures["explain"]["totalDocsExamined"] == 0
    else:
        assert "USING PRIMARY KEY" in figures["explain"]["plan"][0]


def test_people_get_a_table(call: Call) -> None:
    said = call("bench", "membership", "--members", "3", "--rows", "0", "--rounds", "1")
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
