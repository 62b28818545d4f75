"""What goes wrong between us and a server, in words for people."""

from __future__ import annotations

import re
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import requests
from urllib3 import exceptions as urllib3

_SYSTEM = re.compile(r"\[Errno -?\d+\] ([^)\"'\]]+)")
_LATER = "run the same command again later"
_BROWSER = "open it in a browser; where it shows the article, save the page and give the file"
_CERTIFICATE = re.compile(r"certificate verify failed: ([^(\"']+)")


def reason(fault: BaseException) -> tuple[str, str]:
    """Return what is wrong, and what to do, when `fault` ended a request."""
    chain = list(_causes(fault))
    if _any(chain, urllib3.NameResolutionError):
        return "there is no such host, or no network", "check the address and the connection"
    refused = _any(chain, urllib3.NewConnectionError)  # which counts as a ConnectTimeoutError
    if not refused and _any(chain, requests.ConnectTimeout, urllib3.ConnectTimeoutError):
        return "the host does not answer", _LATER
    if _any(chain, requests.ReadTimeout, urllib3.ReadTimeoutError, TimeoutError):
        return "the host has stopped sending", _LATER
    if _any(chain, requests.exceptions.SSLError, urllib3.SSLError, ssl.SSLError):
        return f"no secure connection{_detail(chain)}", "check the address; is it http:// only?"
    if _any(chain, urllib3.IncompleteRead, urllib3.ProtocolError):
        return f"the answer broke off{_detail(chain)}", _LATER
    return f"no connection{_detail(chain)}", "check the address and the connection"


def _causes(fault: object) -> list[object]:
    """Return `fault` and what it wraps: libraries pass causes on as arguments and attributes."""
    found: list[object] = []
    pending = [fault]
    while pending:
        one = pending.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            pending += [*one.args, getattr(one, "reason", None), one.__cause__]
    return found


def _any(chain: list[object], *kinds: type[BaseException]) -> bool:
    return any(isinstance(fault, kinds) for fault in chain)


def _detail(chain: list[object]) -> str:
    for pattern in (_CERTIFICATE, _SYSTEM, re.compile(r"\[SSL: ([A-Z_]+)\]")):
        for fault in chain:
            if match := pattern.search(str(fault)):
                return f" ({match[1].strip()})"
    return ""


def status(code: int) -> tuple[str, str]:
    """Return what an answer with the status `code` means for us, and what to do."""
    known = {
        401: (f"the server wants a login ({code})", _BROWSER),
        402: (f"the server wants money ({code})", _BROWSER),
        403: (f"the server refuses ({code})", _BROWSER),
        404: (f"there is nothing at this address ({code})", "check the address"),
        410: (f"this page has been removed ({code})", "look for it in an archive"),
        429: (f"asked too often ({code})", _LATER),
        451: (f"withheld for legal reasons ({code})", "look for it in an archive"),
    }
    if code in known:
        return known[code]
    if code >= 500:
        return f"the server fails ({code}{_phrase(code)})", _LATER
    return f"an answer we can do nothing with ({code}{_phrase(code)})", _BROWSER


def _phrase(code: int) -> str:
    return next((f" {known.phrase}" for known in HTTPStatus if known == code), "")


def retry_after(value: str, now: datetime) -> datetime | None:
    """Return the moment that a Retry-After header names, in seconds or as a date.

    RFC 9110, section 10.2.3.
    """
    text = value.strip()
    try:
        if text.isascii() and text.isdigit():
            return now + timedelta(seconds=int(text[:9]))
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
