"""The entry point of this package: a link or a file in, an article out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec

from aiohttp.abc import AbstractResolver

from bot.core.article import FetchedArticle
from bot.core.files import MEDIA_TYPES, FileType
from bot.core.lookalikes import readable_host
from bot.core.processes import Crashed, Processes, TookTooLong
from bot.core.reasons import check_length, unreadable
from bot.fetch import attachments
from bot.fetch.extract import read_html
from bot.fetch.guard import Guard
from bot.fetch.http import Downloader, Page
from bot.settings import Settings

P = ParamSpec("P")

_WORKERS = 2
_MEGABYTES = 1000
"""What a worker may hold: the largest pages and PDFs that are read take a third of it."""
_PRELOAD = ("bot.fetch.extract", "bot.fetch.attachments", "trafilatura", "pypdf")


class Reader:
    """Reads links and files as articles. Make one for the process, and ``close`` it in the end.

    By default ``guard`` allows public addresses and ``resolver`` is the system's DNS.
    """

    def __init__(
        self, settings: Settings, guard: Guard | None = None, resolver: AbstractResolver | None = None
    ) -> None:
        self._settings = settings
        self._downloader = Downloader(settings, guard, resolver)
        self._workers = Processes("reader", _WORKERS, _MEGABYTES, _PRELOAD)

    async def read(self, url: str) -> FetchedArticle:
        """The article behind ``url``. Raises Unreadable with the reason."""
        page = await self._downloader.get(url)
        article = await self._bounded(_read_page, page)
        own = article.canonical_url or page.url
        return replace(article, url=url, final_url=page.url, canonical_url=own)

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file called ``name``. Raises Unreadable with the reason."""
        limit = self._settings.fetch_max_bytes
        if len(data) > limit:
            raise unreadable("too_large", megabytes=limit / 1_000_000)
        return await self._bounded(attachments.read_file, name, data)

    async def close(self) -> None:
        """Close the connections, and end whatever is still being read."""
        self._workers.close()
        await self._downloader.close()

    async def _bounded(
        self, job: Callable[P, FetchedArticle], *args: P.args, **kwargs: P.kwargs
    ) -> FetchedArticle:
        """Run ``job`` in a process of its own, for as long as a download may take."""
        try:
            article = await self._workers.run(self._settings.fetch_timeout, job, *args, **kwargs)
        except (TookTooLong, Crashed) as error:
            raise unreadable("too_complex") from error
        check_length(article.text)
        return article


def _read_page(page: Page) -> FetchedArticle:
    """A downloaded page as an article, by its media type and, for PDFs and binaries, its first bytes."""
    is_pdf = attachments.is_pdf(page.body)
    refused = attachments.media_kind(page.kind) or attachments.disguise(page.body)
    if not is_pdf and refused:
        raise unreadable("media", kind=refused)
    if not page.body.strip():
        raise unreadable("empty")
    kind = FileType.PDF if is_pdf else MEDIA_TYPES.get(page.kind, FileType.HTML)
    if kind is FileType.HTML:
        return read_html(page.body, page.charset, page.url)
    article = attachments.read_bytes(page.body, kind, page.charset)
    return replace(article, outlet=readable_host(page.url) or None)
