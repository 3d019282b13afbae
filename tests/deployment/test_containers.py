"""The Dockerfile, the compose files, the systemd unit and the egg fit the program as it is."""

import inspect
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from autoredeem.cli import app, run_serve
from autoredeem.cli.common import USAGE
from autoredeem.runtime.health import HOPELESS
from autoredeem.runtime.health_server import health_served
from autoredeem.runtime.instrumentation import Instruments
from autoredeem.settings import load_settings

ROOT = Path(__file__).parents[2]
DOCKER = ROOT / "packaging" / "docker"
UNIT = ROOT / "packaging" / "systemd" / "autoredeem.service"
EGG = ROOT / "packaging" / "pterodactyl" / "egg-autoredeem.json"

OURS = re.compile(r"\bAUTOREDEEM_[A-Z0-9_]+\b")
SAMPLES: Mapping[str, str] = {
    "AUTOREDEEM_STORE_URL": "mongodb://host/database",
    "AUTOREDEEM_OPERATORS": "100000000000000001",
    "AUTOREDEEM_FEED_PRESETS": "kingshot.net",
    "AUTOREDEEM_HEALTH__HOST": "127.0.0.1",
    "AUTOREDEEM_HEALTH__PORT": "8710",
    "AUTOREDEEM_LOG_LEVEL": "info",
}
"""What such a setting may be; any text does for the others."""

Steps = Sequence[tuple[str, str]]


def steps() -> Steps:
    """Return the Dockerfile's instructions: the word, and what follows it."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    found = (line.split(maxsplit=1) for line in text.replace("\\\n", " ").splitlines() if line)
    return [(word, rest) for word, rest in found]


def last(word: str) -> str:
    """Return what follows the last instruction of that word."""
    return next(rest for name, rest in reversed(steps()) if name == word)


def compose(*names: str) -> dict[str, Any]:
    """Return the services of compose files, of all of them together."""
    services: dict[str, Any] = {}
    for name in names:
        read = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
        for service, content in read["services"].items():
            services.setdefault(service, {}).update(content)
    return services


def unit() -> Mapping[str, Sequence[str]]:
    """Return the unit's directives; some are there more than once."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def egg() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(EGG.read_text(encoding="utf-8"))
    return read


def commands() -> Iterable[str]:
    """Return the program's commands."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    return group.commands


@pytest.mark.parametrize(
    "file",
    [
        "Dockerfile",
        "packaging/description.md",
        "compose.yaml",
        "compose.mongo.yaml",
        str(EGG),
        str(UNIT),
        "docs/containers.md",
    ],
    ids=lambda file: Path(file).name,
)
def test_only_settings_that_exist_are_named(
    file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in sorted({*OURS.findall((ROOT / file).read_text(encoding="utf-8"))}):
        monkeypatch.setenv(name, SAMPLES.get(name, "anything"))
    load_settings()


def test_the_image_gets_all_that_it_copies_and_no_settings_or_data() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line.removeprefix("!").rstrip("/") for line in ignored if line.startswith("!")}
    assert "*" in ignored
    copied = {
        source
        for word, rest in steps()
        if word == "COPY" and not rest.startswith("--from=")
        for source in rest.split()[:-1]
    }
    assert {source.split("/")[0] for source in copied} == let_in
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_every_library_in_the_image_is_held_to_its_hash_and_none_is_built() -> None:
    (libraries,) = (rest for word, rest in steps() if word == "RUN" and "run.txt" in rest)
    assert "--require-hashes --only-binary :all:" in " ".join(libraries.split())


def test_the_image_runs_the_bot_as_a_user_without_rights() -> None:
    assert int(last("USER")) > 0
    assert json.loads(last("ENTRYPOINT")) == ["autoredeem"]
    (command,) = json.loads(last("CMD"))
    assert command in commands()
    assert last("VOLUME") == last("WORKDIR") == "/data"
    assert [rest for word, rest in steps() if word == "FROM"] == [
        "python:${PYTHON}-slim AS build",
        "python:${PYTHON}-slim",
    ]


def _checked(port: int) -> int:
    """Run the image's health check as it does; return its exit status."""
    environment = {"AUTOREDEEM_HEALTH__PORT": str(port)}
    script = str(DOCKER / "healthcheck.py")
    return subprocess.run([sys.executable, "-I", script], env=environment, check=False).returncode


@pytest.mark.server
@pytest.mark.brings_its_own_net
def test_the_image_is_healthy_while_the_program_is_alive() -> None:
    instruments = Instruments()
    metrics, health = instruments.metrics.registry, instruments.health
    with health_served("127.0.0.1", 0, health, metrics) as url:
        port = int(url.rpartition(":")[2])
        assert _checked(port) == 0
    assert _checked(port) == 1
    # Where its pages are switched off, nobody can tell.
    assert _checked(0) == 0


@pytest.mark.parametrize("files", [["compose.yaml"], ["compose.yaml", "compose.mongo.yaml"]])
def test_services_come_back_keep_their_data_and_fill_no_disk(files: Sequence[str]) -> None:
    for service in compose(*files).values():
        assert service["restart"] == "unless-stopped"
        assert service["volumes"]
        assert service["logging"]["options"]["max-size"]


def test_the_program_s_container_can_write_only_its_data() -> None:
    program = compose("compose.yaml")["autoredeem"]
    assert program["read_only"]
    assert program["tmpfs"] == ["/tmp"]  # noqa: S108 - the container's own
    assert program["volumes"] == ["data:/data"]
    assert program["cap_drop"] == ["ALL"]
    assert program["ports"] == ["127.0.0.1:8710:8710"]


def test_mongodb_is_a_replica_set_with_users_that_only_the_program_reaches() -> None:
    both = compose("compose.yaml", "compose.mongo.yaml")
    mongo, program = both["mongo"], both["autoredeem"]
    assert "ports" not in mongo
    assert mongo["networks"] == ["store"]
    assert "--replSet rs0 --keyFile" in mongo["command"][0]
    assert "replicaSet=rs0" in program["environment"]["AUTOREDEEM_STORE_URL"]
    assert program["depends_on"] == {"mongo": {"condition": "service_healthy"}}
    # One password, and it stands in neither file.
    secrets = re.findall(r"PASSWORD: (.*)", (ROOT / "compose.mongo.yaml").read_text("utf-8"))
    assert secrets == ['"${MONGO_PASSWORD:?set MONGO_PASSWORD in .env}"']


def test_the_unit_starts_a_command_that_tells_when_it_is_ready_and_that_it_moves() -> None:
    found = unit()
    path, command = shlex.split(found["ExecStart"][0])
    assert path == "/opt/autoredeem/bin/autoredeem"
    assert command in commands()
    assert (found["Type"], found["NotifyAccess"]) == (["notify"], ["main"])
    # A loop that does not move for so long is hopeless by the program's own word.
    assert float(found["WatchdogSec"][0]) == HOPELESS
    assert found["RestartPreventExitStatus"] == [str(USAGE)]
    assert found["WorkingDirectory"] == [f"/var/lib/{found['StateDirectory'][0]}"]


@pytest.mark.server
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_the_unit_is_exposed_to_little_by_systemd_s_own_measure(tmp_path: Path) -> None:
    # Its measure is in tenths, from 0 to 100; below 20 is "OK", and 96 is a unit that says nothing.
    measured = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)]
    subprocess.run(measured, check=True, stdout=subprocess.DEVNULL)
    # The program is not installed here; all else has to be as systemd wants it.
    there = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8").replace("/opt/autoredeem/bin/autoredeem", "/bin/true")
    there.write_text(text, encoding="utf-8")
    verified = ["systemd-analyze", "verify", str(there)]
    said = subprocess.run(verified, check=True, capture_output=True, text=True)
    assert UNIT.name not in said.stderr


def test_the_egg_has_what_a_panel_imports() -> None:
    found = egg()
    assert found["meta"]["version"] == "PTDL_v2"
    assert all(found[key] for key in ("name", "author", "description", "docker_images"))
    assert found["file_denylist"] == []
    assert found["config"].keys() == {"files", "startup", "logs", "stop"}
    for key in ("files", "startup", "logs"):
        assert isinstance(json.loads(found["config"][key]), dict)
    assert found["scripts"]["installation"].keys() == {"script", "container", "entrypoint"}
    for variable in found["variables"]:
        assert variable.keys() == {
            "name", "description", "env_variable", "default_value", "user_viewable",
            "user_editable", "rules", "field_type",
        }  # fmt: skip
        assert re.fullmatch(r"\w{1,191}", variable["env_variable"])


def test_the_egg_starts_what_it_installs_on_the_same_python_and_hears_that_it_is_at_work() -> None:
    found = egg()
    installation = found["scripts"]["installation"]
    assert '--target packages.new "${PACKAGE}"' in installation["script"]
    assert "PYTHONPATH=/home/container/packages" in found["startup"]
    assert found["startup"].endswith(" -m autoredeem run")
    images = {*found["docker_images"].values(), installation["container"]}
    assert {re.findall(r"3\.\d+", image)[0] for image in images} == {"3.12"}
    assert json.loads(found["config"]["startup"])["done"] in inspect.getsource(run_serve)
