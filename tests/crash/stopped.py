"""A process to be told to stop while a model is reading: ``python -m tests.crash.stopped FOLDER``.

It records a posting, says "reading" once the model is at it, and would be at it for an hour.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.canned import CannedReader
from support.desk import GUILD, NEWS, NOON, link
from support.settings import settings as bare
from support.stories import PESKOV

from bot import shutdown
from bot.analysis import ProcessRunner
from bot.core.types import IncomingMessage
from bot.fetch.reader import Reader
from bot.services import Services
from bot.usecases.ports import Size
from models.types import Analysis, Article

URL = "https://paper.example/1"
AN_HOUR = 3600.0  # seconds: longer than any test waits


def slow() -> Analysis:
    """An analysis that takes its time."""
    sys.stdout.write("reading\n")
    sys.stdout.flush()
    time.sleep(AN_HOUR)
    raise AssertionError


class SlowRunner(ProcessRunner):
    """The process of the real runner, with a slow analysis in it."""

    async def warm(self) -> float:
        """Nothing to load."""
        return 0.0

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Never gives an analysis."""
        return await self._workers.run(None, slow)


async def work(folder: Path) -> None:
    """Read a posting, as the bot does: in the background, cancelled at the end."""
    settings = bare(data_dir=folder)
    files, runner = Reader(settings), SlowRunner(settings)
    web = CannedReader(files)
    web.add(URL, PESKOV)
    services = Services(settings, reader=web, runner=runner, clock=lambda: NOON)
    await services.start()
    message = IncomingMessage(GUILD, NEWS, 1001, 101, NOON, (link(URL),))
    reading = [asyncio.create_task(services.ingest.process(i)) for i in await services.ingest.record(message)]
    try:
        await asyncio.sleep(AN_HOUR)
    finally:
        for task in reading:
            task.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
        await services.close()
        await files.close()
        runner.close()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background of a shell ignore it
    shutdown.serve(work(Path(sys.argv[1])))
