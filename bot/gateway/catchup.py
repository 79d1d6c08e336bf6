"""Catching up after downtime: reads what was posted in the meantime, and forgets what was deleted.

What is missing is found by message id: whatever stands in the channel's history but not in the store. How new
the newest known message is says nothing, since live messages are recorded while this is still going on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.core.types import Gap, WatchedChannel
from bot.gateway.background import BackgroundReading
from bot.gateway.delivery import Postable
from bot.gateway.permissions import NEEDED_TO_READ, missing
from bot.gateway.render import markdown as md

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot

log = logging.getLogger(__name__)

MOST = 5000
"""How many messages of one channel are looked at, the newest first: 50 requests."""
_MISSING_ACCESS = 50001
_TICK = timedelta(milliseconds=1)  # "after" excludes what was posted in that very millisecond


class CatchUp:
    """Goes through the watched channels, no further back than the settings allow."""

    def __init__(self, bot: AttacheBot, reader: BackgroundReading) -> None:
        self._bot = bot
        self._services = bot.services
        self._reader = reader
        self._turn = asyncio.Lock()
        self._waiting = False
        self._looked: set[int] = set()
        self._started = discord.utils.time_snowflake(bot.services.clock())

    async def everywhere(self) -> None:
        """Catch up on every guild that can be seen; one with an outage has to wait until it is back.

        If that is going on already, it is done once more afterwards: it may have passed what is missing.
        """
        if self._waiting:
            return
        self._waiting = True
        async with self._turn:
            self._waiting = False
            await self._forget_removals()
            for guild in self._bot.guilds:
                if not guild.unavailable:
                    await self._guild(guild)

    async def if_missed(self) -> None:
        """Catch up if something could not be recorded, or a card not be deleted, when it was time to."""
        if self._reader.missed:
            self._reader.missed = False
            await self.everywhere()

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
        async with self._turn:
            await self._guild(guild)

    async def _guild(self, guild: discord.Guild) -> None:
        for watched in await self._services.watching.list(guild.id):
            channel = await self._channel(guild, watched.channel_id)
            if channel is None:
                continue
            for place in _places(channel):
                try:
                    await self._place(place, watched)
                except discord.HTTPException as error:
                    log.warning(
                        "could not catch up on channel %s: status %s: %s", place.id, error.status, error.text
                    )

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
        known = set(await self._services.ingest.known(place.id, begin))
        history = [m async for m in place.history(limit=MOST, after=begin - _TICK, oldest_first=False)]
        if len(history) == MOST:  # there may be older messages, which were not fetched
            known = {i for i in known if i >= history[-1].id}
        if place.id not in self._looked:
            self._looked.add(place.id)
            await self._look_for_gap(place, begin, history, known)
        deleted = known - {message.id for message in history}
        if deleted:
            await self._reader.forget(watched.guild_id, place.id, deleted)
        since = history[-1].id if len(history) == MOST else discord.utils.time_snowflake(begin)
        await self._reader.withdraw_orphans(place, history, since)
        forgotten = await self._services.forget.up_to(place.id)
        for message in reversed(history):
            changed = message.id not in known or message.edited_at is not None
            if changed and message.id > forgotten:
                await self._reader.take(message)

    async def _look_for_gap(
        self, place: Postable, begin: datetime, history: list[discord.Message], known: set[int]
    ) -> None:
        """Say so if the bot was away for longer, or missed more, than is caught up on."""
        if any(message_id < self._started for message_id in known):
            return  # it was there within the window
        last = await self._services.ingest.newest(place.id, before=begin)
        if len(history) == MOST:
            await self._report_gap(place, max(last or begin, begin), history[-1].created_at)
        elif last is not None:
            async for missed in place.history(limit=1, after=last, before=begin):
                await self._report_gap(place, missed.created_at, begin)

    async def _report_gap(self, place: Postable, since: datetime, until: datetime) -> None:
        words = "channel %s: more was missed than is caught up on; what was posted from %s to %s is not read"
        log.warning(words, place.id, since.isoformat(" ", "minutes"), until.isoformat(" ", "minutes"))
        self._services.status.missed(Gap(place.id, since, until))
        await self._bot.delivery.notify(
            place,
            "I missed more than I can catch up on: I haven't read what was posted here between "
            f"{md.when(since)} and {md.when(until)}. Use `/summarize` for what matters, or post it again.",
        )


def _places(channel: discord.abc.GuildChannel | discord.Thread) -> Iterator[Postable]:
    """The places with messages: the channel itself and its active public threads."""
    if isinstance(channel, Postable):
        yield channel
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        yield from (thread for thread in channel.threads if not thread.is_private())
