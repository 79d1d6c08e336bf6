"""What happens by itself: digests at their hour, and a daily tidying of the store."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from discord.ext import commands

from bot.gateway.app import AttacheBot
from bot.gateway.due_digests import DueDigests
from bot.gateway.rhythm import every_minute


class Ticker(commands.Cog):
    """Looks every minute for digests whose local time has come, and tidies the store once a day."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.briefing = DueDigests(bot)
        self._tidied = bot.services.clock()  # the services tidy when they start

    async def cog_load(self) -> None:
        """Start ticking."""
        jobs = (self.briefing.tick, self._tidy)
        self._tickers = [asyncio.create_task(every_minute(self.bot, job)) for job in jobs]

    async def cog_unload(self) -> None:
        """Stop ticking."""
        for ticker in self._tickers:
            ticker.cancel()

    async def _tidy(self) -> None:
        services = self.bot.services
        now = services.clock()
        if now - self._tidied >= timedelta(days=1):
            self._tidied = now
            await services.store.tidy(now)


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Ticker(bot))
