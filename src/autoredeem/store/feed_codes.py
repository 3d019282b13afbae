"""The codes of a feed as one text, as every kind of store keeps them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from autoredeem.domain.sources import ListedCode


def text_of(codes: Mapping[str, ListedCode]) -> str:
    """Return codes as a text of JSON: since when each is missing, and how many polls missed it."""
    return json.dumps({code: [_time(one.missing_since), one.missed] for code, one in codes.items()})


def codes_in(text: str) -> Mapping[str, ListedCode]:
    """Read what `text_of` wrote."""
    return {
        code: ListedCode(since and datetime.fromisoformat(since), missed)
        for code, (since, missed) in json.loads(text).items()
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
