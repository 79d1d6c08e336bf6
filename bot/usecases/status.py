"""What was read recently, what could not be read, and why."""

from __future__ import annotations

from bot.core.types import Gap, PostingView, Viewer
from bot.store import Store, reports
from bot.store.visibility import Asker


class Status:
    """The state of the postings that the viewer may see, and what was missed since the start."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gaps: dict[int, Gap] = {}

    def missed(self, gap: Gap) -> None:
        """Note that messages of a channel were not caught up on."""
        self._gaps[gap.channel_id] = gap

    def gaps(self, viewer: Viewer) -> list[Gap]:
        """What was missed in the channels that the viewer may read, oldest first."""
        seen = [gap for gap in self._gaps.values() if gap.channel_id in viewer.channels]
        return sorted(seen, key=lambda gap: gap.since)

    async def postings(self, viewer: Asker, limit: int = 10) -> list[PostingView]:
        """The newest postings, whatever became of them."""
        async with self._store.read() as db:
            return await reports.latest(db, viewer, limit)

    async def counts(self, viewer: Asker) -> dict[str, int]:
        """The numbers of ``articles`` and ``statements``, and of postings ``waiting`` and ``unreadable``."""
        async with self._store.read() as db:
            return await reports.counts(db, viewer)
