"""What a figure was measured on."""

import os
import platform
import sqlite3
from importlib.metadata import version


def machine() -> dict[str, str | int]:
    """Return the machine and the versions that matter to a figure."""
    return {
        "machine": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "pymongo": version("pymongo"),
        "autoredeem": version("autoredeem"),
    }
