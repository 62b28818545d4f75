"""Ready lines for the schedulers that a system has: they call `reportedly jobs due` often.

What is due is our own business, so theirs is only to ask every few minutes, whatever the jobs are.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from reportedly.job.config import Config

_SERVICE = """\
# reportedly.service
[Unit]
Description=reportedly: read what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
WorkingDirectory={folder}
EnvironmentFile=-{folder}/reportedly.env
# A source that fails is a recorded problem, not a broken service.
SuccessExitStatus=1
TimeoutStopSec=15
Nice=10

# reportedly.timer
[Unit]
Description=reportedly: ask every {minutes} minutes what is due

[Timer]
OnCalendar=*:0/{minutes}
Persistent=true

[Install]
WantedBy=timers.target
"""


def command(config: Config) -> list[str]:
    """Return the command that does what is due, whatever folder it is called in."""
    path, store = config.path.absolute(), config.store.absolute()
    program = Path(sys.executable).absolute()
    words = [str(program), "-m", "reportedly", "jobs", "due"]
    return [*words, "--config", str(path), "--store", str(store)]


def systemd(config: Config, minutes: int) -> str:
    """Return a service and a timer for systemd."""
    words = " ".join(_unit_word(word) for word in command(config))
    folder = str(config.path.absolute().parent).replace("%", "%%")
    return _SERVICE.format(command=words, folder=folder, minutes=minutes)


def _unit_word(word: str) -> str:
    """Return a word as systemd.service(5) wants it."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if any(mark in plain for mark in " \t'\"\\;") else plain


def cron(config: Config, minutes: int) -> str:
    """Return a line for crontab(5), in which % ends the command."""
    words = shlex.join(command(config)).replace("%", r"\%")
    return f"*/{minutes} * * * * {words} --log-format json 2>>{_log(config)}\n"


def _log(config: Config) -> str:
    path = config.path.absolute().parent / "reportedly.log"
    return shlex.quote(str(path)).replace("%", r"\%")
