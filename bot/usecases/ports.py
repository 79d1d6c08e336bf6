"""The interfaces through which the use cases reach the outside world."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from bot.core.article import FetchedArticle
from models.types import Analysis, Article

Size = Literal["brief", "standard", "full"]


class ArticleReader(Protocol):
    """Reads articles from links and files."""

    async def read(self, url: str) -> FetchedArticle:
        """The article behind a link. Raises Unreadable."""
        ...

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file. Raises Unreadable."""
        ...


class AnalysisRunner(Protocol):
    """Runs the analyst off the event loop."""

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Analyse an article. Raises LanguageUnsupported or NothingToRead."""
        ...

    async def embed(self, text: str) -> tuple[float, ...]:
        """The unit-length embedding of a text."""
        ...


class FileReader(Protocol):
    """Fetches files from Discord when it is their turn to be read."""

    async def __call__(self, channel_id: int, message_id: int, attachment_id: int) -> tuple[str, bytes]:
        """The file's name and bytes. Raises Unreadable."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, aware and in UTC."""
        ...
