"""`.env.example` and `autoredeem.example.toml`, made from the settings.

`python -m autoredeem.settings.examples` writes both into the working folder.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, get_origin

from autoredeem.settings.allowed import allowed_at
from autoredeem.settings.tree import NAME, Setting, all_settings, bare, variable

ENV_FILE, TOML_FILE = ".env.example", "autoredeem.example.toml"

OWN_NAMES = {"provider_keys": "mightpulse"}
"""What stands for a name of the operator's own in an example."""

OWN_NAME = "mine"

ABOUT_ENV = """\
# Every setting of autoredeem. Made from the program by `make examples`: change the program instead.
# Copy this file to .env, in the folder where autoredeem is started, take away the # before what you
# set, and let nobody else read it (chmod 600 .env); `autoredeem setup` does so for you. The
# environment outranks it.
"""
ABOUT_TOML = """\
# Every setting of autoredeem. Made from the program by `make examples`: change the program instead.
# For `autoredeem … --config FILE`: copy this file, take away the # before what you set and before
# the [table] above it, and let nobody else read it (chmod 600). The environment and .env outrank
# it.
"""


def env_example() -> str:
    """Return `.env.example`."""
    blocks = (_block(it, _variable(it), "=", _env_value(it)) for it in all_settings())
    return "\n".join([ABOUT_ENV, *blocks])


def toml_example() -> str:
    """Return `autoredeem.example.toml`: what is in no table first, as the format wants it."""
    known = [it for it in all_settings() if not it.older_name]
    blocks = []
    for table, settings in groupby(sorted(known, key=_table), _table):
        below = [_block(it, _own(it.path)[-1], " = ", _toml(_value(it))) for it in settings]
        blocks += [f"#[{table}]\n", *below] if table else below
    return "\n".join([ABOUT_TOML, *blocks])


def _block(setting: Setting, name: str, equals: str, value: str) -> str:
    allowed = allowed_at(setting.path).replace("\n", " ")
    default = "none; an example:" if setting.field.examples else f"{_text(setting.field.default)}."
    about = f"# {setting.field.description}\n# Allowed: {allowed}. Default: {default}\n"
    return f"{about}#{name}{equals}{value}\n"


def _own(path: Sequence[str]) -> list[str]:
    """Put an example of a name where the operator's own stands."""
    return [OWN_NAMES.get(path[0], OWN_NAME) if part == NAME else part for part in path]


def _variable(setting: Setting) -> str:
    return setting.older_name or variable(_own(setting.path))


def _table(setting: Setting) -> str:
    return ".".join(_own(setting.path[:-1]))


def _value(setting: Setting) -> Any:  # noqa: ANN401 - settings have many types
    """Return a setting's example, else its default."""
    examples = setting.field.examples
    value = examples[0] if examples else setting.field.default
    several = get_origin(bare(setting.field.annotation)) in (frozenset, tuple)
    return value.split(",") if several else value


def _env_value(setting: Setting) -> str:
    value = _value(setting)
    return ",".join(value) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    return (
        value
        if isinstance(value, str)
        else f"{value:g}"
        if isinstance(value, float)
        else (json.dumps(value))
    )


def _toml(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


def write_into(folder: Path) -> Iterator[Path]:
    """Write both files; yield each that was not so before."""
    for name, content in ((ENV_FILE, env_example()), (TOML_FILE, toml_example())):
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")
            yield file


if __name__ == "__main__":
    for written in write_into(Path()):
        print(written)  # noqa: T201 - a command of its own
