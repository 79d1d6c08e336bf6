"""The analyst that the settings specify, and a process for it to work in."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, ParamSpec, TypeVar

from bot.core.errors import NeedsOperator
from bot.core.processes import Crashed, Processes, TookTooLong
from bot.core.reasons import unreadable
from bot.settings import Settings
from bot.usecases.ports import Size
from models.types import Analysis, Article, ModelUnavailable

if TYPE_CHECKING:
    from models.analyst import Analyst

P = ParamSpec("P")
T = TypeVar("T")


class Choice(NamedTuple):
    """The settings that decide how articles are read."""

    summarizer: str
    guard: Literal["strict", "loose"]
    device: str
    threads: int
    download: bool
    pickle: bool


def build(settings: Settings) -> Analyst:
    """An analyst for this process that is as ``settings`` specify; its models are loaded on first use."""
    from models.analyst import Analyst

    return Analyst(**_choice(settings)._asdict())


def _choice(settings: Settings) -> Choice:
    return Choice(
        summarizer=settings.summarizer,
        guard=settings.guard,
        device=settings.device,
        threads=settings.threads,
        download=settings.summarizer_download,
        pickle=settings.summarizer_pickle,
    )


class ProcessRunner:
    """Runs the analyst in a process of its own, so that no article can hold up or end the bot.

    An article that takes more time or memory than the settings allow, or makes the process die, is given up,
    and a new process takes the next one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._choice = _choice(settings)
        self._workers = Processes("analyst", 1, settings.analysis_megabytes)

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Analyse ``article``.

        Raises LanguageUnsupported or NothingToRead for anything but English prose, and Unreadable if it takes
        too much time or memory.
        """
        return await self._bounded(_analyse, self._choice, article, size)

    async def embed(self, text: str) -> tuple[float, ...]:
        """The unit-length embedding of ``text``, for grouping articles into stories. Raises Unreadable."""
        return await self._bounded(_embed, self._choice, text)

    async def warm(self) -> float:
        """Load the models now; returns the seconds it took. Raises NeedsOperator if one can't be loaded."""
        begun = time.perf_counter()
        try:
            await self._workers.run(None, _warm, self._choice)
        except ModelUnavailable as error:
            raise NeedsOperator(str(error)) from error
        except Crashed as error:
            raise NeedsOperator(
                f"The models need more than the {self._settings.analysis_megabytes} MB that they may use. "
                "Raise ATTACHE_ANALYSIS_MEGABYTES, or set it to 0 for no limit."
            ) from error
        return time.perf_counter() - begun

    def close(self) -> None:
        """End the process, and with it whatever is being read or waiting."""
        self._workers.close()

    async def _bounded(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await self._workers.run(self._settings.analysis_seconds, job, *args, **kwargs)
        except (TookTooLong, Crashed) as error:
            raise unreadable("too_heavy") from error


@cache
def _loaded(choice: Choice) -> Analyst:
    """The analyst of this process, loaded at its first job."""
    from models.analyst import Analyst

    return Analyst(**choice._asdict())


def _analyse(choice: Choice, article: Article, size: Size) -> Analysis:
    return _loaded(choice).analyse(article, size)


def _embed(choice: Choice, text: str) -> tuple[float, ...]:
    return _loaded(choice).embed(text)


def _warm(choice: Choice) -> None:
    _loaded(choice).warm()
