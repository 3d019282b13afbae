"""`autoredeem adopt`: what an older bot left in this MongoDB becomes ours."""

from typing import Annotated

import typer

from autoredeem.cli.common import ConfigOption, JsonOption, TitleOption, settings_from


def adopt(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be taken; write nothing.")
    ] = False,
    title: TitleOption = "wos",
    json_: JsonOption = False,
    config: ConfigOption = None,
) -> int:
    """Take over what an older bot left in the MongoDB that the settings name.

    It only adds rows; nothing of the older bot's is changed or removed, and it can be repeated. The
    commands `run` and `redeem` do the same by themselves: this one says what is left, and why.
    """
    # Here and not above: --help must not wait for drivers, nor may the loop.
    from autoredeem.cli.adopt_run import run_adopt  # noqa: PLC0415

    return run_adopt(settings_from(config), title, dry_run=dry_run, as_json=json_)
