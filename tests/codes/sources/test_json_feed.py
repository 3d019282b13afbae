"""Feeds in JSON, of whatever shape the settings describe; and whatever else comes instead."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.codes.sources import PRESETS, Feed
from autoredeem.codes.sources.items import Item
from autoredeem.codes.sources.json_feed import json_items
from autoredeem.codes.sources.polling import poll
from autoredeem.domain.errors import FeedFailed
from support.feed_server import FeedServer, feed_server

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as serving:
        yield serving


async def codes(feed: Feed) -> dict[str, datetime | None]:
    found = await poll(feed, NOW)
    assert found.items
    return dict(found.items.codes)


async def test_the_preset_reads_what_its_owner_says(server: FeedServer) -> None:
    preset, tomorrow = PRESETS["kingshot.net"], NOW + timedelta(days=1)
    server.says(
        json.dumps(
            {
                "status": "success",
                "data": {
                    "giftCodes": [
                        {"code": "KINGSHOT1", "createdAt": "2026-11-20T08:00:00.000Z",
                         "expiresAt": "2026-11-30T08:00:00.000Z"},
                        {"code": "NoEnd", "createdAt": "2026-11-20", "expiresAt": None},
                        {"code": "EARLY", "createdAt": tomorrow.isoformat()},
                    ]
                },
            }
        )
    )  # fmt: skip
    feed = server.feed(items=preset.items, code=preset.code, expires=preset.expires)
    assert await codes(feed) == {
        "KINGSHOT1": datetime(2026, 11, 30, 8, tzinfo=UTC),
        "NoEnd": None,
        "EARLY": None,
    }


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (["GIFT"], {}),
        ([{"code": "GIFT"}], {}),
        ({"a": {"b": [{"c": {"d": "GIFT"}}]}}, {"items": "a.b", "code": "c.d"}),
        ({"codes": ["GIFT", {"other": 1}, None, 7.5, []]}, {"items": "codes"}),
    ],
)
async def test_the_settings_say_where_the_codes_are(
    server: FeedServer, content: object, shape: dict[str, Any]
) -> None:
    server.says(json.dumps(content))
    assert await codes(server.feed(**shape)) == {"GIFT": None}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
async def test_its_encoding_is_found_out(server: FeedServer, encoding: str) -> None:
    server.says('[{"code": "GIFT", "about": "❄"}]'.encode(encoding))
    assert await codes(server.feed()) == {"GIFT": None}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html><body>Just a moment...</body></html>", "a web page, not JSON"),
        (b"", "not JSON"),
        (b"\x00\xff\xfe", "not JSON"),
        (b'{"codes": [', "not JSON"),
        (b"[" * 900_000, "not JSON"),
        (b"[" + b"9" * 900_000 + b"]", "not JSON"),
        (b'{"status": "error"}', "JSON without a list in it"),
        (b"null", "JSON without a list in it"),
        (b'"GIFT"', "JSON without a list in it"),
        (b'[{"cdk": "GIFT"}]', "items have no 'code'"),
        (b"[[], 1, null]", "items have no 'code'"),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_what_is_something_else_is_said_in_our_own_words(
    server: FeedServer, body: bytes, reason: str
) -> None:
    server.says(body)
    with pytest.raises(FeedFailed, match=reason) as failed:
        await poll(server.feed(), NOW)
    assert "GIFT" not in str(failed.value)
    assert "moment" not in str(failed.value)


async def test_an_empty_list_is_a_good_answer(server: FeedServer) -> None:
    server.lists()
    assert await codes(server.feed()) == {}


async def test_ten_thousand_codes_are_read_as_five_hundred(server: FeedServer) -> None:
    server.lists(*(f"CODE{n}" for n in range(10_000)))
    found = await poll(server.feed(), NOW)
    assert found.items
    assert (len(found.items.codes), found.items.left_out) == (500, 9_500)


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "code", "x"]), inner),
)


@given(content=values, path=st.sampled_from(["", "a", "a.a"]))
def test_whatever_shape_it_has_it_is_items_or_one_kind_of_error(content: object, path: str) -> None:
    try:
        found = json_items(json.dumps(content).encode(), path, "code", "a.x")
    except FeedFailed:
        return
    assert all(isinstance(one, Item) for one in found)
