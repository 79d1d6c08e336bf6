"""The messages that were reported as deleted, so that none is recorded by work that was already under way."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 20_000  # far more than are deleted while a message is being recorded


class Deletions:
    """The newest deletions, by message id."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}

    def note(self, message_ids: Iterable[int]) -> None:
        """Remember these. Call it before anything is awaited."""
        for message_id in message_ids:
            self._ids[message_id] = None
        while len(self._ids) > _MOST:
            del self._ids[next(iter(self._ids))]

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._ids
