"""`autoredeem backup` and `autoredeem restore`: all of a store in one file, and back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from autoredeem.cli.common import DONE, ConfigOption, plural, run, settings_from
from autoredeem.cli.on_store import notify

if TYPE_CHECKING:
    from autoredeem.store.archive import Archive

T = TypeVar("T")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]

KILOBYTE = 1_000


def backup(
    file: FileArgument,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Put it in the place of a file that is there.")
    ] = False,
    config: ConfigOption = None,
) -> int:
    """Write all that the store holds, of every game, into one file; a running bot goes on.

    The file can be restored on any kind of store. It holds ids of people, and no secret.
    """
    from autoredeem.store.backup import back_up  # noqa: PLC0415 - drivers are not for --help

    made = _on_archive(config, lambda archive: back_up(archive, file, force=force))
    typer.echo(f"{file} written, {made.size / KILOBYTE:,.0f} kB. In it: {made.contents}")
    if made.left:
        notify(
            f"Left out: {plural(made.left, 'row')} in the database that can't be read, of another"
            " program; they stay where they are"
        )
    return DONE


def restore(
    file: FileArgument,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Put it in the place of what the store holds.")
    ] = False,
    config: ConfigOption = None,
) -> int:
    """Put a backup in the place of all that the store holds, of every game.

    The bot has to be stopped. A backup of an older version is brought up to date. A store that
    holds anything is replaced with --force alone, when what is in it was shown.
    """
    from autoredeem.runtime.processes import has_ended, process_name  # noqa: PLC0415 - as above
    from autoredeem.store.archive import Owner  # noqa: PLC0415
    from autoredeem.store.backup import restore as put_back  # noqa: PLC0415

    me = Owner(process_name(), has_ended)
    found = _on_archive(config, lambda archive: put_back(archive, file, me, force=force))
    typer.echo(f"{file} restored. In the store now: {found}")
    return DONE


def _on_archive(config: Path | None, work: Callable[["Archive"], Awaitable[T]]) -> T:
    """Open the store that the settings name as a whole, do the work on it, close it."""
    from autoredeem.app import chosen_archive  # noqa: PLC0415 - drivers are not for --help
    from autoredeem.cli.logs import logged  # noqa: PLC0415

    settings = settings_from(config)
    archive = chosen_archive(settings)

    async def main() -> T:
        async with archive() as opened:
            return await work(opened)

    with logged(settings, notify):
        return run(main())
