"""The commands `autoredeem codes …`: the gift codes that are known for a title."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    JsonOption,
    TitleOption,
    each_once,
)
from autoredeem.cli.on_store import notify, on_store, on_terminal, write_out, write_rows
from autoredeem.domain.codes import parse_code
from autoredeem.observe.clock import SystemClock
from autoredeem.store.records import CodeRecord

app = typer.Typer(help="The gift codes that are known.", no_args_is_help=True)

CodesArgument = Annotated[
    list[str], typer.Argument(metavar="CODE", help="Gift codes, spelled as the game wants them.")
]


@app.command()
def add(codes: CodesArgument, title: TitleOption = "wos", config: ConfigOption = None) -> int:
    """Make codes known, for all guilds: `autoredeem run` opens them in each that wants codes.

    A code that is known keeps its standing.
    """
    wanted = each_once(parse_code, codes)
    now = SystemClock().now()
    new = on_store(config, title, lambda store: store.add_codes(wanted, at=now))
    for code in wanted:
        typer.echo(f"{code} added" if code in new else f"{code} was known already")
    return DONE


@app.command("list")
def list_codes(
    *, as_json: JsonOption = False, title: TitleOption = "wos", config: ConfigOption = None
) -> int:
    """Show the codes, oldest first, and what is known of each: untried, alive or dead, and why."""
    records = on_store(config, title, lambda store: store.codes())
    if as_json:
        write_out(json.dumps({"title": title, "codes": [_as_object(r) for r in records]}) + "\n")
    elif not records:
        notify(f"No code of {title} is known yet; add one with: autoredeem codes add CODE")
    elif on_terminal():
        Console().print(_table(records))
    else:
        write_rows([_row(record) for record in records])
    return DONE


@app.command()
def remove(codes: CodesArgument, title: TitleOption = "wos", config: ConfigOption = None) -> int:
    """Forget codes, by exact spelling; who redeemed them stays known."""
    wanted = each_once(parse_code, codes)
    removed = on_store(config, title, lambda store: store.remove_codes(wanted))
    for code in wanted:
        if code in removed:
            typer.echo(f"{code} removed")
        else:
            notify(f"{code} is not known in this spelling; see: autoredeem codes list")
    return DONE if removed else NOT_DONE


def _row(record: CodeRecord) -> tuple[str, ...]:
    standing = record.standing
    return record.code, standing.life, standing.reason or "", record.added_at.isoformat()


def _as_object(record: CodeRecord) -> dict[str, str | None]:
    return {
        "code": record.code,
        "life": record.standing.life,
        "reason": record.standing.reason,
        "added_at": record.added_at.isoformat(),
        "updated_at": record.updated_at.isoformat(),
    }


def _table(records: Sequence[CodeRecord]) -> Table:
    table = Table("Code", "Life", "Why", "Known since")
    for record in records:
        code, life, why, _ = _row(record)
        table.add_row(code, life, why.replace("_", " "), f"{record.added_at:%Y-%m-%d %H:%M} UTC")
    return table
