"""Addresses on the web: which ones we may ask for, and which numbers behind a name are public.

An address that somebody else wrote (a feed, a sitemap, a redirect) must not make this machine ask
another one in its own network, such as a router or the metadata service of a cloud.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from reportedly.errors import SourceError

_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")  # browsers drop these too (WHATWG URL, section 4.4)
_WHOLE = "give the whole address, like https://example.org/news/1"
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that has been given out (RFC 4291)
# What stands for an IPv4 address, in its last four bytes (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its parts; `url` has no fragment."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: that which one robots.txt speaks for."""
        bracketed = f"[{self.host}]" if ":" in self.host else self.host
        standard = self.port == _PORTS[self.scheme]
        return f"{self.scheme}://{bracketed}" + ("" if standard else f":{self.port}")

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port


def address(text: str) -> Address:
    """Return the address that `text` is; raise SourceError where we cannot ask for it."""
    written = _CONTROL.sub("", text.strip())
    full = f"https://{written}" if written.lower().startswith("www.") else written
    try:
        parts = urlsplit(full)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as fault:
        raise SourceError(text, f"not an address ({fault})", _WHOLE) from fault
    if parts.scheme not in _PORTS:
        raise SourceError(text, "not an http or https address", _WHOLE)
    if not host or re.search(r"[\s%\\<>]", parts.netloc):
        raise SourceError(text, "an address without a proper host", _WHOLE)
    if "@" in parts.netloc:
        # It would end up in the graph as the article's address.
        raise SourceError(text, "an address with a name or password in it", "leave those out")
    url = urlunsplit(parts._replace(path=parts.path or "/", fragment=""))
    return Address(url, parts.scheme, host.lower(), port or _PORTS[parts.scheme])


def joined(base: str, link: str) -> Address:
    """Return the address that `link`, found at `base`, leads to.

    Raises SourceError where there is none; no words at all would lead back to `base`.
    """
    if not link.strip():
        raise SourceError(base, "an entry without an address", "tell the publisher")
    try:
        return address(urljoin(base, _CONTROL.sub("", link.strip())))
    except ValueError as fault:
        raise SourceError(link, f"not an address ({fault})", _WHOLE) from fault


def is_public(number: str) -> bool:
    """Tell whether an IP address, as the system writes it, belongs to the public internet."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        within = _embedded(ip)
        if within is not None:
            return is_public(str(within))
        if ip not in _UNICAST:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that packets to `ip` are sent on to."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
