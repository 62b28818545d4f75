"""The process that takes the text out of a PDF: bytes on standard input, JSON on standard output.

See `pdf` for why it is one.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

MOST_PAGES = 2000
_LONGEST = 2_000_000  # characters; twice as many as an article may have
_MEMORY = 2_000_000_000  # bytes of address space
_CPU = 60  # seconds of processor time


def main() -> None:
    """Answer for one PDF."""
    _restrain()
    try:
        found = taken(sys.stdin.buffer.read())
    except MemoryError:
        found = {"fault": "memory"}
    json.dump(found, sys.stdout)


def _restrain() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU)):
        soft, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(what, (limit, hard))
        del soft


def taken(data: bytes) -> dict[str, Any]:
    """Return the text of each page and what the PDF says of itself, or the fault that it has."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {"fault": "pages"}
        return {"pages": _pages(reader), **_said(reader)}
    except DependencyError:  # AES, for which pypdf wants another library
        return {"fault": "encrypted"}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 whatever the parser trips over concerns this PDF alone
        return {"fault": "damaged", "detail": f"{type(error).__name__}: {error}"[:200]}


def _pages(reader: Any) -> list[str]:
    out: list[str] = []
    size = 0
    for page in reader.pages:
        out.append(page.extract_text())
        size += len(out[-1])
        if size > _LONGEST:
            break
    return out


def _said(reader: Any) -> dict[str, str]:
    said = reader.metadata or {}
    root = reader.trailer.get("/Root")
    language = root.get_object().get("/Lang", "") if root is not None else ""
    return {
        "title": str(said.get("/Title") or ""),
        "author": str(said.get("/Author") or ""),
        "language": str(language),
    }
