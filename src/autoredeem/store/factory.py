"""Opens the store that a URL names, and makes its inspector."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from functools import partial

from autoredeem.domain.errors import InvalidSetting
from autoredeem.domain.text import shorten
from autoredeem.store.archive import Archive
from autoredeem.store.inspection import Inspector
from autoredeem.store.interface import Store
from autoredeem.store.older_bot import OlderBot
from autoredeem.store.options import StoreOptions

DRIVERS = ("pymongo", "bson")

ALLOWED = "allowed are sqlite:///path/to/file and mongodb://host/database"


def open_store(
    url: str, title: str = "wos", options: StoreOptions | None = None
) -> AbstractAsyncContextManager[Store]:
    """Return the store at `url` for one title: entered, it makes what is missing; left, it closes.

    Raises InvalidSetting for a URL that can't be one, and where its driver is not installed.
    Entering it raises StoreUnavailable for a server that isn't there, StoreRefused for a wrong
    password, a foreign or newer schema, or a file that can't be written.

    The driver is imported by this call, for the store that is asked for only. That takes a while:
    a program with a heartbeat makes the call before its loop runs.
    """
    options = options or StoreOptions()
    scheme, colon, _ = url.partition(":")
    if colon and scheme == "sqlite":
        from autoredeem.store.sqlite import open_sqlite  # noqa: PLC0415 - see above

        return open_sqlite(url, title, options)
    if colon and scheme in ("mongodb", "mongodb+srv"):
        with _driver_of_mongodb():
            from autoredeem.store.mongo import open_mongo  # noqa: PLC0415 - see above

        return open_mongo(url, title, options)
    kind = shorten(scheme) if colon and scheme.isalnum() else "without a scheme"
    raise InvalidSetting(f"AUTOREDEEM_STORE_URL: unknown kind of store {kind}; {ALLOWED}")


def archive_of(
    url: str, titles: Collection[str], options: StoreOptions
) -> Callable[[], AbstractAsyncContextManager[Archive]]:
    """Return what opens the store at `url` as a whole, with all titles; raises as `open_store`.

    The driver is imported by this call, not by opening it.
    """
    if url.startswith("sqlite:"):
        from autoredeem.store.sqlite.archive import opened_archive  # noqa: PLC0415 - see above

        return partial(opened_archive, url, titles, options)
    open_store(url, options=options)  # what is no URL of a store is refused there
    from autoredeem.store.mongo.archive import connected_archive  # noqa: PLC0415 - see above

    return partial(connected_archive, url, titles, options)


def older_bot_at(
    url: str, title: str, options: StoreOptions
) -> AbstractAsyncContextManager[OlderBot] | None:
    """Return the older bot's rows in a store that `open_store` takes; it had none in files.

    Entered, it raises as that does; nothing is made. It imports as that does.
    """
    if url.startswith("sqlite:"):
        return None
    with _driver_of_mongodb():
        from autoredeem.store.mongo.older_bot import older_bot_in  # noqa: PLC0415 - see above

    return older_bot_in(url, title, options)


def inspector_of(url: str, title: str, options: StoreOptions) -> Inspector:
    """Return the inspector of a store that `open_store` takes; imports as that does."""
    if url.startswith("sqlite:"):
        from autoredeem.store.sqlite.inspection import file_inspector  # noqa: PLC0415 - see above

        return file_inspector(url, options)
    with _driver_of_mongodb():
        from autoredeem.store.mongo.inspection import server_inspector  # noqa: PLC0415 - see above

    return server_inspector(url, title, options)


@contextmanager
def _driver_of_mongodb() -> Iterator[None]:
    """Import what needs the driver, which is an extra. Raises InvalidSetting where it lacks."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in DRIVERS:
            raise
        raise InvalidSetting(
            "AUTOREDEEM_STORE_URL: MongoDB needs one more package here:"
            ' pip install "autoredeem[mongo]"'
        ) from None
