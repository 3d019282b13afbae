"""The commands `autoredeem codes …`: the gift codes that are known for a title."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from autoredeem.cli.code_facts import facts_of, figures_of, row_of, table_of
from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    CodeArgument,
    ConfigOption,
    JsonOption,
    TitleOption,
    each_once,
)
from autoredeem.cli.on_store import in_words, notify, on_store, on_terminal, write_out, write_rows
from autoredeem.domain.codes import code_key, parse_code
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord, RunRecord

if TYPE_CHECKING:
    from autoredeem.codes import Retried

app = typer.Typer(help="The gift codes that are known.", no_args_is_help=True)

CodesArgument = Annotated[
    list[str], typer.Argument(metavar="CODE...", help="Gift codes, spelled as the game wants them.")
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
    """Show the codes, oldest first, and what is known of each.

    It is untried, alive, dead, or doubted and asked about again.
    """
    records = on_store(config, title, lambda store: store.codes())
    if as_json:
        write_out(json.dumps({"title": title, "codes": list(map(facts_of, records))}) + "\n")
    elif not records:
        notify(f"No code of {title} is known yet; add one with: autoredeem codes add CODE")
    elif on_terminal():
        Console().print(table_of(records))
    else:
        write_rows(list(map(row_of, records)))
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


@app.command()
def show(
    code: CodeArgument,
    *,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show all that is known of a code, in each spelling, and what its runs came to."""
    wanted = parse_code(code)
    records, runs = on_store(config, title, lambda store: _read(store, wanted))
    if not records:
        notify(f"{wanted} is not known; see: autoredeem codes list")
        return NOT_DONE
    spellings, figures = list(map(facts_of, records)), figures_of(runs)
    if as_json:
        found = {"title": title, "code": wanted, "spellings": spellings, "runs": figures}
        write_out(json.dumps(found) + "\n")
        return DONE
    facts = [fact for one in spellings for fact in one.items()]
    facts += [(f"runs_{name}", count) for name, count in figures.items()]
    if on_terminal():
        table = Table(wanted, title)
        for name, value in facts:
            table.add_row(name.replace("_", " "), in_words(value))
        Console().print(table)
    else:
        write_rows([(name, in_words(value)) for name, value in facts])
    return DONE


@app.command()
def retry(code: CodeArgument, title: TitleOption = "wos", config: ConfigOption = None) -> int:
    """Try a dead code again, once an hour: one or two players are asked about it.

    `autoredeem run` does that; if the code works, it opens it wherever it is wanted.
    """
    from autoredeem.codes import Retried  # noqa: PLC0415 - the log's library is not for --help

    wanted = parse_code(code)
    came = on_store(config, title, lambda store: _try_again(store, wanted))
    if came is Retried.OK:
        typer.echo(f"{wanted} is tried again; see: autoredeem codes show {wanted}")
        return DONE
    if came is Retried.TOO_SOON:
        notify(f"{wanted} was tried again less than an hour ago")
    else:
        notify(f"{wanted} is not known to be dead; see: autoredeem codes list")
    return NOT_DONE


async def _read(store: Store, code: str) -> tuple[Sequence[CodeRecord], Sequence[RunRecord]]:
    return await store.codes([code_key(code)]), await store.runs_of([code])


async def _try_again(store: Store, code: str) -> "Retried":
    from autoredeem.codes import Intake  # noqa: PLC0415 - as above

    return await Intake(store, SystemClock(), _no_news).try_again(code)


def _no_news() -> None:
    """Tell nobody: whoever runs finds it in the store."""
