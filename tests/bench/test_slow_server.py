"""Servers that take their time for an answer, on real ones."""

import pytest

from autoredeem.domain.errors import InvalidInput
from benchmarks.incident import IncidentPlan, measure_incident
from benchmarks.slow_server import proxied_server
from support.facts import NOW
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://one,two,three/alliance",
        "mongodb+srv://cluster/alliance",
        "sqlite:///file.db",
        "mongodb://",
    ],
)
def test_a_store_that_no_proxy_can_stand_before_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="--store: one server without TLS"), proxied_server(url):
        pass


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("mongodb://ann:p%40ss@db.example:27018/alliance?replicaSet=rs0&w=1", "/alliance?w=1&"),
        ("mongodb://ann:p%40ss@db.example/?directConnection=false", "/?"),
        ("mongodb://ann:p%40ss@db.example", "/?"),
    ],
)
def test_the_way_through_the_proxy_keeps_what_the_url_says_but_its_place(
    named: str, path: str
) -> None:
    with proxied_server(named) as server:
        assert server.url.startswith("mongodb://ann:p%40ss@127.0.0.1:")
        assert server.url.endswith(f"{path}directConnection=true")


def test_how_long_it_takes_is_said_before_it_starts() -> None:
    assert IncidentPlan(88, 7.0).interval == 41.25
    assert "616 s of them the first way's check" in IncidentPlan(88, 7.0).announcement


@pytest.mark.brings_its_own_net
async def test_every_way_waits_for_each_of_its_answers(mongodb_url: str) -> None:
    told: list[str] = []
    with proxied_server(mongodb_url) as server:
        found = await measure_incident(server, IncidentPlan(10, 0.02), NOW, told.append)
    blocking, in_a_thread, ours = found.ways
    assert [way.commands for way in found.ways] == [10, 1, 1]
    assert blocking.seconds >= 10 * 0.02
    assert min(in_a_thread.seconds, ours.seconds) >= 0.02
    assert blocking.longest_gap >= blocking.seconds
    assert all(way.beats == sorted(way.beats) for way in found.ways)
    assert told[-1] == "autoredeem: measuring"
