"""What is built and published: the forge runs the developer's commands, on the users' systems."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GOALS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def jobs(path: Path) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


def test_the_forge_runs_the_developers_tests_on_linux_macos_and_windows() -> None:
    job = jobs(ROOT / ".github/workflows/test.yml")["test"]
    assert {one.partition("-")[0] for one in job["strategy"]["matrix"]["system"]} == {
        "ubuntu",
        "macos",
        "windows",
    }
    assert any(step.get("run", "").startswith("make test") for step in job["steps"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_calls_goals_that_exist_and_actions_of_a_named_version(path: Path) -> None:
    for step in steps(path):
        if step.get("run", "").startswith("make "):
            goals = [word for word in step["run"].split()[1:] if "=" not in word]
            assert GOALS.issuperset(goals)
        if "uses" in step:
            assert re.fullmatch(r"[\w/.-]+@v[\d.]+", step["uses"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_job_of_a_workflow_ends_by_a_deadline_and_may_only_read(path: Path) -> None:
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 60 for job in jobs(path).values())
