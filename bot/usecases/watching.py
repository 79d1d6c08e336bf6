"""Which channels are read: those that an admin chose, and no others."""

from __future__ import annotations

from bot.core.types import WatchedChannel
from bot.store import Store, channels
from bot.usecases.ports import Clock


class Watching:
    """The watched channels."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def add(self, guild_id: int, channel_id: int, by: int) -> bool:
        """Read a channel from now on; returns False if it was already watched."""
        async with self._store.write() as db:
            return await channels.add(db, WatchedChannel(guild_id, channel_id, by, self._clock()))

    async def remove(self, guild_id: int, channel_id: int) -> bool:
        """Stop reading a channel; returns False if it was not watched."""
        async with self._store.write() as db:
            return await channels.remove(db, guild_id, channel_id)

    async def list(self, guild_id: int) -> list[WatchedChannel]:
        """The watched channels of a guild, oldest first, with the number of articles read in each."""
        async with self._store.read() as db:
            return await channels.of_guild(db, guild_id)

    async def is_watched(self, channel_id: int) -> bool:
        """Whether a channel is read. A look-up by primary key, cheap enough for every message."""
        async with self._store.read() as db:
            return await channels.is_watched(db, channel_id)
