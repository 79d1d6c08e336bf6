"""What happened, as it was reported: statements, contacts and figures in the order of time."""

from __future__ import annotations

from bot.core import lookups
from bot.core.lookups import Page, TimelineEntry, TimelineQuery
from bot.core.types import StatementQuery
from bot.store import Store, contacts, figures, statements, timeline
from bot.store.contacts import ContactFilter
from bot.store.figures import FigureFilter
from bot.store.statements import Filter
from bot.store.timeline import TimelineFilter
from bot.store.visibility import Asker
from bot.usecases import naming


class Timeline:
    """Everything that was found in the articles that the viewer may see posted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def search(
        self, query: TimelineQuery, viewer: Asker, page: int = 0, page_size: int = 6
    ) -> Page[TimelineEntry]:
        """A page of entries, oldest first; a page beyond the last is the last. Any text is a valid query.

        A person's are what they said, whom they were in contact with, and the figures they gave. A country's
        are what its representatives said and their contacts, and figures about places in it.
        """
        asked = await self.wanted(query, viewer)
        if asked is None:
            return Page((), 0, 0, 0)
        async with self._store.read() as db:
            total = await timeline.count(db, asked, viewer)
            page, pages = lookups.place(total, page, page_size)
            entries = await timeline.find(db, asked, viewer, page * page_size, page_size)
        return Page(tuple(entries), total, page, pages)

    async def wanted(self, query: TimelineQuery, viewer: Asker) -> TimelineFilter | None:
        """What entries must have, or None where nobody of that name is known."""
        asked = StatementQuery(text=query.words, since=query.since)
        if not query.who or not query.who.strip():
            return TimelineFilter(
                Filter(asked),
                ContactFilter(words=query.words, since=query.since),
                FigureFilter(words=query.words, since=query.since),
            )
        async with self._store.read() as db:
            speakers = [name for name, _ in await statements.names(db, viewer)]
            parties = [name for name, _ in await contacts.names(db, viewer)]
            sources = await figures.sources(db, viewer)
        meant = await naming.whom(query.who, list({*speakers, *parties, *sources}))
        if not meant:
            return None
        names = None if meant.country else meant.names
        return TimelineFilter(
            Filter(asked, names, meant.country),
            ContactFilter(names, meant.country, query.words, query.since),
            FigureFilter(None, meant.country, names, query.words, query.since),
        )

    async def names(self, typed: str, viewer: Asker) -> list[str]:
        """People, bodies and countries for autocomplete, speakers first."""
        async with self._store.read() as db:
            known = [*await statements.names(db, viewer), *await contacts.names(db, viewer)]
            codes = [*await statements.countries(db, viewer), *await contacts.countries(db, viewer)]
        offered = await naming.people(typed, known) + await naming.countries(
            typed, list(dict.fromkeys(codes))
        )
        return list(dict.fromkeys(offered))[: naming.MOST_OFFERS]
