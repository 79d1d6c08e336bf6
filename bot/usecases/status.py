"""What was read lately, what could not be, and why."""

from __future__ import annotations

from bot.core.types import PostingView
from bot.store import Store, reports
from bot.store.visibility import Asker


class Status:
    """The look into the engine room, as far as the viewer may see."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def postings(self, viewer: Asker, limit: int = 10) -> list[PostingView]:
        """The newest postings, whatever became of them."""
        async with self._store.read() as db:
            return await reports.latest(db, viewer, limit)

    async def counts(self, viewer: Asker) -> dict[str, int]:
        """How many ``articles`` and ``statements`` there are, and postings ``waiting`` and ``unreadable``."""
        async with self._store.read() as db:
            return await reports.counts(db, viewer)
