"""What providers may answer: lists are read from files and over real HTTP, whatever comes."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from autoredeem.domain.errors import InvalidInput, ProviderFailed
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.synchronisation import ProvidedPlayer, SyncTrouble
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.providers.files import FileProvider
from autoredeem.roster.providers.http import LARGEST, REFUSED_RESTS, HttpProvider, Site
from autoredeem.roster.providers.json_players import Fields
from autoredeem.roster.providers.presets import PRESETS
from autoredeem.roster.providers.provider import Provider
from support.feed_server import FeedServer, feed_server

HOUR = timedelta(hours=1)
ANN = ProvidedPlayer(Fid(123_456_789), "Ann", State(245), 30)
ROW = {"fid": "123456789", "nick_name": "Ann", "kid": 245, "furnace_lv": 30}
KEY = "S3CRET-KEY"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as serving:
        yield serving


def site(server: FeedServer, **changes: object) -> HttpProvider:
    """Return a site on the server, asked as often as one likes."""
    base = server.url.removesuffix("/codes")
    made = Site(
        "site",
        "wos",
        f"{base}/lists/{{group}}/members",
        HOUR,
        600,
        headers={"X-Api-Key": KEY},
        player_url=f"{base}/players/{{fid}}",
    )
    return HttpProvider(replace(made, **changes), SystemClock())  # type: ignore[arg-type]


async def all_of(provider: Provider, group: str = "ABC") -> Sequence[ProvidedPlayer]:
    return [one async for batch in provider.read(group) for one in batch]


async def trouble(provider: Provider, group: str = "ABC") -> tuple[SyncTrouble, str]:
    with pytest.raises(ProviderFailed) as failed:
        await all_of(provider, group)
    return SyncTrouble(failed.value.trouble), str(failed.value)


@pytest.mark.parametrize(
    "content",
    [
        [ROW],
        {"members": [ROW]},
        {"ok": True, "data": {"tags": ["x"], "roster": {"members": [ROW]}}},
        {"alliance": {"tag": "ABC"}, "empty": [], "list": [{"rank": 1}, ROW]},
    ],
)
async def test_the_list_of_players_is_found_wherever_it_is(
    server: FeedServer, content: object
) -> None:
    server.says(json.dumps(content))
    assert ANN in await all_of(site(server))
    assert server.paths == ["/lists/ABC/members"]
    assert server.asked[0]["X-Api-Key"] == KEY


async def test_paths_say_where_the_list_and_the_fields_are(server: FeedServer) -> None:
    row = {"who": {"id": 123456789}, "n": "Ann", "s": "245", "l": "30"}
    server.says(json.dumps({"decoy": [ROW, ROW], "real": {"list": [row]}}))
    fields = Fields("who.id", "n", "x|s", "l", "a")
    assert await all_of(site(server, fields=fields, path="real.list")) == [ANN]


async def test_rows_that_are_no_players_are_left_out_and_values_that_are_none_are_not_said(
    server: FeedServer,
) -> None:
    odd: Sequence[object] = [
        None,
        7,
        "123456789",
        [],
        {"fid": True},
        {"fid": 12},
        {"fid": 1.5e9},
        {"fid": 10**18},
        {"fid": "12345678 OR 1=1"},
        {"fid": {"deep": []}},
    ]
    wrong = {"nick_name": ["x"], "kid": -4, "furnace_lv": 1e400}
    server.says(json.dumps([*odd, {**ROW, **wrong}, {**ROW, "kid": 10**9, "furnace_lv": "F"}]))
    nothing = ProvidedPlayer(ANN.fid)
    assert await all_of(site(server)) == [nothing, ANN._replace(state=None, level=None)]


async def test_names_are_kept_in_one_safe_line(server: FeedServer) -> None:
    name = "@everyone\n**x**\u202e<script>" + "y" * 500
    server.says(json.dumps([{**ROW, "nick_name": name}]))
    [one] = await all_of(site(server))
    assert one.nickname.startswith("@everyone **x**<script>yyy")
    assert len(one.nickname) == 64


ANSWERS: Sequence[tuple[int, str, SyncTrouble]] = [
    (200, "<html>please wait</html>", SyncTrouble.UNREADABLE),
    (200, "", SyncTrouble.UNREADABLE),
    (200, "[" * 100_000, SyncTrouble.UNREADABLE),
    (200, "{}", SyncTrouble.UNREADABLE),
    (200, '{"members": 5}', SyncTrouble.UNREADABLE),
    (200, '[{"name": "Ann"}]', SyncTrouble.UNREADABLE),
    (200, " " * (LARGEST + 1), SyncTrouble.TOO_LARGE),
    (401, "no", SyncTrouble.REFUSED),
    (403, "no", SyncTrouble.REFUSED),
    (404, "no", SyncTrouble.NOT_THERE),
    (429, "no", SyncTrouble.LATER),
    (500, "no", SyncTrouble.UNREACHABLE),
    (503, "no", SyncTrouble.LATER),
    (302, "", SyncTrouble.UNREACHABLE),
]


@pytest.mark.parametrize(("status", "body", "expected"), ANSWERS)
async def test_whatever_else_it_answers_is_a_trouble_with_a_name_and_without_the_key(
    server: FeedServer, status: int, body: str, expected: SyncTrouble
) -> None:
    server.says(body, status)
    found, said = await trouble(site(server))
    assert found is expected
    assert KEY not in said
    assert server.url not in said


async def test_a_list_that_is_empty_has_no_players(server: FeedServer) -> None:
    server.says('{"members": []}')
    assert await all_of(site(server)) == []


async def test_a_million_rows_are_refused_before_they_are_parsed(server: FeedServer) -> None:
    server.says(json.dumps([ROW] * 1_000).replace("]", "," + "1," * 5_000_000 + "1]"))
    found, said = await trouble(site(server))
    assert (found, said) == (SyncTrouble.TOO_LARGE, "it is larger than 2 MB")


async def test_redirects_to_other_places_are_not_followed(server: FeedServer) -> None:
    server.says("", 302, {"Location": "http://169.254.169.254/latest/meta-data"})
    found, said = await trouble(site(server))
    assert (found, said) == (
        SyncTrouble.UNREACHABLE,
        "it redirects to another host, which is not followed",
    )
    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "rests"), [(429, 120.0), (403, REFUSED_RESTS)])
async def test_who_turns_the_program_away_is_left_alone(
    server: FeedServer, status: int, rests: float
) -> None:
    server.says("no", status, {"Retry-After": "120"})
    provider = site(server)
    await trouble(provider)
    with pytest.raises(ProviderFailed) as failed:
        await all_of(provider)
    assert failed.value.trouble == SyncTrouble.LATER
    assert rests - 60 < failed.value.wait <= rests
    assert len(server.asked) == 1


async def test_a_lookup_is_answered_at_once_or_not_at_all(server: FeedServer) -> None:
    server.says(json.dumps({"players": [ROW]}))
    provider = site(server, per_minute=30)
    hints = [await provider.lookup(ANN.fid) for _ in range(3)]
    assert hints == [PlayerHint("Ann", State(245), 30)] * 3
    with pytest.raises(ProviderFailed):
        await provider.lookup(ANN.fid)
    assert len(server.asked) == 3


async def test_a_lookup_that_is_about_somebody_else_says_nothing(server: FeedServer) -> None:
    server.says(json.dumps({"player": {**ROW, "fid": 987654321}}))
    assert await site(server).lookup(ANN.fid) is None


async def test_whom_it_does_not_know_it_says_nothing_of(server: FeedServer) -> None:
    server.says("no", 404)
    assert await site(server).lookup(ANN.fid) is None


async def test_requests_keep_to_what_is_allowed_in_a_minute_and_a_day() -> None:
    provider = HttpProvider(PRESETS["mightpulse"].with_key(KEY), SystemClock())
    minute, day = provider._minute, provider._day
    now, sent = 0.0, []
    while now < 86_400:
        wait = max(minute.opens_in("", now), day.opens_in("", now))
        now += wait
        minute.lets_through("", now)
        day.lets_through("", now)
        sent.append(now)
    assert len(sent) <= 5_000
    assert all(later - first >= 60 for first, later in zip(sent, sent[60:], strict=False))


GROUPS: Mapping[str, Mapping[str, str | None]] = {
    "mightpulse": {
        "258/ABC": "258/ABC",
        " 0258/a.b ": "258/a.b",
        "258/ÄÖ": "258/ÄÖ",
        "258": None,
        "ABC": None,
        "x/ABC": None,
        "258/ABC/../..": None,
        "258/A?B": None,
        "": None,
        "258/" + "x" * 99: None,
    },
    "wosatlas": {"1234": "1234", "..": None, "12/34": None, "a b": None, "": None},
}


@pytest.mark.parametrize(
    ("preset", "typed", "kept"),
    [(name, typed, kept) for name, groups in GROUPS.items() for typed, kept in groups.items()],
)
def test_a_list_has_a_name_that_leads_nowhere_else(
    preset: str, typed: str, kept: str | None
) -> None:
    provider = HttpProvider(PRESETS[preset].with_key(KEY), SystemClock())
    if kept is None:
        with pytest.raises(InvalidInput):
            provider.parse_group(typed)
    else:
        assert provider.parse_group(typed) == kept


async def test_presets_ask_as_their_owners_want_it(server: FeedServer) -> None:
    asked = {}
    for name, group in (("mightpulse", "258/ABC"), ("wosatlas", "77")):
        preset = PRESETS[name]
        base, real = server.url.removesuffix("/codes"), preset.with_key(KEY)
        own = replace(real, url=f"{base}/{real.url.split('/', 3)[3]}")
        server.says(json.dumps({"members": [{"governor_id": 123456789, "fid": 123456789}]}))
        asked[name] = [one.state for one in await all_of(HttpProvider(own, SystemClock()), group)]
        assert urlsplit(real.url).hostname == f"api.{name}.com"
    assert server.paths == ["/v1/alliances/258/ABC", "/v1/alliances/77/members"]
    assert server.asked[0]["Authorization"] == f"Bearer {KEY}"
    assert server.asked[1]["X-Api-Key"] == KEY
    assert asked == {"mightpulse": [State(258)], "wosatlas": [None]}


async def test_of_a_list_of_many_alliances_those_of_one_are_taken(server: FeedServer) -> None:
    rows = [{**ROW, "alliance": "AbC"}, {**ROW, "fid": 223456789, "alliance": "XYZ"}]
    server.says(json.dumps(rows))
    provider = site(server, url=f"{server.url}/all")
    assert [one.fid for one in await all_of(provider, "abc")] == [ANN.fid]


def file(path: Path, **changes: object) -> FileProvider:
    return replace(FileProvider("file", "wos", path, HOUR), **changes)  # type: ignore[arg-type]


async def written(path: Path, text: str) -> None:
    await asyncio.to_thread(path.write_text, text, encoding="utf-8")


async def test_a_file_is_read_as_member_files_are(tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    await written(list_, "id;name;state;level\n123456789;Ann;245;30\nnobody;x;1;1\n")
    assert await all_of(file(list_), "") == [ANN]


async def test_a_file_has_another_mark_when_it_was_written(tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    provider = file(list_)
    assert await provider.mark("") is None
    await written(list_, "123456789\n")
    first = await provider.mark("")
    assert first == await provider.mark("") is not None
    await written(list_, "123456789\n223456789\n")
    assert await provider.mark("") != first


async def test_a_folder_has_a_list_in_each_file(tmp_path: Path) -> None:
    await written(tmp_path / "ABC.csv", "123456789\n")
    await written(tmp_path / ".ABC.csv", "999999999\n")
    await written(tmp_path / "XYZ.txt", "223456789\n")
    provider = file(tmp_path, folder=True)
    assert [one.fid for one in await all_of(provider, "XYZ")] == [223_456_789]
    assert (await trouble(provider, "NONE"))[0] is SyncTrouble.NOT_THERE


@pytest.mark.parametrize("group", ["", "../x", "a/b", "a\\b", ".hidden", "x" * 99])
async def test_no_list_of_a_folder_is_outside_of_it(tmp_path: Path, group: str) -> None:
    with pytest.raises(InvalidInput):
        file(tmp_path, folder=True).parse_group(group)
    outside = file(tmp_path / "inside", folder=True)
    await asyncio.to_thread((tmp_path / "inside").mkdir)
    await written(tmp_path / "x.csv", "123456789\n")
    assert (await trouble(outside, "../x"))[0] is SyncTrouble.NOT_THERE


async def test_a_file_that_is_gone_or_no_file_is_a_trouble(tmp_path: Path) -> None:
    assert (await trouble(file(tmp_path / "none"), ""))[0] is SyncTrouble.NOT_THERE
    assert (await trouble(file(tmp_path), ""))[0] is SyncTrouble.UNREACHABLE


async def test_a_file_that_is_no_list_is_no_reading(tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    await asyncio.to_thread(list_.write_bytes, bytes(range(256)) * 40)
    assert (await trouble(file(list_), ""))[0] is SyncTrouble.UNREADABLE


async def test_a_file_that_is_written_meanwhile_is_no_reading(tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    await written(list_, "\n".join(str(100_000_000 + n) for n in range(3_000)))
    reading = file(list_).read("")
    await anext(reading)
    await written(list_, "123456789\n")
    with pytest.raises(ProviderFailed):
        async for _ in reading:
            pass
