"""Where an export goes: a file that appears when it is complete, or standard output."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reportedly.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDOUT = "-"


@contextmanager
def opened(target: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open `target` for writing; "-" is standard output.

    A file is written beside its place and put there when all is well: until then what was there
    before stays, and after a failure too. A pipe or device is written to as it is. Raises
    ExportError where that cannot be done.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        with _in_place(path) if path.exists() and not path.is_file() else _beside(path) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(str(path), f"cannot be written: {reason}", "another file") from error


@contextmanager
def _in_place(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as out:
        yield out


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    place = path.resolve()  # a link stays a link
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
