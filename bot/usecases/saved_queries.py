"""Queries behind page buttons, kept so that the buttons work after a restart."""

from __future__ import annotations

import secrets

from bot.core.lookups import Query
from bot.core.types import Viewer
from bot.store import Store, queries
from bot.store.engine import QUERIES_KEPT
from bot.usecases.ports import Clock


class SavedQueries:
    """Saves what people asked for 90 days."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def save(self, query: Query, viewer: Viewer, user_id: int) -> str:
        """Store a person's query; returns a token of 12 characters."""
        token = secrets.token_urlsafe(9)
        now = self._clock()
        async with self._store.write() as db:
            await queries.purge(db, now - QUERIES_KEPT)
            await queries.save(db, token, viewer.guild_id, user_id, query, now)
        return token

    async def load(self, token: str) -> Query | None:
        """The query behind a token, or None if it is unknown or has expired."""
        async with self._store.read() as db:
            return await queries.load(db, token)
