"""One article, read now for the person who asks."""

from __future__ import annotations

import hashlib
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from bot.core.errors import Unreadable, UserError
from bot.core.reasons import unreadable
from bot.core.types import IncomingMessage, PostingRef, PostingState, Reading, Viewer
from bot.store import Store, articles, postings
from bot.store.articles import NewArticle
from bot.usecases.intake import ArticleDeleted, Intake, Prepared
from bot.usecases.ports import AnalysisRunner, ArticleReader, Clock, FileReader, Size
from models.types import Article, Summary

_KEPT_SIZES = 256
"""Brief and full summaries that are kept in memory."""
_GONE = "That article is no longer available, or you can't see where it was posted."
_NO_TEXT = "I no longer keep that article's text, so I can only show the standard summary that I made of it."


class Summarize:
    """Reads what is asked for, and shows what was read to those who may see it."""

    def __init__(
        self,
        store: Store,
        reader: ArticleReader,
        analysis: AnalysisRunner,
        files: FileReader,
        clock: Clock,
    ) -> None:
        self._store = store
        self._analysis = analysis
        self._files = files
        self._clock = clock
        self._intake = Intake(store, reader, analysis)
        self._sizes: dict[str, Summary] = {}

    async def link(self, url: str, viewer: Viewer, *, size: Size = "standard") -> Reading:
        """The article behind a link. Raises Unreadable."""
        return await self._sized(await self._take(self._intake.link(url, viewer), viewer), size)

    async def text(
        self, text: str, viewer: Viewer, title: str | None = None, *, size: Size = "standard"
    ) -> Reading:
        """An article given as text. Raises Unreadable."""
        reading = await self._take(self._intake.text(NewArticle(text, title), viewer), viewer)
        return await self._sized(reading, size)

    async def file(self, name: str, data: bytes, viewer: Viewer, *, size: Size = "standard") -> Reading:
        """The article in a file. Raises Unreadable."""
        return await self._sized(await self._take(self._intake.file(name, data, viewer), viewer), size)

    async def article(self, article_id: int, viewer: Viewer, *, size: Size = "standard") -> Reading:
        """An article read earlier. Raises UserError if the viewer can't see it posted anywhere."""
        async with self._store.read() as db:
            reading = await articles.shown(db, article_id, viewer)
        if reading is None:
            raise UserError(_GONE)
        return await self._sized(reading, size)

    async def message(self, message: IncomingMessage, viewer: Viewer, *, size: Size = "standard") -> Reading:
        """The first readable article of a message; one that is newly read is recorded for the viewer alone.

        Raises Unreadable if nothing in the message can be read, with the reason of its first source.
        """
        reading = await self._read_already(message, viewer)
        if reading is not None:
            return await self._sized(reading, size)
        ref = PostingRef(
            message.guild_id, message.channel_id, message.message_id, message.posted_at, message.author_id
        )
        problem: Unreadable | None = None
        for source in message.sources:
            try:
                reading = await self._take(self._intake.source(source, ref, self._files, viewer), viewer)
            except Unreadable as error:
                problem = problem or error
                continue
            own = replace(message, sources=(source,), private_to=viewer.user_id)
            return await self._sized(await self.remember(reading, own) or reading, size)
        raise problem or unreadable("no_article")

    async def remember(self, reading: Reading, message: IncomingMessage) -> Reading | None:
        """Record that ``message`` shows ``reading``; returns it with its place, or None if it was deleted."""
        async with self._store.write() as db:
            if message.message_id in self._store.deletions:
                return None
            if not await articles.exists(db, reading.article.id):
                return None
            known = await postings.of_message(db, message)
            for source in message.sources:
                if postings.source_key(source) not in known:
                    await postings.record(db, message, source, self._clock(), reading.article.id)
            shown = await postings.of_message(db, message)
        ref = next((p.ref for p in shown.values() if p.article_id == reading.article.id), None)
        return replace(reading, posting=ref)

    async def _read_already(self, message: IncomingMessage, viewer: Viewer) -> Reading | None:
        async with self._store.read() as db:
            for posting in (await postings.of_message(db, message)).values():
                if posting.state is PostingState.READ and posting.article_id is not None:
                    return await articles.shown(db, posting.article_id, viewer)
        return None

    async def _take(self, reading: AbstractAsyncContextManager[Prepared], viewer: Viewer) -> Reading:
        try:
            async with reading as prepared, self._store.write() as db:
                article_id = await prepared.keep(db, self._clock)
                kept = await articles.get(db, article_id)
                shown = await articles.shown(db, article_id, viewer)
                own = prepared.address
        except ArticleDeleted:
            kept, shown, own = None, None, None
        if kept is None:
            raise unreadable("copy_gone")
        return kept.reading(shown.posting, own or shown.article.url) if shown else kept.reading(None, own)

    async def _sized(self, reading: Reading, size: Size) -> Reading:
        """The reading with a summary of ``size``, where that is not the one that is stored."""
        if size == "standard":
            return reading
        async with self._store.read() as db:
            kept = await articles.get(db, reading.article.id)
        if kept is None:
            raise UserError(_GONE)
        if not kept.text:
            raise UserError(_NO_TEXT)
        info = kept.info
        article = Article(kept.text, info.title, info.url, info.outlet, info.published)
        summary = await self._summary(article, size)
        return replace(reading, analysis=replace(reading.analysis, summary=summary))

    async def _summary(self, article: Article, size: Size) -> Summary:
        """The summary in ``size``, made once however many ask for it: an analysis costs as much each time."""
        key = hashlib.sha256(f"{size} {article.title} {article.text}".encode()).hexdigest()
        async with self._store.locks.of(key):
            summary = self._sizes.pop(key, None) or (await self._analysis.run(article, size)).summary
            self._sizes[key] = summary
        if len(self._sizes) > _KEPT_SIZES:
            del self._sizes[next(iter(self._sizes))]
        return summary
