"""Catching up after downtime: reads what was posted in the meantime, and forgets what was deleted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.core.types import WatchedChannel
from bot.gateway.background import BackgroundReading
from bot.gateway.delivery import Postable
from bot.gateway.permissions import NEEDED_TO_READ, missing

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot

log = logging.getLogger(__name__)

_MOST = 200
_MISSING_ACCESS = 50001
_TICK = timedelta(milliseconds=1)  # "after" excludes what was posted in that very millisecond


class CatchUp:
    """Goes through the watched channels once, no further back than the settings allow."""

    def __init__(self, bot: AttacheBot, reader: BackgroundReading) -> None:
        self._bot = bot
        self._services = bot.services
        self._reader = reader
        self._running = False

    async def everywhere(self) -> None:
        """Catch up on every guild that can be seen; one with an outage has to wait until it is back."""
        if self._running:
            return
        self._running = True
        try:
            await self._forget_removals()
            for guild in self._bot.guilds:
                if not guild.unavailable:
                    await self.guild(guild)
        finally:
            self._running = False

    async def _forget_removals(self) -> None:
        """Forget the guilds that removed the bot in the meantime.

        A guild with an outage is still on the client's list. For one that isn't, Discord is asked: nothing is
        erased unless Discord itself says that the bot is not a member.
        """
        for guild_id in await self._services.forget.guilds():
            if self._bot.get_guild(guild_id) is not None:
                continue
            try:
                await self._bot.fetch_guild(guild_id, with_counts=False)
            except discord.NotFound:
                removed = True
            except discord.HTTPException as error:
                removed = error.code == _MISSING_ACCESS
            else:
                removed = False
            if removed:
                log.info("guild %s removed the bot during downtime; its data is deleted", guild_id)
                await self._services.forget.guild(guild_id)

    async def guild(self, guild: discord.Guild) -> None:
        """Catch up on the watched channels of a guild and their active threads."""
        for watched in await self._services.watching.list(guild.id):
            channel = await self._channel(guild, watched.channel_id)
            if channel is None:
                continue
            for place in _places(channel):
                try:
                    await self._place(place, watched)
                except discord.HTTPException as error:
                    log.warning("could not catch up on channel %s: error %s", place.id, error.code)

    async def _channel(
        self, guild: discord.Guild, channel_id: int
    ) -> discord.abc.GuildChannel | discord.Thread | None:
        """The channel, or None, in which case it is forgotten if it was deleted.

        Archived threads have to be fetched, since the cache doesn't hold them.
        """
        found = guild.get_channel_or_thread(channel_id)
        if found is not None:
            return found
        try:
            fetched = await guild.fetch_channel(channel_id)
        except discord.NotFound:
            await self._services.forget.channel(guild.id, channel_id)
            return None
        except discord.HTTPException:
            return None
        return fetched

    async def _place(self, place: Postable, watched: WatchedChannel) -> None:
        if missing(place, NEEDED_TO_READ[:2]):
            return
        now = self._services.clock()
        begin = max(now - timedelta(hours=self._services.settings.catch_up_hours), watched.added_at)
        newest = await self._services.ingest.newest(place.id) or begin
        known = await self._services.ingest.known(place.id, begin)
        history = [m async for m in place.history(limit=_MOST, after=begin - _TICK, oldest_first=False)]
        if len(history) == _MOST:  # there may be older messages, which were not fetched
            known = [i for i in known if i >= history[-1].id]
        deleted = set(known) - {message.id for message in history}
        if deleted:
            await self._reader.forget(watched.guild_id, place.id, deleted)
        forgotten = await self._services.forget.up_to(place.id)
        for message in reversed(history):
            if message.created_at >= newest and message.id > forgotten:
                await self._reader.take(message)


def _places(channel: discord.abc.GuildChannel | discord.Thread) -> Iterator[Postable]:
    """The places with messages: the channel itself and its active public threads."""
    if isinstance(channel, Postable):
        yield channel
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        yield from (thread for thread in channel.threads if not thread.is_private())
