"""Search for statements by words, speaker, country and time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import StatementHit, StatementQuery
from bot.store import fulltext, sightings
from bot.store.sightings import said_at
from bot.store.tables import articles, statements
from bot.store.visibility import Asker, seen_articles
from models.export import analysis_from_dict
from models.types import Analysis, Kind, Statement


@dataclass(frozen=True, slots=True)
class Filter:
    """A statement query with its speaker and country resolved to stored names and an ISO code."""

    query: StatementQuery
    speakers: tuple[str, ...] | None = None
    country: str | None = None


async def index_statements(db: AsyncConnection, article_id: int, analysis: Analysis) -> None:
    """Add an article's statements to the search."""
    about = analysis.summary.headline or analysis.title or ""
    rows = [_row(article_id, i, s, about) for i, s in enumerate(analysis.statements)]
    if rows:
        await db.execute(insert(statements), rows)


def _row(article_id: int, position: int, statement: Statement, about: str) -> dict[str, Any]:
    speaker = statement.speaker
    return {
        "article_id": article_id,
        "position": position,
        "text": statement.text,
        "speaker": (speaker.name or speaker.mention) if speaker else None,
        "speaker_key": speaker.identity if speaker and speaker.name else None,
        "role": speaker.role if speaker else None,
        "country": speaker.country if speaker else None,
        "about": about,
        "kind": statement.kind,
        "act": statement.act,
        "certainty": statement.certainty,
    }


async def by_ids(db: AsyncConnection, ids: Collection[int], asker: Asker) -> dict[int, StatementHit]:
    """Those of the statements with these ids that ``asker`` may see."""
    c = statements.c
    rows = (await db.execute(sightings.seen(asker, statements, c.id, c.position).where(c.id.in_(ids)))).all()
    analyses = await _analyses(db, {r.article_id for r in rows})
    return {r.id: _hit(r, analyses[r.article_id]) for r in rows}


async def count(db: AsyncConnection, wanted: Filter, asker: Asker) -> int:
    """How many of the statements that ``asker`` may see match."""
    found = matching(wanted, asker).with_only_columns(statements.c.id).subquery()
    return (await db.execute(select(func.count()).select_from(found))).scalar_one()


async def find(
    db: AsyncConnection, wanted: Filter, asker: Asker, offset: int, limit: int
) -> list[StatementHit]:
    """Matching statements, newest article first, and in the order of the text within an article."""
    query = (
        matching(wanted, asker)
        .order_by(said_at().desc(), statements.c.article_id.desc(), statements.c.position)
        .offset(offset)
        .limit(limit)
    )
    rows = (await db.execute(query)).all()
    analyses = await _analyses(db, {r.article_id for r in rows})
    return [_hit(r, analyses[r.article_id]) for r in rows]


def _hit(row: Row[*tuple[Any, ...]], analysis: Analysis) -> StatementHit:
    position: int = row.position
    seen = sightings.of_row(row)
    return StatementHit(analysis.statements[position], seen.article, seen.posting)


async def names(db: AsyncConnection, asker: Asker) -> list[tuple[str, str | None]]:
    """Every speaker that ``asker`` may see, most quoted first, with a key that is None if nobody is named."""
    c = statements.c
    rows = await db.execute(
        select(c.speaker, c.speaker_key)
        .where(c.article_id.in_(seen_articles(asker)), c.speaker.is_not(None))
        .group_by(c.speaker, c.speaker_key)
        .order_by(func.count().desc(), c.speaker)
    )
    return [(r.speaker, r.speaker_key) for r in rows]


async def countries(db: AsyncConnection, asker: Asker) -> list[str]:
    """The ISO codes of speakers' countries, as far as ``asker`` may see them, most quoted first."""
    c = statements.c
    rows = await db.execute(
        select(c.country)
        .where(c.article_id.in_(seen_articles(asker)), c.country.is_not(None))
        .group_by(c.country)
        .order_by(func.count().desc(), c.country)
    )
    return list(rows.scalars())


def matching(wanted: Filter, asker: Asker) -> Select[*tuple[Any, ...]]:
    """The rows of the statements that match and that ``asker`` may see, with their sightings."""
    c, query = statements.c, wanted.query
    conditions: Sequence[ColumnElement[bool] | None] = (
        fulltext.statements_match(query.text) if query.text and query.text.strip() else None,
        c.speaker.in_(wanted.speakers) if wanted.speakers is not None else None,
        c.country == wanted.country if wanted.country else None,
        said_at() >= query.since if query.since else None,
        said_at() < query.until if query.until else None,
        c.kind == Kind.DIRECT if query.direct_only else None,
        c.article_id == query.article_id if query.article_id is not None else None,
    )
    return sightings.seen(asker, statements, c.position).where(
        *(condition for condition in conditions if condition is not None)
    )


async def _analyses(db: AsyncConnection, article_ids: set[int]) -> dict[int, Analysis]:
    raw = cast(articles.c.analysis, Text).label("raw")  # as text, so that a thread decodes it
    rows = (await db.execute(select(articles.c.id, raw).where(articles.c.id.in_(sorted(article_ids))))).all()
    return await asyncio.to_thread(lambda: {r.id: analysis_from_dict(json.loads(r.raw)) for r in rows})
