"""Search for contacts by who took part, and by words and time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Sighting
from bot.store import fulltext, sightings
from bot.store.sightings import said_at
from bot.store.tables import contact_parties, contacts
from bot.store.visibility import Asker, seen_articles
from models.export import contact_from_dict, record
from models.knowledge.parties import countries_told, party
from models.types import Analysis, Contact


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """What contacts must have: a party of one of these names or this country, and the words.

    Without ``names`` and ``country``, whoever took part.
    """

    names: tuple[str, ...] | None = None
    country: str | None = None
    words: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact as one article tells it.

    ``countries`` are those of its parties, in their order; None where there is none, or more than one.
    """

    contact: Contact
    countries: tuple[str | None, ...]
    seen: Sighting


async def index_contacts(db: AsyncConnection, article_id: int, analysis: Analysis) -> None:
    """Add an article's contacts to the search."""
    about = analysis.summary.headline or analysis.title or ""
    known = countries_told([statement.speaker for statement in analysis.statements])
    for position, contact in enumerate(analysis.contacts):
        row = await db.execute(
            insert(contacts)
            .values(
                article_id=article_id,
                position=position,
                kind=contact.kind,
                status=contact.status,
                day=contact.day,
                text=contact.text,
                topic=contact.topic,
                about=about,
                record=record(contact),
            )
            .returning(contacts.c.id)
        )
        contact_id = row.scalar_one()
        parties = [row for name in contact.parties for row in _party_rows(contact_id, name, known)]
        if parties:
            await db.execute(insert(contact_parties), parties)


def _party_rows(contact_id: int, name: str, known: dict[str, str]) -> list[dict[str, Any]]:
    """A row for each country that a party belongs to, or one without."""
    key, countries = party(name, known)
    row = {"contact_id": contact_id, "name": name, "key": key}
    return [{**row, "country": country} for country in countries or (None,)]


async def find(db: AsyncConnection, wanted: ContactFilter, asker: Asker, limit: int) -> list[StoredContact]:
    """Matching contacts, newest article first."""
    c = contacts.c
    query = matching(wanted, asker).order_by(said_at().desc(), c.article_id.desc(), c.position).limit(limit)
    return list((await _of_rows(db, (await db.execute(query)).all())).values())


async def by_ids(db: AsyncConnection, ids: Collection[int], asker: Asker) -> dict[int, StoredContact]:
    """Those of the contacts with these ids that ``asker`` may see."""
    query = matching(ContactFilter(), asker).where(contacts.c.id.in_(ids))
    return await _of_rows(db, (await db.execute(query)).all())


async def _of_rows(db: AsyncConnection, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[int, StoredContact]:
    """The contacts of rows of :func:`matching`, by their ids."""
    p = contact_parties.c
    countries: dict[int, dict[str, list[str | None]]] = {}
    wanted = [row.id for row in rows]
    told = select(p.contact_id, p.name, p.country).where(p.contact_id.in_(wanted))
    for of_contact in await db.execute(told):
        named = countries.setdefault(of_contact.contact_id, {})
        named.setdefault(of_contact.name, []).append(of_contact.country)
    found: dict[int, StoredContact] = {}
    for row in rows:
        contact, known = contact_from_dict(row.record), countries.get(row.id, {})
        of_parties = tuple(_only(known.get(name, [])) for name in contact.parties)
        found[row.id] = StoredContact(contact, of_parties, sightings.of_row(row))
    return found


def _only(countries: list[str | None]) -> str | None:
    return countries[0] if len(countries) == 1 else None


def matching(wanted: ContactFilter, asker: Asker) -> Select[*tuple[Any, ...]]:
    """The rows of the contacts that match and that ``asker`` may see, with their sightings."""
    c = contacts.c
    conditions = (
        c.id.in_(select(contact_parties.c.contact_id).where(_takes_part(wanted)))
        if wanted.names is not None or wanted.country
        else None,
        fulltext.contacts_match(wanted.words) if wanted.words and wanted.words.strip() else None,
        said_at() >= wanted.since if wanted.since else None,
        said_at() < wanted.until if wanted.until else None,
    )
    return sightings.seen(asker, contacts, c.id, c.position, c.record).where(
        *(condition for condition in conditions if condition is not None)
    )


def _takes_part(wanted: ContactFilter) -> ColumnElement[bool]:
    p = contact_parties.c
    named = p.name.in_(wanted.names or ())
    return or_(named, p.country == wanted.country) if wanted.country else named


async def names(db: AsyncConnection, asker: Asker) -> list[tuple[str, str | None]]:
    """Every party that ``asker`` may see, the most frequent first, with its key."""
    p = contact_parties.c
    rows = await db.execute(
        select(p.name, p.key)
        .join(contacts, contacts.c.id == p.contact_id)
        .where(contacts.c.article_id.in_(seen_articles(asker)))
        .group_by(p.name, p.key)
        .order_by(func.count().desc(), p.name)
    )
    return [(row.name, row.key) for row in rows]


async def countries(db: AsyncConnection, asker: Asker) -> list[str]:
    """The ISO codes of the parties' countries, as far as ``asker`` may see them, most frequent first."""
    p = contact_parties.c
    rows = await db.execute(
        select(p.country)
        .join(contacts, contacts.c.id == p.contact_id)
        .where(contacts.c.article_id.in_(seen_articles(asker)), p.country.is_not(None))
        .group_by(p.country)
        .order_by(func.count().desc(), p.country)
    )
    return list(rows.scalars())
