"""`autoredeem bench …`: figures, with what they were measured on."""

import json
import sys
from dataclasses import asdict
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from autoredeem.cli.common import DONE, JsonOption, run

if TYPE_CHECKING:
    from autoredeem.bench.membership import Comparison

app = typer.Typer(
    help="Measure, with the machine and the versions beside the figures.", no_args_is_help=True
)


@app.callback()
def bench() -> None:
    """Keep the benchmark's name a command even while there is one only."""


@app.command()
def membership(
    *,
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="A store to fill; none: a SQLite file.")
    ] = "",
    members: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many to check.")] = 88,
    rows: Annotated[int, typer.Option(min=0, help="Rows of others in the ledger.")] = 350_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measurements of each way.")] = 7,
    as_json: JsonOption = False,
) -> int:
    """Compare the batch check with one query a member, and with one batch in a thread.

    The store is filled under the title 'bench', which meets no other title's data.
    """
    # Here and not above: --help must not wait for drivers.
    from autoredeem.bench.machine import machine  # noqa: PLC0415
    from autoredeem.bench.membership import Plan, compare  # noqa: PLC0415
    from autoredeem.observe.clock import SystemClock  # noqa: PLC0415

    def tell(text: str) -> None:
        sys.stderr.write(f"{text}\n")

    with TemporaryDirectory(prefix="autoredeem-bench-") as folder:
        plan = Plan(store or f"sqlite:///{folder}/bench.db", members, rows, rounds)
        comparison = run(compare(plan, SystemClock().now(), tell))
    if as_json:
        sys.stdout.write(json.dumps({**asdict(comparison), "on": machine()}) + "\n")
    else:
        _show(comparison, machine())
    return DONE


def _show(comparison: "Comparison", on: "dict[str, str | int]") -> None:
    what = f"{comparison.store}, {comparison.members:,} members of whom 85% are settled"
    lines = [
        f"{what}, {comparison.rows:,} other rows, medians of {comparison.rounds} rounds",
        f"{'':24}{'members':>9}{'seconds':>11}{'commands':>10}{'longest pause':>15}",
        *(
            f"{way.name:24}{way.members:>9,}{way.seconds:>11.4f}{way.commands:>10,}"
            f"{way.longest_pause * 1000:>12.1f} ms"
            for way in comparison.ways
        ),
        f"{'(idle loop)':24}{'':>30}{comparison.idle_pause * 1000:>12.1f} ms",
        f"How our check is answered: {json.dumps(comparison.explain)}",
        "On " + ", ".join(f"{name} {value}" for name, value in on.items()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
