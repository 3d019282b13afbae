"""Where facts are kept: one port (`interface`), SQLite inside, MongoDB for deployments."""

from autoredeem.store.factory import open_store
from autoredeem.store.options import StoreOptions

__all__ = ["StoreOptions", "open_store"]
