"""Moving in from the older bot: nobody who has a code is asked again, and nobody has to migrate."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from pymongo import MongoClient

from autoredeem.simulator import Player, World
from autoredeem.simulator.refusals import Code
from cli.conftest import FAST, be_patient
from support.command import Call
from support.mongod import database_url, raw_database
from support.older_bot_rows import (
    BLANKS,
    CODE,
    GROUPED,
    GUILD,
    PLAYERS,
    SETTLED,
    SINGLE,
    STATE,
    everything_in,
    fill,
)

TAKEN = "118 members, 300 states, 439 ledger rows"
ON = ("--guild", str(GUILD))


@pytest.fixture
def store_url(mongod_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Name the older bot's database in the settings, in the older bot's way."""
    url = database_url(mongod_uri, f"old_{uuid4().hex}")
    monkeypatch.setenv("MONGO_URI", url)
    be_patient(monkeypatch)

    async def filled() -> None:
        async with raw_database(url) as database:
            await fill(database)

    asyncio.run(filled())
    yield url
    with MongoClient[dict[str, Any]](url) as client:
        client.drop_database(client.get_default_database())


@pytest.fixture
def world() -> World:
    """All players, of whom some have the code."""
    players = [Player(fid, STATE, level=30, spent=10) for fid in PLAYERS]
    return World(players, [Code(CODE)], FAST, held={CODE: SETTLED})


def contents(url: str) -> object:
    async def read() -> object:
        async with raw_database(url) as database:
            return await everything_in(database)

    return asyncio.run(read())


@pytest.mark.usefixtures("store_url", "game")
def test_redeeming_on_the_older_bots_database_asks_nobody_again(call: Call, world: World) -> None:
    said = call("redeem", CODE, *ON, "--json")
    # then it said what it took first
    assert f"Adopted from an older bot's rows: {TAKEN}" in said.err
    assert said.err.index("Adopted") < said.err.index("Batch checking 388 members")
    assert "Batch check complete: 148 to process, 240 already redeemed" in said.err
    summary = json.loads(said.out)
    assert (summary["settled_before"], summary["redeemed"], summary["already"]) == (240, 60, 0)
    assert (summary["no_state"], summary["requests"], summary["check_queries"]) == (88, 60, 1)
    assert world.counters.requests == 60
    assert sum(world.counters.of(CODE, fid) for fid in SETTLED) == 0
    # and those whose state nobody knew are given one, those with blanks in their ids another
    assert call("members", "set-state", str(STATE), *map(str, GROUPED), *ON).status == 0
    assert call("members", "remove", *map(str, BLANKS), *ON).status == 0
    again = call("redeem", CODE, *ON, "--json")
    assert "Adopted" not in again.err
    summary = json.loads(again.out)
    assert (summary["members"], summary["redeemed"], summary["requests"]) == (358, 88, 88)
    assert sum(world.counters.of(CODE, fid) for fid in SETTLED) == 0


def test_adopting_says_what_was_taken_and_left_and_why(call: Call, store_url: str) -> None:
    before = contents(store_url)
    dry = call("adopt", "--dry-run")
    assert (dry.status, contents(store_url)) == (0, before)
    assert dry.err == "Nothing was written. To do it: autoredeem adopt\n"
    # when
    said = call("adopt")
    # then
    assert (said.status, said.err) == (0, "")
    assert said.out.replace("Taken:", "Would be taken:") == dry.out
    lines = said.out.splitlines()
    assert lines[:4] == [
        "Taken:",
        "      118  members",
        "      300  states",
        "      439  ledger rows",
    ]
    assert "        7  members: no player's id" in lines
    assert any("fid 'None'" in line for line in lines)
    # and again, as JSON
    content = json.loads(call("adopt", "--json").out)
    assert content["taken"] == {}
    assert content["left"]["members: adopted before"] == 118
    listed = json.loads(call("members", "list", *ON, "--json").out)
    assert (listed["enrolled"], listed["no_state"]) == (388, len(GROUPED))
    states = {one["fid"]: one["state"] for one in listed["members"]}
    assert {states[fid] for fid in SINGLE} == {STATE}


@pytest.mark.usefixtures("store_url", "game")
def test_doctor_counts_what_is_not_read_yet_and_names_members_that_are_there_twice(
    call: Call,
) -> None:
    before = call("doctor").out
    assert f"WARN  older bot: not read yet: {TAKEN}" in before
    twice = f"such as {SINGLE[0]} in guild {GUILD}"
    assert twice in before
    assert "`autoredeem members remove FID --guild ID`" in before
    # when
    call("adopt")
    # then
    assert "OK    older bot: all that can be read of an older bot's rows is read" in (
        call("doctor").out
    )


@pytest.mark.usefixtures("sqlite_file")
def test_a_file_has_nothing_of_the_older_bots(call: Call) -> None:
    said = call("adopt")
    assert (said.status, said.out) == (0, "")
    assert "autoredeem import-from PATH" in said.err


@pytest.mark.parametrize("name", ["discord_bot", "reminderbot"])
def test_no_database_is_begun_beside_the_older_bots(
    call: Call, mongod_uri: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    be_patient(monkeypatch)
    monkeypatch.setenv("MONGO_URI", mongod_uri)
    with MongoClient[dict[str, Any]](mongod_uri) as client:
        client[name]["auto_redeem_members"].insert_one({"guild_id": GUILD, "fid": "400000001"})
        try:
            # when
            said = call("members", "list", *ON)
            # then
            assert said.status == 1
            assert f"MONGO_DB_NAME={name}" in said.err
            assert "autoredeem" not in client.list_database_names()
            # and named, it is gone on with
            monkeypatch.setenv("MONGO_DB_NAME", name)
            assert call("members", "list", *ON).out.startswith("400000001\t")
        finally:
            client.drop_database(name)
