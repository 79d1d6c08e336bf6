"""The separation of real work and simulated time in the playground."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import simcord

    from models.types import Analysis, Article


class WorldTime:
    """The clock of everything outside simcord: simulated time, once there is a world."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None

    def __call__(self) -> datetime:
        """Now, aware and in UTC."""
        return self.env.now() if self.env else datetime.now(UTC)


class OutsideRunner:
    """Runs analyses outside simulated time, so that the page keeps responding."""

    def __init__(self, runner: Any) -> None:
        self._runner = runner
        self._jobs: asyncio.Queue[tuple[asyncio.Future[Any], Callable[[], Any]]] = asyncio.Queue()
        self.env: simcord.Env | None = None

    async def run(self, article: Article, size: Any = "standard") -> Analysis:
        """As the runner does."""
        return await self._hand_over(lambda: self._runner.run(article, size))

    async def embed(self, text: str) -> tuple[float, ...]:
        """As the runner does."""
        return await self._hand_over(lambda: self._runner.embed(text))

    async def warm(self) -> float:
        """As the runner does."""
        return await self._runner.warm()

    async def work(self) -> None:
        """Do the jobs until cancelled. Must be started outside the bot."""
        while True:
            future, job = await self._jobs.get()
            try:
                result = await job()
            except Exception as error:  # noqa: BLE001 - passed on to whoever asked
                if not future.done():
                    future.set_exception(error)
            else:
                if not future.done():
                    future.set_result(result)

    async def _hand_over(self, job: Callable[[], Any]) -> Any:
        if self.env is None:
            raise RuntimeError("the environment must be set before the bot starts")
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._jobs.put_nowait((future, job))
        return await self.env.external_wait(future, reason="an analysis")
