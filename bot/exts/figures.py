"""/figures: what was counted, by whom and when."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.lookups import FigureQuery
from bot.gateway import moments
from bot.gateway.app import AttacheBot
from bot.gateway.choices import Choices, offers
from bot.gateway.views import asker, audience, show


class Figures(commands.Cog):
    """Searches everything that was read in the channels that the asker may read."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot

    @app_commands.command(name="figures")
    @app_commands.guild_only()
    @app_commands.describe(
        about="What is counted, a place, or words of the sentence or the headline",
        since="The earliest date or time, such as 2023-10-09, yesterday or 3 days",
        public="Show the answer to everyone here, using only channels that everyone here can read",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        about: app_commands.Range[str, 1, 100] | None = None,
        since: app_commands.Range[str, 1, 40] | None = None,
        public: bool = False,
    ) -> None:
        """Find counts and sums, with each value's date and source."""
        await interaction.response.defer(ephemeral=not public, thinking=True)
        viewer = audience(interaction) if public else asker(interaction)
        begin = moments.begin(since, self.bot.services.clock()) if since else None
        await show(interaction, FigureQuery(about, begin), viewer)

    @ask.autocomplete("about")
    async def _subjects(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.bot.services.figures.subjects(typed, asker(interaction)))


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Figures(bot))
