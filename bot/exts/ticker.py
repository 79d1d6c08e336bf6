"""What happens by itself: scheduled digests, and the clean-up of the store."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from discord.ext import commands

from bot.gateway.app import AttacheBot
from bot.gateway.due_digests import DueDigests
from bot.gateway.jobs import every_minute


class Ticker(commands.Cog):
    """Checks every minute for digests that are due and words to be purged, and tidies up once a day."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.briefing = DueDigests(bot)
        self._tidied = bot.services.clock()  # the services do so when they start

    async def cog_load(self) -> None:
        """Start the jobs."""
        jobs = (self.briefing.tick, self._tidy, self.bot.services.store.purge)
        self._jobs = [asyncio.create_task(every_minute(self.bot, job)) for job in jobs]

    async def cog_unload(self) -> None:
        """Stop the jobs."""
        for job in self._jobs:
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)

    async def _tidy(self) -> None:
        services = self.bot.services
        now = services.clock()
        if now - self._tidied >= timedelta(days=1):
            self._tidied = now
            await services.store.tidy(now)


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Ticker(bot))
