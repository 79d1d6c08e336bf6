"""The bot as a process for tests: ``python -m tests.gateway.child`` is ``bot run`` with light models.

Everything but the models is real. ``GATEWAY_TEST`` holds JSON: ``period`` shortens the minute between sweeps,
``busy_ms`` the wait for the database's lock, ``clock`` is a file with the seconds by which the machine's
clock is ahead, ``models`` is why none can be loaded, ``reading`` the seconds that an analysis takes, ``most``
how many messages are caught up on, ``pauses`` are those between attempts to write, and with ``lag`` the last
line tells how late the event loop was.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from support.fake_analyst import analyse, embedding

import bot.core.clock
import bot.gateway.answers
import bot.gateway.app
import bot.gateway.catchup
import bot.gateway.connection
import bot.gateway.delivery
import bot.gateway.insist
import bot.gateway.jobs
import bot.services
import bot.store.engine
from bot.cli.commands import main
from bot.core.errors import UserError
from bot.gateway.app import AttacheBot
from bot.services import Services
from bot.settings import Settings
from bot.usecases.ports import Size
from models.types import Analysis, Article

_TICK = 0.005


class LightRunner:
    """The stand-in for the models: the articles that it understands are written for it."""

    def __init__(self, trouble: str | None, seconds: float, _: Settings) -> None:
        self._trouble = trouble
        self._seconds = seconds

    async def warm(self) -> float:
        """Nothing to load, unless there is trouble with it."""
        if self._trouble:
            raise UserError(self._trouble)
        return 0.0

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """The analysis of an article, worked out in a thread."""
        await asyncio.sleep(self._seconds)
        return await asyncio.to_thread(analyse, article, size)

    async def embed(self, text: str) -> tuple[float, ...]:
        """A unit vector."""
        return embedding(text)

    def close(self) -> None:
        """Nothing to end."""


async def lag() -> None:
    """Measure how late the event loop is, every 5 ms; says so once it is cancelled."""
    late: list[float] = []
    try:
        while True:
            due = time.perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            late.append(time.perf_counter() - due)
    finally:
        shares = quantiles(late, n=1000)
        say = {"p50": shares[499], "p99": shares[989], "p99.9": shares[998], "max": max(late)}
        sys.stderr.write(f"loop lag in ms: {json.dumps({k: round(v * 1000, 1) for k, v in say.items()})}\n")


async def at_once(*_: object, **__: object) -> None:
    """In place of the five seconds that discord.py waits before it asks for a new session."""


def prepare(wishes: dict[str, Any]) -> None:
    """Replace the models and shorten the waits."""
    bot.services.ProcessRunner = partial(  # type: ignore[assignment,misc]
        LightRunner, wishes.get("models"), wishes.get("reading", 0.0)
    )
    bot.gateway.jobs.PERIOD = wishes.get("period", 0.5)
    bot.store.engine._BUSY_MS = wishes.get("busy_ms", 15_000)
    if "clock" in wishes:
        ahead = Path(wishes["clock"])
        bot.core.clock.wall = lambda: datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))
    bot.gateway.catchup.MOST = wishes.get("most", bot.gateway.catchup.MOST)
    bot.gateway.delivery.PAUSES = bot.gateway.answers.PAUSES = wishes.get("waits", (0.5, 1.0))
    bot.gateway.connection.FIRST_PAUSE = wishes.get("first", 0.2)
    bot.gateway.app.SYNC_PATIENCE = wishes.get("sync", bot.gateway.app.SYNC_PATIENCE)
    bot.gateway.connection.LONGEST_PAUSE = wishes.get("longest", bot.gateway.connection.LONGEST_PAUSE)
    bot.gateway.insist.PAUSES = wishes.get("pauses", bot.gateway.insist.PAUSES)
    create = bot.gateway.app.create_bot
    watching: list[asyncio.Task[None]] = []  # a task that nobody holds may be collected

    def quick(services: Services) -> AttacheBot:
        made = create(services)
        made._connection.guild_ready_timeout = 0.3
        made.before_identify_hook = at_once
        if wishes.get("lag"):
            watching.append(asyncio.create_task(lag()))
        return made

    bot.gateway.app.create_bot = quick


if __name__ == "__main__":
    prepare(json.loads(os.environ.get("GATEWAY_TEST", "{}")))
    sys.argv = ["attache", "run"]
    main()
