"""Who publishes at an address: a register of news outlets by domain, of our own.

`outlets.tsv` lists news agencies, broadcasters, newspapers, think tanks and some authorities
worldwide: domain, name, country (ISO 3166-1). It serves where a page does not name its publisher.
An entry counts for its subdomains too, unless those have one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportedly.source.metadata import host

_REGISTER = Path(__file__).with_name("outlets.tsv")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of news; `country` is the two-letter code of where it is edited."""

    domain: str
    name: str
    country: str


@cache
def register() -> dict[str, Outlet]:
    """Return the outlets by domain."""
    lines = _REGISTER.read_text("utf-8").splitlines()
    outlets = (Outlet(*line.split("\t")) for line in lines)
    return {outlet.domain: outlet for outlet in outlets}


def of(url: str | None) -> Outlet | None:
    """Return the outlet at `url`, None where the register has none."""
    name = host(url) or ""
    while name:
        if outlet := register().get(name):
            return outlet
        name = name.partition(".")[2]
    return None


def publisher(url: str | None) -> str | None:
    """Return the publisher's name at `url`: as registered, else the host."""
    outlet = of(url)
    return outlet.name if outlet else host(url)
