"""What a store is like inside, for whoever looks after it: its place, its version, its indexes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from autoredeem.store.opening import StoreOptions


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen in an open store.

    `version` is its schema's, `indexes` how many it should have. `missing` names those it has not,
    and `remedy` says what to do about them.
    """

    version: int
    indexes: int
    missing: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Inspector:
    """Looks into one store. `place` says which, without anything secret.

    `inspect` opens it once more, for itself. It raises StoreUnavailable or StoreRefused.
    """

    place: str
    inspect: Callable[[], Awaitable[Inspection]]


def inspector_of(url: str, title: str, options: StoreOptions) -> Inspector:
    """Give what looks into a store that `open_store` takes; imports as that does."""
    if url.startswith("sqlite:"):
        from autoredeem.store.inspection.files import file_inspector  # noqa: PLC0415 - see above

        return file_inspector(url, options)
    from autoredeem.store.inspection.servers import server_inspector  # noqa: PLC0415 - see above

    return server_inspector(url, title, options)
