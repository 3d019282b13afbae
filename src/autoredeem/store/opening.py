"""From a URL to an open store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from autoredeem.domain.errors import InvalidSetting
from autoredeem.store.interface import Store

ALLOWED = "allowed are sqlite:///path/to/file and mongodb://host/database"


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """Deadlines in seconds, and the database's name where the URL has none."""

    find_server: float = 4.0
    command: float = 20.0
    database: str = "autoredeem"


@asynccontextmanager
async def open_store(
    url: str, title: str = "wos", options: StoreOptions | None = None
) -> AsyncIterator[Store]:
    """Open the store at `url` for one title, making what is missing; close it in the end.

    Raises InvalidSetting for a URL that can't be one, StoreUnavailable for a server that isn't
    there, StoreRefused for a wrong password, a foreign or newer schema, or a file that can't be
    written.
    """
    options = options or StoreOptions()
    scheme, colon, _ = url.partition(":")
    # Imported here: whoever runs on SQLite never loads the MongoDB driver.
    if colon and scheme == "sqlite":
        from autoredeem.store.sqlite import open_sqlite  # noqa: PLC0415

        opened = open_sqlite(url, title, options)
    elif colon and scheme in ("mongodb", "mongodb+srv"):
        from autoredeem.store.mongo import open_mongo  # noqa: PLC0415

        opened = open_mongo(url, title, options)
    else:
        kind = f"'{scheme}'" if colon and scheme.isalnum() else "without a scheme"
        raise InvalidSetting(f"AUTOREDEEM_STORE_URL: unknown kind of store {kind}; {ALLOWED}")
    async with opened as store:
        yield store
