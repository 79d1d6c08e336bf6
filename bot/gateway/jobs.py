"""Jobs that are repeated every minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.core.errors import StoreUnavailable

log = logging.getLogger(__name__)

PERIOD = 60.0


async def every_minute(client: discord.Client, job: Callable[[], Awaitable[None]]) -> None:
    """Run ``job`` once connected and then every minute until cancelled, whatever it raises.

    Unlike with discord.ext.tasks, an error does not end the repetition, and a machine that was asleep does
    not make up for every minute it missed.
    """
    await client.wait_until_ready()
    while True:
        try:
            await job()
        except StoreUnavailable as error:
            name = getattr(job, "__qualname__", job)
            log.warning("%s has to wait: the store can't be written (%s)", name, error)
        except Exception:  # logged; the next attempt is in a minute
            log.exception("%s failed", getattr(job, "__qualname__", job))
        await asyncio.sleep(PERIOD)
