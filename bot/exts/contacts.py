"""/contacts: who called, met or visited whom, and what became of it."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.lookups import ContactQuery
from bot.gateway import moments
from bot.gateway.app import AttacheBot
from bot.gateway.choices import Choices, offers
from bot.gateway.views import asker, audience, show
from models.types import ContactStatus

Status = Literal["held", "under way", "planned", "offered", "denied", "refused", "cancelled"]


class Contacts(commands.Cog):
    """Searches everything that was read in the channels that the asker may read."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot

    @app_commands.command(name="contacts")
    @app_commands.guild_only()
    @app_commands.describe(
        who="A person, a country or an organisation that took part",
        status="What has become of it, by the newest report",
        since="The earliest date or time, such as 2023-10-09, yesterday or 3 days",
        public="Show the answer to everyone here, using only channels that everyone here can read",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        who: app_commands.Range[str, 1, 100] | None = None,
        status: Status | None = None,
        since: app_commands.Range[str, 1, 40] | None = None,
        public: bool = False,
    ) -> None:
        """Find out who called, met or visited whom, and how that was reported over time."""
        await interaction.response.defer(ephemeral=not public, thinking=True)
        viewer = audience(interaction) if public else asker(interaction)
        asked = ContactQuery(
            who=who,
            status=ContactStatus(status) if status else None,
            since=moments.begin(since, self.bot.services.clock()) if since else None,
        )
        await show(interaction, asked, viewer)

    @ask.autocomplete("who")
    async def _parties(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.bot.services.contacts.parties(typed, asker(interaction)))


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Contacts(bot))
