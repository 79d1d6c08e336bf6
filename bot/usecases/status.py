"""What was read recently, what could not be read, and why."""

from __future__ import annotations

from bot.core.types import PostingView
from bot.store import Store, reports
from bot.store.visibility import Asker


class Status:
    """The state of the postings that the viewer may see."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def postings(self, viewer: Asker, limit: int = 10) -> list[PostingView]:
        """The newest postings, whatever became of them."""
        async with self._store.read() as db:
            return await reports.latest(db, viewer, limit)

    async def counts(self, viewer: Asker) -> dict[str, int]:
        """The numbers of ``articles`` and ``statements``, and of postings ``waiting`` and ``unreadable``."""
        async with self._store.read() as db:
            return await reports.counts(db, viewer)
