"""A process to draw in: matplotlib never loads in the bot's own, and a picture that takes for ever ends."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import ParamSpec

from bot.core.errors import UserError
from bot.core.processes import Crashed, Processes, TookTooLong
from bot.pictures import lanes, meetings, series
from bot.pictures.lanes import LaneItem
from models.histories.types import ContactHistory, FigureSeries

P = ParamSpec("P")

_MEGABYTES = 500
"""What the process may hold: the largest pictures take a quarter of it."""
_SECONDS = 30.0


class Pictures:
    """Draws pictures, one at a time, as PNG. Make one for the bot, and ``close`` it in the end.

    Each method raises UserError if the picture took too much time or memory.
    """

    def __init__(self, megabytes: int = _MEGABYTES, seconds: float = _SECONDS) -> None:
        """``megabytes`` is what the process may hold (0: no limit), ``seconds`` what a picture may take."""
        self._seconds = seconds
        self._workers = Processes("pictures", 1, megabytes)

    async def meetings(self, histories: Sequence[ContactHistory], title: str = meetings.TITLE) -> bytes:
        """Who met whom."""
        return await self._bounded(meetings.draw, tuple(histories), title)

    async def series(self, shown: Sequence[FigureSeries], title: str = series.TITLE) -> bytes:
        """Figures over time."""
        return await self._bounded(series.draw, tuple(shown), title)

    async def lanes(self, items: Sequence[LaneItem], title: str = lanes.TITLE) -> bytes:
        """A timeline in lanes."""
        return await self._bounded(lanes.draw, tuple(items), title)

    def close(self) -> None:
        """End the process, and with it whatever is being drawn or waiting."""
        self._workers.close()

    async def _bounded(self, job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        try:
            return await self._workers.run(self._seconds, _drawn, job, *args, **kwargs)
        except (TookTooLong, Crashed) as error:
            raise UserError("The picture took too much time or memory, so I gave it up.") from error


def _drawn(job: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    # Before NumPy loads: its threads are not needed here, and each reserves memory that counts as held.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return job(*args, **kwargs)
    finally:
        gc.collect()  # a figure and its canvas know each other, and Python can't tell how large they are
