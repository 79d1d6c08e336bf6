"""Delete means delete: postings go, and what nobody else posted goes with them."""

from __future__ import annotations

from bot.store import Store, channels, forgetting


class Forget:
    """Removes traces. Each method returns how many postings it removed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def message(self, guild_id: int, message_id: int) -> int:
        """A message was deleted."""
        async with self._store.write() as db:
            return await forgetting.message(db, guild_id, message_id)

    async def channel(self, guild_id: int, channel_id: int) -> int:
        """A channel or thread was deleted: its postings, its watch and its digests go."""
        async with self._store.write() as db:
            return await forgetting.channel(db, guild_id, channel_id)

    async def guild(self, guild_id: int) -> int:
        """The bot was removed from a guild (an outage is no removal): everything of it goes."""
        async with self._store.write() as db:
            return await forgetting.guild(db, guild_id)

    async def guilds(self) -> list[int]:
        """The guilds that anything is kept of, by number."""
        async with self._store.read() as db:
            return await channels.guilds_known(db)

    async def up_to(self, channel_id: int) -> int:
        """The newest message of a channel whose author wanted it forgotten, or 0: read nothing up to it."""
        async with self._store.read() as db:
            return await forgetting.forgotten_up_to(db, channel_id)

    async def user(self, user_id: int) -> int:
        """A person wants their traces gone: what was read from their messages, or for them alone."""
        async with self._store.write() as db:
            return await forgetting.user(db, user_id)
