"""All that was found, in portions, for files to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.export_files import What
from bot.core.types import Sighting, StatementHit, StatementQuery
from bot.store import contacts, figures, statements, tables
from bot.store.contacts import ContactFilter, StoredContact
from bot.store.figures import FigureFilter, StoredFigure
from bot.store.statements import Filter
from bot.store.visibility import Asker

_PORTION = 100

Exported = StatementHit | StoredContact | StoredFigure
"""One thing that was found in an article."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export, and when its articles appeared."""

    what: What
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """Things found, each with its position within its article counted from 0, and the id of the last."""

    found: list[tuple[int, Exported]]
    last: int


async def portion(db: AsyncConnection, wanted: Wanted, asker: Asker, after: int) -> Portion:
    """What follows the thing with the id ``after``, of articles that ``asker`` may see, as it was stored.

    Empty at the end.
    """
    table = {
        What.STATEMENTS: tables.statements,
        What.CONTACTS: tables.contacts,
        What.FIGURES: tables.figures,
    }[wanted.what]
    since, until = wanted.since, wanted.until
    match wanted.what:
        case What.STATEMENTS:
            matching = statements.matching(Filter(StatementQuery(since=since, until=until)), asker)
        case What.CONTACTS:
            matching = contacts.matching(ContactFilter(since=since, until=until), asker)
        case What.FIGURES:
            matching = figures.matching(FigureFilter(since=since, until=until), asker)
    query = matching.with_only_columns(table.c.id, table.c.position).where(table.c.id > after)
    rows = (await db.execute(query.order_by(table.c.id).limit(_PORTION))).all()
    found = await _by_ids(db, wanted.what, [row.id for row in rows], asker)
    return Portion([(row.position, found[row.id]) for row in rows], rows[-1].id if rows else after)


async def _by_ids(db: AsyncConnection, what: What, ids: list[int], asker: Asker) -> dict[int, Exported]:
    match what:
        case What.STATEMENTS:
            return dict(await statements.by_ids(db, ids, asker))
        case What.CONTACTS:
            return dict(await contacts.by_ids(db, ids, asker))
        case What.FIGURES:
            return dict(await figures.by_ids(db, ids, asker))


def sighting(found: Exported) -> Sighting:
    """Where something was found."""
    return Sighting(found.article, found.posting) if isinstance(found, StatementHit) else found.seen
