"""Search for figures by what they count, where, and by words and time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Sighting
from bot.store import fulltext, sightings
from bot.store.sightings import said_at
from bot.store.tables import figures
from bot.store.visibility import Asker, seen_articles
from models.export import figure_from_dict, record
from models.knowledge.parties import country_around
from models.types import Analysis, Figure


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What figures must have: what they count or their place, a place in the country, or one of the sources;
    and the words. Without any of the first three, any figure will do.
    """

    subject: str | None = None
    country: str | None = None
    sources: tuple[str, ...] | None = None
    words: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure as one article tells it."""

    figure: Figure
    seen: Sighting


async def index_figures(db: AsyncConnection, article_id: int, analysis: Analysis) -> None:
    """Add an article's figures to the search."""
    about = analysis.summary.headline or analysis.title or ""
    rows = [_row(article_id, i, figure, about) for i, figure in enumerate(analysis.figures)]
    if rows:
        await db.execute(insert(figures), rows)


def _row(article_id: int, position: int, figure: Figure, about: str) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "position": position,
        "what": figure.what,
        "unit": figure.unit,
        "place": figure.place,
        "country": country_around(figure.place) if figure.place else None,
        "source": figure.source,
        "value": figure.value,
        "text": figure.text,
        "about": about,
        "record": record(figure),
    }


async def find(db: AsyncConnection, wanted: FigureFilter, asker: Asker, limit: int) -> list[StoredFigure]:
    """Matching figures, newest article first."""
    c = figures.c
    query = matching(wanted, asker).order_by(said_at().desc(), c.article_id.desc(), c.position).limit(limit)
    return [_stored(row) for row in await db.execute(query)]


async def by_ids(db: AsyncConnection, ids: Collection[int], asker: Asker) -> dict[int, StoredFigure]:
    """Those of the figures with these ids that ``asker`` may see."""
    query = matching(FigureFilter(), asker).where(figures.c.id.in_(ids))
    return {row.id: _stored(row) for row in await db.execute(query)}


def _stored(row: Row[*tuple[Any, ...]]) -> StoredFigure:
    return StoredFigure(figure_from_dict(row.record), sightings.of_row(row))


def matching(wanted: FigureFilter, asker: Asker) -> Select[*tuple[Any, ...]]:
    """The rows of the figures that match and that ``asker`` may see, with their sightings."""
    c = figures.c
    about = (
        or_(c.what == wanted.subject, c.place == wanted.subject) if wanted.subject else None,
        c.country == wanted.country if wanted.country else None,
        c.source.in_(wanted.sources) if wanted.sources is not None else None,
    )
    given = [condition for condition in about if condition is not None]
    conditions = (
        or_(*given) if given else None,
        fulltext.figures_match(wanted.words) if wanted.words and wanted.words.strip() else None,
        said_at() >= wanted.since if wanted.since else None,
        said_at() < wanted.until if wanted.until else None,
    )
    return sightings.seen(asker, figures, c.id, c.position, c.record).where(
        *(condition for condition in conditions if condition is not None)
    )


async def subjects(db: AsyncConnection, asker: Asker) -> list[str]:
    """What figures count and where, as far as ``asker`` may see them, the most frequent first."""
    return await _names(db, asker, figures.c.what, figures.c.place)


async def sources(db: AsyncConnection, asker: Asker) -> list[str]:
    """Whoever gave the figures that ``asker`` may see, the most frequent first."""
    return await _names(db, asker, figures.c.source)


async def countries(db: AsyncConnection, asker: Asker) -> list[str]:
    """The ISO codes of the countries that figures are about, the most frequent first."""
    return await _names(db, asker, figures.c.country)


async def _names(db: AsyncConnection, asker: Asker, *columns: ColumnElement[Any]) -> list[str]:
    seen = figures.c.article_id.in_(seen_articles(asker))
    parts = [select(column.label("name")).where(seen, column.is_not(None)) for column in columns]
    found = union_all(*parts).subquery()
    rows = await db.execute(
        select(found.c.name).group_by(found.c.name).order_by(func.count().desc(), found.c.name)
    )
    return list(rows.scalars())
