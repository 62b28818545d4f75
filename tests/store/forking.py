"""A program that forks a process for every line it reads, to be killed in the middle of its work.

Loading everything anew would take longer than what is to be killed. Parent and child write to the
program's standard output: the child its number first, the parent how it ended.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def say(*words: str) -> None:
    """Write words, a line each, at once."""
    os.write(1, "".join(f"{word}\n" for word in words).encode())


def forking(run: Callable[[str], None]) -> None:
    """Run `run` in a process of its own for every line of standard input."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            say(str(os.getpid()))
            run(line.rstrip("\n"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(f"end {status}")
