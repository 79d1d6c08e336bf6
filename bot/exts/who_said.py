"""/who-said: a search for statements by words, speaker, country and time."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.types import StatementQuery
from bot.gateway import moments
from bot.gateway.app import AttacheBot
from bot.gateway.choices import Choices, offers
from bot.gateway.views import asker, audience, show


class WhoSaid(commands.Cog):
    """Searches everything that was read in the channels that the asker may read."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.who_said = bot.services.who_said

    @app_commands.command(name="who-said")
    @app_commands.guild_only()
    @app_commands.rename(query="words", quotes_only="quotes-only")
    @app_commands.describe(
        query="Words of the statement, or its subject",
        speaker="The name of the speaker",
        country="The country or organisation that the speaker represents",
        since="The earliest date or time, such as 2023-10-09, yesterday or 3 days",
        until="The latest date or time, such as 2023-10-18, today or 12 hours",
        quotes_only="Only direct quotations",
        public="Show the answer to everyone here, using only channels that everyone here can read",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        query: app_commands.Range[str, 1, 200] | None = None,
        speaker: app_commands.Range[str, 1, 100] | None = None,
        country: app_commands.Range[str, 1, 60] | None = None,
        since: app_commands.Range[str, 1, 40] | None = None,
        until: app_commands.Range[str, 1, 40] | None = None,
        quotes_only: bool = False,
        public: bool = False,
    ) -> None:
        """Find out who said what in the articles you can read."""
        await interaction.response.defer(ephemeral=not public, thinking=True)
        viewer = audience(interaction) if public else asker(interaction)
        now = self.bot.services.clock()
        asked = StatementQuery(
            text=query,
            speaker=speaker,
            country=country,
            since=moments.begin(since, now) if since else None,
            until=moments.end(until, now) if until else None,
            direct_only=quotes_only,
        )
        if asked.since and asked.until and asked.since >= asked.until:
            raise UserError("“since” must be earlier than “until”.")
        await show(interaction, asked, viewer)

    @ask.autocomplete("speaker")
    async def _speakers(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.who_said.speakers(typed, asker(interaction)))

    @ask.autocomplete("country")
    async def _countries(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.who_said.countries(typed, asker(interaction)))


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(WhoSaid(bot))
