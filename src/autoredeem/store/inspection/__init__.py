"""What a store is like inside, for whoever looks after it: its place, its version, its indexes."""

from autoredeem.store.inspection.inspector import Inspector
from autoredeem.store.options import StoreOptions


def inspector_of(url: str, title: str, options: StoreOptions) -> Inspector:
    """Give what looks into a store that `open_store` takes; imports as that does."""
    if url.startswith("sqlite:"):
        from autoredeem.store.inspection.files import file_inspector  # noqa: PLC0415 - see above

        return file_inspector(url, options)
    from autoredeem.store.inspection.servers import server_inspector  # noqa: PLC0415 - see above

    return server_inspector(url, title, options)
