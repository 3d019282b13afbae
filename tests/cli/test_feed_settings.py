"""How an operator describes feeds: what is wrong names itself and what is allowed."""

from datetime import timedelta

import pytest

from autoredeem.codes.sources import FeedKind
from autoredeem.observe.redaction import redactor
from autoredeem.settings import Settings, load_settings
from support.command import Call

URL = "AUTOREDEEM_FEEDS__NEWS__URL"


def set_feed(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in {"url": "https://news.example/codes?key=S3CRET", **settings}.items():
        monkeypatch.setenv(f"AUTOREDEEM_FEEDS__NEWS__{name.upper()}", value)


def test_a_url_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    set_feed(monkeypatch)
    (feed,) = Settings().feeds_of("wos")
    assert (feed.name, feed.kind, feed.code) == ("news", FeedKind.JSON, "code")
    assert feed.every == timedelta(minutes=30)
    assert Settings().feeds_of("kingshot") == []


def test_all_of_it_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    set_feed(monkeypatch, kind="rss", code="summary", expires="expired", title="kingshot",
             every="60", headers='{"X-Key": "V4LUE"}')  # fmt: skip
    (feed,) = Settings().feeds_of("kingshot")
    assert (feed.kind, feed.code, feed.expires) == (FeedKind.RSS, "summary", "expired")
    assert (feed.every, feed.headers) == (timedelta(hours=1), {"X-Key": "V4LUE"})


@pytest.mark.parametrize("written", ["X-Key: V4LUE", '{"X-Key": "V4LUE"}'])
def test_headers_are_a_line_or_json(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    set_feed(monkeypatch, headers=written)
    (feed,) = Settings().feeds_of("wos")
    assert feed.headers == {"X-Key": "V4LUE"}


def test_presets_are_asked_only_when_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [Settings().feeds_of(title) for title in ("wos", "kingshot")] == [[], []]
    monkeypatch.setenv("AUTOREDEEM_FEED_PRESETS", "kingshot.net, wosgiftcodes.com kingshot.net")
    (kingshot,) = Settings().feeds_of("kingshot")
    (wos,) = Settings().feeds_of("wos")
    assert kingshot.url == "https://kingshot.net/api/gift-codes"
    assert wos.url == "https://wosgiftcodes.com/rss.php"
    assert (kingshot.every, wos.every) == (timedelta(minutes=15), timedelta(minutes=30))


@pytest.mark.parametrize(
    ("setting", "wrong", "allowed"),
    [
        ("URL", "ftp://S3CRET", "an address such as https://"),
        ("URL", "https://S3CRET:99999/", "an address such as https://"),
        ("URL", "https:///S3CRET", "an address such as https://"),
        ("KIND", "xml", "json or rss"),
        ("ITEMS", "a..b", "the path of the list in JSON"),
        ("CODE", "a b", "the name of an item's field"),
        ("TITLE", "chess", "wos or kingshot"),
        ("EVERY", "14.9", "minutes: 15 to 1440"),
        ("EVERY", "nan", "minutes: 15 to 1440"),
        ("EVERY", "often", "minutes: 15 to 1440"),
        ("HEADERS", "S3CRET", 'such as {"X-Key": "value"}'),
        ("HEADERS", "X-Key: S3CRET\nX-More: S3CRET", 'such as {"X-Key": "value"}'),
        ("HEADERS", "User-Agent: S3CRET", 'such as {"X-Key": "value"}'),
        ("HEADERS", '{"X-Key": ["S3CRET"', 'such as {"X-Key": "value"}'),
        ("COLOUR", "red", "there is no such setting"),
    ],
)
def test_what_is_wrong_names_itself_and_what_is_allowed(
    call: Call, monkeypatch: pytest.MonkeyPatch, setting: str, wrong: str, allowed: str
) -> None:
    set_feed(monkeypatch)
    monkeypatch.setenv(f"AUTOREDEEM_FEEDS__NEWS__{setting}", wrong)
    said = call("run")
    assert said.status == 2
    assert f"AUTOREDEEM_FEEDS__NEWS__{setting}" in said.err
    assert allowed in said.err
    assert "S3CRET" not in said.err


def test_rss_has_no_path(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    set_feed(monkeypatch, kind="rss", items="data")
    said = call("run")
    assert "AUTOREDEEM_FEEDS__NEWS__ITEMS must be the path of the list in JSON" in said.err


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("AUTOREDEEM_FEEDS__URL", "https://S3CRET", "AUTOREDEEM_FEEDS__NAME__URL"),
        ("AUTOREDEEM_FEEDS", "S3CRET", "AUTOREDEEM_FEEDS__NAME__URL"),
        ("AUTOREDEEM_FEEDS__NEWS__KIND", "json", "AUTOREDEEM_FEEDS__NEWS__URL must be"),
        ("AUTOREDEEM_FEEDS__NE WS__URL", "https://S3CRET", "named by 1 to 32 of a-z"),
        ("AUTOREDEEM_FEED_PRESETS", "S3CRET", "of kingshot.net, wosgiftcodes.com"),
    ],
)
def test_what_is_set_in_a_wrong_place_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    said = call("run")
    assert said.status == 2
    assert reason in said.err
    assert "S3CRET" not in said.err


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_computer_may_be_asked_more_often(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    set_feed(monkeypatch, url=f"http://{host}:8000/codes", every="0.05")
    (feed,) = Settings().feeds_of("wos")
    assert feed.every == timedelta(seconds=3)


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost.example", "news.localhost", "127.1"])
def test_nobody_else_may(call: Call, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    set_feed(monkeypatch, url=f"http://{host}/codes", every="0.05")
    assert "AUTOREDEEM_FEEDS__NEWS__EVERY must be minutes" in call("run").err


def test_its_secrets_are_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    set_feed(
        monkeypatch, url="https://me:PASSW0RD@news.example/?key=S3CRET", headers="X-Key: V4LUE"
    )
    settings = load_settings()
    (feed,) = settings.feeds_of("wos")
    shown = f"{settings!r} {settings} {feed!r} {feed.host}"
    assert not any(secret in shown for secret in ("PASSW0RD", "S3CRET", "V4LUE"))
    assert settings.secrets() >= {"PASSW0RD", "V4LUE"}
    assert "V4LUE" not in redactor(settings.secrets())("the feed said: V4LUE")
