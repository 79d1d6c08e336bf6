"""A web of a few pages, for tests that must reach nobody."""

from __future__ import annotations

from bot.core.article import FetchedArticle
from bot.core.errors import Unreadable
from bot.fetch.reader import Reader


class CannedReader:
    """The use cases' ArticleReader. Fill ``pages`` with articles, or with what reading them raises.

    Files go to the real reader, which needs no network for them.
    """

    def __init__(self, files: Reader) -> None:
        self._files = files
        self.pages: dict[str, FetchedArticle | Exception] = {}
        self.asked: list[str] = []

    def add(self, url: str, text: str, title: str | None = None, outlet: str | None = None) -> str:
        """Put an article at ``url``, and return that address."""
        self.pages[url] = FetchedArticle(url, url, title, text, outlet)
        return url

    async def read(self, url: str) -> FetchedArticle:
        """The page at ``url``. Raises Unreadable where there is none."""
        self.asked.append(url)
        page = self.pages.get(url, Unreadable("dead_link", "That link leads nowhere."))
        if isinstance(page, Exception):
            raise page
        return page

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file, as the real reader finds it."""
        return await self._files.read_file(name, data)
