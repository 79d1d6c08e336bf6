"""Articles: each text is stored once, however many links and postings lead to it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, cast, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import dedupe
from bot.core.types import ArticleInfo, PostingRef, Reading
from bot.core.urls import host
from bot.store import fulltext
from bot.store.contacts import index_contacts
from bot.store.figures import index_figures
from bot.store.postings import PLACE, ref_of
from bot.store.statements import index_statements
from bot.store.tables import article_links, article_sketches, articles, postings
from bot.store.visibility import Asker, newest_address, newest_posting, seen_articles
from models.export import analysis_from_dict, to_dict
from models.types import Analysis, StoryArticle


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A text before it has an id. ``links`` are the canonical addresses under which it can be found again."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    links: tuple[str, ...] = ()
    preview_only: bool = False

    @property
    def fetched(self) -> bool:
        """Whether all of it comes from a public page; otherwise somebody supplied its title and the like."""
        return bool(self.links)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What a text is found by: ``words`` is equal for copies, ``sketch`` similar for near-duplicates."""

    words: str
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CopySearch:
    """A search for copies of a text: the article ``known`` that it copies, and those that it doesn't.

    ``asker`` is whoever will be shown the article.
    """

    prints: Fingerprints
    asker: Asker
    known: int | None = None
    others: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored, for the bot's own work. ``info`` has no address: it depends on who asks."""

    info: ArticleInfo
    text: str
    analysis: Analysis
    seconds: float

    def reading(self, posting: PostingRef | None, address: str | None) -> Reading:
        """The article as it is shown, posted at ``posting`` and found at ``address``."""
        return Reading(replace(self.info, url=address), self.analysis, posting, self.seconds)


async def get(db: AsyncConnection, article_id: int) -> StoredArticle | None:
    """An article by its id, for the bot's own work. What people ask for goes through :func:`shown`."""
    row = (await db.execute(select(articles).where(articles.c.id == article_id))).first()
    if row is None:
        return None
    return StoredArticle(info_of(row, None), row.text, analysis_from_dict(row.analysis), row.seconds)


async def by_link(db: AsyncConnection, canonical_url: str, asker: Asker) -> int | None:
    """The id of the article with this canonical address that ``asker`` may see posted, or None.

    Others must open the address themselves: what it shows may depend on who opens it, and when.
    """
    c = article_links.c
    found = await db.execute(
        select(c.article_id).where(c.canonical_url == canonical_url, c.article_id.in_(seen_articles(asker)))
    )
    return found.scalar_one_or_none()


def fingerprints(new: NewArticle) -> Fingerprints:
    """What ``new`` is found by. To be called in a thread, since a long text takes a while.

    Words that somebody added to a text (the title, outlet or address of an embed or a file) must not turn up
    where somebody else posted the bare text: such an article is a copy only of one with the same additions.
    """
    own = (new.title, new.outlet, new.url, new.published and new.published.isoformat())
    apart = () if new.fetched or not any(own) else tuple(part or "" for part in own)
    return Fingerprints(dedupe.content_hash(new.text, *apart), dedupe.sketch(new.text))


async def by_content(db: AsyncConnection, new: NewArticle, before: CopySearch) -> CopySearch:
    """Search for the article that ``new`` is a copy of, among those not compared ``before``.

    Copies are one article unless two outlets carry them, since a digest credits both. An article that the
    asker can't see posted is one only if it has the very same words and facts. Near-duplicates count only
    between pages: a posted text with a private note added must not turn up where the bare article was posted.
    A preview consists of an embed's words, which anybody can write; it is never matched
    with an article that was read, nor the reverse.
    """
    c = articles.c
    words = before.prints.words
    numbers = before.prints.sketch if new.fetched else ()
    shared = (
        select(article_sketches.c.article_id)
        .where(article_sketches.c.value.in_(numbers))
        .group_by(article_sketches.c.article_id)
        .having(func.count() * 2 >= len(numbers))
    )
    seen = c.id.in_(seen_articles(before.asker))
    near = and_(c.url.is_not(None), c.id.in_(shared), seen)
    title = c.analysis["title"].as_string().label("page_title")
    rows = await db.execute(
        select(c.id, c.text, c.content_hash, c.site, c.outlet, c.published, title, seen.label("seen"))
        .where(
            or_(c.content_hash == words, near),
            c.preview_only == new.preview_only,
            c.id.not_in(before.others),
        )
        .order_by(c.id)
    )
    others = set(before.others)
    for row in rows:
        if (_same_outlet(row, new) if row.seen else _same_facts(row, new)) and (
            row.content_hash == words or await asyncio.to_thread(dedupe.same_article, row.text, new.text)
        ):
            return replace(before, known=row.id)
        others.add(row.id)
    return replace(before, others=frozenset(others))


def _same_outlet(row: Row[*tuple[Any, ...]], new: NewArticle) -> bool:
    site = host(new.url) if new.url else None
    if not row.site or not site:
        return True
    if row.outlet and new.outlet and row.outlet.casefold() == new.outlet.casefold():
        return True
    return row.site == site


def _same_facts(row: Row[*tuple[Any, ...]], new: NewArticle) -> bool:
    """Whether an article with the same text says nothing of itself that ``new`` doesn't say too."""
    title = row.page_title is None or row.page_title == new.title or row.page_title in new.text
    return title and (row.outlet, row.published) == (new.outlet, new.published)


async def add(
    db: AsyncConnection,
    new: NewArticle,
    prints: Fingerprints,
    analysis: Analysis,
    embedding: tuple[float, ...] | None,
    seconds: float,
    now: datetime,
) -> int:
    """Store an analysed article with its links and all that was found in it; returns its id."""
    data = to_dict("", analysis)
    row = await db.execute(
        insert(articles)
        .values(
            content_hash=prints.words,
            title=analysis.summary.headline or new.title or "",
            text=new.text,
            url=new.url,
            site=host(new.url) if new.url else None,
            outlet=new.outlet,
            published=new.published if new.published and new.published <= now else None,
            language=analysis.language,
            analysis=data,
            embedding=embedding,
            preview_only=new.preview_only,
            seconds=seconds,
            analysed_at=now,
        )
        .returning(articles.c.id)
    )
    article_id: int = row.scalar_one()
    if prints.sketch:
        rows = [{"value": n, "article_id": article_id} for n in prints.sketch]
        await db.execute(insert(article_sketches), rows)
    await add_links(db, article_id, new.links)
    await index_statements(db, article_id, analysis)
    await index_contacts(db, article_id, analysis)
    await index_figures(db, article_id, analysis)
    return article_id


async def add_links(db: AsyncConnection, article_id: int, links: tuple[str, ...]) -> None:
    """Let an article be found under more addresses; an address already in use keeps its article."""
    for link in dict.fromkeys(links):
        taken = select(article_links.c.article_id).where(article_links.c.canonical_url == link)
        if (await db.execute(taken)).first() is None:
            await db.execute(insert(article_links).values(canonical_url=link, article_id=article_id))


async def shown(db: AsyncConnection, article_id: int, asker: Asker) -> Reading | None:
    """An article with the newest posting that ``asker`` may see, or None if there is no such posting."""
    newest = newest_posting(asker, article_id)
    row = (await db.execute(select(postings).where(postings.c.id == newest))).first()
    found = await get(db, article_id) if row else None
    return found.reading(ref_of(row), await address(db, article_id, asker)) if found and row else None


async def address(db: AsyncConnection, article_id: int, asker: Asker) -> str | None:
    """The newest address of an article that was posted where ``asker`` may see it, or None."""
    return (await db.execute(select(newest_address(asker, article_id)))).scalar_one()


async def posted_between(
    db: AsyncConnection, asker: Asker, since: datetime, until: datetime, topic: str | None = None
) -> list[tuple[StoryArticle, ArticleInfo, PostingRef]]:
    """The articles that ``asker`` may see posted from ``since`` to before ``until``, oldest first."""
    window, c = (since, until), articles.c
    raw = cast(c.analysis, Text).label("raw")  # as text, so that it is not decoded here
    query = (
        select(*(column for column in c if column is not c.analysis), raw, *PLACE, _address_for(asker))
        .select_from(articles)
        .join(postings, postings.c.id == newest_posting(asker, articles.c.id, window))
        .where(articles.c.id.in_(seen_articles(asker, window)))
        .order_by(postings.c.posted_at, articles.c.id)
    )
    if topic:
        query = query.where(fulltext.articles_match(topic))
    rows = (await db.execute(query)).all()
    stories = await asyncio.to_thread(lambda: [_story_article(r) for r in rows])
    return [(story, info_of(r, r.address_shown), ref_of(r)) for story, r in zip(stories, rows, strict=True)]


def _story_article(row: Row[*tuple[Any, ...]]) -> StoryArticle:
    return StoryArticle(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        seen=row.published or row.posted_at,
        text=row.text,
        analysis=analysis_from_dict(json.loads(row.raw)),
        embedding=row.embedding or (),
    )


def _address_for(asker: Asker) -> ColumnElement[str | None]:
    return newest_address(asker, articles.c.id).label("address_shown")


def info_of(row: Row[*tuple[Any, ...]], address: str | None) -> ArticleInfo:
    """An article's info, from a row with its columns, and the address that the asker may see."""
    return ArticleInfo(row.id, row.title, address, row.outlet, row.published, row.preview_only)


async def remove_unposted(db: AsyncConnection, article_ids: set[int]) -> int:
    """Remove those of the articles that have no posting left in any guild; returns how many there were."""
    posted = select(postings.c.article_id).where(postings.c.article_id.is_not(None))
    removed = await db.execute(
        delete(articles).where(articles.c.id.in_(sorted(article_ids)), articles.c.id.not_in(posted))
    )
    if removed.rowcount:
        fulltext.note_removal(db)
    return removed.rowcount


async def exists(db: AsyncConnection, article_id: int) -> bool:
    """Whether the article exists, or still does."""
    return (await db.execute(select(articles.c.id).where(articles.c.id == article_id))).first() is not None
