"""A service manager's socket, as systemd has it: what a program tells it."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

PATIENCE = 30.0


class Manager:
    """Hears what it is told, a datagram at a time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(PATIENCE)
        self.socket.bind("\0" + name[1:] if name.startswith("@") else name)

    def hears(self) -> list[str]:
        """Wait for the next datagram."""
        return self.socket.recv(4096).decode().splitlines()

    def hears_line(self, line: str) -> None:
        """Wait for a datagram with a line."""
        while line not in self.hears():
            pass

    def environment(self, **more: str) -> Mapping[str, str]:
        """Return what it puts into a program's environment."""
        return {"NOTIFY_SOCKET": self.name, **more}


@contextmanager
def service_manager(*, abstract: bool = False) -> Iterator[Manager]:
    """Listen at a path, which has to be short, or under one of Linux' abstract names."""
    with TemporaryDirectory() as folder:
        name = f"@autoredeem-{uuid4().hex}" if abstract else str(Path(folder) / "notify")
        manager = Manager(name)
        with closing(manager.socket):
            yield manager
