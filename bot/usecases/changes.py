"""What changed about a person, a country or a subject: then and now, by all that was read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import numpy as np

from bot.core.lookups import ChangesFound, TimelineQuery
from bot.core.types import Sighting
from bot.store import Store, contacts, figures, statements
from bot.store.visibility import Asker
from bot.usecases.origins import MOST_REPORTS, origin
from bot.usecases.ports import AnalysisRunner
from bot.usecases.timeline import Timeline
from models.histories.types import ContactReport, FigureReport, StatementReport
from models.types import DigestChange

_MOST_STATEMENTS = 400
_MOST_EMBEDDED = 60


class WhatChanged:
    """Compares the reports of every article that the viewer may see posted."""

    def __init__(self, store: Store, runner: AnalysisRunner) -> None:
        self._store = store
        self._timeline = Timeline(store)
        self._runner = runner

    async def find(self, query: TimelineQuery, viewer: Asker) -> ChangesFound:
        """Contacts with another status, statements that turned, and figures that moved. Any text is valid.

        Raises Unreadable if the encoder takes too much time or memory.
        """
        asked = await self._timeline.wanted(query, viewer)
        if asked is None:
            return ChangesFound((), {})
        async with self._store.read() as db:
            met = await contacts.find(db, asked.contacts, viewer, MOST_REPORTS)
            counted = await figures.find(db, asked.figures, viewer, MOST_REPORTS)
            hits = await statements.find(db, asked.statements, viewer, 0, _MOST_STATEMENTS)
        said = [(hit.statement, Sighting(hit.article, hit.posting)) for hit in hits]
        all_seen = [*(m.seen for m in met), *(c.seen for c in counted), *(sighting for _, sighting in said)]
        seen = {sighting.article.id: sighting for sighting in all_seen}
        reports = [StatementReport(origin(sighting), statement) for statement, sighting in said]
        vectors = await self._embedded(reports)
        told = await asyncio.to_thread(
            _compared,
            [ContactReport(origin(m.seen), m.contact) for m in met],
            [FigureReport(origin(c.seen), c.figure) for c in counted],
            reports,
            vectors,
        )
        return ChangesFound(told, seen)

    async def _embedded(self, said: list[StatementReport]) -> dict[str, np.ndarray]:
        from models.histories.changes import matters

        texts = await asyncio.to_thread(matters, said)
        if len(texts) > _MOST_EMBEDDED:  # one who says so much for and against needs a narrower question
            return {}
        return {text: np.asarray(await self._runner.embed(text), dtype=np.float32) for text in texts}


def _compared(
    met: list[ContactReport],
    counted: list[FigureReport],
    said: list[StatementReport],
    vectors: dict[str, np.ndarray],
) -> tuple[DigestChange, ...]:
    from models.digest.what_changed import as_lines
    from models.histories.changes import changes
    from models.histories.contacts import join_contacts
    from models.histories.figures import join_figures

    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.stack([vectors[text] for text in texts])

    found = changes(join_contacts(met), join_figures(counted), said, embed if vectors else None)
    return tuple(as_lines(found))
