"""Pictures need a Chromium; the page does not."""

from pathlib import Path

import pytest

from support.discord_page.__main__ import take_pictures_of
from support.discord_page.browser import PROGRAMS, find_browser


def test_without_a_chromium_the_page_is_all_there_is_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="no Chromium on this machine"):
        take_pictures_of(tmp_path / "page.html", [])


def test_a_chromium_is_found_by_its_usual_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = tmp_path / PROGRAMS[-1]
    program.touch(0o755)
    assert find_browser() == str(program)
