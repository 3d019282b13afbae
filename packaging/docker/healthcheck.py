"""Whether the program in this container is alive: the exit status is 0 if it is.

It asks `/healthz` as a supervisor does, with what Python brings: there is no curl in the image.
"""

# ruff: noqa: INP001 - a script, in no package
import os
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 5.0


def alive(port: int) -> bool:
    """Ask, and return whether a new start would be no better."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004 - HTTP's own word for yes
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    chosen = int(os.environ.get("AUTOREDEEM_HEALTH__PORT") or 8710)
    # Where the pages are switched off, nobody can tell.
    sys.exit(not (chosen == 0 or alive(chosen)))
