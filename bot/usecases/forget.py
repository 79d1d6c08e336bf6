"""Delete means delete: postings are removed, and with them whatever nobody else posted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.core.types import Removed, Traces, Withdrawn
from bot.store import Store, channels, forgetting, fulltext


class Forget:
    """Removes what was kept, from the database's log as well.

    Methods that remove return how many postings they removed, if not more.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, message_ids: Iterable[int]) -> None:
        """Keep these messages from being recorded from now on. Call it before anything is awaited."""
        self._store.deletions.note(message_ids)

    async def messages(self, guild_id: int, message_ids: Collection[int]) -> Withdrawn:
        """After messages were deleted: remove what was read from them. Returns what is left to be deleted."""
        async with self._store.write() as db:
            removed = await forgetting.messages(db, guild_id, message_ids)
        if removed.postings:
            await self._store.checkpoint()
        return removed

    async def channel(self, guild_id: int, channel_id: int) -> int:
        """After a channel or thread was deleted: stop watching it; remove its postings and its digests."""
        async with self._store.write() as db:
            removed = await forgetting.channel(db, guild_id, channel_id)
        await self._store.checkpoint()
        return removed

    async def guild(self, guild_id: int) -> int:
        """After the bot was removed from a guild, which an outage is not: remove everything of the guild."""
        async with self._store.write() as db:
            removed = await forgetting.guild(db, guild_id)
        await self._store.checkpoint()
        return removed

    async def guilds(self) -> list[int]:
        """The ids of the guilds of which anything is kept."""
        async with self._store.read() as db:
            return await channels.guild_ids(db)

    async def up_to(self, channel_id: int) -> int:
        """The newest message of a channel that was forgotten at its author's request, or 0.

        Nothing up to it may be read again.
        """
        async with self._store.read() as db:
            return await forgetting.forgotten_up_to(db, channel_id)

    async def traces(self, user_id: int) -> Traces:
        """What is kept of a person, and the cards that tell it."""
        async with self._store.read() as db:
            return await forgetting.traces(db, user_id)

    async def user(self, user_id: int) -> tuple[Removed, Traces]:
        """At a person's request: remove what was read from their messages, or for them alone.

        Returns how much that was, and what there was to remove at that moment.
        """
        async with self._store.write() as db:
            found = await forgetting.traces(db, user_id)
            removed = await forgetting.user(db, user_id)
            await fulltext.clean(db)
        await self._store.checkpoint()
        return removed, found
