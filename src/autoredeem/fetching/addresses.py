"""Which addresses a name may lead to: nobody's own computer or network, checked at connect.

Whoever owns a name chooses its addresses, and may choose others for each look-up. So it is not the
name that is checked beforehand, but the very addresses that are connected to.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from autoredeem.observe.names import LOCALHOST, SystemResolver

_TRANSLATED = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
"""Addresses whose last four bytes are an older one, to which they lead on some networks."""


class NotPublic(OSError):
    """A name leads to no public address."""


def is_public(address: str) -> bool:
    """Whether an address is one of the internet's, not of a computer or network of somebody's."""
    parsed = _meant(ip_address(address))
    return parsed.is_global and not parsed.is_multicast


def is_loopback(host: str) -> bool:
    """Whether a host, as it stands in a URL, is this computer: by its address, or as localhost."""
    if host == LOCALHOST:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class PublicResolver(AbstractResolver):
    """Looks names up, and returns public addresses alone.

    `localhost` is this computer where `local` says so: the operator named it. Addresses that stand
    in a URL are not looked up, so they do not come by here.
    """

    def __init__(self, inner: AbstractResolver, *, local: bool) -> None:
        self._inner = inner
        self._local = local

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return where a name leads to. Raises NotPublic where no public address is among that."""
        allowed = is_loopback if self._local and host == LOCALHOST else is_public
        found = await self._inner.resolve(host, port, family)
        kept = [one for one in found if allowed(one["host"])]
        if found and not kept:
            raise NotPublic
        return kept

    async def close(self) -> None:
        """Close what looks names up."""
        await self._inner.close()


def public_resolver(*, local: bool) -> PublicResolver:
    """Return such a resolver that looks names up as this computer does."""
    return PublicResolver(SystemResolver(), local=local)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address that one of the later kind stands for, where it stands for one."""
    if isinstance(address, IPv4Address):
        return address
    if inside := address.ipv4_mapped or address.sixtofour:
        return inside
    if address in _TRANSLATED or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
