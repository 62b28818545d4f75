"""Who is told, and how: an address that is asked after each good run, a webhook, e-mail.

That nobody could be told is told in the log, and tried again with the next run; it never stops a
run. The addresses are the user's own, so they may be anywhere.
"""

from __future__ import annotations

import json
import smtplib
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

from reportedly.job import health
from reportedly.job.event import Event, Tell

if TYPE_CHECKING:
    from reportedly.job.config import Config, Email
    from reportedly.job.record import Trouble
    from reportedly.job.values import Secret

_PATIENCE = 10.0  # seconds


def send(
    config: Config, begun: Sequence[Trouble], ended: Sequence[Trouble], now: datetime, tell: Tell
) -> bool:
    """Tell of problems that have begun and ended; return whether everybody could be told."""
    if not begun and not ended:
        return True
    reached = True
    if config.health.webhook is not None:
        body = _body(config, begun, ended, now)
        reached &= _asked(config.health.webhook, "webhook", body, tell)
    if config.health.email is not None:
        reached &= _mailed(config.health.email, _letter(config, begun, ended), tell)
    return reached


def beat(config: Config, tell: Tell) -> None:
    """Ask the heartbeat's address: all is well."""
    if config.health.heartbeat is not None:
        _asked(config.health.heartbeat, "heartbeat", None, tell)


def _body(
    config: Config, begun: Sequence[Trouble], ended: Sequence[Trouble], now: datetime
) -> bytes:
    return json.dumps(
        {
            "text": "\n".join(_lines(begun, ended)),
            "store": str(config.store),
            "time": now.isoformat(),
            "begun": [_record(one) for one in begun],
            "ended": [_record(one) for one in ended],
        }
    ).encode()


def _record(trouble: Trouble) -> dict[str, str]:
    return {
        "source": trouble.source,
        "kind": trouble.kind,
        "since": trouble.since.isoformat(),
        "reason": trouble.reason,
        "advice": trouble.advice,
    }


def _lines(begun: Sequence[Trouble], ended: Sequence[Trouble]) -> list[str]:
    return [
        *(f"problem: {health.issue(one)}" for one in begun),
        *(f"over: {one.source or 'store'}: {one.kind}" for one in ended),
    ]


def _asked(where: Secret, what: str, body: bytes | None, tell: Tell) -> bool:
    url = where.value()
    if url is None:
        tell(_untold(what, f"the environment has no {where.variable}"))
        return False
    if not url.startswith(("http://", "https://")):
        tell(_untold(what, f"{where.variable} holds no http or https address"))
        return False
    headers = {"User-Agent": "reportedly", "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers)  # noqa: S310 http and https only
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            answer.read(1000)
    except (OSError, ValueError) as fault:
        # The address is a secret; what failed may hold it.
        tell(_untold(what, type(fault).__name__ + _status(fault)))
        return False
    return True


def _status(fault: Exception) -> str:
    code = getattr(fault, "code", None)
    return f" {code}" if code else ""


def _letter(config: Config, begun: Sequence[Trouble], ended: Sequence[Trouble]) -> EmailMessage:
    email = config.health.email
    assert email is not None, "only called where there is somebody to write to"  # noqa: S101
    letter = EmailMessage()
    letter["From"], letter["To"] = email.sender, ", ".join(email.to)
    counted = f"{len(begun)} new problems" if begun else f"{len(ended)} problems are over"
    letter["Subject"] = f"reportedly: {counted} ({config.store.name})"
    letter.set_content("\n".join(_lines(begun, ended)))
    return letter


def _mailed(email: Email, letter: EmailMessage, tell: Tell) -> bool:
    host, _, port = email.host.partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=_PATIENCE) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
                server.ehlo()
            password = email.password.value() if email.password else None
            if email.user and password:
                server.login(email.user, password)
            server.send_message(letter)
    except (OSError, ValueError, smtplib.SMTPException) as fault:
        tell(_untold("e-mail", f"{type(fault).__name__}: {fault}"))
        return False
    return True


def _untold(what: str, reason: str) -> Event:
    facts: dict[str, object] = {"reason": reason}
    return Event(f"{what}-failed", f"the {what} did not get through: {reason}", "warning", facts)
