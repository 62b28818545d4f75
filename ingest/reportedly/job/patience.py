"""How long a source that fails is left alone.

Twice it is simply asked again when its job is due. From the third failure in a row on it is left
alone for an hour, then two, up to a day (back-off). After ten the circuit is open: one attempt
a day. The first success closes it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from reportedly.job.record import SourceState

_BEFORE = 3  # failures in a row before there is any waiting
_FIRST = timedelta(hours=1)
_LONGEST = timedelta(days=1)
_OPEN = 10


class Circuit(StrEnum):
    """Whether a source is asked."""

    CLOSED = "ok"
    WAITING = "backing off"
    OPEN = "given up for a day"


def circuit(state: SourceState) -> Circuit:
    """Return whether the source is asked."""
    if state.failures >= _OPEN:
        return Circuit.OPEN
    return Circuit.WAITING if state.failures >= _BEFORE else Circuit.CLOSED


def succeeded(state: SourceState, now: datetime) -> SourceState:
    """Return the state after a success."""
    return replace(
        state,
        begun=state.begun or now,
        asked=now,
        success=now,
        failures=0,
        retry=None,
        reason="",
    )


def failed(state: SourceState, now: datetime, reason: str) -> SourceState:
    """Return the state after a failure."""
    failures = state.failures + 1
    retry = None
    if failures >= _OPEN:
        retry = now + _LONGEST
    elif failures >= _BEFORE:
        retry = now + min(_FIRST * (1 << (failures - _BEFORE)), _LONGEST)
    return replace(
        state, begun=state.begun or now, asked=now, failures=failures, retry=retry, reason=reason
    )


def may_be_asked(state: SourceState, now: datetime) -> bool:
    """Tell whether the source's waiting time is over; a wait that a wrong clock made is."""
    return state.retry is None or state.retry <= now or state.retry - now > 2 * _LONGEST
