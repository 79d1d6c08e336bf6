"""What happens by itself: digests at their hour."""

from __future__ import annotations

import logging

from discord.ext import commands, tasks

from bot.gateway.app import AttacheBot
from bot.gateway.briefing import Briefing

log = logging.getLogger(__name__)


class Clock(commands.Cog):
    """Looks every minute for digests whose local time has come."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.briefing = Briefing(bot)

    async def cog_load(self) -> None:
        """Start ticking."""
        self.ticker.start()

    async def cog_unload(self) -> None:
        """Stop ticking."""
        self.ticker.cancel()

    @tasks.loop(minutes=1)
    async def ticker(self) -> None:
        """Deliver what is due."""
        try:
            await self.briefing.tick()
        except Exception:  # an error that escapes would end the loop for good
            log.exception("the ticker failed; the next one is in a minute")

    @ticker.before_loop
    async def _ready(self) -> None:
        await self.bot.wait_until_ready()


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Clock(bot))
