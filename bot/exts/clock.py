"""What happens by itself: digests at their hour."""

from __future__ import annotations

import asyncio

from discord.ext import commands

from bot.gateway.app import AttacheBot
from bot.gateway.briefing import Briefing
from bot.gateway.rhythm import every_minute


class Clock(commands.Cog):
    """Looks every minute for digests whose local time has come."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.briefing = Briefing(bot)

    async def cog_load(self) -> None:
        """Start ticking."""
        self._ticker = asyncio.create_task(every_minute(self.bot, self.briefing.tick))

    async def cog_unload(self) -> None:
        """Stop ticking."""
        self._ticker.cancel()


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Clock(bot))
