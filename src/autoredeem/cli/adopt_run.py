"""What `autoredeem adopt` does when it runs."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext

from autoredeem.adoption.older_bot import adopt
from autoredeem.adoption.report import Report
from autoredeem.app import chosen_older_bot, store_options
from autoredeem.cli.common import DONE, run
from autoredeem.cli.logs import logged
from autoredeem.cli.on_store import notify, write_out
from autoredeem.observe.clock import SystemClock
from autoredeem.settings import Settings
from autoredeem.store import open_store
from autoredeem.store.older_bot import OlderBot

IN_FILES = (
    "The store is a SQLite file, and an older bot left its rows in a MongoDB: there is nothing to"
    " adopt. To go on with such a database, set MONGO_URI (and MONGO_DB_NAME) to it; what other"
    " bots keep in files comes by: autoredeem import-from PATH"
)

NOT_WRITTEN = "Nothing was written. To do it: autoredeem adopt"


def run_adopt(settings: Settings, title: str, *, dry_run: bool, as_json: bool) -> int:
    """Adopt what there is, and write what came of it; return the exit status."""
    older = chosen_older_bot(settings, title)
    if older is None:
        notify(IN_FILES)
        report = Report({}, {}, {})
    else:
        opening: AbstractAsyncContextManager[object] = nullcontext()
        if not dry_run:
            # It makes what is missing, first of all the indexes that this asks by.
            opening = open_store(settings.url_of_store(), title, store_options(settings))
        with logged(settings, notify):
            report = run(_adopt(opening, older, dry_run=dry_run))
    if as_json:
        content = {"title": title, "dry_run": dry_run, **_plain(report)}
        write_out(json.dumps(content) + "\n")
    elif older:
        write_out("".join(f"{line}\n" for line in lines_of(report, dry_run=dry_run)))
    if dry_run and report.taken:
        notify(NOT_WRITTEN)
    return DONE


async def _adopt(
    opening: AbstractAsyncContextManager[object],
    older: AbstractAsyncContextManager[OlderBot],
    *,
    dry_run: bool,
) -> Report:
    async with opening, older as rows:
        return await adopt(rows, SystemClock().now(), dry_run=dry_run)


def lines_of(report: Report, *, dry_run: bool) -> Iterator[str]:
    """Yield a report as people read it: a line for each count, examples below."""
    yield f"{'Would be taken' if dry_run else 'Taken'}:"
    yield from _counts(report.taken) or ["  nothing"]
    if report.left:
        yield "Left as it is:"
    for why, count in report.left.items():
        yield from _counts({why: count})
        yield from (f"           {example}" for example in report.examples.get(why, ()))


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [f"  {count:>7,}  {kind}" for kind, count in counts.items()]


def _plain(report: Report) -> Mapping[str, object]:
    """Return a report as plain dicts and lists."""
    return {
        "taken": dict(report.taken),
        "left": dict(report.left),
        "examples": {why: list(shown) for why, shown in report.examples.items()},
    }
