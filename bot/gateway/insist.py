"""Writing what Discord has just said, also while the store can't be written for a moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.core.errors import StoreUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts: with the time that the store itself waits for its lock, two minutes or so."""


async def insist(what: str, write: Callable[[], Awaitable[T]]) -> T:
    """The result of ``write``, tried again with pauses while the store can't be written.

    Raises StoreUnavailable if that goes on for too long.
    """
    for pause in PAUSES:
        try:
            return await write()
        except StoreUnavailable as error:
            log.warning("%s: the store can't be written (%s); trying again in %g s", what, error, pause)
            await asyncio.sleep(pause)
    return await write()
