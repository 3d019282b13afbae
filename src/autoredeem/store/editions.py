"""What every kind of store derives of codes that are issued again, and tried again."""

from collections.abc import Collection
from datetime import datetime

from autoredeem.domain.codes import Standing, issue_of


def keys_of_issues(key: str, edition: int) -> Collection[str]:
    """Return what the editions of a code are called in the ledger, up to this one."""
    return [issue_of(key, number) for number in range(1, edition + 1)]


def is_revived(standing: Standing, turn: int, at: datetime) -> bool:
    """Whether a standing is that of a code dead by the verdict of a turn, just revived `at`.

    So whoever revives and doesn't hear the answer may ask again, and is told the same.
    """
    return standing == Standing(edition=standing.edition, turn=turn).revived(at)
