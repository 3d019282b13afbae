"""The command line, a module a group of commands."""

import asyncio
import sys

import typer
from typer.exceptions import Abort, TyperException

from autoredeem.cli import bench, codes, members
from autoredeem.cli.common import DONE, fail
from autoredeem.cli.demo import demo
from autoredeem.cli.doctor import doctor
from autoredeem.cli.redeem import redeem
from autoredeem.cli.run import run
from autoredeem.cli.simulate import simulate
from autoredeem.domain.errors import AutoredeemError

INTERRUPTED = 130

app = typer.Typer(
    name="autoredeem",
    help=(
        "Redeems gift codes of Whiteout Survival and Kingshot for every enrolled member, once. "
        "Unofficial: whether the publisher allows it is for you to find out."
    ),
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(demo)
app.command()(run)
app.command()(doctor)
app.add_typer(members.app, name="members")
app.add_typer(codes.app, name="codes")
app.command()(redeem)
app.command()(simulate)
app.add_typer(bench.app, name="bench")


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its status: 0 done, 1 it could not be done, 2 usage."""
    sys.exit(status_of(arguments))


def status_of(arguments: list[str] | None = None) -> int:
    """Run one command; give its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = app(given or ["--help"], prog_name="autoredeem", standalone_mode=False)
    except AutoredeemError as error:
        return fail(error)
    except TyperException as error:
        # Without a message, it has shown the command's help already.
        if message := error.format_message():
            sys.stderr.write(f"autoredeem: {message} (see --help)\n")
        return error.exit_code
    except (Abort, asyncio.CancelledError):
        return INTERRUPTED
    return status if isinstance(status, int) else DONE
