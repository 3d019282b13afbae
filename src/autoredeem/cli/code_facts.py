"""What is known of codes, as rows, objects and tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich.table import Table

from autoredeem.domain.codes import Standing
from autoredeem.store.records import CodeRecord, RunRecord, RunStatus

Fact = str | int | bool | None

DOUBTED = "doubted"
"""A code that did not work, or of which the game said nothing: it is asked about again."""


def life_of(standing: Standing) -> str:
    """Return whether a code is untried, doubted, alive or dead."""
    return DOUBTED if standing.is_doubted else standing.life.value


def row_of(record: CodeRecord) -> Sequence[object]:
    """Return a code as a row for other programs; what is new stands behind what is old."""
    facts = facts_of(record)
    names = ("code", "life", "reason", "added_at", "edition", "source", "expires", "asked_again_at")
    return [life_of(record.standing) if name == "life" else facts[name] for name in names]


def facts_of(record: CodeRecord) -> Mapping[str, Fact]:
    """Return all that is known of a spelling, by name."""
    standing, listing = record.standing, record.listing
    return {
        "code": record.code,
        "life": standing.life.value,
        "doubted": standing.is_doubted,
        "reason": standing.reason and standing.reason.value,
        "asked_again_at": _time(asked_again_at(standing)),
        "edition": standing.edition,
        "turn": standing.turn,
        "shared": record.shared,
        "source": record.source.value,
        "expires": _time(listing.expires),
        "listed_until": _time(listing.until),
        "added_at": _time(record.added_at),
        "updated_at": _time(record.updated_at),
    }


def asked_again_at(standing: Standing) -> datetime | None:
    """Return when a doubted code is asked about again; None for any other."""
    return standing.due if standing.is_doubted else None


def figures_of(runs: Iterable[RunRecord]) -> Mapping[str, int]:
    """Return what the runs of a code came to, in all guilds together."""
    all_of_them = list(runs)
    figures = [run.figures for run in all_of_them]
    return {
        "guilds": len(all_of_them),
        "open": sum(run.status is RunStatus.OPEN for run in all_of_them),
        "members": sum(one.members for one in figures),
        "redeemed": sum(one.redeemed for one in figures),
        "already": sum(one.already + one.settled_before for one in figures),
        "failed": sum(sum(one.failed.values()) for one in figures),
        "requests": sum(one.requests for one in figures),
    }


def table_of(records: Sequence[CodeRecord]) -> Table:
    """Return codes as a table for people."""
    table = Table("Code", "Life", "Why", "Issue", "From", "Expires", "Asked again", "Known since")
    for record in records:
        standing = record.standing
        table.add_row(
            record.code,
            life_of(standing),
            (standing.reason or "").replace("_", " "),
            str(standing.edition),
            record.source.value,
            people_time(record.listing.expires),
            people_time(asked_again_at(standing)),
            people_time(record.added_at),
        )
    return table


def people_time(at: datetime | None) -> str:
    """Return a time as people read it; nothing where there is none."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
