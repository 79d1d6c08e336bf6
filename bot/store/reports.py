"""The figures and postings that ``/status`` shows."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import PostingState, PostingView
from bot.store.postings import ref_of
from bot.store.tables import articles, postings, statements
from bot.store.visibility import Asker, seen_articles, visible


async def latest(db: AsyncConnection, asker: Asker, limit: int) -> list[PostingView]:
    """The newest postings that ``asker`` may see, whatever became of them."""
    rows = await db.execute(
        select(postings, articles.c.title)
        .outerjoin(articles, articles.c.id == postings.c.article_id)
        .where(visible(asker))
        .order_by(postings.c.posted_at.desc(), postings.c.id.desc())
        .limit(limit)
    )
    return [
        PostingView(
            r.id,
            ref_of(r),
            PostingState(r.state),
            r.title or r.payload["title"] or r.payload["name"] or r.source_url or "posted text",
            r.message,
            r.article_id,
        )
        for r in rows
    ]


async def counts(db: AsyncConnection, asker: Asker) -> dict[str, int]:
    """How many articles, statements, and postings of each state ``asker`` may see."""
    seen = seen_articles(asker)
    in_articles = select(func.count()).where(articles.c.id.in_(seen))
    said = select(func.count()).where(statements.c.article_id.in_(seen))
    states = await db.execute(
        select(postings.c.state, func.count()).where(visible(asker)).group_by(postings.c.state)
    )
    by_state = {row[0]: row[1] for row in states}
    waiting = by_state.get(PostingState.RECORDED, 0) + by_state.get(PostingState.READING, 0)
    return {
        "articles": (await db.execute(in_articles)).scalar_one(),
        "statements": (await db.execute(said)).scalar_one(),
        "waiting": waiting,
        "unreadable": by_state.get(PostingState.UNREADABLE, 0),
    }
