"""Who said what: a search for statements."""

from __future__ import annotations

import asyncio

from bot.core import lookups
from bot.core.types import StatementPage, StatementQuery
from bot.store import Store, statements
from bot.store.statements import Filter
from bot.store.visibility import Asker
from bot.usecases import naming


class WhoSaid:
    """Searches the statements of every article that the viewer may see posted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def search(
        self, query: StatementQuery, viewer: Asker, page: int = 0, page_size: int = 5
    ) -> StatementPage:
        """A page of matches, newest first; a page beyond the last is the last. Any text is a valid query."""
        async with self._store.read() as db:
            speakers = None
            if query.speaker and query.speaker.strip():
                known = [name for name, _ in await statements.names(db, viewer)]
                speakers = await asyncio.to_thread(naming.meant, query.speaker, known)
            country = None
            if query.country and query.country.strip():
                country = await asyncio.to_thread(naming.country_code, query.country)
                if country is None:
                    return StatementPage((), 0, 0, 0)
            wanted = Filter(query, speakers, country)
            total = await statements.count(db, wanted, viewer)
            page, pages = lookups.place(total, page, page_size)
            hits = await statements.find(db, wanted, viewer, page * page_size, page_size)
        return StatementPage(tuple(hits), total, page, pages)

    async def speakers(self, prefix: str, viewer: Asker) -> list[str]:
        """Names for autocomplete, the most quoted first; one spelling per person."""
        async with self._store.read() as db:
            known = await statements.names(db, viewer)
        return await naming.people(prefix, known)

    async def countries(self, prefix: str, viewer: Asker) -> list[str]:
        """English names of countries for autocomplete, the most quoted first; "brit" also finds the UK."""
        async with self._store.read() as db:
            codes = await statements.countries(db, viewer)
        return await naming.countries(prefix, codes)
