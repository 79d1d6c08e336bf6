"""The door of this package: a link or a file in, an article out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import PurePosixPath

from aiohttp.abc import AbstractResolver

from bot.core.article import FetchedArticle
from bot.fetch import attachments, metadata
from bot.fetch.extract import read_html
from bot.fetch.guard import Guard
from bot.fetch.http import Downloader, Page
from bot.fetch.reasons import unreadable
from bot.settings import Settings

# Longer than any magazine article; beyond this a text is a book, and its analysis would take minutes.
_MOST_WORDS = 25_000
_THREADS = 2


class Reader:
    """Reads links and files as articles. One for the process; ``close`` it in the end.

    ``guard`` and ``resolver`` default to public addresses and the system's DNS.
    """

    def __init__(
        self, settings: Settings, guard: Guard | None = None, resolver: AbstractResolver | None = None
    ) -> None:
        self._settings = settings
        self._downloader = Downloader(settings, guard, resolver)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="reader")

    async def read(self, url: str) -> FetchedArticle:
        """The article behind ``url``. Raises Unreadable with the reason."""
        page = await self._downloader.get(url)
        article = await self._bounded(lambda: _read_page(page))
        own = article.canonical_url or page.url
        return replace(article, url=url, final_url=page.url, canonical_url=own)

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file called ``name``. Raises Unreadable with the reason."""
        limit = self._settings.fetch_max_bytes
        if len(data) > limit:
            raise unreadable("file_large", megabytes=limit / 1_000_000)
        return await self._bounded(lambda: attachments.read_bytes(data, PurePosixPath(name).suffix))

    async def close(self) -> None:
        """Close connections; what is still being read ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        await self._downloader.close()

    async def _bounded(self, job: Callable[[], FetchedArticle]) -> FetchedArticle:
        """``job`` in a thread, waited for as long as a download may take."""
        future = asyncio.get_running_loop().run_in_executor(self._pool, job)
        try:
            article = await asyncio.wait_for(future, self._settings.fetch_timeout)
        except TimeoutError as error:
            raise unreadable("too_complex") from error
        if len(article.text.split()) > _MOST_WORDS:
            raise unreadable("too_long", words=_MOST_WORDS)
        return article


def _read_page(page: Page) -> FetchedArticle:
    """A downloaded page as an article, by its media type and, for PDFs and binaries, its first bytes."""
    kind = attachments.media_kind(page.kind) or attachments.disguise(page.body)
    is_pdf = page.body.startswith(b"%PDF-")
    if not is_pdf and kind:
        raise unreadable("media", kind=kind)
    if not page.body.strip():
        raise unreadable("empty")
    if not is_pdf and page.kind not in ("text/plain", "text/markdown"):
        return read_html(page.body, page.charset, page.url)
    suffix = ".pdf" if is_pdf or page.kind == "application/pdf" else ".txt"
    article = attachments.read_bytes(page.body, suffix, page.charset)
    return replace(article, outlet=metadata.host_name(page.url))
