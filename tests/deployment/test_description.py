"""What an index of packages shows of this one: a page that needs nothing beside it."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def described() -> str:
    """Return the page that the package's metadata carry."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = ROOT / str(project["readme"])
    return page.read_text(encoding="utf-8")


def test_it_has_no_picture_and_no_link_that_only_the_repository_has() -> None:
    targets = re.findall(r"\]\(([^)]*)\)|(?:src|href)=[\"']([^\"']*)", described())
    assert [one for pair in targets for one in pair if one and not one.startswith("https:")] == []


def test_it_says_what_the_program_is_in_the_words_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    promise = re.findall(r"^\*\*Every gift code.*\*\*$", readme, re.MULTILINE)
    assert promise
    assert promise == re.findall(r"^\*\*Every gift code.*\*\*$", described(), re.MULTILINE)
