"""Which addresses may be opened: a posted link must not be turned against the operator's network.

A link is checked three times: first its spelling, then the addresses that its host name resolves to, and
finally the very address that a socket is about to connect to, which defeats DNS rebinding.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.core.errors import Unreadable
from bot.core.reasons import unreadable

Address = IPv4Address | IPv6Address
AddressRule = Callable[[Address], bool]

PORTS = frozenset({80, 443, 8080, 8443})
_LONGEST_LINK = 4096

# Names that mean something only inside a network (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal).
_PRIVATE_NAMES = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "home.arpa",
]

# Not public, though some Python versions call them global: protocol assignments, 6to4 relays, benchmarks.
_CLOSED_4 = tuple(
    ipaddress.IPv4Network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4")
)
# Only global unicast is public, except its tunnels for IPv4 (Teredo, 6to4) and documentation ranges.
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = tuple(ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def is_public(address: Address) -> bool:
    """Whether ``address`` is a unicast address of the public Internet.

    IPv6 forms that wrap an IPv4 address are judged by that address (mapped, NAT64) or refused (6to4, Teredo,
    ISATAP).
    """
    if isinstance(address, IPv4Address):
        closed = address.is_multicast or any(address in network for network in _CLOSED_4)
        return address.is_global and not closed
    wrapped = address.ipv4_mapped
    if wrapped is None and address in _NAT64:
        wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
    if wrapped is not None:
        return is_public(wrapped)
    isatap = (int(address) >> 32) & 0xFFFFFFFF in (0x00005EFE, 0x02005EFE)
    closed = isatap or any(address in network for network in _CLOSED_6)
    return address in _OPEN_6 and address.is_global and not closed


def numeric_address(host: str) -> Address | None:
    """The address that ``host`` spells, in any form a C library's ``inet_aton`` accepts, or None for a name.

    Covers ``127.1``, ``2130706433``, ``0x7f.1``, ``0177.0.0.1``, ``[::ffff:127.0.0.1]`` and zone ids. Raises
    ValueError for numbers that are not an address, since another parser might read them as one.
    """
    bare = host.strip("[]")
    if ":" in bare:
        return IPv6Address(bare.partition("%")[0])
    parts = bare.split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(host)
    *heads, last = (_number(part) for part in parts)
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        raise ValueError(host)
    value = last
    for place, head in enumerate(heads):
        value += head << (24 - 8 * place)
    return IPv4Address(value)


def _number(digits: str) -> int:
    if digits.startswith("0x"):
        return int(digits[2:] or "0", 16)
    return int(digits, 8 if digits.startswith("0") and len(digits) > 1 else 10)


class Guard:
    """The rules that a link must obey. Strict by default; tests pass their own address rule and ports."""

    def __init__(self, allow: AddressRule = is_public, ports: frozenset[int] = PORTS) -> None:
        self._allow = allow
        self._ports = ports

    def check_link(self, link: str) -> URL:
        """``link`` as a URL that may be requested.

        Raises Unreadable: ``bad_link`` for anything but a plain http(s) address, ``private_address`` if the
        spelling alone shows that it leads into a private network.
        """
        link = link.strip()
        if len(link) > _LONGEST_LINK or "\\" in link or any(ord(c) < 33 or ord(c) == 127 for c in link):
            raise unreadable("bad_link")
        try:
            url = URL(link)
            plain = url.scheme in ("http", "https") and url.user is None and url.password is None
            port, host = url.port, url.host
        except ValueError as error:
            raise unreadable("bad_link") from error
        if not plain or not host or port not in self._ports:
            raise unreadable("bad_link")
        self._check_host(host)
        return url.with_fragment(None)

    def _check_host(self, host: str) -> None:
        name = unicodedata.normalize("NFKC", host).lower().replace("。", ".").rstrip(".")
        try:
            address = numeric_address(name)
        except ValueError as error:
            raise unreadable("private_address") from error
        if address is not None:
            self.check_address(str(address))
        elif "." not in name or any(name == n or name.endswith(f".{n}") for n in _PRIVATE_NAMES):
            raise unreadable("private_address")

    def check_address(self, address: str) -> None:
        """Raise Unreadable ``private_address`` unless ``address``, as DNS gives it, is allowed."""
        try:
            parsed = ipaddress.ip_address(address.partition("%")[0])
        except ValueError as error:
            raise unreadable("private_address") from error
        if not self._allow(parsed):
            raise unreadable("private_address")

    def open_socket(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """A socket for the address in ``info`` (as ``getaddrinfo`` returns it), checked at the last moment.

        Raises PermissionError, since those who call a socket factory expect an OSError.
        """
        family, kind, protocol, _, address = info
        try:
            self.check_address(str(address[0]))
        except Unreadable as error:
            raise PermissionError("not a public address") from error
        return socket.socket(family=family, type=kind, proto=protocol)


class GuardedResolver(AbstractResolver):
    """Resolves through ``inner``, and refuses a host if any of its addresses is not allowed."""

    def __init__(self, inner: AbstractResolver, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of ``host``. Raises OSError if it has none, Unreadable if one of them is private."""
        found = await self._inner.resolve(host, port, family)
        for entry in found:
            self._guard.check_address(entry["host"])
        return found

    async def close(self) -> None:
        """Close the inner resolver."""
        await self._inner.close()
