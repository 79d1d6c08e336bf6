"""Who was in contact with whom: contacts, each with its history over the articles that tell of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.core.lookups import ContactHit, ContactQuery, Page, page_of
from bot.store import Store, contacts
from bot.store.contacts import ContactFilter, StoredContact
from bot.store.visibility import Asker
from bot.usecases import naming
from bot.usecases.origins import MOST_REPORTS, origin
from models.histories.contacts import join_contacts
from models.histories.types import ContactHistory, ContactReport


class Contacts:
    """Searches the contacts of every article that the viewer may see posted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def search(
        self, query: ContactQuery, viewer: Asker, page: int = 0, page_size: int = 5
    ) -> Page[ContactHit]:
        """A page of contacts, the one with the newest report first. Any text is a valid query."""
        async with self._store.read() as db:
            wanted = ContactFilter()
            if query.who and query.who.strip():
                known = [name for name, _ in await contacts.names(db, viewer)]
                meant = await naming.whom(query.who, known)
                if not meant:
                    return Page((), 0, 0, 0)
                wanted = ContactFilter(meant.names, meant.country)
            stored = await contacts.find(db, wanted, viewer, MOST_REPORTS)
        found = await asyncio.to_thread(_joined, stored)
        return page_of([hit for hit in found if _fits(hit.history, query)], page, page_size)

    async def parties(self, typed: str, viewer: Asker) -> list[str]:
        """People, bodies and countries for autocomplete, the most frequent first."""
        async with self._store.read() as db:
            known = await contacts.names(db, viewer)
            codes = await contacts.countries(db, viewer)
        offered = await naming.people(typed, known) + await naming.countries(typed, codes)
        return list(dict.fromkeys(offered))[: naming.MOST_OFFERS]


def _joined(stored: list[StoredContact]) -> list[ContactHit]:
    """The contacts that these are reports of."""
    reports = [ContactReport(origin(s.seen), s.contact) for s in stored]
    seen = {s.seen.article.id: s.seen for s in stored}
    countries: dict[str, str] = {}
    for s in stored:
        named = zip(s.contact.parties, s.countries, strict=True)
        countries.update({name: code for name, code in named if code})
    return [ContactHit(_with_countries(history, countries), seen) for history in join_contacts(reports)]


def _with_countries(history: ContactHistory, known: dict[str, str]) -> ContactHistory:
    """The history with the countries that an article told of its parties."""
    named = zip(history.parties, history.countries, strict=True)
    return replace(history, countries=tuple(code or known.get(name) for name, code in named))


def _fits(history: ContactHistory, query: ContactQuery) -> bool:
    if query.status is not None and history.status is not query.status:
        return False
    if query.since is None:
        return True
    newest, since = history.reports[-1], query.since.date()
    day = newest.contact.day
    return newest.origin.day >= since or (day is not None and day >= since)
