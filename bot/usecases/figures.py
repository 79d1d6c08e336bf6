"""What was counted: figures, each as a series over the articles that give it."""

from __future__ import annotations

import asyncio

from bot.core.lookups import FigureHit, FigureQuery, Page, page_of
from bot.store import Store, figures
from bot.store.figures import FigureFilter, StoredFigure
from bot.store.visibility import Asker
from bot.usecases import naming
from bot.usecases.origins import MOST_REPORTS, origin
from models.histories.figures import join_figures
from models.histories.types import FigureReport


class Figures:
    """Searches the figures of every article that the viewer may see posted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def search(
        self, query: FigureQuery, viewer: Asker, page: int = 0, page_size: int = 5
    ) -> Page[FigureHit]:
        """A page of series, the one with the newest report first. Any text is a valid query."""
        async with self._store.read() as db:
            wanted = FigureFilter()
            if query.about and query.about.strip():
                wanted = await _about(query.about, await figures.subjects(db, viewer))
            stored = await figures.find(db, wanted, viewer, MOST_REPORTS)
        found = await asyncio.to_thread(_joined, stored)
        if query.since is not None:
            day = query.since.date()
            found = [hit for hit in found if hit.series.reports[-1].origin.day >= day]
        return page_of(found, page, page_size)

    async def subjects(self, typed: str, viewer: Asker) -> list[str]:
        """What is counted, places and countries for autocomplete, the most frequent first."""
        async with self._store.read() as db:
            known = await figures.subjects(db, viewer)
            codes = await figures.countries(db, viewer)
        begun = [name for name in known if naming.begins(typed, name)]
        offered = begun[: naming.MOST_OFFERS] + await naming.countries(typed, codes)
        return list(dict.fromkeys(offered))[: naming.MOST_OFFERS]


async def _about(typed: str, known: list[str]) -> FigureFilter:
    """A thing counted, a place or a country if that was typed, else words to search for."""
    folded = typed.strip().casefold()
    subject = next((name for name in known if name.casefold() == folded), None)
    country = await asyncio.to_thread(naming.country_code, typed)
    if subject or country:
        return FigureFilter(subject, country)
    return FigureFilter(words=typed)


def _joined(stored: list[StoredFigure]) -> list[FigureHit]:
    """The series that these are reports of."""
    seen = {s.seen.article.id: s.seen for s in stored}
    series = join_figures([FigureReport(origin(s.seen), s.figure) for s in stored])
    return [FigureHit(one, seen) for one in series]
