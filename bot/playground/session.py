"""A session of the playground: the real bot on a local web page, without a token and without a network.

Everything but Discord itself is real: the store, the models, the commands and the cards.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import simcord

from bot.gateway.app import create_bot
from bot.playground import dispatches
from bot.playground.feed import Feed
from bot.playground.patience import AT_THE_START, AT_WORK
from bot.playground.simulation import OutsideRunner, WorldTime
from bot.playground.terminal import HELP, Terminal
from bot.playground.world import Playground
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.services import Services


async def run_playground(settings: Settings, data: Path | None = None) -> None:
    """Serve the page until ``quit`` or Ctrl-C. The store is kept in the folder ``data``, if it is given."""
    with contextlib.ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="attache-")))
        await _serve(settings.model_copy(update={"data_dir": folder, "database_url": None}))


async def _serve(settings: Settings) -> None:
    from bot.analysis import ProcessRunner
    from bot.fetch.reader import Reader
    from bot.services import Services

    items = dispatches.load()
    time = WorldTime()
    files, runner = Reader(settings), ProcessRunner(settings)
    outside = OutsideRunner(runner)
    services = Services(settings, reader=dispatches.CannedPages(items, files), runner=outside, clock=time)
    try:
        await services.start()
        await _play(services, outside, time, items)
    finally:
        await services.close()
        await files.close()
        runner.close()


async def _play(
    services: Services, outside: OutsideRunner, time: WorldTime, items: list[dispatches.Dispatch]
) -> None:
    """Open the world around started services and keep it going until ``quit``."""
    bot = create_bot(services)
    env = simcord.Env(bot, settle_timeout=AT_THE_START)
    outside.env = time.env = env
    env.backend.bot_user.name = "Attaché"
    env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    world = Playground(env, services)
    terminal = Terminal(world, services, lambda text: print(text, flush=True))  # noqa: T201 - it is a terminal
    feed = Feed(world)
    for listener in (terminal.on_posting_processed, feed.on_posting_processed):
        bot.add_listener(listener)
    with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminal.done.set)
    running: list[asyncio.Task[Any]] = [asyncio.create_task(outside.work())]
    await env.start()
    try:
        world.furnish()
        await world.configure()
        env.settle_timeout = AT_WORK
        address = await world.present(services.settings.playground_port)
        terminal.say(f"Attaché's playground is open at\n\n    {address}\n\n{HELP}\n")
        lasting = (world.run_clock(), terminal.listen(), terminal.done.wait())
        running += [asyncio.create_task(job) for job in lasting]
        opening = asyncio.create_task(_read_all(terminal, feed, outside, items))
        running.append(opening)
        await _first_to_end(running[:-1], opening)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await world.close()
        await env.shutdown()


async def _read_all(
    terminal: Terminal, feed: Feed, outside: OutsideRunner, items: list[dispatches.Dispatch]
) -> None:
    terminal.say("Loading the language models …")
    terminal.say(f"Ready after {await outside.warm():.1f} s. Reading the dispatches:")
    await feed.post_all(items)
    terminal.say("All dispatches have been posted. On the page, try /who-said, /digest preview or /status.")


async def _first_to_end(lasting: list[asyncio.Task[Any]], opening: asyncio.Task[None]) -> None:
    """Return when one of the ``lasting`` tasks ends; raises whatever any of the tasks raises."""
    waiting: set[asyncio.Task[Any]] = {*lasting, opening}
    while not any(task.done() for task in lasting):
        finished, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in finished:
            task.result()
