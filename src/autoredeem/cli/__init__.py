"""The command line, a module a group of commands."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from autoredeem.cli import (
    alliance_commands,
    code_commands,
    guild_commands,
    member_commands,
    roster_commands,
)
from autoredeem.cli.adopt import adopt
from autoredeem.cli.backup import backup, restore
from autoredeem.cli.common import run_command, write_any_letter
from autoredeem.cli.demo import demo
from autoredeem.cli.doctor import doctor
from autoredeem.cli.examples import add_examples
from autoredeem.cli.import_from import import_from
from autoredeem.cli.redeem import redeem
from autoredeem.cli.run import run
from autoredeem.cli.setup import setup
from autoredeem.cli.simulate import simulate

app = typer.Typer(
    name="autoredeem",
    help=(
        "Redeems gift codes of Whiteout Survival and Kingshot for every enrolled member, once. "
        "Unofficial: whether the publisher allows it is for you to find out."
    ),
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - what an option's callback is given
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - not for --help

        typer.echo(f"autoredeem {version('autoredeem')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Take what stands before a command."""


app.command()(demo)
app.command()(setup)
app.command()(run)
app.command()(doctor)
app.command()(backup)
app.command()(restore)
app.add_typer(member_commands.app, name="members")
app.add_typer(alliance_commands.app, name="alliances")
app.add_typer(code_commands.app, name="codes")
app.add_typer(guild_commands.app, name="guilds")
app.add_typer(roster_commands.app, name="roster")
app.command()(redeem)
app.command("import-from")(import_from)
app.command()(adopt)
app.command()(simulate)
add_examples(app)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its status: 0 done, 1 it could not be done, 2 usage."""
    write_any_letter()
    sys.exit(status_of(arguments))


def status_of(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    return run_command(app, "autoredeem", sys.argv[1:] if arguments is None else arguments)
