"""What a server gave us, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask whether its answer at `url` has changed (RFC 9110, 8.8)."""

    url: str
    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        wanted = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in wanted.items() if value}


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step: the status that sent us on, and where to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; `data` is None where it is unchanged. `url` is the last address."""

    url: str
    data: bytes | None
    media: str = ""
    charset: str = ""
    validators: Validators | None = None
    redirects: tuple[Redirect, ...] = ()
