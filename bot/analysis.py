"""The analyst that the settings specify, and a thread for it to work in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from bot.core.errors import UserError
from bot.settings import Settings
from bot.usecases.ports import Size
from models.types import Analysis, Article, ModelUnavailable

if TYPE_CHECKING:
    from models.analyst import Analyst

T = TypeVar("T")
THREAD = "analyst"
"""The prefix of the names of worker threads."""


def build(settings: Settings) -> Analyst:
    """The analyst that ``settings`` specify; its models are loaded on first use."""
    from models.analyst import Analyst

    return Analyst(
        summarizer=settings.summarizer,
        guard=settings.guard,
        device=settings.device,
        threads=settings.threads,
        download=settings.summarizer_download,
        pickle=settings.summarizer_pickle,
    )


class ThreadRunner:
    """Runs the analyst in a worker thread, so that the event loop never waits for a model.

    The analyst itself is loaded in that thread on first use.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=THREAD)
        self._analyst: Analyst | None = None

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Analyse ``article``. Raises LanguageUnsupported or NothingToRead for anything but English prose."""
        return await self._submit(lambda: self._loaded().analyse(article, size))

    async def embed(self, text: str) -> tuple[float, ...]:
        """The unit-length embedding of ``text``, for grouping articles into stories."""
        return await self._submit(lambda: self._loaded().embed(text))

    async def warm(self) -> float:
        """Load the models now; returns how many seconds it took. Raises UserError if one can't be loaded."""
        begun = time.perf_counter()
        try:
            await self._submit(lambda: self._loaded().warm())
        except ModelUnavailable as error:
            raise UserError(str(error)) from error
        return time.perf_counter() - begun

    def close(self) -> None:
        """Drop whatever is waiting, and let a running analysis finish by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _loaded(self) -> Analyst:
        if self._analyst is None:
            self._analyst = build(self._settings)
        return self._analyst

    async def _submit(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)
