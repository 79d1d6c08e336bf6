"""Rows of what was found in articles, each with its article and the posting that the asker may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, func, select

from bot.core.types import ArticleInfo, Sighting
from bot.store.postings import PLACE, ref_of
from bot.store.tables import articles, postings
from bot.store.visibility import Asker, newest_address, newest_posting


def said_at() -> ColumnElement[datetime]:
    """When an article appeared: its own date, or that of the posting which the asker is shown."""
    return func.coalesce(articles.c.published, postings.c.posted_at)


def seen(asker: Asker, found: Table, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """``columns`` of a table with an ``article_id``, and what :func:`of_row` needs.

    Only rows of articles that ``asker`` may see posted.
    """
    return (
        select(
            found.c.article_id,
            *columns,
            articles.c.title,
            newest_address(asker, articles.c.id).label("address_shown"),
            articles.c.outlet,
            articles.c.published,
            articles.c.preview_only,
            *PLACE,
        )
        .join(articles, articles.c.id == found.c.article_id)
        .join(postings, postings.c.id == newest_posting(asker, found.c.article_id))
    )


def of_row(row: Row[*tuple[Any, ...]]) -> Sighting:
    """The article and the posting of a row of :func:`seen`."""
    article = ArticleInfo(
        row.article_id, row.title, row.address_shown, row.outlet, row.published, row.preview_only
    )
    return Sighting(article, ref_of(row))
