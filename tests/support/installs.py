"""Install the wheel as people do, and start it: plain pip, pipx and uv, on each Python at hand.

`make packages` builds `dist/` and runs this. What is installed beside it has the versions of
`requirements/run.txt`, so that a new release of somebody else's changes nothing here. Nothing is
left behind.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
UV = ROOT / ".venv" / "uv" / BIN.name / "uv"
VERSIONS = ("3.11", "3.12", "3.13")
MINUTES = 5.0
NEEDED_IN_WHEEL = ("autoredeem/py.typed", "autoredeem/bot/words/en/players.ftl")
NOT_IN_SDIST = (".gitignore", ".dockerignore")
"""What says something of the repository alone."""

Install = Callable[[str, Path, Path], Path]
"""Installs a wheel with a Python into a folder, and returns the program's path."""


def main(dist: Path) -> int:
    """Look at what was built, install it in every way on every Python; return the exit status."""
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    _check_wheel(wheel)
    _check_sdist(sdist)
    pythons = {version: found for version in VERSIONS if (found := find_python(version))}
    for version in VERSIONS:
        if version not in pythons:
            say(f"Python {version}: not at hand, not tried")
    tries = [(version, how) for version in pythons for how in INSTALLS]
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = list(pool.map(lambda one: _try(pythons[one[0]], one[0], one[1], wheel), tries))
    return 1 if any(failed) else 0


def say(text: str) -> None:
    """Show what was found, as soon as it is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def find_python(version: str) -> str | None:
    """Return the path of a Python of this version that works, if there is one."""
    name = f"python{version}"
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{name}"), reverse=True)
    for candidate in [shutil.which(name), *map(str, kept)]:
        if candidate and _prints(candidate) == version:
            return candidate
    return None


def _prints(python: str) -> str:
    script = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run(
        [python, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.strip()


def _check_wheel(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    if missing := [name for name in NEEDED_IN_WHEEL if name not in names]:
        sys.exit(f"{wheel.name} lacks {', '.join(missing)}")


def _check_sdist(sdist: Path) -> None:
    """See that whoever has the sdist has all that is kept in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    kept = filter(None, listed.stdout.split("\0"))
    if missing := [name for name in kept if name not in names and name not in NOT_IN_SDIST]:
        sys.exit(f"{sdist.name} lacks {', '.join(missing[:5])} ({len(missing)} files)")


def _try(python: str, version: str, how: str, wheel: Path) -> bool:
    """Install in one way with one Python and start it; return whether that failed."""
    with tempfile.TemporaryDirectory(prefix="autoredeem-") as folder:
        try:
            program = INSTALLS[how](python, wheel, Path(folder))
            said = _run([program, "--version"], folder)
            if how == "pip":
                _run([program, "demo"], folder)
        except subprocess.SubprocessError as error:
            output = getattr(error, "output", "") or ""
            say(f"Python {version}, {how}: FAILED\n{error}\n{output}")
            return True
    say(f"Python {version}, {how}: {said.strip()}")
    return False


def _with_pip(python: str, wheel: Path, folder: Path) -> Path:
    _run([UV, "venv", "--quiet", "--python", python, folder / "env"], folder)
    inside = folder / "env" / BIN.name
    pip = [python, "-m", "pip", "--python", inside / "python", "install", "--no-compile"]
    _run([*pip, "--quiet", "--constraint", _constraints(folder), wheel], folder)
    return inside / "autoredeem"


def _with_pipx(python: str, wheel: Path, folder: Path) -> Path:
    places = {name: str(folder / name) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    pip_args = f"--constraint {_constraints(folder)}"
    pipx = [BIN / "pipx", "install", "--quiet", "--python", python, "--pip-args", pip_args]
    _run([*pipx, wheel], folder, places)
    return folder / "PIPX_BIN_DIR" / "autoredeem"


def _with_uv(python: str, wheel: Path, folder: Path) -> Path:
    places = {name: str(folder / name) for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR")}
    tool = [UV, "tool", "install", "--quiet", "--python", python]
    _run([*tool, "--constraints", _constraints(folder), wheel], folder, places)
    return folder / "UV_TOOL_BIN_DIR" / "autoredeem"


INSTALLS: Mapping[str, Install] = {"pip": _with_pip, "pipx": _with_pipx, "uv": _with_uv}


def _constraints(folder: Path) -> Path:
    """Write the versions of `run.txt` without their hashes: the wheel itself has none there."""
    made = folder / "constraints.txt"
    made.write_text("\n".join(pinned((ROOT / "requirements/run.txt").read_text("utf-8"))), "utf-8")
    return made


def pinned(requirements: str) -> Iterator[str]:
    """Yield the lines of a requirements file that name a version, without hashes."""
    for line in requirements.splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            yield line.rstrip(" \\")


def _run(command: Sequence[object], folder: object, places: Mapping[str, str] | None = None) -> str:
    """Run a command in a folder; return its output. Raises SubprocessError where it fails."""
    settings = {key: value for key, value in os.environ.items() if "AUTOREDEEM" not in key}
    done = subprocess.run(
        list(map(str, command)),
        cwd=str(folder),
        env={**settings, "PYTHONPATH": "", **(places or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=MINUTES * 60,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
