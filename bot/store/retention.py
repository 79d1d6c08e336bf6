"""How long what was read is kept, and the removal of what is older."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import forgetting
from bot.store.tables import articles, postings


@dataclass(frozen=True, slots=True)
class Retention:
    """How long articles are kept with all that was read out of them, and how long their texts are.

    None means for ever. Both count from the last time that an article was posted or asked for.
    """

    articles: timedelta | None = None
    texts: timedelta | None = None


FOR_EVER = Retention()


async def apply(db: AsyncConnection, keep: Retention, now: datetime) -> None:
    """Remove what has been kept for long enough."""
    if keep.articles is not None:
        await forgetting.recorded_before(db, now - keep.articles)
    if keep.texts is not None:
        c = articles.c
        recent = select(postings.c.article_id).where(
            postings.c.article_id.is_not(None), postings.c.recorded_at >= now - keep.texts
        )
        old = c.text != "", c.analysed_at < now - keep.texts, c.id.not_in(recent)
        await db.execute(update(articles).where(*old).values(text=""))
