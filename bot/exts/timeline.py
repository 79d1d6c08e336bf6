"""/timeline and /compare: what was reported over time, and what two sides said."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.lookups import CompareQuery, TimelineQuery
from bot.core.types import Viewer
from bot.gateway import moments
from bot.gateway.app import AttacheBot
from bot.gateway.choices import Choices, offers
from bot.gateway.views import asker, audience, show

Name = app_commands.Range[str, 1, 100]
Words = app_commands.Range[str, 1, 200]
Time = app_commands.Range[str, 1, 40]
_SINCE = "The earliest date or time, such as 2023-10-09, yesterday or 3 days"
_PUBLIC = "Show the answer to everyone here, using only channels that everyone here can read"


class Timeline(commands.Cog):
    """Searches everything that was read in the channels that the asker may read."""

    def __init__(self, bot: AttacheBot) -> None:
        self.services = bot.services

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(
        who="A person, a country or an organisation",
        words="Words of what was said or reported, or its subject",
        since=_SINCE,
        public=_PUBLIC,
    )
    async def timeline(
        self,
        interaction: discord.Interaction,
        who: Name | None = None,
        words: Words | None = None,
        since: Time | None = None,
        public: bool = False,
    ) -> None:
        """Follow a person, a country or a subject: statements, contacts and figures, oldest first."""
        viewer = await _begin(interaction, public)
        if not who and not words:
            raise UserError("Name a person or a country, or give some words.")
        begin = moments.begin(since, self.services.clock()) if since else None
        await show(interaction, TimelineQuery(who, words, begin), viewer)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(
        one="A speaker or a country",
        other="Another speaker or country",
        topic="Words of the statements, or their subject",
        since=_SINCE,
        public=_PUBLIC,
    )
    async def compare(
        self,
        interaction: discord.Interaction,
        one: Name,
        other: Name,
        topic: Words,
        since: Time | None = None,
        public: bool = False,
    ) -> None:
        """Set what two speakers or countries said about something side by side."""
        viewer = await _begin(interaction, public)
        begin = moments.begin(since, self.services.clock()) if since else None
        await show(interaction, CompareQuery(one, other, topic, begin), viewer)

    @timeline.autocomplete("who")
    async def _names(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.services.timeline.names(typed, asker(interaction)))

    @compare.autocomplete("one")
    @compare.autocomplete("other")
    async def _speakers(self, interaction: discord.Interaction, typed: str) -> Choices:
        return offers(await self.services.compare.speakers(typed, asker(interaction)))


async def _begin(interaction: discord.Interaction, public: bool) -> Viewer:
    """Acknowledge at once; returns what the answer may be based on."""
    await interaction.response.defer(ephemeral=not public, thinking=True)
    return audience(interaction) if public else asker(interaction)


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Timeline(bot))
