"""From a link, a file or a text to an article in the store; each text is read and analysed once."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.core.article import FetchedArticle
from bot.core.errors import Unreadable
from bot.core.reasons import check_length, refusal, unreadable
from bot.core.types import PostingRef, Source
from bot.core.urls import canonical, without_tracking
from bot.store import Store, Transaction, articles
from bot.store.articles import NewArticle
from bot.store.visibility import Asker
from bot.usecases.ports import AnalysisRunner, ArticleReader, Clock, FileReader
from models.types import Analysis, Article, LanguageUnsupported, NothingToRead

log = logging.getLogger(__name__)


class ArticleDeleted(Exception):
    """An article was deleted while a copy of it was being read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text that was read but not yet stored: a copy of the article ``known``, or new with its analysis.

    ``search`` says which articles it was compared with, or is None if there was no need.
    """

    new: NewArticle
    known: int | None = None
    search: articles.CopySearch | None = None
    analysis: Analysis | None = None
    embedding: tuple[float, ...] | None = None
    seconds: float = 0.0

    @property
    def address(self) -> str | None:
        """The address at which it was found, as it may be shown to whoever posted or asked for it."""
        return without_tracking(self.new.url) if self.new.url else None

    async def keep(self, db: Transaction, clock: Clock) -> int:
        """Store it within a write transaction; returns the id of the article. Raises ArticleDeleted."""
        known = self.known
        if known is None and self.analysis is not None and self.search is not None:
            known = (await articles.by_content(db, self.new, self.search)).known
            if known is None:
                prints = self.search.prints
                return await articles.add(
                    db, self.new, prints, self.analysis, self.embedding, self.seconds, clock()
                )
        if known is None or not await articles.exists(db, known):
            raise ArticleDeleted
        await articles.add_links(db, known, self.new.links)
        return known


class Intake:
    """Reads what was posted or asked for.

    Whoever holds the lock of a link or a text reads it; everybody else waits and then finds it read.
    ``asker`` is always whoever will be shown the article: one that is known is used only if they may see it
    posted.
    """

    def __init__(self, store: Store, reader: ArticleReader, analysis: AnalysisRunner) -> None:
        self._store = store
        self._reader = reader
        self._analysis = analysis

    @asynccontextmanager
    async def source(
        self, source: Source, ref: PostingRef, files: FileReader, asker: Asker
    ) -> AsyncGenerator[Prepared]:
        """The article in one source of the message ``ref``, locked until it is stored. Raises Unreadable."""
        if source.attachment_id is not None:
            reading = self.file(*await files(ref.channel_id, ref.message_id, source.attachment_id), asker)
        elif source.url:
            reading = self.link(source.url, asker)
        else:
            reading = self.text(NewArticle(source.body or "", source.title), asker)
        async with reading as prepared:
            yield prepared

    @asynccontextmanager
    async def link(self, url: str, asker: Asker) -> AsyncGenerator[Prepared]:
        """The article behind a link, locked until it is stored. Raises Unreadable."""
        key = canonical(url)
        async with self._store.locks.of(key):
            async with self._store.read() as db:
                known = await articles.by_link(db, key, asker)
            if known is not None:
                yield Prepared(NewArticle("", url=url, links=(key,)), known=known)
                return
            async with self.text(_from_page(url, key, await self._reader.read(url)), asker) as prepared:
                yield prepared

    @asynccontextmanager
    async def file(self, name: str, data: bytes, asker: Asker) -> AsyncGenerator[Prepared]:
        """The article in a file, locked until it is stored. Raises Unreadable."""
        page = await self._reader.read_file(name, data)
        # A file may claim any address and any outlet as its own; only a page that was fetched is believed.
        new = NewArticle(page.text, page.title, published=page.published)
        async with self.text(new, asker) as prepared:
            yield prepared

    @asynccontextmanager
    async def text(self, new: NewArticle, asker: Asker) -> AsyncGenerator[Prepared]:
        """A text, analysed unless it is known, locked until it is stored. Raises Unreadable."""
        check_length(new.text)
        new = replace(new, text=_storable(new.text), title=_storable(new.title) if new.title else None)
        prints = await asyncio.to_thread(articles.fingerprints, new)
        async with self._store.locks.of(f"{prints.words} {new.preview_only}"):
            async with self._store.read() as db:
                search = await articles.by_content(db, new, articles.CopySearch(prints, asker))
            if search.known is not None:
                yield Prepared(new, known=search.known)
            else:
                yield await self._analyse(new, search)

    async def _analyse(self, new: NewArticle, search: articles.CopySearch) -> Prepared:
        begun = time.perf_counter()
        article = Article(new.text, new.title, new.url, new.outlet, new.published)
        try:
            analysis = await self._analysis.run(article, "standard")
        except (LanguageUnsupported, NothingToRead) as error:
            raise refusal(error) from error
        except Unreadable:
            raise
        except Exception as error:  # noqa: BLE001 -- one bad article must not stop the others
            # The message of an exception may quote the article, and articles must not be logged.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("an analysis failed: %s\n%s", type(error).__name__, where)
            raise unreadable("error") from None
        embedding = await self._analysis.embed(_gist(new, analysis))
        return Prepared(new, None, search, analysis, embedding, time.perf_counter() - begun)


def _from_page(url: str, key: str, page: FetchedArticle) -> NewArticle:
    """A fetched page as an article, known by the address requested and by the address where it was found.

    What a page says of its own address counts only as another spelling of the one where it was found;
    otherwise a page could stand in for any other page of its site.
    """
    found = page.final_url or url
    own = page.canonical_url
    shown = own if own and canonical(own) == canonical(found) else found
    return NewArticle(
        page.text, page.title, shown, page.outlet, page.published, links=(key, canonical(found))
    )


def _storable(text: str) -> str:
    """``text`` with lone surrogates replaced, which no database accepts; the length stays the same."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _gist(new: NewArticle, analysis: Analysis) -> str:
    """What an article is about, in a few sentences; used to group articles into stories."""
    summary = analysis.summary
    lines = [summary.headline, *(point.text for point in summary.points)]
    return "\n".join(line for line in lines if line) or new.text[:1000]
