"""A page saved as one file (.mht, .mhtml; RFC 2557): finds the HTML among its parts."""

from __future__ import annotations

from email import message_from_bytes

from reportedly.errors import SourceError
from reportedly.source import encoding

_PAGES = {"text/html", "application/xhtml+xml"}


def page(data: bytes, item: str) -> str:
    """Return the HTML of the page that the archive `data` was made of.

    Raises SourceError where there is none.
    """
    for part in message_from_bytes(data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in _PAGES and isinstance(payload, bytes):
            return encoding.decode(payload, item, part.get_content_charset(""))
    raise SourceError(item, "a web archive without a page", "save the page as HTML instead")
