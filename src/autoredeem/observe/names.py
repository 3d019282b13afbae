"""From names to addresses, as this computer looks them up."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from autoredeem.observe.threads import own_thread

DEADLINE = 10.0
"""Seconds after which a name is not known."""

LOCALHOST = "localhost"

Found = Sequence[tuple[Any, ...]]
LookUp = Callable[..., Found]
"""`socket.getaddrinfo`, or what answers as it does."""


class SystemResolver(AbstractResolver):
    """Looks names up in threads of its own, so that they queue behind nothing.

    The system's own look-up knows its hosts file, its network and its VPN, and is everywhere; but
    nobody can end it. So it is waited for in bounds, and a name that is being looked up is not
    looked up once more: there are no more threads than names.
    """

    def __init__(self, look_up: LookUp = socket.getaddrinfo, deadline: float = DEADLINE) -> None:
        self._look_up = look_up
        self._deadline = deadline
        self._going_on: dict[tuple[str, int], asyncio.Future[Found]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return where a name leads to. Raises OSError where that is not known, or not in time."""
        try:
            async with asyncio.timeout(self._deadline):
                found = await asyncio.shield(self._asked(host, family))
        except TimeoutError:
            raise socket.gaierror(socket.EAI_AGAIN, "the name servers do not answer") from None
        except UnicodeError:
            raise socket.gaierror(socket.EAI_NONAME, "this can't be a name") from None
        return [_result(host, port, one) for one in found]

    async def close(self) -> None:
        """Forget what is being looked up."""
        for one in list(self._going_on.values()):
            one.cancel()

    def _asked(self, host: str, family: int) -> "asyncio.Future[Found]":
        name = host, family
        if name not in self._going_on:
            # Where there is no network, this computer has an address all the same.
            flags = 0 if host == LOCALHOST else socket.AI_ADDRCONFIG
            kind = {"family": family, "type": socket.SOCK_STREAM, "flags": flags}
            self._going_on[name] = look_up = own_thread(self._look_up, host, None, **kind)
            look_up.add_done_callback(lambda done: self._over(name, done))
        return self._going_on[name]

    def _over(self, name: tuple[str, int], done: "asyncio.Future[Found]") -> None:
        self._going_on.pop(name)
        with suppress(asyncio.CancelledError):
            done.exception()  # perhaps nobody waits for it any more


def _result(host: str, port: int, found: tuple[Any, ...]) -> ResolveResult:
    family, _, protocol, _, (address, *_) = found
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=protocol,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
