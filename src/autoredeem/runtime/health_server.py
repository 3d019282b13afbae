"""`/metrics`, `/healthz` and `/readyz` over HTTP, answered by threads of their own.

They answer while the loop is held, and say so: an answer that the loop had to give would be
missing just then. All of it comes from memory.
"""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import structlog
from prometheus_client import CollectorRegistry, make_wsgi_app

from autoredeem.domain.errors import OutsideError
from autoredeem.runtime.health import Health

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

PATIENCE = 5.0
"""Seconds in which whoever asks has to have asked."""

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@contextmanager
def health_served(
    host: str, port: int, health: Health, registry: CollectorRegistry
) -> Iterator[str]:
    """Serve while the context is open; yield the URL. Port 0 is any free one.

    Raises OutsideError where the address can't be had. It binds: enter it before the loop runs.
    """
    try:
        server = _Server((host, port), _Handler)
    except OSError as error:
        reason = f"can't listen on {host} port {port}: {error.strerror}"
        raise OutsideError(f"{reason}; AUTOREDEEM_HEALTH__PORT sets another, 0 none") from None
    server.set_app(_application(health, registry))
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="health", daemon=True)
    thread.start()
    shown = f"[{host}]" if ":" in host else host
    try:
        yield f"http://{shown}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _application(health: Health, registry: CollectorRegistry) -> "WSGIApplication":
    metrics = make_wsgi_app(registry)
    pages: dict[str, WSGIApplication] = {
        "/metrics": metrics,
        "/healthz": _healthz(health),
        "/readyz": _readyz(health),
        "/": _page(lambda: (HTTPStatus.OK, TEXT, "\n".join([*pages][:3]) + "\n")),
    }
    missing = _page(lambda: (HTTPStatus.NOT_FOUND, TEXT, "there is nothing here\n"))

    broken = _page(lambda: (HTTPStatus.INTERNAL_SERVER_ERROR, TEXT, "see the log\n"))

    def application(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        try:
            return pages.get(environ["PATH_INFO"], missing)(environ, start)
        except Exception:
            log.exception("The health can't be told")
            return broken(environ, start)

    return application


def _healthz(health: Health) -> "WSGIApplication":
    def answer() -> "tuple[HTTPStatus, str, str]":
        if health.alive:
            return HTTPStatus.OK, TEXT, "alive\n"
        return HTTPStatus.SERVICE_UNAVAILABLE, TEXT, "the loop does not move any more\n"

    return _page(answer)


def _readyz(health: Health) -> "WSGIApplication":
    def answer() -> "tuple[HTTPStatus, str, str]":
        ready = health.ready
        parts = {name: asdict(part) for name, part in health.parts().items()}
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        return status, JSON, json.dumps({"ready": ready, **parts}) + "\n"

    return _page(answer)


def _page(answer: "Callable[[], tuple[HTTPStatus, str, str]]") -> "WSGIApplication":
    def page(_environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        status, kind, text = answer()
        start(
            f"{status.value} {status.phrase}",
            [("Content-Type", kind), ("Cache-Control", "no-store")],
        )
        return [text.encode()]

    return page


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    # On Windows it would let another program have the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: tuple[str, int], handler: type[WSGIRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Bind without asking the network what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing of whoever went away in the middle of an answer."""


class _Handler(WSGIRequestHandler):
    timeout = PATIENCE

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Write no line for each request."""
