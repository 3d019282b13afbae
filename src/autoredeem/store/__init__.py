"""Where facts are kept: one port (`interface`), SQLite inside, MongoDB for deployments."""

from autoredeem.store.opening import StoreOptions, open_store

__all__ = ["StoreOptions", "open_store"]
