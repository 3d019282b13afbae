"""`.env.example` and `autoredeem.example.toml`: made from the settings, and true."""

import re
from pathlib import Path
from typing import Any

import pytest

from autoredeem.settings import Settings, load_settings
from autoredeem.settings.allowed import allowed_at
from autoredeem.settings.examples import ENV_FILE, TOML_FILE, env_example, toml_example
from autoredeem.settings.tree import all_settings

ROOT = Path(__file__).parents[2]

NOT_BOTH = ("#AUTOREDEEM_PROVIDERS__MINE__FILE=", "#file = ")
"""A provider is a file or an address."""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def all_set(example: str) -> str:
    """Set all that an example shows, as a reader would: by taking the # away."""
    lines = [line for line in example.splitlines() if not line.startswith(NOT_BOTH)]
    return re.sub(r"^#(?=\S)", "", "\n".join(lines), flags=re.MULTILINE)


def shown(settings: Settings) -> dict[str, Any]:
    return settings.model_dump(exclude={"mongo_uri", "mongo_db_name"})


@pytest.mark.parametrize(
    ("name", "made"), [(ENV_FILE, env_example), (TOML_FILE, toml_example)], ids=["env", "toml"]
)
def test_the_files_are_as_the_settings_make_them(name: str, made: Any) -> None:  # noqa: ANN401
    assert (ROOT / name).read_text(encoding="utf-8") == made(), "run: make examples"


def test_every_setting_says_what_it_is_and_what_is_allowed() -> None:
    for setting in all_settings():
        assert setting.field.description, setting.variable
        assert allowed_at(setting.path), setting.variable


def test_as_they_are_they_set_nothing() -> None:
    Path(".env").write_text(env_example(), encoding="utf-8")
    Path("some.toml").write_text(toml_example(), encoding="utf-8")
    assert load_settings(Path("some.toml")) == Settings.model_construct()


def test_all_that_they_show_can_be_set_and_is_the_same_in_both() -> None:
    Path(".env").write_text(all_set(env_example()), encoding="utf-8")
    by_env = load_settings()
    assert by_env.titles.wos.salt
    assert by_env.feeds["mine"].headers
    Path(".env").unlink()
    Path("some.toml").write_text(all_set(toml_example()), encoding="utf-8")
    assert shown(load_settings(Path("some.toml"))) == shown(by_env)
