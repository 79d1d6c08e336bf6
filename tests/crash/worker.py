"""A process to be killed: reads postings and claims digests over a store, and stops dead where told.

``python -m tests.crash.worker DATABASE WHERE`` with WHERE one of the points in POINTS. The process kills
itself there, as a power cut would: nothing is flushed, closed or rolled back by Python.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.desk import GUILD, NEWS, NOON, Desk, everyone, link
from support.stories import PESKOV

from models.analyst import Size
from models.types import Article

URLS = ("https://paper.example/1", "https://paper.example/2")
POINTS = (
    "recording",  # inside the transaction that records
    "recorded",
    "claimed",  # taken to be read, not yet fetched
    "fetched",
    "analysed",
    "keeping",  # inside the transaction that keeps the article
    "kept",
    "digest claimed",
    "digest told",  # its content is put together, not yet posted
)


def die() -> None:
    """Stop dead."""
    os.kill(os.getpid(), signal.SIGKILL)


class DoomedDesk(Desk):
    """A desk whose process dies at ``point``."""

    def __init__(self, folder: Path, point: str) -> None:
        super().__init__(folder)
        self.point = point
        read, run, write = self.web.read, self.analyst.run, self.store.write
        self.stage = ""

        async def dying_read(url: str) -> Any:
            self.reach("claimed")
            page = await read(url)
            self.reach("fetched")
            return page

        async def dying_run(article: Article, size: Size = "standard") -> Any:
            analysis = await run(article, size)
            self.reach("analysed")
            self.stage = "keeping"
            return analysis

        @asynccontextmanager
        async def dying_write() -> AsyncGenerator[Any]:
            async with write() as db:
                yield db
                self.reach(self.stage)  # changed, not yet committed

        self.web.read, self.analyst.run = dying_read, dying_run
        self.store.write = dying_write

    def reach(self, point: str) -> None:
        """Die here if this is the place."""
        if point == self.point:
            die()


async def work(folder: Path, point: str) -> None:
    """Take in a message with two links, then the digest of the hour; die at ``point``."""
    desk = DoomedDesk(folder, point)
    for number, url in enumerate(URLS):
        desk.web.add(url, f"Story {number}\n{PESKOV}Detail {number}.\n")
    await desk.open()
    await desk.digests.schedule(GUILD, NEWS, "UTC", 13 * 60)
    desk.stage = "recording"
    ids = await desk.ingest.record(desk.message(*(link(url) for url in URLS), message_id=1001))
    desk.stage = ""
    desk.reach("recorded")
    for number in ids:
        await desk.ingest.process(number)
    desk.reach("kept")
    desk.now = NOON + timedelta(hours=1)
    [run] = await desk.digests.due(desk.now)
    desk.reach("digest claimed")
    await desk.digests.content(run, everyone)
    desk.reach("digest told")
    raise SystemExit(f"{point} was never reached")


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
