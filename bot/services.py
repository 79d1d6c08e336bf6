"""The composition root: builds everything once, and owns start and close."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from bot.settings import Settings
from models.types import Analysis, Article

if TYPE_CHECKING:
    from models.analyst import Analyst, Size

log = logging.getLogger(__name__)
T = TypeVar("T")


class ThreadRunner:
    """Runs the analyst in one worker thread, so that the event loop never waits for a model.

    The analyst itself is loaded in that thread on first use.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analyst")
        self._analyst: Analyst | None = None

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Analyse ``article``. Raises LanguageUnsupported or NothingToRead for what is no English prose."""
        return await self._submit(lambda: self._loaded().analyse(article, size))

    async def embed(self, text: str) -> tuple[float, ...]:
        """The unit-length embedding of ``text``, for joining articles into stories."""
        return await self._submit(lambda: self._loaded().embed(text))

    async def warm(self) -> float:
        """Load the models now; returns the seconds it took."""
        begun = time.perf_counter()
        await self._submit(lambda: self._loaded().warm())
        return time.perf_counter() - begun

    def close(self) -> None:
        """Drop what waits and let a running analysis end by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _loaded(self) -> Analyst:
        if self._analyst is None:
            from models.analyst import Analyst

            s = self._settings
            self._analyst = Analyst(
                summarizer=s.summarizer, guard=s.guard, device=s.device, threads=s.threads
            )
        return self._analyst

    async def _submit(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)
