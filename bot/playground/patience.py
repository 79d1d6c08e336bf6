"""What keeps the playground open: an operation that fails, or takes too long, is said and left behind."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

log = logging.getLogger(__name__)

AT_THE_START = 50.0
"""Seconds for the simulation to come to rest while the bot starts, on a machine that has other work too.

Under a minute, or the wait for the next minute's jobs would count as work that it has to finish."""
AT_WORK = 30.0
"""The same later on, when somebody may be waiting to click."""


async def survive(what: str, work: Awaitable[object]) -> bool:
    """Await ``work``, whatever it raises; returns whether it was done.

    Work that takes longer than the simulation waits is still going on, and what comes next waits for it.
    """
    try:
        await work
    except TimeoutError:
        log.warning("%s takes long, as the machine is busy; the playground goes on", what)
    except Exception:
        log.exception("%s failed; the playground goes on", what)
    else:
        return True
    return False
