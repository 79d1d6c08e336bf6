"""The time, also where the machine's clock is wrong: a posting must not count as too old because of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

TOLERANCE = timedelta(minutes=2)


def _steady() -> float:
    """Seconds since some moment, whatever happens to the clock; suspended time counts where that is known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def wall() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


class CheckedClock:
    """The machine's clock, or a server's if the two differ by more than ``TOLERANCE``.

    The server's time goes on between its answers as the steady clock does, so that a clock that jumps is
    noticed at once. Until a server has answered, the machine's clock is believed.
    """

    def __init__(
        self, machine: Callable[[], datetime] | None = None, steady: Callable[[], float] = _steady
    ) -> None:
        self._machine = machine or wall
        self._steady = steady
        self._seen: tuple[datetime, float] | None = None
        self._wrong = False

    def __call__(self) -> datetime:
        """The time now, in UTC."""
        local = self._machine()
        if self._seen is None:
            return local
        theirs, at = self._seen
        theirs += timedelta(seconds=self._steady() - at)
        wrong = abs(theirs - local) > TOLERANCE
        if wrong != self._wrong:
            self._wrong = wrong
            if wrong:
                words = "the machine's clock is wrong (%s; Discord says %s): Discord's time is used"
                log.warning(words, local.isoformat(" ", "seconds"), theirs.isoformat(" ", "seconds"))
            else:
                log.info("the machine's clock is right again")
        return theirs if wrong else local

    def compare(self, theirs: datetime) -> None:
        """Take note of the time that a trusted server has just given."""
        self._seen = theirs, self._steady()
