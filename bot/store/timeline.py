"""Statements, contacts and figures together, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.lookups import TimelineEntry
from bot.core.types import Sighting
from bot.store import contacts, figures, statements, tables
from bot.store.contacts import ContactFilter
from bot.store.figures import FigureFilter
from bot.store.sightings import said_at
from bot.store.statements import Filter
from bot.store.visibility import Asker


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What each kind of entry must have."""

    statements: Filter
    contacts: ContactFilter
    figures: FigureFilter


async def count(db: AsyncConnection, wanted: TimelineFilter, asker: Asker) -> int:
    """How many entries there are that match and that ``asker`` may see."""
    return (await db.execute(select(func.count()).select_from(_all(wanted, asker).subquery()))).scalar_one()


async def find(
    db: AsyncConnection, wanted: TimelineFilter, asker: Asker, offset: int, limit: int
) -> list[TimelineEntry]:
    """The matching entries by the time of their articles, oldest first; in one article, by kind."""
    found = _all(wanted, asker).subquery()
    c = found.c
    query = select(c.kind, c.id).order_by(c.moment, c.article_id, c.kind.desc(), c.position)
    rows = (await db.execute(query.offset(offset).limit(limit))).all()

    def ids(kind: str) -> list[int]:
        return [row.id for row in rows if row.kind == kind]

    told: dict[tuple[str, int], TimelineEntry] = {}
    for number, hit in (await statements.by_ids(db, ids("statement"), asker)).items():
        told["statement", number] = TimelineEntry(hit.statement, Sighting(hit.article, hit.posting))
    for number, contact in (await contacts.by_ids(db, ids("contact"), asker)).items():
        told["contact", number] = TimelineEntry(contact.contact, contact.seen, contact.countries)
    for number, figure in (await figures.by_ids(db, ids("figure"), asker)).items():
        told["figure", number] = TimelineEntry(figure.figure, figure.seen)
    return [told[row.kind, row.id] for row in rows]


def _all(wanted: TimelineFilter, asker: Asker) -> CompoundSelect[*tuple[Any, ...]]:
    parts = (
        ("statement", statements.matching(wanted.statements, asker), tables.statements),
        ("contact", contacts.matching(wanted.contacts, asker), tables.contacts),
        ("figure", figures.matching(wanted.figures, asker), tables.figures),
    )
    return union_all(
        *(
            matching.with_only_columns(
                literal(kind).label("kind"),
                table.c.id,
                said_at().label("moment"),
                table.c.article_id,
                table.c.position,
            )
            for kind, matching, table in parts
        )
    )
