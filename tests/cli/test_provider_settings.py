"""What operators may write of providers of lists; nothing that is secret is shown."""

from pathlib import Path

import pytest

from autoredeem.domain.errors import InvalidSetting
from autoredeem.observe.clock import SystemClock
from autoredeem.settings import Settings, load_settings

SECRET = "S3CRET-KEY"  # noqa: S105 - a test's own


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no settings file of somebody's."""
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"AUTOREDEEM_{name}", value)
    return load_settings()


def names(found: Settings, title: str) -> list[str]:
    return list(found.providers_of(title, SystemClock()))


def test_no_provider_is_on_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    assert names(found, "wos") == names(found, "kingshot") == []


def test_sites_that_are_known_are_on_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {"PROVIDER_KEYS__MIGHTPULSE": SECRET, "PROVIDER_KEYS__WOSATLAS": f"{SECRET}2"}
    found = settings(monkeypatch, **keys)
    assert (names(found, "wos"), names(found, "kingshot")) == (["wosatlas"], ["mightpulse"])
    assert {SECRET, f"{SECRET}2"} <= found.secrets()
    assert SECRET not in repr(found)


def test_own_providers_are_files_and_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch,
        PROVIDERS__FILE__FILE="/lists/ours.csv",
        PROVIDERS__SITE__URL="https://lists.example/{group}?key=K3Y",
        PROVIDERS__SITE__HEADERS=f'{{"X-Api-Key": "{SECRET}"}}',
        PROVIDERS__SITE__TITLE="kingshot",
    )
    assert (names(found, "wos"), names(found, "kingshot")) == (["file"], ["site"])
    assert SECRET in found.secrets()
    assert SECRET not in repr(found)


WRONG = {
    "PROVIDERS__X__TITLE": "wos",
    "PROVIDERS__X__URL": "https://{group}.example/",
    "PROVIDERS__Y__URL": "ftp://host/x",
    "PROVIDER_KEYS__NOBODY": SECRET,
    "PROVIDER_KEYS__WOSATLAS": "two words",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_and_never_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with pytest.raises(InvalidSetting) as refused:
        settings(monkeypatch, **{name: WRONG[name]})
    said = str(refused.value)
    assert f"AUTOREDEEM_{name.rpartition('__')[0]}" in said
    assert WRONG[name] not in said or WRONG[name] == "wos"


def test_a_site_is_not_asked_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    site = {"PROVIDERS__X__URL": "https://lists.example/{group}", "PROVIDERS__X__EVERY": "5"}
    with pytest.raises(InvalidSetting, match="AUTOREDEEM_PROVIDERS__X__EVERY must be minutes: 15"):
        settings(monkeypatch, **site)
