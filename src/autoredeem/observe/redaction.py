"""The last net under secrets: a line that holds one is mended before anybody reads it.

The first net is that settings keep them as `SecretStr`, which renders as stars; this one is for
what libraries and servers say.
"""

import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote, urlsplit

STARS = "***"
SHORTEST = 4
"""Anything shorter stands in lines by chance."""

CREDENTIALS = re.compile(r"(?<=://)[^/?#\s@]+@")


def secrets_in(url: str) -> set[str]:
    """Return what is secret in a URL: its password, as written and as meant."""
    try:
        password = urlsplit(url).password
    except ValueError:
        return {url}
    return {password, unquote(password)} if password else set()


def redactor(secrets: Iterable[str]) -> Callable[[str], str]:
    """Return a function that puts stars in the place of secrets, and of any URL's credentials."""
    spellings = {form for secret in secrets for form in _spellings(secret)}
    worst_first = sorted(spellings, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, worst_first))) if worst_first else None

    def redacted(line: str) -> str:
        if known:
            line = known.sub(STARS, line)
        return CREDENTIALS.sub(f"{STARS}@", line) if "://" in line else line

    return redacted


def _spellings(secret: str) -> set[str]:
    """Return a secret as it stands in text, in JSON, in Python's quotes and in a URL."""
    if len(secret) < SHORTEST:
        return set()
    as_json = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    return {secret, *as_json, repr(secret)[1:-1], quote(secret), quote(secret, safe="")}
